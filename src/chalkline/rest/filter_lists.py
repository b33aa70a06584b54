"""/api/v1/filter-lists: what filters let through for whom, who would lose what, and whether it holds."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.filter_lists.api import (
    Edition,
    Lists,
    Turned,
    activate_lists,
    cells_said,
    edition_by_id,
    editions,
    publish_lists,
    state_of,
    unpublished,
)
from chalkline.report.keeping.api import Holding, holdings, use_of
from chalkline.rest.shapes import (
    REFUSALS,
    Page,
    Place,
    ProblemDocument,
    Query,
    Why,
    created,
    like,
    number_shown,
    paged,
    said,
    who,
)
from chalkline.rest.shapes import Span as PageSpan

router = Place(tags=["filter lists"])

EDITION = {
    "id": "5d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", "number": 4, "state": "in_force", "policy": 7, "widens": False,
    "tools_changed": 3, "reason": "The policy of this fall.", "prepared_at": "2026-11-20T15:00:00Z",
    "activated_at": "2026-11-20T15:10:00Z", "digest": "9f2a…",
}  # fmt: skip


class EditionTold(Schema):
    """All lists as they were compiled once. ``widens``: it lets more through, so a second person puts it in force."""

    model_config = like(**EDITION)

    id: str
    number: int
    state: str
    policy: int
    widens: bool
    tools_changed: int
    reason: str
    prepared_at: datetime
    activated_at: datetime | None
    digest: str


class EditionPage(Page[EditionTold]):
    """Editions, newest first."""


class ListChangeTold(Schema):
    """A tool that publishing today would change for somebody. ``people``: at least so many of them use it now; 0 where
    that may not be shown."""

    model_config = like(
        tool="chatgpt", name="ChatGPT", was="leave", now="block", why="unapproved", who="students", people=120,
    )  # fmt: skip

    tool: str
    name: str
    was: str
    now: str
    why: str
    who: str
    people: int


class ChangePage(Page[ListChangeTold]):
    """What publishing today would change, what takes something away first."""


class HoldingTold(Schema):
    """Whether what the lists say of a tool held since, by the logs; null counts may not be shown."""

    model_config = like(
        tool="chatgpt", name="ChatGPT", should_be="blocked", holds=False, since="2026-11-20", logs_until="2026-12-04",
        visits=40, people=12, says="40 visits by 12 people were let through since Nov 20, 2026.",
    )  # fmt: skip

    tool: str
    name: str
    should_be: str
    holds: bool
    since: date
    logs_until: date
    visits: int | None
    people: int | None
    says: str


class HoldingPage(Page[HoldingTold]):
    """Every tool in the logs that the lists deny or let through, what did not hold first."""


@router.get("/filter-lists/editions", response={200: EditionPage, REFUSALS: ProblemDocument})
def list_editions(request: HttpRequest, span: Query[PageSpan]) -> object:
    """Every edition of the lists."""
    return paged(editions(who(request)), span, _edition)


@router.post("/filter-lists/editions", response={201: EditionTold, REFUSALS: ProblemDocument})
def publish_an_edition(request: HttpRequest, why: Why) -> object:
    """Compile the lists of today: in force at once where they only restrict, else for a second person."""
    return created(_edition(publish_lists(who(request), reason=why.reason, now=utc_now())))


@router.get("/filter-lists/editions/{edition_id}", response={200: EditionTold, REFUSALS: ProblemDocument})
def read_edition(request: HttpRequest, edition_id: UUID) -> object:
    """One edition."""
    return _edition(edition_by_id(who(request), str(edition_id)))


@router.post("/filter-lists/editions/{edition_id}/activate", response={200: EditionTold, REFUSALS: ProblemDocument})
def activate_an_edition(request: HttpRequest, edition_id: UUID) -> object:
    """Put a prepared edition in force."""
    actor = who(request)
    return _edition(activate_lists(actor, edition_by_id(actor, str(edition_id)), now=utc_now()))


@router.get("/filter-lists/changes", response={200: ChangePage, REFUSALS: ProblemDocument})
def list_list_changes(request: HttpRequest, span: Query[PageSpan]) -> object:
    """Who would lose or gain what if the lists were published today, and about how many use it now."""
    actor = who(request)
    look = unpublished(actor)
    count = use_of(actor, look.lists) if actor.may("discover.see_audit") else None
    return paged(look.changes, span, lambda each: _change(each, look.lists, count(each).at_least if count else 0))


@router.get("/filter-lists/holdings", response={200: HoldingPage, REFUSALS: ProblemDocument})
def list_holdings(request: HttpRequest, span: Query[PageSpan]) -> object:
    """Do the lists hold, by the logs since?"""
    actor = who(request)
    actor.must("filter_lists.see")
    actor.must("discover.see_audit")
    return paged(holdings(actor), span, _holding)


def _edition(edition: Edition) -> EditionTold:
    return EditionTold(
        id=str(edition.pk),
        number=edition.number,
        state=state_of(edition).value,
        policy=edition.revision,
        widens=edition.widens,
        tools_changed=edition.changes,
        reason=edition.reason,
        prepared_at=edition.prepared_at,
        activated_at=edition.activated_at,
        digest=edition.digest,
    )


def _change(change: Turned, lists: Lists, people: int) -> ListChangeTold:
    return ListChangeTold(
        tool=change.slug,
        name=change.name,
        was=change.was.course.value,
        now=change.now.course.value,
        why=change.now.why.value,
        who=said(cells_said(change.cells, lists)),
        people=people,
    )


def _holding(each: Holding) -> HoldingTold:
    return HoldingTold(
        tool=each.slug,
        name=each.name,
        should_be="blocked" if each.denied else "let through",
        holds=each.holds,
        since=each.since,
        logs_until=each.last_on,
        visits=number_shown(each.visits),
        people=number_shown(each.people),
        says=said(each.sentence),
    )
