"""Reads of output review: what waits for whom, results by use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.kept_texts.api import KeptText
from chalkline.oversee.output_review import rules
from chalkline.oversee.output_review.models import Monitor, Review, Sample
from chalkline.oversee.output_review.words import Finding, Month, Rate, SampleState
from chalkline.people.api import Actor
from chalkline.publish.roster_extract.api import recorded_as
from chalkline.publish.standing_pack.api import HolderKind, Key

OPEN = (SampleState.WAITING.value, SampleState.SECOND.value)


@dataclass(frozen=True)
class Results:
    """What reviews of one use have found. ``waiting`` and ``late`` count answers that nobody has reviewed yet."""

    use: ApprovedUse
    rates: tuple[Rate, ...]
    months: tuple[Month, ...]
    waiting: int
    late: int
    lapsed: int


def monitor_of(use_id: str) -> Monitor | None:
    """Who reviews the answers of a use."""
    return Monitor.objects.select_related("person", "second", "use").filter(use_id=id_from(use_id)).first()


def samples_to_review(actor: Actor) -> QuerySet[Sample]:
    """Answers that wait for this person, the earliest due first."""
    actor.must("outputs.review", assigned=True)
    return Sample.objects.select_related("use__tool", "key").filter(
        reviewer_id=id_from(actor.id), state__in=OPEN, text_until__gte=localdate()
    )


def samples_late(actor: Actor, on: date) -> QuerySet[Sample]:
    """Answers that somebody should have reviewed by a day, for those who answer for it."""
    actor.must("outputs.see")
    return Sample.objects.select_related("use__tool", "reviewer").filter(state__in=OPEN, due_on__lt=on)


def sample_by_id(actor: Actor, sample_id: str) -> Sample:
    """One sampled answer, for its reviewer. Raises Problem("not_found")."""
    found = Sample.objects.select_related("use__tool", "use__request", "key", "reviewer").filter(pk=id_from(sample_id))
    sample = found.first()
    if sample is None:
        raise not_found(Sentence("answer"))
    actor.must("outputs.review", assigned=str(sample.reviewer_id) == actor.id, hidden=True)
    return sample


def made_the_call(sample: Sample, person_id: str) -> bool:
    """Whether the answer was given to this person: through an app, with a key of their own, or with a staff key."""
    key: Key = sample.key
    is_own = key.holder_kind == HolderKind.PERSON.value or key.role != "student"
    if is_own and str(key.person_id or "") == person_id:
        return True
    caller = KeptText.objects.filter(pk=sample.pk).values_list("caller", flat=True).first()
    return bool(caller) and caller == recorded_as(person_id)


def is_behind(use: ApprovedUse, person_id: str) -> bool:
    """Whether it is this person's use: they asked for it."""
    return str(use.request.asked_by_id) == person_id


def results(actor: Actor, on: date) -> list[Results]:
    """What was found, by use, of uses with a monitor or with reviews."""
    actor.must("outputs.see")
    uses = ApprovedUse.objects.select_related("tool").filter(samples__isnull=False).distinct()
    return [_results(use, on) for use in uses.order_by("title")]


def notes_of(actor: Actor, use_id: str) -> QuerySet[Review]:
    """What was not fine, in the reviewers' words, newest first."""
    actor.must("outputs.see")
    found = Review.objects.select_related("reviewer", "sample").filter(sample__use_id=id_from(use_id), counts=True)
    return found.exclude(finding=Finding.FINE.value).order_by("-reviewed_at")


def _results(use: ApprovedUse, on: date) -> Results:
    counted = Review.objects.filter(sample__use=use, counts=True).values_list("sample__made_at", "finding")
    found = [(localdate(made_at), Finding(finding)) for made_at, finding in counted]
    waiting = Sample.objects.filter(use=use, state__in=OPEN)
    return Results(
        use,
        rules.rates(finding for _day, finding in found),
        rules.by_month(found),
        waiting.count(),
        waiting.filter(due_on__lt=on).count(),
        Sample.objects.filter(use=use, state=SampleState.LAPSED.value).count(),
    )
