"""What is handed out: files of an audience for a product, and what a feed answers to its appliance."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.filter_lists import feed_rules
from chalkline.publish.filter_lists.compiling import stopped_since
from chalkline.publish.filter_lists.forms import FORMS, File, Head
from chalkline.publish.filter_lists.forms.mapped import Column, Holds, write_mapped
from chalkline.publish.filter_lists.models import Edition, Feed, Layout
from chalkline.publish.filter_lists.queries import (
    audience_said,
    cells_meant,
    draft,
    edition_in_force,
    lists_now,
    lists_of,
    sheet_for,
)
from chalkline.publish.filter_lists.rules import nothing_published
from chalkline.publish.filter_lists.spelling import read_spans
from chalkline.publish.filter_lists.words import Lists, Sheet, Span

SECRET_KEY = "filter-feeds"  # in the key folder: digests of secrets are keyed with it  # noqa: S105


@dataclass(frozen=True)
class Answer:
    """What a feed answers: a file and its digest, of which edition."""

    feed: Feed
    file: File
    digest: str
    number: int


def digest_of_secret(secret: str) -> str:
    """What is kept of a feed's secret: a keyed digest, worth nothing without the key folder."""
    key = Keyring(settings.CHALKLINE.key_folder).key(SECRET_KEY)
    return hmac.new(key, secret.encode(), hashlib.sha256).hexdigest()


def layouts(actor: Actor) -> QuerySet[Layout]:
    """The columns of products as the district told them."""
    actor.must("filter_lists.see")
    return Layout.objects.filter(withdrawn_at=None)


def layout_by_id(actor: Actor, layout_id: str) -> Layout:
    """One of them. Raises Problem("not_found")."""
    found = layouts(actor).filter(pk=id_from(layout_id)).first()
    if found is None:
        raise not_found(Sentence("layout"))
    return found


def feeds(actor: Actor) -> QuerySet[Feed]:
    """Every feed, those that are over too."""
    actor.must("feeds.see")
    return Feed.objects.select_related("layout")


def feed_by_id(actor: Actor, feed_id: str) -> Feed:
    """One feed. Raises Problem("not_found")."""
    found = feeds(actor).filter(pk=id_from(feed_id)).first()
    if found is None:
        raise not_found(Sentence("feed"))
    return found


def feeds_fetched() -> tuple[datetime, ...]:
    """When each open feed was fetched last. Takes no actor: it says nothing of a person, of appliances only when."""
    found = Feed.objects.filter(revoked_at=None, asked_at__isnull=False).values_list("asked_at", flat=True)
    return tuple(each for each in found if each)


def is_over(feed: Feed, now: datetime) -> bool:
    """Whether it gives nothing more."""
    return feed.revoked_at is not None or feed.expires_at <= now


def written(
    actor: Actor, spans: tuple[Span, ...], form: str, *, layout: Layout | None = None, place: str = ""
) -> tuple[File, ...]:
    """The files of some people's lists for a product: of the lists in force, or as they would be before the first.

    Raises Problem: filter_lists.form_unknown, .audience_gone, .no_policy, .policy_over.
    """
    actor.must("filter_lists.see")
    edition = edition_in_force()
    lists = lists_now() if edition else draft()
    return _files(edition, lists, spans, form, layout, place)


def feed_of(secret: str) -> Feed:
    """The feed of a secret. Raises Problem("not_found") for one that nobody was given."""
    found = Feed.objects.select_related("layout").filter(digest=digest_of_secret(secret)).first()
    if found is None:
        raise not_found(Sentence("feed"))
    return found


def answer_for(feed: Feed, file: str, now: datetime) -> Answer:
    """What an appliance gets now, with everything that was stopped since.

    Raises Problem: filter_lists.feed_over, .nothing_published, .policy_over, .audience_gone, .no_such_file.
    """
    if is_over(feed, now):
        raise feed_rules.feed_over(feed.revoked_at)
    edition = edition_in_force()
    if edition is None:
        raise nothing_published()
    found = _files(edition, lists_now(), read_spans(feed.spans), feed.form, feed.layout, feed.place)
    chosen = next((each for each in found if each.name == file), None)
    if chosen is None:
        raise feed_rules.no_such_file()
    return Answer(feed, chosen, hashlib.sha256(chosen.text.encode()).hexdigest(), edition.number)


def files_of(form: str) -> tuple[str, ...]:
    """The names of the files of a form, for the addresses of a feed."""
    if form == feed_rules.MAPPED:
        return ("lists.csv",)
    blank = Head("", 0, 0, date.min, "")
    return tuple(each.name for each in FORMS[form].write(Sheet(), blank)) if form in FORMS else ()


def _files(
    edition: Edition | None, lists: Lists, spans: tuple[Span, ...], form: str, layout: Layout | None, place: str
) -> tuple[File, ...]:
    cells = cells_meant(lists, spans)
    if not cells:
        raise feed_rules.audience_gone()
    sheet = sheet_for(lists, cells)
    at = edition.activated_at if edition else None
    head = Head(
        district=settings.CHALKLINE.district,
        edition=edition.number if edition else 0,
        revision=lists.revision,
        on=local_day(at, settings.CHALKLINE.zone) if at else lists.compiled_on,
        audience=str(audience_said(spans)),
        stopped=len(stopped_since(lists_of(edition), lists)) if edition else 0,
        place=place,
    )
    if layout is not None:
        columns = [Column(each["header"], Holds(each["holds"]), each.get("text", "")) for each in layout.columns]
        return write_mapped(columns, layout.words, sheet, head)
    if form not in FORMS:
        raise feed_rules.form_unknown()
    return FORMS[form].write(sheet, head)
