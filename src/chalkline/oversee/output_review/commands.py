"""Writes of output review: monitors named, answers drawn, reviewed, lapsed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Count

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.business_days import day_after
from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.incidents.api import closed_days
from chalkline.oversee.kept_texts.api import KeptText, Opened
from chalkline.oversee.kept_texts.commands import open_kept_text
from chalkline.oversee.kept_texts.events import KeptTextRead
from chalkline.oversee.output_review import rules
from chalkline.oversee.output_review.events import MonitorNamed, OutputReviewed, SamplesLapsed
from chalkline.oversee.output_review.models import Monitor, Review, Sample
from chalkline.oversee.output_review.queries import OPEN, is_behind, made_the_call, monitor_of
from chalkline.oversee.output_review.words import DUE, REASON, Judged, SampleState
from chalkline.people.api import Actor, Person, command
from chalkline.rulebook.keeping import falls_into
from chalkline.rulebook.sealing import KEY

SAMPLE = "review"


@command(records=(MonitorNamed,), may_change_nothing=True)
def name_monitor(
    actor: Actor, use: ApprovedUse, person: Person, second: Person, *, percent: int, now: datetime
) -> Monitor:
    """Name who reviews the answers of a use, and how many of the kept ones."""
    actor.must("outputs.name_monitor")
    rules.check_monitor(str(person.pk), str(second.pk), percent)
    found = Monitor.objects.select_for_update().filter(use=use).first()
    if found and (found.person_id, found.second_id, found.percent) == (person.pk, second.pk, percent):
        return found
    named, _made = Monitor.objects.update_or_create(
        use=use,
        defaults={"person": person, "second": second, "percent": percent, "named_by": actor.id, "named_at": now},
    )
    first, other = SubjectRef("person", str(person.pk)), SubjectRef("person", str(second.pk))
    record(MonitorNamed(SubjectRef("use", str(use.pk)), first, other, percent), actor_id=actor.id, now=now)
    return named


@command(records=(), may_change_nothing=True)
def draw_sample(actor: Actor, kept: KeptText, *, now: datetime) -> Sample | None:
    """Draw a kept answer for review, if it falls into the share of its use. None if it does not, or nobody is named."""
    actor.must("outputs.draw")
    named = monitor_of(str(kept.use_id))
    secret = Keyring(settings.CHALKLINE.key_folder).key(KEY)
    if named is None or not falls_into(str(kept.pk), named.percent, secret, SAMPLE):
        return None
    closed = frozenset(closed_days().values_list("day", flat=True))
    made_on = local_day(kept.made_at, settings.CHALKLINE.zone)
    sample, _made = Sample.objects.get_or_create(
        pk=kept.pk,
        defaults={
            "use_id": kept.use_id,
            "key": kept.key,
            "model": kept.model,
            "made_at": kept.made_at,
            "due_on": min(day_after(made_on, DUE.days, business=True, closed=closed), kept.expires_on),
            "text_until": kept.expires_on,
            "reviewer": named.person,
            "state": SampleState.WAITING.value,
        },
    )
    if made_the_call(sample, str(named.person_id)):
        sample.reviewer = named.second
        sample.save(update_fields=["reviewer"])
    return sample


@command(records=(KeptTextRead,))
def read_sample(actor: Actor, sample: Sample, *, now: datetime) -> Opened:
    """Open a drawn answer that waits for this very person. Written down each time."""
    current = Sample.objects.select_related("key").get(pk=sample.pk)
    is_reviewer = str(current.reviewer_id) == actor.id
    actor.must("outputs.review", assigned=is_reviewer, hidden=True)
    actor.must("kept_texts.read", assigned=is_reviewer, hidden=True)
    rules.refuse_own(made_the_call(current, actor.id))
    rules.refuse_settled(SampleState(current.state), has_reviewed=False)
    kept = KeptText.objects.select_related("key").filter(pk=current.pk).first()
    if kept is None:
        raise not_found(Sentence("kept text"))
    return open_kept_text(actor, kept, str(REASON), now)


@command(records=(OutputReviewed,))
def review_output(actor: Actor, sample: Sample, judged: Judged, *, now: datetime) -> Review:
    """Say what an answer was. A first look by the person behind the use goes on to the second reviewer."""
    current = (
        Sample.objects.select_for_update(of=("self",))
        .select_related("use__request", "use__tool", "key")
        .get(pk=sample.pk)
    )
    actor.must("outputs.review", assigned=str(current.reviewer_id) == actor.id, hidden=True)
    rules.refuse_own(made_the_call(current, actor.id))
    has_reviewed = current.reviews.filter(reviewer_id=id_from(actor.id)).exists()
    rules.refuse_settled(SampleState(current.state), has_reviewed)
    said = rules.check_judged(judged)
    counts = not is_behind(current.use, actor.id)
    review = Review.objects.create(
        sample=current,
        reviewer_id=id_from(actor.id),
        finding=said.finding.value,
        severity=said.severity.value,
        note=said.note,
        counts=counts,
        reviewed_at=now,
    )
    named = monitor_of(str(current.use_id))
    current.state = SampleState.REVIEWED.value if counts else SampleState.SECOND.value
    if not counts and named:
        current.reviewer = named.second if str(named.person_id) == actor.id else named.person
    current.save(update_fields=["state", "reviewer"])
    event = OutputReviewed(
        SubjectRef("exchange", str(current.pk)),
        SubjectRef("use", str(current.use_id)),
        said.finding.value,
        said.severity.value,
        current.reviews.count() > 1,
    )
    record(event, actor_id=actor.id, now=now)
    return review


@command(records=(SamplesLapsed,), may_change_nothing=True)
def let_samples_lapse(actor: Actor, *, now: datetime) -> int:
    """Answers whose text is gone can be reviewed no more; gives how many."""
    actor.must("outputs.draw")
    today = local_day(now, settings.CHALKLINE.zone)
    over = Sample.objects.filter(state__in=OPEN, text_until__lt=today)
    by_use = list(over.values_list("use_id").annotate(count=Count("id")).order_by("use_id"))
    over.update(state=SampleState.LAPSED.value)
    for use_id, count in by_use:
        record(SamplesLapsed(SubjectRef("use", str(use_id)), count), actor_id=actor.id, now=now)
    return sum(count for _use, count in by_use)
