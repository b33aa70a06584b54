"""What pilots ask of whom today: a lock before the start, a draw, outcomes, a verdict; and what is at risk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import IncidentState, incidents
from chalkline.people.api import Actor
from chalkline.pilot.evaluation.api import finding_of, results, told_by
from chalkline.pilot.measures.api import upload_that_counts
from chalkline.pilot.plans.api import (
    Pilot,
    PilotState,
    faults_of,
    last_day_for_outcomes,
    may_lock,
    pilots,
    plan_of,
    units_of,
)
from chalkline.tools.register.api import tools_known
from chalkline.web.pages.prove.telling import status_of
from chalkline.web.routes import address_of
from chalkline.web.rows import part_of
from chalkline.web.search import EACH, Found, finds
from chalkline.web.today import Waiting, at_risk, comes_next, waits_for_me

SOON = timedelta(days=14)


@waits_for_me
def pilots_to_take_further(actor: Actor, today: date) -> Iterator[Waiting]:
    """The next step of each pilot, for whoever may take it."""
    if not actor.may("pilots.see"):
        return
    going = [PilotState.DRAFT.value, PilotState.LOCKED.value, PilotState.RUNNING.value]
    for pilot in pilots(actor).filter(state__in=going).select_related("request"):
        found = _next_step(actor, pilot, today)
        if found:
            yield found


def _next_step(actor: Actor, pilot: Pilot, today: date) -> Waiting | None:
    if pilot.state == PilotState.DRAFT:
        return _to_lock(actor, pilot, today)
    if pilot.state == PilotState.LOCKED:
        return _to_draw(actor, pilot)
    return _to_measure(actor, pilot, today)


def _to_lock(actor: Actor, pilot: Pilot, today: date) -> Waiting | None:
    plan = plan_of(pilot)
    if not may_lock(actor, pilot) or faults_of(plan) or plan.starts_on < today or not units_of(pilot):
        return None
    return Waiting(
        Sentence("A pilot waits for a second person: {title}", title=pilot.title),
        address_of("prove.lock", pilot.pk),
        Sentence("Read the plan and lock it"),
        Sentence("It counts only if somebody else locks it before it starts."),
        due_on=plan.starts_on,
    )


def _to_draw(actor: Actor, pilot: Pilot) -> Waiting | None:
    if not actor.may("pilots.draw", owner_id=str(pilot.planned_by_id)):
        return None
    return Waiting(
        Sentence("A locked pilot waits for its draw: {title}", title=pilot.title),
        address_of("prove.draw", pilot.pk),
        Sentence("Make the draw"),
        Sentence("It says who starts with the tool."),
        due_on=plan_of(pilot).starts_on,
    )


def _to_measure(actor: Actor, pilot: Pilot, today: date) -> Waiting | None:
    owner, plan = str(pilot.planned_by_id), plan_of(pilot)
    if today < plan.ends_on:
        return None
    if upload_that_counts(pilot) is None:
        if not actor.may("pilots.hand_in", owner_id=owner):
            return None
        return Waiting(
            Sentence("Outcomes are due: {title}", title=pilot.title),
            address_of("prove.outcomes", pilot.pk),
            Sentence("Hand them in"),
            Sentence("Of both sides, also of people without an outcome."),
            due_on=last_day_for_outcomes(pilot),
        )
    if not actor.may("pilots.judge", owner_id=owner):
        return None
    return Waiting(
        Sentence("A verdict can be reached: {title}", title=pilot.title),
        address_of("prove.verdict", pilot.pk),
        Sentence("Reach the verdict"),
        Sentence("The outcomes are in. They are looked at once, by the registered rule."),
        note=Sentence("ready"),
    )


@comes_next
def pilots_that_start_or_end(actor: Actor, today: date) -> Iterator[Waiting]:
    """Locked pilots that begin, and running ones that end, within two weeks."""
    if not actor.may("pilots.see"):
        return
    for pilot in pilots(actor).filter(state__in=[PilotState.LOCKED.value, PilotState.RUNNING.value]):
        plan = plan_of(pilot)
        if today <= plan.starts_on <= today + SOON:
            words, day = Sentence("The pilot “{title}” begins", title=pilot.title), plan.starts_on
        elif today <= plan.ends_on <= today + SOON:
            words, day = Sentence("The pilot “{title}” ends", title=pilot.title), plan.ends_on
        else:
            continue
        url = address_of("prove.pilot", pilot.pk)
        yield Waiting(words, url, Sentence("See the pilot"), pilot.tool.name, due_on=day, happens=True)


@at_risk
def pilots_in_danger(actor: Actor, today: date) -> Iterator[Waiting]:
    """A pilot whose tool has an open incident (its stop rule is to be looked at), or whose outcomes never came."""
    if not actor.may("pilots.see"):
        return
    troubled = _tools_with_open_incidents(actor)
    for pilot in pilots(actor).filter(state=PilotState.RUNNING.value):
        url = address_of("prove.pilot", pilot.pk)
        if pilot.tool_id in troubled and today <= plan_of(pilot).ends_on:
            yield Waiting(
                Sentence("There is an open incident with the tool of a pilot: {title}", title=pilot.title),
                url,
                Sentence("Read its stop rule"),
                Sentence("Harm ends a pilot at once. It needs no numbers."),
            )
        until = last_day_for_outcomes(pilot)
        if until < today and upload_that_counts(pilot) is None:
            yield Waiting(
                Sentence("A pilot ended and its outcomes never came: {title}", title=pilot.title),
                url,
                Sentence("See the pilot"),
                Sentence("Without them it says nothing. End it, and say why."),
                due_on=until,
            )


def _tools_with_open_incidents(actor: Actor) -> frozenset[UUID]:
    if not actor.may("incidents.see"):
        return frozenset()
    found = incidents(actor).exclude(state=IncidentState.CLOSED.value).exclude(tool=None)
    return frozenset(found.values_list("tool_id", flat=True))


@finds(order=45, label=Sentence("Pilots"))
def found_pilots(actor: Actor, words: str) -> Iterator[Found]:
    """Pilots by title or tool, with what came of them."""
    if not actor.may("pilots.see"):
        return
    called = words.strip()
    of_tool = Exists(tools_known().order_by().filter(pk=OuterRef("tool_id"), name__icontains=called))
    found = pilots(actor).filter(Q(title__icontains=called) | of_tool)
    shown = part_of(found, 0, EACH + 1)
    verdicts = {each.pilot_id: each for each in results(actor).filter(pilot__in=shown)} if shown else {}
    for pilot in shown:
        result = verdicts.get(pilot.pk)
        word, tone = status_of(pilot, result)
        detail = finding_of(plan_of(pilot), told_by(result)) if result else pilot.tool.name
        yield Found(pilot.title, address_of("prove.pilot", pilot.pk), detail, word, tone)
