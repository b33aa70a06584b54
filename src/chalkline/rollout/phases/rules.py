"""Which phase may open next, and whether a plan, its days and its gates make sense. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.phases.words import GateSeen, PhasePlan, PhaseState, PlanState

TITLE, REASON = 120, 2000
MOST_PHASES, MOST_GATES = 12, 12
EARLIEST = date(2015, 1, 1)  # long before AI came to school


def must_have_come(number: int, starts_on: date, today: date) -> None:
    """Raise Problem("phases.too_early") before the first day of a phase."""
    if today >= starts_on:
        return
    raise Problem(
        "phases.too_early",
        what=Sentence("Phase {number} cannot open yet: it begins on {day}.", number=number, day=starts_on),
        why=Sentence("People were told this day. Whatever comes earlier takes a reason that they can read."),
        next_step=Sentence("Wait for the day, or move the phase first, with a reason."),
        kind=Kind.CONFLICT,
    )


def must_open(number: int, before: Iterable[PhaseState], gates: Sequence[GateSeen]) -> None:
    """Raise Problem unless every earlier phase is open and every gate is met or excused."""
    if any(state is not PhaseState.OPEN for state in before):
        raise Problem(
            "phases.earlier_waits",
            what=Sentence("Phase {number} cannot open yet.", number=number),
            why=Sentence("An earlier phase is not open. Each phase builds on what the one before has shown."),
            next_step=Sentence("Open the earlier phase first."),
            kind=Kind.CONFLICT,
        )
    closed = [gate for gate in gates if not gate.lets_through]
    if closed:
        first = closed[0]
        raise Problem(
            "phases.gate_not_met",
            what=Sentence("Phase {number} cannot open yet: {gate}", number=number, gate=first.asks),
            why=Sentence("{says}", says=first.reading.says)
            if len(closed) == 1
            else Sentence("{says} {n} gates in all are not met.", says=first.reading.says, n=len(closed)),
            next_step=first.reading.to_do,
            kind=Kind.CONFLICT,
        )


def must_be_someone_else(actor_id: str, excusers: Collection[str]) -> None:
    """Raise Problem("phases.excused_by_you") when who opens a phase excused one of its gates."""
    if actor_id not in excusers:
        return
    raise Problem(
        "phases.excused_by_you",
        what=Sentence("Somebody else has to open this phase."),
        why=Sentence("You excused one of its gates. Whoever makes an exception does not also act on it."),
        next_step=Sentence("Ask the AI coordinator or the chief academic officer to open it."),
        kind=Kind.NOT_ALLOWED,
    )


def must_be_a_phase(plan: PhasePlan, schools: Collection[str], roles: Collection[str], expires_on: date) -> None:
    """Raise Problem("phases.incomplete") unless it lies within the approved use. No ``schools``: it holds in any."""
    fields: dict[str, Words] = {}
    if not plan.title.strip() or len(plan.title.strip()) > TITLE:
        fields["title"] = Sentence("Give the phase a short name.")
    if schools and set(plan.school_ids) - set(schools):
        fields["school_ids"] = Sentence("Choose among the schools that the use is approved for.")
    if set(plan.roles) - set(roles):
        fields["roles"] = Sentence("Choose among the people that the use is approved for.")
    _must_have_none(fields | _of_days(plan.starts_on, plan.ends_on, expires_on, EARLIEST))


def must_be_days(starts_on: date, ends_on: date | None, expires_on: date, *, today: date) -> None:
    """Raise Problem("phases.incomplete") unless a phase can be moved to these days: none of them is over."""
    _must_have_none(_of_days(starts_on, ends_on, expires_on, today))


def _of_days(starts_on: date, ends_on: date | None, expires_on: date, earliest: date) -> dict[str, Words]:
    fields: dict[str, Words] = {}
    if not earliest <= starts_on <= expires_on:
        fields["starts_on"] = (
            Sentence("Choose a day that is not over.")
            if EARLIEST < starts_on < earliest
            else Sentence("Choose a day before the use ends ({day}).", day=expires_on)
        )
    if ends_on is not None and ends_on < starts_on:
        fields["ends_on"] = Sentence("It cannot end before it starts.")
    return fields


def _must_have_none(fields: dict[str, Words]) -> None:
    if fields:
        raise Problem(
            "phases.incomplete",
            what=Sentence("The phase is not planned fully yet."),
            why=Sentence("A phase opens a part of what the committee approved, and nothing beyond it."),
            next_step=Sentence("Look at the marked fields."),
            fields=fields,
        )


def must_be_ready(gates_by_phase: Sequence[int]) -> None:
    """Raise Problem("phases.not_ready") unless there is a phase, and each waits for something."""
    if gates_by_phase and all(gates_by_phase):
        return
    raise Problem(
        "phases.not_ready",
        what=Sentence("The plan cannot start yet."),
        why=Sentence("It needs at least one phase, and each phase needs at least one gate to wait for."),
        next_step=Sentence("Add what is missing."),
        kind=Kind.CONFLICT,
    )


def not_in_state(state: PlanState) -> Problem:
    """The plan is not in the state that this needs."""
    whys = {
        PlanState.DRAFT: Sentence("The plan has not started yet."),
        PlanState.RUNNING: Sentence("The plan runs: what its phases wait for stays as it was started."),
        PlanState.DONE: Sentence("Every phase is open."),
        PlanState.ENDED: Sentence("The plan has ended."),
    }
    return Problem(
        "phases.not_now",
        what=Sentence("This cannot be done now."),
        why=whys[state],
        next_step=Sentence("Open the plan to see how it stands. A running plan can be ended and made anew."),
        kind=Kind.CONFLICT,
    )


def plan_known() -> Problem:
    return Problem(
        "phases.plan_known",
        what=Sentence("There is a rollout plan for this use already."),
        why=Sentence("Two plans would open it twice in different ways."),
        next_step=Sentence("Open the plan that is there, or end it first."),
        kind=Kind.CONFLICT,
    )


def use_is_over() -> Problem:
    return Problem(
        "phases.use_is_over",
        what=Sentence("This use is not approved any more."),
        why=Sentence("Only a use that is in force can be rolled out."),
        next_step=Sentence("Ask for it again, then plan its roll-out."),
        kind=Kind.CONFLICT,
    )


def already_open() -> Problem:
    return Problem(
        "phases.open_already",
        what=Sentence("This phase is open."),
        why=Sentence("A phase opens once."),
        next_step=Sentence("To hold it back again, stop the use, or end the plan."),
        kind=Kind.CONFLICT,
    )


def gate_met_already() -> Problem:
    return Problem(
        "phases.nothing_to_excuse",
        what=Sentence("This gate needs no exception."),
        why=Sentence("It is met, or it was excused before."),
        next_step=Sentence("Open the phase when every gate is met or excused."),
        kind=Kind.CONFLICT,
    )


def too_many() -> Problem:
    return Problem(
        "phases.too_many",
        what=Sentence("That is more than a plan can hold."),
        why=Sentence("A plan has at most {n} phases with at most {n} gates each.", n=MOST_PHASES),
        next_step=Sentence("Put some of them together."),
    )


def gate_incomplete(fields: dict[str, Words]) -> Problem:
    return Problem(
        "phases.gate_incomplete",
        what=Sentence("The gate does not say fully what it asks for."),
        why=Sentence("It is read from the records, so it must be exact."),
        next_step=Sentence("Look at the marked fields."),
        fields=fields,
    )


def must_say_why(reason: str) -> str:
    """The reason without blanks around it. Raises Problem("phases.reason_needed")."""
    said = reason.strip()
    if said and len(said) <= REASON:
        return said
    raise Problem(
        "phases.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("It stands in the record beside your name."),
        next_step=Sentence("Write one or two sentences."),
        fields={"reason": Sentence("Write one or two sentences.")},
    )
