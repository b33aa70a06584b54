"""Training, messages, money, and how a use reaches people in phases."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed


@deed("offers a training")
def offers_a_training(moment: Moment, *, title: str, where: str, months: int) -> Any:
    """``months``: how long it stays current."""
    from chalkline.rollout.training.api import offer_course

    return offer_course(moment.actor, title=title, where=where, months=months, now=moment.now)


@deed("notes who completed a training")
def notes_who_completed(
    moment: Moment,
    *,
    training: Named,
    on: Day,
    people: list[Someone] | None = None,
    teachers_of: str = "",
    but: int = 0,
) -> Any:
    """By name; or the teachers of a school but the last so many, as its principal hands in the list."""
    from chalkline.people.models import Person
    from chalkline.rollout.training.api import record_completions

    addresses = [each.email for each in people or ()]
    if teachers_of:
        there = Person.objects.filter(school__name=teachers_of, roster_role="teacher", is_active=True)
        addresses += list(there.values_list("email", flat=True))[: -but or None]
    return record_completions(moment.actor, training, addresses, completed_on=on, now=moment.now)


def _use(moment: Moment, tool: str) -> Any:
    """The approved use of a tool for lessons that holds at that moment."""
    from chalkline.approve.uses.api import uses_in_force

    return uses_in_force(moment.actor, moment.now.date()).filter(tool__slug=tool, purpose="uc_lesson").last()


@deed("plans a message")
def plans_a_message(
    moment: Moment,
    *,
    title: str,
    to: str,
    purpose: str,
    by: Day,
    sayer: Someone,
    channel: str,
    languages: list[str],
    tool: str = "",
) -> Any:
    """``to``: educators, unions, students, families, board. ``tool``: about its approved use."""
    from chalkline.rollout.communications.api import Audience, Channel, MessagePlan, plan_message

    plan = MessagePlan(title, Audience(to), purpose, by, Channel(channel), tuple(languages))
    return plan_message(moment.actor, plan, sayer, use=_use(moment, tool) if tool else None, now=moment.now)


@deed("notes that a message was sent")
def notes_that_a_message_was_sent(moment: Moment, *, message: Named, language: str, words: str) -> Any:
    """By whoever says it, on that day."""
    from chalkline.rollout.communications.api import Channel, Sent, note_sent

    sent = Sent(language, words, Channel(message.channel), moment.now.date())
    return note_sent(moment.actor, message, sent, now=moment.now)


@deed("names a funding source")
def names_a_funding_source(moment: Moment, *, name: str, kind: str, ends_in: int = 0, after: str = "") -> Any:
    """``ends_in``: it pays until the September after so many school years; 0: it has no end."""
    from datetime import date

    from chalkline.rollout.budget.api import SourceKind, name_source

    last = date(moment.year.began_in + ends_in, 9, 30) if ends_in else None
    return name_source(moment.actor, name=name, kind=SourceKind(kind), ends_on=last, after=after, now=moment.now)


@deed("enters a budget line")
def enters_a_budget_line(
    moment: Moment,
    *,
    title: str,
    what_for: str,
    amounts: dict[str, str],
    source: Named,
    tool: str = "",
    people: int = 0,
    recurs: bool = True,
) -> Any:
    """``amounts``: dollars by school year: "0" for the one that is told, "1" and "2" for those after it."""
    from decimal import Decimal

    from chalkline.rollout.budget.api import WhatFor, enter_line, plan_amount
    from chalkline.tools.register.api import tool_by_slug

    made = enter_line(
        moment.actor,
        title=title,
        what_for=WhatFor(what_for),
        tool=tool_by_slug(tool) if tool else None,
        people=people or None,
        recurs=recurs,
        now=moment.now,
    )
    for year, dollars in amounts.items():
        first = moment.year.began_in + int(year)
        plan_amount(moment.actor, made, source, fiscal_year=first, dollars=Decimal(dollars), now=moment.now)
    return made


@deed("begins a rollout plan")
def begins_a_rollout_plan(moment: Moment, *, tool: str) -> Any:
    """For the approved use of a tool."""
    from chalkline.rollout.phases.api import begin_rollout

    return begin_rollout(moment.actor, _use(moment, tool), now=moment.now)


@deed("adds a phase")
def adds_a_phase(moment: Moment, *, plan: Named, title: str, starts: Day, schools: list[str]) -> Any:
    """``schools``: their numbers in the roster; none: all that the use is approved for."""
    from chalkline.people.api import schools as all_schools
    from chalkline.rollout.phases.api import PhasePlan, add_phase

    ids = tuple(str(each.pk) for each in all_schools().filter(sourced_id__in=schools))
    return add_phase(moment.actor, plan, PhasePlan(title, ids, (), starts), now=moment.now)


@deed("lets a phase wait for")
def lets_a_phase_wait_for(moment: Moment, *, phase: Named, gate: str, values: dict[str, str]) -> Any:
    """``gate``: training, pilot, incidents, agreement, message, roster, budget."""
    from chalkline.rollout.phases.api import GateKind, set_gate

    return set_gate(moment.actor, phase, GateKind(gate), values, now=moment.now)


@deed("starts the rollout plan")
def starts_the_rollout_plan(moment: Moment, *, plan: Named) -> Any:
    """From then on the use holds only for open phases."""
    from chalkline.rollout.phases.api import start_rollout

    return start_rollout(moment.actor, plan, now=moment.now)


@deed("opens a phase")
def opens_a_phase(moment: Moment, *, phase: Named) -> Any:
    """When everything it waits for is so."""
    from chalkline.rollout.phases.api import open_phase

    return open_phase(moment.actor, phase, now=moment.now)
