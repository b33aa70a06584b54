"""Reads of paired prompts: checks, their answers as numbers, their differences."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.paired_prompts.comparing import differences
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.oversee.paired_prompts.prompts import library
from chalkline.oversee.paired_prompts.words import Answered, CheckState, Difference
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force

EVERY = timedelta(days=182)
FIRST = timedelta(days=30)  # after its use began, where nothing was checked before


def paired_checks(actor: Actor, model: str = "") -> QuerySet[PairedCheck]:
    """Checks, the latest first; of one model where it is named."""
    actor.must("paired_prompts.see")
    found = PairedCheck.objects.select_related("asked_by")
    return found.filter(model=model) if model else found


def paired_check_by_id(actor: Actor, check_id: str) -> PairedCheck:
    """One check. Raises Problem("not_found")."""
    found = paired_checks(actor).filter(pk=id_from(check_id)).first()
    if found is None:
        raise not_found(Sentence("check"))
    return found


def differences_of(actor: Actor, check: PairedCheck) -> tuple[Difference, ...]:
    """What a check found: every measure, every group. Empty while it runs."""
    actor.must("paired_prompts.see")
    return _found(str(check.pk)) if check.state == CheckState.DONE else ()


def answers_of(check: PairedCheck) -> list[Answered]:
    """The answers of a check as numbers."""
    rows = check.answers.order_by("request_id", "name", "run").values_list("request_id", "groups", "values")
    return [Answered(request_id, tuple(groups), values) for request_id, groups, values in rows]


def last_check(model: str) -> PairedCheck | None:
    """The latest finished check of a model. No actor: the calendar asks."""
    return PairedCheck.objects.filter(model=model, state=CheckState.DONE.value).order_by("-ended_at").first()


def models_to_check(on: date) -> list[str]:
    """Models that the policy in force names, and that nobody has checked within half a year. No actor: names alone."""
    since: dict[str, date] = {}
    for terms in policy_in_force().terms:
        if terms.expires_on >= on:
            for model in terms.models:
                since[model] = min(since.get(model, date.max), terms.starts_on)
    checked = {
        each.model: localdate(each.ended_at)
        for each in PairedCheck.objects.filter(state=CheckState.DONE.value, ended_at__isnull=False).order_by("ended_at")
        if each.ended_at
    }
    return sorted(
        model
        for model, started_on in since.items()
        if on > (checked[model] + EVERY if model in checked else started_on + FIRST)
    )


@lru_cache(maxsize=32)
def _found(check_id: str) -> tuple[Difference, ...]:
    """Of a check that is over, so that it never changes."""
    return differences(answers_of(PairedCheck.objects.get(pk=check_id)), library().groups)
