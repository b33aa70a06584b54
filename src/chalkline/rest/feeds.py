"""/api/v1/feeds: where appliances fetch their filter lists."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.filter_lists.api import (
    Feed,
    FeedWanted,
    Span,
    audience_said,
    feed_by_id,
    feeds,
    files_of,
    is_over,
    open_feed,
    read_spans,
    revoke_feed,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    created,
    like,
    paged,
    said,
    who,
)
from chalkline.rest.shapes import Span as PageSpan

router = Place(tags=["filter lists"])

FEED = {
    "id": "6d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", "name": "Pi-hole at Juniper", "form": "pihole",
    "people": "students in grades 6–8", "is_open": True, "edition": 4, "fetched_at": "2026-11-21T15:00:00Z",
    "expires_at": "2027-11-20T15:00:00Z",
}  # fmt: skip


class FeedSent(Sent):
    """A feed to open, for roles at schools (ids; none means all) in grade bands (none means all)."""

    model_config = like(name="Pi-hole at Juniper", form="pihole", roles=["student"], grade_bands=["g68"], days=365)

    name: Short
    form: Id
    layout_id: Id = ""
    roles: list[Id] = Field(max_length=20)
    schools: list[Id] = Field([], max_length=200)
    grade_bands: list[Id] = Field([], max_length=4)
    place: Short = ""
    days: int = 365


class FeedTold(Schema):
    """A feed, without its secret: only a keyed digest was kept."""

    model_config = like(**FEED)

    id: str
    name: str
    form: str
    people: str
    is_open: bool
    edition: int
    fetched_at: datetime | None
    expires_at: datetime


class FeedPage(Page[FeedTold]):
    """Feeds by name."""


class FeedOpened(FeedTold):
    """A new feed with its secret and addresses, which are shown now and never again."""

    model_config = like(
        **(FEED | {"secret": "cf-…", "addresses": ["https://chalkline.example/feeds/lists/cf-…/block.txt"]})
    )

    secret: str
    addresses: list[str]


@router.get("/feeds", response={200: FeedPage, REFUSALS: ProblemDocument})
def list_feeds(request: HttpRequest, span: Query[PageSpan]) -> object:
    """Every feed, those that are over too."""
    return paged(feeds(who(request)), span, _feed)


@router.post("/feeds", response={201: FeedOpened, REFUSALS: ProblemDocument})
def open_a_feed(request: HttpRequest, feed: FeedSent) -> object:
    """Open a feed for one appliance. Its secret is told this once."""
    span = Span(tuple(feed.roles), tuple(feed.schools) or None, tuple(feed.grade_bands) or None)
    wanted = FeedWanted(feed.name, feed.form, (span,), feed.days, feed.layout_id, feed.place)
    made, secret = open_feed(who(request), wanted, now=utc_now())
    addresses = [
        request.build_absolute_uri(reverse("feeds.fetch", args=[secret, each])) for each in files_of(made.form)
    ]
    return created(FeedOpened(**_feed(made).dict(), secret=secret, addresses=addresses))


@router.post("/feeds/{feed_id}/revoke", response={200: FeedTold, REFUSALS: ProblemDocument})
def revoke_a_feed(request: HttpRequest, feed_id: UUID) -> object:
    """End a feed for good."""
    actor = who(request)
    return _feed(revoke_feed(actor, feed_by_id(actor, str(feed_id)), now=utc_now()))


def _feed(feed: Feed) -> FeedTold:
    return FeedTold(
        id=str(feed.pk),
        name=feed.name,
        form=feed.form,
        people=said(audience_said(read_spans(feed.spans))),
        is_open=not is_over(feed, utc_now()),
        edition=feed.edition,
        fetched_at=feed.asked_at,
        expires_at=feed.expires_at,
    )
