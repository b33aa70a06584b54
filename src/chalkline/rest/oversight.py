"""/api/v1/concerns, /incidents, /calendar: what went wrong, its deadlines, what has to be looked at again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.oversee.incidents.api import (
    Account,
    Affected,
    Anchor,
    Clock,
    ClockState,
    Concern,
    ConcernWords,
    Incident,
    IncidentKind,
    Severity,
    VendorPart,
    clock_by_id,
    clocks,
    concern_by_id,
    concerns,
    incident_by_id,
    incidents,
    is_late,
    open_incident,
    raise_concern,
    settle_clock,
)
from chalkline.oversee.review_calendar.api import Entry, ReviewOutcome, calendar, review_again
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["oversight"])


class ConcernSaid(Sent):
    """A concern as somebody raises it."""

    model_config = like(what="The tutor was unkind to a student.", affected="yes", tool="khanmigo", unnamed=True)

    what: Text
    affected: Affected = Affected.UNSURE
    tool: Short = ""
    unnamed: bool = False


class ConcernTold(Schema):
    """A concern, as far as the caller may read it."""

    id: str
    what: str
    affected: Affected
    tool: str
    state: str
    raised_at: datetime
    answer: str


class ConcernPage(Page[ConcernTold]):
    """Concerns, latest first."""


class IncidentTold(Schema):
    """An incident, open or closed."""

    id: str
    number: str
    title: str
    kind: str
    severity: str
    state: str
    tool: str
    opened_at: datetime
    closed_at: datetime | None


class IncidentPage(Page[IncidentTold]):
    """Incidents, latest first."""


class AccountSaid(Sent):
    """What is known of an incident. Legal clocks are counted from ``anchors``; ``people`` null: not known yet."""

    model_config = like(
        title="Drafts of one class open to another", what_happened="A shared link opened them.", kind="data_exposed",
        severity="serious", data_kinds=["work"], people=27, vendor="held", tool="magicschool",
        anchors={"discovered": "2026-11-20T15:00:00Z"},
    )  # fmt: skip

    title: Short
    what_happened: Text
    kind: IncidentKind
    severity: Severity
    data_kinds: list[Id] = []
    directory_only: bool = False
    about_staff: bool = False
    people: int | None = None
    vendor: VendorPart = VendorPart.NONE
    anchors: dict[Anchor, datetime] = {}
    tool: Short = ""
    concern: Id = ""


class ClockTold(Schema):
    """A duty of an incident. ``due_at`` null: no time is set, or it waits for the date named in ``waits_for``."""

    id: str
    duty: str
    must: str
    citation: str
    confidence: str
    who: str
    state: str
    late: bool
    started_at: datetime | None
    due_at: datetime | None
    waits_for: str
    reason: str


class ClockPage(Page[ClockTold]):
    """The duties of an incident, the earliest due first. Not legal advice; counsel confirms."""


class ClockSettled(Sent):
    """How a duty was settled, and what was done or why it does not apply."""

    model_config = like(how="done", reason="Filed with the state portal; receipt 1182.")

    how: ClockState
    reason: Text


class EntryTold(Schema):
    """A thing on the calendar."""

    kind: str
    id: str
    title: str
    review_on: date | None
    ends_on: date | None
    last_outcome: str


class EntryPage(Page[EntryTold]):
    """Everything that has to be looked at again, the nearest first."""


class ReviewSaid(Sent):
    """What was found, and what comes of it."""

    model_config = like(outcome="goes_on", summary="Teachers check each text.", next_on="2027-05-31")

    outcome: ReviewOutcome
    summary: Text
    next_on: date | None = None


@router.get("/concerns", response={200: ConcernPage, REFUSALS: ProblemDocument})
def list_concerns(request: HttpRequest, span: Query[Span]) -> object:
    """The caller's own concerns; all of them for those who handle concerns."""
    return paged(concerns(who(request)), span, concern_told)


@router.post("/concerns", response={201: ConcernTold, REFUSALS: ProblemDocument})
def raise_a_concern(request: HttpRequest, said: ConcernSaid) -> object:
    """Say that something is not right. The ledger does not hold who did."""
    words = ConcernWords(said.what, said.affected, said.tool, said.unnamed)
    return created(concern_told(raise_concern(who(request), words, now=utc_now())))


@router.get("/incidents", response={200: IncidentPage, REFUSALS: ProblemDocument})
def list_incidents(request: HttpRequest, span: Query[Span]) -> object:
    """Every incident, latest first."""
    return paged(incidents(who(request)), span, incident_told)


@router.post("/incidents", response={201: IncidentTold, REFUSALS: ProblemDocument})
def open_an_incident(request: HttpRequest, said: AccountSaid) -> object:
    """Open an incident, from a concern or from what was found otherwise. Every clock that applies starts."""
    actor = who(request)
    concern = concern_by_id(actor, said.concern) if said.concern else None
    told = said.model_dump(exclude={"concern"}) | {"data_kinds": tuple(said.data_kinds)}
    return created(incident_told(open_incident(actor, Account(**told), concern=concern, now=utc_now())))


@router.get("/incidents/{incident_id}/clocks", response={200: ClockPage, REFUSALS: ProblemDocument})
def list_clocks(request: HttpRequest, incident_id: UUID, span: Query[Span]) -> object:
    """The duties of an incident, each with its deadline and where it comes from."""
    actor = who(request)
    return paged(clocks(actor, incident_by_id(actor, str(incident_id))), span, _clock)


@router.post("/incidents/{incident_id}/clocks/{clock_id}/settle", response={200: ClockTold, REFUSALS: ProblemDocument})
def settle_a_clock(request: HttpRequest, incident_id: UUID, clock_id: UUID, settled: ClockSettled) -> object:
    """Say that a duty was met ("done") or does not apply ("waived"), with a reason."""
    actor = who(request)
    clock = clock_by_id(actor, incident_by_id(actor, str(incident_id)), str(clock_id))
    return _clock(settle_clock(actor, clock, settled.how, reason=settled.reason, now=utc_now()))


@router.get("/calendar", response={200: EntryPage, REFUSALS: ProblemDocument})
def read_calendar(request: HttpRequest, span: Query[Span]) -> object:
    """What has to be looked at again, and when it ends."""
    return paged(calendar(who(request), localdate(utc_now())), span, _entry)


@router.post("/calendar/{kind}/{subject_id}/review", response={204: None, REFUSALS: ProblemDocument})
def review_a_thing(request: HttpRequest, kind: Id, subject_id: Id, said: ReviewSaid) -> object:
    """Look again: it goes on, is to be renewed, or ends now."""
    actor, now = who(request), utc_now()
    review_again(actor, kind, subject_id, said.outcome, summary=said.summary, next_on=said.next_on, now=now)
    return NOTHING


def concern_told(concern: Concern) -> ConcernTold:
    """A concern, for whoever may read it."""
    return ConcernTold(
        id=str(concern.pk),
        what=concern.what,
        affected=Affected(concern.affected),
        tool=concern.tool.slug if concern.tool else "",
        state=concern.state,
        raised_at=concern.raised_at,
        answer=concern.answer,
    )


def incident_told(incident: Incident) -> IncidentTold:
    """An incident in short."""
    return IncidentTold(
        id=str(incident.pk),
        number=str(incident),
        title=incident.title,
        kind=incident.kind,
        severity=incident.severity,
        state=incident.state,
        tool=incident.tool.slug if incident.tool else "",
        opened_at=incident.opened_at,
        closed_at=incident.closed_at,
    )


def _clock(clock: Clock) -> ClockTold:
    return ClockTold(
        id=str(clock.pk),
        duty=clock.duty,
        must=clock.must,
        citation=clock.citation,
        confidence=clock.confidence,
        who=clock.who,
        state=clock.state,
        late=is_late(clock, utc_now()),
        started_at=clock.started_at,
        due_at=clock.due_at,
        waits_for=clock.waits_for,
        reason=clock.reason,
    )


def _entry(entry: Entry) -> EntryTold:
    return EntryTold(
        kind=entry.thing.kind,
        id=entry.thing.id,
        title=entry.thing.title,
        review_on=entry.review_on,
        ends_on=entry.thing.ends_on,
        last_outcome=entry.last_outcome.value if entry.last_outcome else "",
    )
