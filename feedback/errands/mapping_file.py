"""Reading a mapping from its TOML file: every fault is told at once, each with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feedback.errands.column import FILE, LINE, Column, Constant, FirstOf, Template
from feedback.errands.csv_file import FileForm
from feedback.errands.delimiter import NAMES as DELIMITERS
from feedback.errands.encoding import CHOICES as ENCODINGS
from feedback.errands.mapping import DIMENSIONS, ContactColumn, ErrandMapping, Filter, MomentColumn
from feedback.errands.moments import MomentReader, format_fault
from feedback.errands.spelling import folded
from feedback.errands.value_map import MISSING, OTHERWISE, REJECT, ValueMap, compared
from feedback.errands.value_table import read_value_map, report_no_id, words_of
from feedback.errors import Fault, InputError
from survey_defs.faults import DefinitionError, in_file_order
from survey_defs.municipality import Municipality
from survey_defs.table import Table
from survey_defs.toml_source import read_toml

REQUIRED = ("external_id", "closed", "channel")
ORIGINS = ("column", "constant", "template")
_NOTHING = Column(Constant(""))
_Extras = Callable[[Table], None]


def load_mapping(path: Path, municipality: Municipality) -> ErrandMapping:
    """The mapping of a file; raises InputError with all its faults."""
    try:
        top = Table.top_of(read_toml(path))
        mapping = _MappingReader(top, municipality).mapping()
        if top.faults:
            raise DefinitionError(in_file_order(top.faults))
    except DefinitionError as error:
        faults = [Fault("", str(fault)) for fault in error.faults]
        raise InputError("The mapping has faults:", faults) from None
    return mapping


class _MappingReader:
    """The file being read, its parts in the order in which they depend on each other."""

    def __init__(self, top: Table, municipality: Municipality) -> None:
        self.top = top
        self.file = self._part("file")
        self.columns = self._part("columns")
        self.is_exact = self.file.flag("exact_values", default=False)
        self.local = _zone(self.file, "time_zone", municipality.time_zone)
        self.municipality_words = words_of(municipality)

    def _part(self, key: str) -> Table:
        """A table that must be there; an empty one in its place where it is not."""
        part = self.top.table(key)
        if part is None:
            self.top.report("", f"the table [{key}] is missing")
            part = Table(self.top.source, {}, (key,), [])
        return part

    def mapping(self) -> ErrandMapping:
        for key in REQUIRED:
            if not self.columns.has(key) and self.columns.values:
                self.columns.report("", f'"{key}" is missing: say where it is found')
        mapping = ErrandMapping(
            source=self.file.text("source"),
            form=_form(self.file),
            blanks=frozenset(folded(text) for text in ("", *self.file.strings("blank", default=()))),
            external_id=self._column("external_id") or _NOTHING,
            closed=self._moment("closed") or MomentColumn(_NOTHING, MomentReader((), self.local, self.local)),
            opened=self._moment("opened"),
            words={name: column for name in DIMENSIONS if (column := self._column(name)) is not None},
            values=self._values(),
            contact=self._contact(),
            filters=self._filters(),
        )
        self._check_constants(mapping)
        for table in (self.file, self.columns, self.top):
            table.finish()
        return mapping

    def _column(self, key: str, extras: _Extras = lambda table: None) -> Column | None:
        """`"Name"` or a table that says more; `extras` reads what only some columns have."""
        if not self.columns.has(key):
            return None
        if isinstance(self.columns.values[key], str):
            return Column(FirstOf((self.columns.text(key),)))
        table = self.columns.table(key)
        if table is None or not isinstance(self.columns.values[key], dict):
            return None
        tidy = table.word("tidy", ("number", "none"), default="none")
        column = Column(_origin(table), is_number=tidy == "number")
        extras(table)
        table.finish()
        return column

    def _moment(self, key: str) -> MomentColumn | None:
        formats: list[str] = []
        written_in = [self.local]

        def extras(table: Table) -> None:
            formats.extend(_formats(table))
            written_in[0] = _zone(table, "written_in", self.local.key)

        column = self._column(key, extras)
        reader = MomentReader(tuple(formats) or ("iso",), self.local, written_in[0])
        return MomentColumn(column, reader) if column else None

    def _contact(self) -> ContactColumn | None:
        said = {"kind": "auto", OTHERWISE: REJECT}

        def extras(table: Table) -> None:
            said["kind"] = table.word("kind", ("auto", "e_mail", "sms"), default="auto")
            said[OTHERWISE] = table.word(OTHERWISE, (REJECT, MISSING), default=REJECT)

        column = self._column("contact", extras)
        return ContactColumn(column, said["kind"], said[OTHERWISE] == REJECT) if column else None

    def _values(self) -> dict[str, ValueMap]:
        tables = self.top.table("values")
        maps: dict[str, ValueMap] = {}
        for name, words in self.municipality_words.items():
            table = tables.table(name) if tables else None
            maps[name] = read_value_map(table, name, words, self.is_exact)
        if tables:
            tables.finish()
        return maps

    def _filters(self) -> tuple[Filter, ...]:
        table = self.top.table("only")
        if table is None:
            return ()
        return tuple(_filter(table, name, self.is_exact) for name in table.values)

    def _check_constants(self, mapping: ErrandMapping) -> None:
        for name, column in mapping.words.items():
            ids = self.municipality_words[name].ids
            if isinstance(column.origin, Constant) and column.origin.text not in {"", *ids}:
                report_no_id(self.columns, f"{name}.constant", column.origin.text, name, ids)


def _form(table: Table) -> FileForm:
    has_header = table.flag("header", default=True)
    columns = table.strings("columns", default=())
    if has_header and columns:
        table.report(
            "columns", "is for files without a header line only: set header = false, or leave it out"
        )
    if not has_header and not columns:
        table.report("", 'without a header line, "columns" must name all columns in order')
    return FileForm(
        encoding=table.word("encoding", ENCODINGS, default="auto"),
        delimiter=DELIMITERS.get(table.word("delimiter", tuple(DELIMITERS), default="auto"), "auto"),
        header=has_header,
        columns=columns,
    )


def _zone(table: Table, key: str, default: str) -> ZoneInfo:
    name = table.text(key, default=default)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.report(key, f'"{name}" is not a time zone such as Europe/Stockholm')
        return ZoneInfo(default)


def _origin(table: Table) -> FirstOf | Constant | Template:
    given = [key for key in ORIGINS if table.has(key)]
    if len(given) != 1:
        table.report("", 'needs exactly one of "column", "constant" and "template"')
        return Constant("")
    if given == ["constant"]:
        return Constant(table.text("constant"))
    if given == ["template"]:
        return _template(table)
    if isinstance(table.values["column"], list):
        return FirstOf(table.strings("column"))
    return FirstOf((table.text("column"),))


def _template(table: Table) -> Template:
    template = Template(table.text("template"))
    if template.pattern and not template.names:
        table.report(
            "template", 'names no column in braces such as "{Ärendenummer}"; a fixed text is a constant'
        )
    for name in template.names:
        if name.startswith("#") and name not in (LINE, FILE):
            table.report("template", f'"{{{name}}}" is not known; there are {{{LINE}}} and {{{FILE}}}')
    return template


def _formats(table: Table) -> tuple[str, ...]:
    if not table.has("formats"):
        return ()
    one = isinstance(table.values["formats"], str)
    formats = (table.text("formats"),) if one else table.strings("formats")
    for form in formats:
        if fault := format_fault(form):
            table.report("formats", fault)
    return formats


def _filter(table: Table, name: str, is_exact: bool) -> Filter:
    is_one = isinstance(table.values[name], str)
    values = (table.text(name),) if is_one else table.strings(name)
    if table.values[name] == []:
        table.report(name, "lists no value: no row would ever count")
    wanted = frozenset(compared(value, is_exact) for value in values)
    return Filter(Column(FirstOf((name,))), name, wanted, ", ".join(values), is_exact)
