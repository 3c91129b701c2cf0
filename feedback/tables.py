"""Every table, in the order data flows. Nothing here leads from an answer to a person.

Nullable columns say `default=None`: Piccolo would otherwise store 0 for an unanswered score.
Foreign keys carry their own index. Primary keys of what a resident left are random, so that
row order says nothing about time.
"""

from __future__ import annotations

from piccolo.columns import (
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
)
from piccolo.table import Table

from feedback.keys import random_id


class Installation(Table, tablename="installation"):
    """Facts about this installation: whether its data are examples, when it was set up."""

    name = Text(primary_key=True)
    value = Text()


class Vocabulary(Table, tablename="vocabulary"):
    """The small number that stands for a word in packed keys; only ever added to."""

    id = BigInt(primary_key=True, default=random_id)
    dimension = Text()
    value = Text()
    code = SmallInt()


class FrozenSurvey(Table, tablename="frozen_survey"):
    """A survey version that has answers, and the content it had when it got its first."""

    id = BigInt(primary_key=True, default=random_id)
    survey = Text()
    version = Text()
    content_hash = Text()
    frozen_on = Date()


class Errand(Table, tablename="errand"):
    """A closed errand. The case number is kept as a keyed hash; contact details encrypted until used."""

    id = BigInt(primary_key=True, default=random_id)
    source = Text()
    external_hash = Text()
    channel = Text()
    office = Text(null=True, default=None)
    service = Text(null=True, default=None)
    district = Text(null=True, default=None)
    language = Text(null=True, default=None)
    closed_on = Date()
    contact_kind = Text(null=True, default=None)
    contact_sealed = Text(null=True, default=None)
    contact_hash = Text(null=True, default=None)
    fate = Text(default="accepted", help_text="accepted, or the funnel stage that decided it")


class WebhookDelivery(Table, tablename="webhook_delivery"):
    """A webhook already taken: the same id gets the same reply."""

    webhook_id = Text(primary_key=True)
    body_hash = Text()
    reply = Text()
    received_on = Date()


class Invitation(Table, tablename="invitation"):
    """A link sent out. Once spent it keeps a date, no time, no errand and no dimensions."""

    id = BigInt(primary_key=True, default=random_id)
    errand = ForeignKey(Errand, null=True, default=None, on_delete=OnDelete.cascade, index=False)
    token_hash = Text(unique=False)
    token_sealed = Text(
        null=True, default=None, help_text="the link itself, encrypted, until sent for the last time"
    )
    survey = Text()
    version = Text()
    carrier = Text()
    state = Text(default="due", help_text="due, sent, failed, started, spent, expired, withdrawn")
    language = Text()
    due = Timestamptz()
    sent_on = Date(null=True, default=None)
    reminded_on = Date(null=True, default=None)
    expires_on = Date()
    spent_on = Date(null=True, default=None)


class ContactQuarantine(Table, tablename="contact_quarantine"):
    """Until when a contact is left in peace. Only a keyed hash of the contact is known."""

    contact_hash = Text(primary_key=True)
    until = Date()


class OptOut(Table, tablename="opt_out"):
    """A contact that wants no more surveys."""

    contact_hash = Text(primary_key=True)
    since = Date()


class Job(Table, tablename="job"):
    """Work to be done once: leased while somebody works on it, tried again with back-off."""

    id = BigInt(primary_key=True, default=random_id)
    kind = Text()
    key = Text(help_text="idempotency key: the same work is never queued twice")
    payload = Text(default="{}")
    due = Timestamptz()
    leased_until = Timestamptz(null=True, default=None)
    attempts = SmallInt(default=0)
    state = Text(default="waiting", help_text="waiting, done, failed")
    problem = Text(null=True, default=None)


class Response(Table, tablename="response"):
    """One resident's answers to one survey. The week, never the time; no column leads to a person."""

    id = BigInt(primary_key=True, default=random_id)
    survey = Text()
    version = Text()
    channel = Text()
    office = Text(null=True, default=None)
    service = Text(null=True, default=None)
    district = Text(null=True, default=None)
    language = Text(help_text="the language the resident answered in")
    mode = Text(help_text="answering mode: e_mail_link, sms_link, …")
    layout = Text()
    week = Date(help_text="Monday of the week the errand was closed")
    receipt_hash = Text()


class Answer(Table, tablename="answer"):
    """One row per question, and one per chosen option where several may be chosen."""

    id = BigInt(primary_key=True, default=random_id)
    response = ForeignKey(Response, null=False, on_delete=OnDelete.cascade, index=True)
    question = Text()
    score = SmallInt(null=True, default=None)
    choice = Text(null=True, default=None)
    text = Text(null=True, default=None, help_text="redacted before it was stored")


class Cell(Table, tablename="cell"):
    """The cube: how many answers carry one packed combination of dimensions, question and score."""

    key = BigInt(primary_key=True)
    n = Integer(default=0)


class Funnel(Table, tablename="funnel"):
    """How many errands reached each stage, per packed combination of dimensions."""

    key = BigInt(primary_key=True)
    n = Integer(default=0)


class ClosedQuarter(Table, tablename="closed_quarter"):
    """A quarter's cube and funnel as they were when it was closed. Written once; its counts never change."""

    quarter = Text(primary_key=True, help_text="2026Q3")
    closed_on = Date()
    cells = Bytea(help_text="counts by packed key, the week left out: see snapshots.py")
    funnel = Bytea()
    content_hash = Text(help_text="SHA-256 of both before compression")
    program_version = Text()
    hidden = Text(default="", help_text="which figures are suppressed, as JSON")


class ThemeRun(Table, tablename="theme_run"):
    """One grouping of the comments into themes, from being asked for to done. The newest done one is in use."""

    id = BigInt(primary_key=True, default=random_id)
    state = Text(default="waiting", help_text="waiting, running, done, failed")
    asked_by = BigInt(null=True, default=None, help_text="staff; None: the service itself")
    asked_at = Timestamptz()
    started_at = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    stage = Text(default="", help_text="what is being done, in a word the page translates")
    progress = SmallInt(default=0, help_text="per cent")
    seed = Integer(default=0)
    wanted = SmallInt(null=True, default=None, help_text="how many themes were asked for; None: automatic")
    comments = Integer(default=0)
    stability = SmallInt(null=True, default=None, help_text="per cent agreement between two seeds")
    suggestions = Text(default="[]", help_text="themes that could be merged, as JSON")
    model = Bytea(default=b"", help_text="labels new comments; no pickled objects")
    themes = Text(default="[]", help_text="the theme each position of the model stands for, as JSON")
    newest_quarter = Text(default="", help_text="the newest closed quarter when it began")
    leased_until = Timestamptz(null=True, default=None, help_text="whose time is up has lost it to another")
    attempts = SmallInt(default=0)
    problem = Text(null=True, default=None)


class Theme(Table, tablename="theme"):
    """A theme with one identity over quarters, languages and groupings."""

    id = BigInt(primary_key=True, default=random_id)
    known = Text(null=True, default=None, help_text="its id in survey_defs/codebook.toml")
    name = Text()
    name_en = Text(default="")
    is_named = Boolean(default=False, help_text="a person has given or approved the name")
    keywords = Text(default="[]", help_text="residents' own words, as JSON")
    state = Text(default="active", help_text="active, merged, gone")
    merged_into = BigInt(null=True, default=None)
    split_from = BigInt(null=True, default=None)
    first_quarter = Text(default="")
    made_at = Timestamptz()
    made_in = BigInt(null=True, default=None, help_text="the run that first found it; None: a person")


class Comment(Table, tablename="comment"):
    """A response's free text as staff may read it: names and addresses taken out too."""

    response = ForeignKey(Response, null=False, on_delete=OnDelete.cascade, index=False, primary_key=True)
    text = Text()
    language = Text(default="", help_text="as identified; empty where it could not be told")
    week = Date(help_text="the response's")


class WaitingComment(Table, tablename="waiting_comment"):
    """A response whose free text is still to be read and given its themes; gone as soon as it has been."""

    response = ForeignKey(Response, null=False, on_delete=OnDelete.cascade, index=False, primary_key=True)


class ThemeAnswer(Table, tablename="theme_answer"):
    """A comment belongs to a theme; one row without a theme says that none fits. Those of the run in use count.
    A theme that was merged stands here unchanged: whoever reads follows it to where it went."""

    id = BigInt(primary_key=True, default=random_id)
    run = BigInt()
    response = ForeignKey(Response, null=False, on_delete=OnDelete.cascade, index=True)
    theme = BigInt(null=True, default=None)
    place = SmallInt(default=0, help_text="0 is the primary theme")
    typical = SmallInt(default=0, help_text="1 is the most representative quote, 2 the next; 0: not chosen")
    by_person = Boolean(default=False, help_text="placed by hand: no grouping changes it")


class ThemeEdit(Table, tablename="theme_edit"):
    """What happened to themes, when and by whom: by hand, or at a new grouping."""

    id = BigInt(primary_key=True, default=random_id)
    at = Timestamptz()
    staff = BigInt(null=True, default=None, help_text="None: the service itself")
    kind = Text(
        help_text="rename, approve, merge, keep_apart, split, move, release, withdraw; matched, divided, joined, new, gone"
    )
    theme = BigInt(null=True, default=None, index=True)
    other = BigInt(null=True, default=None)
    response = ForeignKey(Response, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    run = BigInt(null=True, default=None, help_text="the run in use then")
    detail = Text(default="{}", help_text="what is needed to tell it and to undo it, as JSON; never a text")
    undone_at = Timestamptz(null=True, default=None)
    undone_by = BigInt(null=True, default=None)


class ThemeEditRow(Table, tablename="theme_edit_row"):
    """What a row of theme_answer was before an edit that a person may undo; it goes with the response."""

    id = BigInt(primary_key=True, default=random_id)
    edit = ForeignKey(ThemeEdit, null=False, on_delete=OnDelete.cascade, index=True)
    response = ForeignKey(Response, null=False, on_delete=OnDelete.cascade, index=True)
    theme = BigInt(null=True, default=None)
    place = SmallInt(default=0)
    typical = SmallInt(default=0)
    by_person = Boolean(default=False)


class ReleasedQuote(Table, tablename="released_quote"):
    """A quote a person has read and released for publication, with its theme alone."""

    id = BigInt(primary_key=True, default=random_id)
    response = ForeignKey(Response, null=False, on_delete=OnDelete.cascade, index=True)
    theme = BigInt(index=True)
    text = Text()
    released_by = BigInt()
    released_at = Timestamptz()
    withdrawn_by = BigInt(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class Summary(Table, tablename="summary"):
    """One edition of a quarter's summary, on its way from draft to archive. Archived, it is never written again."""

    id = BigInt(primary_key=True, default=random_id)
    quarter = Text(help_text="2026Q3")
    edition = SmallInt(default=1)
    state = Text(default="drafted", help_text="drafted, reviewed, archived, discarded")
    documents = Bytea(default=b"", help_text="the documents as drafted by language and kind, compressed JSON")
    prose = Text(default="{}", help_text="paragraphs a person wrote anew, by language and id, as JSON")
    data_version = Text(help_text="SHA-256 of everything it is made from")
    program_version = Text()
    case_number = Text(default="")
    officer = Text(default="")
    drafted_at = Timestamptz()
    drafted_by = BigInt(null=True, default=None, help_text="staff; None: the service itself")
    reviewed_at = Timestamptz(null=True, default=None)
    reviewed_by = BigInt(null=True, default=None)
    approved_at = Timestamptz(null=True, default=None)
    approved_by = BigInt(null=True, default=None)
    approved_name = Text(default="", help_text="as it was then")
    content_hash = Text(default="", help_text="SHA-256 over every file's own; empty until archived")
    differs = Text(default="[]", help_text="what is another than in the edition before, as JSON")
    changes = Integer(default=0, help_text="counted up at every change: two people at once are told")


class SummaryFile(Table, tablename="summary_file"):
    """One file of an archived summary, as it was archived."""

    id = BigInt(primary_key=True, default=random_id)
    summary = ForeignKey(Summary, null=False, on_delete=OnDelete.restrict, index=True)
    name = Text(help_text="likvardig-2026Q3-1-sv.pdf")
    kind = Text(help_text="pdf, html, docx, figures, parquet")
    language = Text(default="")
    media_type = Text()
    content = Bytea()
    content_hash = Text()


class SummaryComment(Table, tablename="summary_comment"):
    """What a reviewer says about a paragraph, or about all of a summary."""

    id = BigInt(primary_key=True, default=random_id)
    summary = ForeignKey(Summary, null=False, on_delete=OnDelete.cascade, index=True)
    place = Text(default="", help_text="the paragraph's id; empty: the whole")
    text = Text()
    staff = BigInt()
    at = Timestamptz()
    settled_at = Timestamptz(null=True, default=None)
    settled_by = BigInt(null=True, default=None)


class SummaryRun(Table, tablename="summary_run"):
    """Heavy work on a summary, from being asked for to done: a draft, or the files of an approved edition."""

    id = BigInt(primary_key=True, default=random_id)
    kind = Text(help_text="draft, archive")
    quarter = Text()
    summary = BigInt(null=True, default=None, help_text="the one drafted, or to be archived")
    state = Text(default="waiting", help_text="waiting, running, done, failed")
    asked_by = BigInt(null=True, default=None, help_text="staff; None: the command line")
    asked_at = Timestamptz()
    started_at = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    stage = Text(default="", help_text="what is being done, in a word the page translates")
    progress = SmallInt(default=0, help_text="per cent")
    leased_until = Timestamptz(null=True, default=None, help_text="whose time is up has lost it to another")
    attempts = SmallInt(default=0)
    problem = Text(null=True, default=None)


class ReferenceValue(Table, tablename="reference_value"):
    """Somebody else's value, shown beside ours with its source and year."""

    id = BigInt(primary_key=True, default=random_id)
    organisation = Text(help_text="whose it is: SKR, or another municipality")
    source = Text()
    year = SmallInt()
    measure = Text(help_text="satisfied, index, or an item of the national measurement")
    channel = Text(default="")
    district = Text(default="", help_text="their own name for it; empty: the whole")
    unit = Text(help_text="index or share")
    value = Text(help_text="as decimal text, exactly as it was given")
    n = Integer(null=True, default=None)
    imported_at = Timestamptz()
    imported_by = BigInt(null=True, default=None)


class ApiKey(Table, tablename="api_key"):
    """A consumer of the read API; only a keyed hash of the key is stored."""

    id = BigInt(primary_key=True, default=random_id)
    name = Text()
    key_hash = Text()
    made_at = Timestamptz()
    made_by = BigInt(null=True, default=None)
    last_used_on = Date(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class ExportRoster(Table, tablename="export_roster"):
    """Which answers of a closed quarter exports are made from, in blocks that come and go whole. Written once."""

    quarter = Text(primary_key=True, help_text="2026Q3")
    made_on = Date()
    members = Bytea(help_text="keyed hashes of random ids, by group and block: see exports/rosters.py")


class ExportFile(Table, tablename="export_file"):
    """A file of answers somebody in the staff asked for: how far it has come, and until when it is kept."""

    id = BigInt(primary_key=True, default=random_id)
    staff = BigInt()
    quarters = Text(help_text="2026Q2,2026Q3")
    format = Text(help_text="csv, xlsx, parquet, sav")
    state = Text(default="waiting", help_text="waiting, running, done, failed")
    percent = SmallInt(default=0)
    rows = Integer(null=True, default=None)
    problem = Text(null=True, default=None)
    asked_at = Timestamptz()
    seen_at = Timestamptz(help_text="when its maker last said that it was at work")
    expires_at = Timestamptz()


class Staff(Table, tablename="staff"):
    """A member of staff or of the committee."""

    id = BigInt(primary_key=True, default=random_id)
    email = Text()
    name = Text()
    title = Text(default="")
    role = Text(help_text="manager, committee, administrator")
    password_hash = Text()
    language = Text(default="sv")
    is_active = Boolean(default=True)


class StaffScope(Table, tablename="staff_scope"):
    """A district or office a manager answers for."""

    id = BigInt(primary_key=True, default=random_id)
    staff = ForeignKey(Staff, null=False, on_delete=OnDelete.cascade, index=True)
    dimension = Text(help_text="district or office")
    value = Text()


class StaffSession(Table, tablename="staff_session"):
    """A signed-in browser; only a keyed hash of its cookie is stored."""

    session_hash = Text(primary_key=True)
    staff = ForeignKey(Staff, null=False, on_delete=OnDelete.cascade, index=True)
    csrf = Text()
    started = Timestamptz()
    last_seen = Timestamptz()


class SignInAttempt(Table, tablename="sign_in_attempt"):
    """Failed sign-ins, counted per account and per address to slow guessing down."""

    subject_hash = Text(primary_key=True)
    failures = SmallInt(default=0)
    blocked_until = Timestamptz(null=True, default=None)
    last_failure = Timestamptz()


class Audit(Table, tablename="audit"):
    """What staff did, when. Never what a resident did."""

    id = BigInt(primary_key=True, default=random_id)
    at = Timestamptz()
    staff = BigInt(null=True, default=None)
    action = Text()
    detail = Text(default="")


TABLES: tuple[type[Table], ...] = (
    Installation,
    Vocabulary,
    FrozenSurvey,
    Errand,
    WebhookDelivery,
    Invitation,
    ContactQuarantine,
    OptOut,
    Job,
    Response,
    Answer,
    Cell,
    Funnel,
    ClosedQuarter,
    ThemeRun,
    Theme,
    Comment,
    WaitingComment,
    ThemeAnswer,
    ThemeEdit,
    ThemeEditRow,
    ReleasedQuote,
    Summary,
    SummaryFile,
    SummaryComment,
    SummaryRun,
    ReferenceValue,
    ApiKey,
    ExportRoster,
    ExportFile,
    Staff,
    StaffScope,
    StaffSession,
    SignInAttempt,
    Audit,
)
