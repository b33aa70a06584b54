"""Making passages ready for the shelf, outside any transaction: stemming and encoding take their time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from chalkline.assist.library.api import Passage, all_live_passages
from chalkline.assist.retrieval.commands import Entry, keep_shelf
from chalkline.assist.retrieval.encoder import the_encoder
from chalkline.assist.retrieval.models import Shelved
from chalkline.jobs.api import job
from chalkline.kernel.clock import local_day
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor
from chalkline.protect.borne_out.terms import terms_of

BATCH = 200


@job(name="assist.keep_shelf", every=timedelta(minutes=15))
def keep_shelf_right(*, now: datetime) -> None:
    """Let the shelf follow what is live: approvals that begin, terms that end, an encoder that was installed."""
    live = all_live_passages(local_day(now, settings.TIME_ZONE))
    gone = Shelved.objects.exclude(passage_id__in=live.values("pk")).values_list("passage_id", flat=True)
    actor = system_actor("retrieval")
    if left := list(gone):
        keep_shelf(actor, [], left, now=now)
    encoder = the_encoder()
    missing = Q(shelved=None)
    if encoder:
        missing |= Q(shelved__language="en") & ~Q(shelved__encoder=encoder.digest)
    waiting = list(live.filter(missing).order_by("pk"))
    for start in range(0, len(waiting), BATCH):
        keep_shelf(actor, made_ready(waiting[start : start + BATCH]), [], now=now)


def follow_library(told: Told, *, now: datetime) -> None:
    """A document was approved or withdrawn."""
    keep_shelf_right(now=now)


def made_ready(passages: list[Passage]) -> list[Entry]:
    """Terms of each passage with its title and headings, and vectors of the English ones where there is an encoder."""
    encoder = the_encoder()
    languages = [passage.version.document.language for passage in passages]
    vectors: dict[int, bytes] = {}
    if encoder:
        english = [each for each, language in zip(passages, languages, strict=True) if language == "en"]
        encoded = encoder.encode([indexed_text(each) for each in english])
        vectors = {each.pk: row.tobytes() for each, row in zip(english, encoded, strict=True)}
    return [
        Entry(
            passage.pk,
            language,
            tuple(terms_of(indexed_text(passage), language)),
            encoder.digest if encoder and passage.pk in vectors else "",
            vectors.get(passage.pk),
        )
        for passage, language in zip(passages, languages, strict=True)
    ]


def indexed_text(passage: Passage) -> str:
    """What is matched: the title, the headings, the words."""
    return "\n".join([passage.version.document.title, *passage.headings, passage.text])
