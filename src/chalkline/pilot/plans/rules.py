"""Rules of plans: what a plan must say, who may lock it, its steps, and its decision rule in sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.plans.words import (
    MAY_BECOME,
    Arm,
    Assigned,
    Design,
    PilotState,
    PlanStatement,
    Strata,
    UnitListed,
    stratum_of,
)

LONGEST_TITLE, LONGEST = 120, 2000
LEVELS = (90, 95)
LEAST_UNITS = 4
MOST_SUBGROUPS = 6
MOST_DAYS = 550
MOST_DAYS_TO_MEASURE = 180


def must_be_complete(plan: PlanStatement) -> None:
    """Refuse a plan that could not be judged later. All that is missing is said at once."""
    faults = faults_of(plan)
    if faults:
        raise Problem(
            "pilots.plan_incomplete",
            what=Sentence("The plan is not complete."),
            why=Sentence("What is not written down before it starts cannot be judged fairly afterwards."),
            next_step=Sentence("Answer the questions that are marked."),
            fields=faults,
        )


def faults_of(plan: PlanStatement) -> dict[str, Words]:
    """What is missing or wrong, by question."""
    return {**_words(plan), **_numbers(plan), **_days(plan)}


def _words(plan: PlanStatement) -> dict[str, Words]:
    said = Sentence("Write one sentence or more.")
    faults: dict[str, Words] = {
        name: said
        for name in ("question", "who", "measure", "counts", "stop_rule")
        if not 2 <= len(getattr(plan, name).strip()) <= LONGEST
    }
    if not 3 <= len(plan.title.strip()) <= LONGEST_TITLE:
        faults["title"] = Sentence("Give it a name of at most {n} letters.", n=LONGEST_TITLE)
    if plan.direction not in {"more", "less"}:
        faults["direction"] = Sentence("Say whether more or less of it is better.")
    if len(plan.subgroups) > MOST_SUBGROUPS or len(set(plan.subgroups)) < len(plan.subgroups):
        faults["subgroups"] = Sentence("Name at most {n} groups, each once.", n=MOST_SUBGROUPS)
    if plan.assigned is Assigned.SCHOOL and plan.strata in {Strata.SCHOOL, Strata.SCHOOL_AND_GRADE}:
        faults["strata"] = Sentence("Schools cannot be drawn inside a school: choose another way.")
    if plan.design is Design.COMPARISON and not plan.pretest.strip():
        faults["pretest"] = Sentence("Without a draw, both sides must be measured before: name the measure.")
    return faults


def _numbers(plan: PlanStatement) -> dict[str, Words]:
    faults: dict[str, Words] = {}
    for name in ("smallest", "spread"):
        value: Decimal = getattr(plan, name)
        if not value.is_finite() or value <= 0:
            faults[name] = Sentence("Write a number above zero.")
    if not plan.harm.is_finite() or plan.harm < 0:
        faults["harm"] = Sentence("Write a number, or zero.")
    if plan.level not in LEVELS:
        faults["level"] = Sentence("Choose one.")
    for name in ("explained", "alike"):
        if not 0 <= getattr(plan, name) <= 95:
            faults[name] = Sentence("Write a percentage from 0 to 95.")
    if plan.planned_units < LEAST_UNITS:
        faults["planned_units"] = Sentence("At least {n}: two on each side.", n=LEAST_UNITS)
    if plan.planned_each < 1:
        faults["planned_each"] = Sentence("Write how many people there are in each.")
    return faults


def _days(plan: PlanStatement) -> dict[str, Words]:
    faults: dict[str, Words] = {}
    if date.min in {plan.starts_on, plan.ends_on, plan.measured_until}:
        return {
            name: Sentence("Choose a day.")
            for name in ("starts_on", "ends_on", "measured_until")
            if getattr(plan, name) == date.min
        }
    if not plan.starts_on < plan.ends_on or (plan.ends_on - plan.starts_on).days > MOST_DAYS:
        faults["ends_on"] = Sentence("The last day comes after the first, within a year and a half.")
    if not plan.ends_on <= plan.measured_until or (plan.measured_until - plan.ends_on).days > MOST_DAYS_TO_MEASURE:
        faults["measured_until"] = Sentence("Outcomes are handed in from the last day on, within half a year.")
    return faults


def must_have_units(units: Sequence[UnitListed], plan: PlanStatement) -> None:
    """Refuse a list that cannot be divided into two sides of at least two."""
    sides = [each.arm for each in units]
    enough = len(units) >= LEAST_UNITS
    if plan.design is Design.COMPARISON:
        enough = min(sides.count(Arm.TREATMENT), sides.count(Arm.COMPARISON)) >= 2
    if not enough:
        raise Problem(
            "pilots.too_few_units",
            what=Sentence("The list does not hold two units for each side."),
            why=Sentence("With one school, class or person on a side, the tool cannot be told apart from them."),
            next_step=Sentence("Hand in a list with at least two on each side; more is much better."),
            kind=Kind.CONFLICT,
            fields={"file": Sentence("At least two on each side.")},
        )


def must_become(state: PilotState, wanted: PilotState) -> None:
    """Refuse a step that the transition table does not know."""
    if wanted not in MAY_BECOME[state]:
        raise not_now()


def must_wait_for_draw(state: PilotState) -> None:
    """Refuse a draw before the lock, and a second one."""
    if state is not PilotState.LOCKED:
        raise not_now()


def must_be_going_on(state: PilotState) -> None:
    """Refuse an amendment of what is not locked, or is over."""
    if state not in {PilotState.LOCKED, PilotState.RUNNING}:
        raise not_now()


def not_now() -> Problem:
    """A step out of its order."""
    return Problem(
        "pilots.not_now",
        what=Sentence("This step does not fit where the pilot stands."),
        why=Sentence("A pilot is planned, locked, drawn, measured and judged, each once and in this order."),
        next_step=Sentence("Look at the pilot's page: it says what comes next."),
        kind=Kind.CONFLICT,
    )


def must_be_draft(state: PilotState) -> None:
    """Refuse a change to what was locked."""
    if state is not PilotState.DRAFT:
        raise Problem(
            "pilots.locked",
            what=Sentence("This plan is locked."),
            why=Sentence("A plan that changes once data can be seen proves nothing."),
            next_step=Sentence("Record a dated amendment, or plan a new pilot."),
            kind=Kind.CONFLICT,
        )


def must_be_from_outside(*, planned_it: bool, asked_for_it: bool) -> None:
    """Refuse a lock by those who want it to work."""
    if planned_it or asked_for_it:
        raise Problem(
            "pilots.second_person",
            what=Sentence("Somebody else has to lock this plan."),
            why=Sentence("Whoever planned a pilot, or asked for the tool, does not check their own plan."),
            next_step=Sentence("Ask the AI coordinator, the chief academic officer or the superintendent."),
            kind=Kind.NOT_ALLOWED,
        )


def must_be_in_time(today: date, starts_on: date) -> None:
    """Refuse a lock after the start."""
    if today > starts_on:
        raise Problem(
            "pilots.already_begun",
            what=Sentence("The pilot was to begin on {day}.", day=starts_on),
            why=Sentence("A plan counts only if it is locked before anything has happened."),
            next_step=Sentence("Set a first day that is still to come, and lock it then."),
            kind=Kind.CONFLICT,
        )


def must_be_before_outcomes(today: date, ends_on: date) -> None:
    """Refuse an amendment once outcomes may be known."""
    if today >= ends_on:
        raise Problem(
            "pilots.too_late_to_amend",
            what=Sentence("The pilot ended on {day}.", day=ends_on),
            why=Sentence("From its last day on, outcomes may be known."),
            next_step=Sentence("Say it where the result is discussed. What was registered stays as it is."),
            kind=Kind.CONFLICT,
        )


def must_be_later(measured_until: date, ends_on: date) -> None:
    """Refuse a last day for outcomes that lies before the end, or half a year after it."""
    if not 0 <= (measured_until - ends_on).days <= MOST_DAYS_TO_MEASURE:
        raise Problem(
            "pilots.day_unclear",
            what=Sentence("Outcomes cannot be handed in until {day}.", day=measured_until),
            why=Sentence("They are handed in from the last day of the pilot on, within half a year."),
            next_step=Sentence("Choose a day in that half year."),
            fields={"measured_until": Sentence("Choose a day within half a year after the end.")},
        )


def must_say(text: str, field: str) -> str:
    """Refuse silence where a reason belongs."""
    said = text.strip()
    if not 3 <= len(said) <= LONGEST:
        raise Problem(
            "pilots.reason_needed",
            what=Sentence("Please write it down."),
            why=Sentence("Others will read it next to the result."),
            next_step=Sentence("One or two sentences are enough."),
            fields={field: Sentence("Write one or two sentences.")},
        )
    return said


def no_checkpoint() -> Problem:
    """The ledger has not signed the lock yet."""
    return Problem(
        "pilots.no_checkpoint",
        what=Sentence("The draw cannot be made yet."),
        why=Sentence("It rests on the ledger's first signature after the lock, and there is none yet."),
        next_step=Sentence("Wait a minute and try again. If it stays so, ask the operator whether the jobs run."),
        kind=Kind.CONFLICT,
    )


def nothing_to_draw() -> Problem:
    """The sides were chosen."""
    return Problem(
        "pilots.nothing_to_draw",
        what=Sentence("There is nothing to draw in this pilot."),
        why=Sentence("Its sides were chosen in the list, not drawn."),
        next_step=Sentence("Go on with the pilot."),
        kind=Kind.CONFLICT,
    )


def no_home() -> Problem:
    """A pilot belongs to something that was approved or asked for, and to a problem."""
    return Problem(
        "pilots.no_problem",
        what=Sentence("This pilot has no problem behind it."),
        why=Sentence("A pilot tests whether a tool helps with a problem the district has named."),
        next_step=Sentence("Choose an approved use or a request that rests on a use case of a problem."),
        fields={"about": Sentence("Choose one that has a problem behind it.")},
    )


def decision_rule(plan: PlanStatement) -> tuple[Sentence, ...]:
    """The rule in plain sentences: exactly what evaluation/rules.py does."""
    smallest, counts = _amount(plan.smallest), plan.counts
    scale = (
        Sentence("We use it more widely if the whole interval is at {n} {counts} or better.", n=smallest, counts=counts)
        if plan.standard == "strict"
        else Sentence(
            "We use it more widely if the best estimate is {n} {counts} or better and the interval lies above zero.",
            n=smallest,
            counts=counts,
        )
    )
    sentences = [
        Sentence("The effect is told with an interval of {level} percent.", level=plan.level),
        scale,
        Sentence("We stop if the whole interval is below {n} {counts}: too small, or harm.", n=smallest, counts=counts),
        Sentence("In every other case we cannot tell yet: we change something and try again."),
        Sentence("If the sides were not alike before, or too many are lost, we cannot tell, however large it is."),
    ]
    if plan.subgroups:
        sentences.append(
            Sentence(
                "We stop if for a group looked at ({groups}) the whole interval shows more than {n} {counts} of harm.",
                groups=plan.subgroups,
                n=_amount(plan.harm),
                counts=counts,
            )
        )
    return tuple(sentences)


def strata_in_model(units: Sequence[UnitListed], strata: Strata) -> bool:
    """Whether the groups of the draw enter the analysis: each has both sides, and enough units are left to tell.

    Follows from the locked list alone, so nobody can choose it afterwards.
    """
    if strata is Strata.NONE:
        return False
    sides: dict[str, set[str]] = {}
    for unit in units:
        sides.setdefault(stratum_of(unit, strata), set()).add(unit.arm)
    return all(len(each) == 2 for each in sides.values()) and len(units) - len(sides) >= LEAST_UNITS + 2


def _amount(number: Decimal) -> str:
    return format(number.normalize(), "f")
