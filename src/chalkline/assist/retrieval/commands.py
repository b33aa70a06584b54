"""The one write of retrieval: let the shelf follow the library."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from chalkline.assist.library.api import all_live_passages
from chalkline.assist.retrieval.events import ShelfChanged
from chalkline.assist.retrieval.models import Shelved
from chalkline.kernel.clock import local_day
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

SHELF = SubjectRef("shelf", "library")


@dataclass(frozen=True)
class Entry:
    """A passage made ready for the shelf."""

    passage_id: int
    language: str
    terms: tuple[str, ...]
    encoder: str = ""
    vector: bytes | None = None


@command(records=(ShelfChanged,), may_change_nothing=True)
def keep_shelf(actor: Actor, ready: Sequence[Entry], gone: Collection[int], *, now: datetime) -> None:
    """Take off what is no longer live, put on what was made ready and still is live."""
    actor.must("library.shelve")
    live = set(all_live_passages(local_day(now, settings.TIME_ZONE)).values_list("pk", flat=True))
    removed, _ = Shelved.objects.filter(passage_id__in=set(gone) - live).delete()
    adding = [each for each in ready if each.passage_id in live]
    Shelved.objects.filter(passage_id__in=[each.passage_id for each in adding]).delete()
    Shelved.objects.bulk_create(
        Shelved(
            passage_id=each.passage_id,
            language=each.language,
            terms=" ".join(each.terms),
            length=len(each.terms),
            encoder=each.encoder,
            vector=each.vector,
        )
        for each in adding
    )
    if adding or removed:
        record(ShelfChanged(SHELF, len(adding), removed), actor_id=actor.id, now=now)
