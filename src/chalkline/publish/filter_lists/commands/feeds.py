"""Writes of feeds and of the columns that products take: tell, withdraw, open, revoke, note what was fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalkline.kernel.ids import id_from, new_secret
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.publish.filter_lists import feed_rules
from chalkline.publish.filter_lists.events import (
    FeedFetched,
    FeedOpened,
    FeedRevoked,
    LayoutSaved,
    LayoutWithdrawn,
)
from chalkline.publish.filter_lists.forms.mapped import Column
from chalkline.publish.filter_lists.models import Feed, Layout
from chalkline.publish.filter_lists.serving import digest_of_secret
from chalkline.publish.filter_lists.spelling import spell_spans
from chalkline.publish.filter_lists.words import Span

SEEN_AGAIN = timedelta(minutes=5)  # an appliance that asks oftener is not written down each time


@dataclass(frozen=True)
class FeedWanted:
    """A feed to be opened. ``form`` is a form's id, or "mapped" with the id of a layout; ``days`` until it expires."""

    name: str
    form: str
    spans: tuple[Span, ...]
    days: int
    layout_id: str = ""
    place: str = ""


@command(records=(LayoutSaved,))
def save_layout(
    actor: Actor, name: str, columns: Sequence[Column], words: Mapping[str, str], *, now: datetime
) -> Layout:
    """Say which columns a product takes, and its words for allow, warn and block ("" leaves those out).

    Said again under the same name, the newer one counts. Raises Problem: filter_lists.columns_unclear.
    """
    actor.must("feeds.open")
    tidy = feed_rules.check_layout(name, columns, words)
    Layout.objects.filter(name=tidy, withdrawn_at=None).update(withdrawn_at=now)
    made = Layout.objects.create(
        name=tidy,
        columns=[{"header": each.header, "holds": each.holds.value, "text": each.text} for each in columns],
        words=dict(words),
        said_by=actor.id,
        said_at=now,
    )
    event = LayoutSaved(SubjectRef("layout", str(made.pk)), tuple(each.header for each in columns), tidy)
    record(event, actor_id=actor.id, now=now)
    return made


@command(records=(LayoutWithdrawn,), may_change_nothing=True)
def withdraw_layout(actor: Actor, layout: Layout, *, now: datetime) -> Layout:
    """Write no more files with these columns. Twice changes nothing."""
    actor.must("feeds.open")
    current = Layout.objects.select_for_update().get(pk=layout.pk)
    if current.withdrawn_at:
        return current
    current.withdrawn_at = now
    current.save(update_fields=["withdrawn_at"])
    record(LayoutWithdrawn(SubjectRef("layout", str(current.pk)), current.name), actor_id=actor.id, now=now)
    return current


@command(records=(FeedOpened,))
def open_feed(actor: Actor, wanted: FeedWanted, *, now: datetime) -> tuple[Feed, str]:
    """A feed for one appliance and the people behind it, and its secret: shown now and never again.

    Raises Problem: filter_lists.feed_name_missing, .form_unknown, .audience_unclear, .life_unclear.
    """
    actor.must("feeds.open")
    name = feed_rules.check_feed(wanted.name, wanted.form, wanted.spans, wanted.days)
    layout = None
    if wanted.form == feed_rules.MAPPED:
        layout = Layout.objects.filter(pk=id_from(wanted.layout_id), withdrawn_at=None).first()
        if layout is None:
            raise feed_rules.form_unknown()
    secret = new_secret("cf")
    made = Feed.objects.create(
        name=name,
        form=wanted.form,
        layout=layout,
        spans=spell_spans(wanted.spans),
        place=" ".join(wanted.place.split())[:200],
        digest=digest_of_secret(secret),
        hint=secret[-4:],
        opened_by=actor.id,
        opened_at=now,
        expires_at=now + timedelta(days=wanted.days),
    )
    event = FeedOpened(_ref(made), made.form, str(made.expires_at.date()), made.name)
    record(event, actor_id=actor.id, now=now)
    return made, secret


@command(records=(FeedRevoked,), may_change_nothing=True)
def revoke_feed(actor: Actor, feed: Feed, *, now: datetime) -> Feed:
    """End a feed for good: the appliance keeps what it has and gets nothing more. Twice changes nothing."""
    actor.must("feeds.revoke")
    current = Feed.objects.select_for_update().filter(pk=feed.pk).first()
    if current is None:
        raise not_found(Sentence("feed"))
    if current.revoked_at:
        return current
    current.revoked_at, current.revoked_by = now, actor.id
    current.save(update_fields=["revoked_at", "revoked_by"])
    record(FeedRevoked(_ref(current), current.name), actor_id=actor.id, now=now)
    return current


@command(records=(FeedFetched,), may_change_nothing=True)
def note_fetch(actor: Actor, feed: Feed, file: str, digest: str, number: int, *, now: datetime) -> datetime:
    """Note what an appliance is given; returns since when it says so. Only what is new to it becomes a fact."""
    actor.must("feeds.fetch")
    current = Feed.objects.select_for_update().get(pk=feed.pk)
    known = current.served.get(file)
    if known and known[0] == digest:
        if current.asked_at is None or now - current.asked_at >= SEEN_AGAIN:
            current.asked_at = now
            current.save(update_fields=["asked_at"])
        return datetime.fromisoformat(known[1])
    current.served = {**current.served, file: [digest, now.isoformat()]}
    current.asked_at, current.edition = now, number
    current.save(update_fields=["served", "asked_at", "edition"])
    record(FeedFetched(_ref(current), number, file, digest, current.name), actor_id=actor.id, now=now)
    return now


def _ref(feed: Feed) -> SubjectRef:
    return SubjectRef("feed", str(feed.pk))
