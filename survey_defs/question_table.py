"""Reading one `[[question]]` of a survey file: every key checked against what its kind needs and may have."""

from __future__ import annotations

from survey_defs.branching import KEYWORDS, Condition, ConditionError, parse
from survey_defs.choice_table import ID, ID_RULE, Surroundings, read_extra, read_options
from survey_defs.questions import KINDS, Kind, LabelLists, Question
from survey_defs.table import Table, repeated
from survey_defs.texts import Texts, read_text_lists, read_texts

POINTS = (5, 10)
MAX_TEXT_LENGTH = 10_000
REDACTIONS = ("personnummer", "samordningsnummer", "phone", "e_mail")

_NO_KIND = Kind("", decode=lambda *_: None, score=lambda *_: None)
_KIND_KEYS = tuple(dict.fromkeys(key for kind in KINDS.values() for key in (*kind.needs, *kind.takes)))


def read_question(table: Table, around: Surroundings) -> Question:
    """The question, with stand-ins where the table has faults."""
    id = read_id(table.named("question"))
    kind = KINDS.get(table.word("kind", tuple(KINDS)), _NO_KIND)
    _refuse_other_kinds_keys(table, kind)
    options = read_options(table, kind, around)
    extra = read_extra(table, kind, around)
    labels = _scale_labels(table, kind, around)
    question = Question(
        id=id,
        kind=kind.name,
        required=table.flag("required", default=False),
        texts=read_texts(table, "text", around.languages, around.languages),
        hint=_optional_texts(table, "hint", around),
        error=_optional_texts(table, "error", around),
        points=table.integer_among("points", POINTS) if "points" in kind.needs else 0,
        labels=labels,
        visible_labels=_visible_labels(table, kind, labels),
        values=options.values,
        value_labels=options.labels,
        extra=extra.values,
        extra_labels=extra.labels,
        max_length=table.integer("max_length", 1, MAX_TEXT_LENGTH) if "max_length" in kind.needs else 0,
        show_if=read_condition(table),
        redact=_redactions(table, kind),
        measures=_measures(table),
        kiosk=table.flag("kiosk", default=True),
        ivr=table.flag("ivr", default=True),
    )
    if kind is not _NO_KIND:
        table.finish()
    return question


RESERVED_IDS = frozenset({"form", "response"})  # the form's own field; the cube's count of whole responses


def read_id(table: Table) -> str:
    id = table.text("id")
    if id and not ID.fullmatch(id):
        table.report("id", f'"{id}" {ID_RULE}')
    elif id in RESERVED_IDS:
        table.report("id", f'"{id}" is taken: a form carries a field of that name of its own; choose another')
    elif id in KEYWORDS:
        table.report("id", f'"{id}" is a word of conditions; choose another id')
    return id


def read_condition(table: Table) -> Condition | None:
    if not table.has("show_if"):
        return None
    text = table.text("show_if")
    try:
        return parse(text) if text.strip() else None
    except ConditionError as error:
        table.report("show_if", f"cannot be read: {error}")
        return None


def _refuse_other_kinds_keys(table: Table, kind: Kind) -> None:
    """Say so where a key belongs to another kind: "unknown" would send the author looking for a typing error."""
    foreign = [] if kind is _NO_KIND else [key for key in _KIND_KEYS if key not in (*kind.needs, *kind.takes)]
    for key in foreign:
        if key in table.values and table.has(key):
            table.report(key, f'a question of kind "{kind.name}" has no "{key}"; remove it')


def _optional_texts(table: Table, key: str, around: Surroundings) -> Texts:
    return read_texts(table, key, around.languages, around.languages) if table.has(key) else {}


def _measures(table: Table) -> str | None:
    if not table.has("measures"):
        return None
    measures = table.text("measures")
    if measures and not ID.fullmatch(measures):
        table.report("measures", f'"{measures}" {ID_RULE}')
    return measures


def _scale_labels(table: Table, kind: Kind, around: Surroundings) -> LabelLists:
    """One label per point, blank where only the two ends of a ten-point scale are labelled."""
    if "labels" not in kind.needs:
        return {}
    lists = read_text_lists(table, "labels", around.languages, around.languages)
    points = table.values.get("points")
    if not isinstance(points, int) or points not in POINTS:
        return lists
    _same_number_everywhere(table, lists)
    return {code: _placed(table, f"labels.{code}", labels, points) for code, labels in lists.items()}


def _same_number_everywhere(table: Table, lists: LabelLists) -> None:
    """A scale labelled at its ends in one language and at every point in another is two scales."""
    first, *others = [*lists.items()] or [("", ())]
    for code, labels in others:
        if len(labels) != len(first[1]):
            table.report(f"labels.{code}", f'has {len(labels)} labels, and "{first[0]}" has {len(first[1])}')


def _placed(table: Table, key: str, labels: tuple[str, ...], points: int) -> tuple[str, ...]:
    only_ends = points == 10 and len(labels) == 2
    placed = (labels[0], *[""] * (points - 2), labels[1]) if only_ends else labels
    if len(placed) != points:
        ends = ", or 2 for its ends" if points == 10 else ""
        table.report(key, f"has {len(labels)} labels, and the scale needs {points}{ends}")
    elif not (placed[0].strip() and placed[-1].strip()):
        table.report(key, "both ends of the scale need a label")
    elif points == 5 and not all(label.strip() for label in placed):
        table.report(key, "every point of a five-point scale needs a label")
    for label in repeated(label for label in placed if label.strip()):
        table.report(key, f'two points have the same label "{label}"')
    return placed


def _visible_labels(table: Table, kind: Kind, labels: LabelLists) -> tuple[int, ...]:
    if "visible_labels" not in kind.takes:
        return ()
    words = next(iter(labels.values()), ())
    labelled = tuple(point for point, word in enumerate(words, start=1) if word.strip())
    visible = table.integers("visible_labels", default=labelled)
    if labelled and isinstance(table.values.get("visible_labels"), list):
        _check_visible(table, visible, labelled)
    return visible


def _check_visible(table: Table, visible: tuple[int, ...], labelled: tuple[int, ...]) -> None:
    if list(visible) != sorted(set(visible)):
        table.report("visible_labels", "must rise, each point once")
    if unknown := [point for point in visible if point not in labelled]:
        table.report("visible_labels", f"point {unknown[0]} has no label on this scale")
    elif not {labelled[0], labelled[-1]} <= set(visible):
        table.report("visible_labels", "must include both ends of the scale")


def _redactions(table: Table, kind: Kind) -> tuple[str, ...]:
    if "redact" not in kind.takes:
        return ()
    redact = table.strings("redact", default=())
    for word in redact:
        if word not in REDACTIONS:
            table.report("redact", f'"{word}" cannot be removed; known are {", ".join(REDACTIONS)}')
    return redact
