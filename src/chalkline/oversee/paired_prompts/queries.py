"""Reads of paired prompts: checks, their answers as numbers, their differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.approve.model_checks.api import FRESH, newest_check
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import facts_of_kinds
from chalkline.oversee.paired_prompts.comparing import differences
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.oversee.paired_prompts.prompts import library
from chalkline.oversee.paired_prompts.words import Answered, CheckState, Difference
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force

ENDED = "oversee.paired_check.ended/1"
FIRST = timedelta(days=30)  # after its use began, where nothing was checked before
SOON = timedelta(days=14)  # after it was seen that another model answers under its name


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


def standing_out(actor: Actor) -> dict[str, int]:
    """How many differences stood out, by id of the check, as was recorded when it ended; without those that could not
    say anything."""
    actor.must("paired_prompts.see")
    ended = (each.values for each in facts_of_kinds(ENDED))
    return {each["paired_check"]["id"]: each["standing_out"] for each in ended if each["says"]}


def answers_of(check: PairedCheck) -> list[Answered]:
    """The answers of a check as numbers."""
    rows = check.answers.order_by("request_id", "name", "run").values_list("request_id", "groups", "values")
    return [Answered(request_id, tuple(groups), values) for request_id, groups, values in rows]


def last_check(model: str) -> PairedCheck | None:
    """The latest finished check of a model. No actor: the calendar asks."""
    return PairedCheck.objects.filter(model=model, state=CheckState.DONE.value).order_by("-ended_at").first()


@dataclass(frozen=True)
class Due:
    """When a model in use has to be checked again. ``anew_on``: since when another model answers under its name."""

    model: str
    on: date
    asked_by: str = ""
    anew_on: date | None = None


def checks_due(on: date) -> list[Due]:
    """Every model that the policy in force names, with the day by which it is to be checked: a term after the last
    check, a month after its use began, two weeks after it changed. No actor: names alone.
    """
    since: dict[str, date] = {}
    for terms in policy_in_force().terms:
        if terms.expires_on >= on:
            for model in terms.models:
                since[model] = min(since.get(model, date.max), terms.starts_on)
    return [_due(model, started_on) for model, started_on in sorted(since.items())]


def models_to_check(on: date) -> list[str]:
    """Models whose check has come due. No actor: names alone."""
    return [each.model for each in checks_due(on) if on > each.on or each.anew_on]


def _due(model: str, started_on: date) -> Due:
    last, noted = last_check(model), newest_check(model)
    if last is None or last.ended_at is None:
        return Due(model, started_on + FIRST)
    by = str(last.asked_by_id)
    if noted and noted.changed_at:
        changed_on = localdate(noted.changed_at)
        return Due(model, changed_on + SOON, by, changed_on)
    return Due(model, localdate(last.ended_at) + FRESH, by)


@lru_cache(maxsize=32)
def _found(check_id: str) -> tuple[Difference, ...]:
    """Of a check that is over, so that it never changes."""
    return differences(answers_of(PairedCheck.objects.get(pk=check_id)), library().groups)
