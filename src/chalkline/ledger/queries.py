"""Reading the ledger: the history of a thing, in sentences, and facts in the order of the log.

The ledger comes before people, so nothing here takes an Actor: what reads through this door checks
first what its reader may see.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from chalkline.kernel.sentences import Sentence
from chalkline.ledger.events import GOVERNANCE, not_told, sentence_of
from chalkline.ledger.models import Checkpoint, Exchange, Fact, Head, Leaf, Mention, Outbox


@dataclass(frozen=True)
class Told:
    """A fact as it is shown: who by id, when, and the values its sentence needs.

    ``place`` counts from 1 in its log; 0 while the fact is recorded but not yet sequenced.
    """

    number: int
    id: str
    kind: str
    at: datetime
    actor_id: str
    values: dict[str, Any]
    place: int = 0

    def sentence(self, actor_name: str) -> Sentence:
        """What people read. The name is looked up by the reader's page, not kept in the fact."""
        return sentence_of(self.kind, {**self.values, "actor": actor_name})


def history_of(subject_kind: str, subject_id: str, *, limit: int = 200) -> list[Told]:
    """Every fact that mentions a subject and is told, newest first, those not yet sequenced included."""
    mentions = Mention.objects.filter(kind=subject_kind, subject_id=str(subject_id)).order_by("-fact_id")
    mentions = mentions.exclude(fact__kind__in=not_told())
    numbers = list(mentions.values_list("fact_id", flat=True)[:limit])
    return told(Fact.objects.filter(number__in=numbers).order_by("-number"))


def latest(*, limit: int = 50, before: int | None = None) -> list[Told]:
    """The newest facts of the governance log that are told."""
    facts = Fact.objects.filter(log=GOVERNANCE).exclude(kind__in=not_told()).order_by("-number")
    return told((facts.filter(number__lt=before) if before else facts)[:limit])


def facts_of_kinds(*kinds: str) -> list[Told]:
    """Every fact of these kinds, the oldest first: for kinds that are rare, such as agreements signed and ended."""
    return told(Fact.objects.filter(log=GOVERNANCE, kind__in=kinds).order_by("number"))


def facts_after(place: int, *, limit: int = 500) -> list[Told]:
    """Facts of the governance log after a place, in the order of the log: what reactions read.

    Start with 0 and go on with the ``place`` of the last fact read: nothing is ever skipped.
    """
    leaves = Leaf.objects.filter(log=GOVERNANCE, index__gte=place).order_by("index")
    numbers = list(leaves.values_list("fact_id", flat=True)[:limit])
    return sorted(told(Fact.objects.filter(number__in=numbers)), key=lambda fact: fact.place)


def fact_at(place: int) -> Told | None:
    """The fact of the governance log at a place, counted from 1."""
    found = facts_after(place - 1, limit=1) if place > 0 else []
    return found[0] if found else None


def fact_by_id(fact_id: str) -> Told | None:
    """One fact, by its id."""
    try:
        found = told(Fact.objects.filter(id=fact_id))
    except ValidationError:
        return None
    return found[0] if found else None


@dataclass(frozen=True)
class ExchangeCount:
    """How many calls there were of one day, approved use, purpose, role, school, verdict and outcome.

    ``code`` is "" when answered.
    """

    day: date
    use_id: str
    verdict: str
    outcome: str
    code: str
    count: int
    purpose: str = ""
    role: str = ""
    school: str = ""


def exchange_counts(
    since: datetime, until: datetime, zone: tzinfo, key_ids: Iterable[str] | None = None
) -> list[ExchangeCount]:
    """Calls through the gateway, counted by days of ``zone``; with ``key_ids`` those made with these keys.

    Exact: whoever shows them hides small ones.
    """
    calls = Exchange.objects.filter(at__gte=since, at__lt=until)
    if key_ids is not None:
        calls = calls.filter(key_id__in=list(key_ids))
    calls = calls.annotate(day=TruncDate("at", tzinfo=zone))
    names = ("day", "use_id", "purpose", "role", "school", "verdict", "outcome", "code")
    rows = calls.values(*names).annotate(count=Count("pk")).order_by(*names)
    return [ExchangeCount(**row) for row in rows]


def exchanges_with_keys(key_ids: Iterable[str], person: str = "") -> QuerySet[Exchange]:
    """Every call with these keys, and by the person whom records name so; the first one first.

    Whoever asks has checked who may see it.
    """
    found = Q(key_id__in=list(key_ids))
    if person:
        found |= Q(person=person)
    return Exchange.objects.filter(found).order_by("at")


def exchanges_under_record(record_id: str) -> QuerySet[Exchange]:
    """Every call made under a person's record of what they decide, the latest first. Whoever asks has checked it."""
    return Exchange.objects.filter(record_id=record_id).exclude(record_id="").order_by("-at")


def log_size(log: str = GOVERNANCE) -> int:
    """How many facts have a place in a log."""
    return Head.objects.filter(log=log).values_list("size", flat=True).first() or 0


def facts_recorded(log: str = GOVERNANCE) -> int:
    """How many facts a log will have once everything recorded so far is sequenced."""
    return log_size(log) + Outbox.objects.filter(log=log).count()


def latest_checkpoint(log: str = GOVERNANCE) -> Checkpoint | None:
    """The newest signed head of a log; ``note`` is the text that others may keep as an anchor."""
    return Checkpoint.objects.filter(log=log).order_by("-size").first()


def checkpoint_covering(fact_id: str) -> Checkpoint | None:
    """The first signed head of the governance log that contains a fact; None while there is none.

    Nobody can know its root before the fact is recorded, and nobody can choose another: there is one first.
    """
    leaf = Leaf.objects.filter(fact__id=fact_id, log=GOVERNANCE).first()
    if leaf is None:
        return None
    return Checkpoint.objects.filter(log=GOVERNANCE, size__gt=leaf.index).order_by("size").first()


def told(facts: QuerySet[Fact]) -> list[Told]:
    """Facts with the values of those parts that have not been erased."""
    return [
        Told(
            number=fact.number,
            id=str(fact.id),
            kind=fact.kind,
            at=fact.at,
            actor_id=fact.actor,
            values=_values(fact),
            place=fact.place.index + 1 if hasattr(fact, "place") else 0,
        )
        for fact in facts.select_related("place").prefetch_related("parts")
    ]


def _values(fact: Fact) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in fact.parts.all():
        if part.payload is not None:
            values.update(json.loads(bytes(part.payload)))
    return values


def exchanges_alike(since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Calls of a span, counted by everything that a policy decides by: for asking again under another one.

    Exact, and without who called: whoever shows it hides small groups.
    """
    names = ("use_id", "tool", "purpose", "role", "grade_band", "school", "model", "elements", "verdict", "record_id")
    found: Counter[tuple[Any, ...]] = Counter()
    calls = Exchange.objects.filter(at__gte=since, at__lt=until).exclude(tool="").values_list(*names)
    for row in calls.iterator(chunk_size=5000):
        values = dict(zip(names, row, strict=True))
        record_id, elements = bool(values.pop("record_id")), tuple(values.pop("elements"))
        found[(*values.values(), elements, record_id)] += 1
    rest = (*names[:7], "verdict", "elements", "has_record")
    return [{**dict(zip(rest, key, strict=True)), "count": count} for key, count in found.items()]
