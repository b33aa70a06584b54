"""What each gate needs to be met, which phase may open next, and whether a plan makes sense. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.budget.rules import dollars
from chalkline.rollout.phases.words import Evidence, GateSeen, PhasePlan, PhaseState, PlanState, Reading

TITLE, REASON = 120, 2000
MOST_PHASES, MOST_GATES = 12, 12


def training_met(course: str, current: int, people: int, percent: int, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """At least ``percent`` of the people of the phase; with nobody in it, it is not met."""
    met = people > 0 and 100 * current >= percent * people
    told = {"course": course, "n": current, "people": people}
    says = (
        Sentence("{n} of {people} people of this phase are current in “{course}”.", **told)
        if people
        else Sentence("The roster shows nobody in this phase who could do “{course}”.", course=course)
    )
    missing = max(0, -(-percent * people // 100) - current)
    to_do = (
        Sentence("One more person does the training, and it is recorded.")
        if missing == 1
        else Sentence("{n} more people do the training, and it is recorded.", n=missing)
        if people
        else Sentence("Check the schools and roles of the phase.")
    )
    return Reading(met, says, to_do, evidence)


def pilot_met(verdict: str, verdict_name: Sentence | None, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """The newest verdict of a pilot of this use, or of its tool where none is of the use."""
    to_do = Sentence("Finish a pilot of this use. If its verdict is to stop, ask the committee what follows.")
    if verdict_name is None:
        return Reading(False, Sentence("No pilot has a verdict yet."), to_do)
    says = Sentence("The latest verdict is “{verdict}”.", verdict=verdict_name)
    return Reading(verdict in {"scale", "iterate"}, says, to_do, evidence)


def incidents_met(count: int, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """None may be open."""
    says = Sentence("No incident about the tool is open.")
    if count:
        says = (
            Sentence("One incident about the tool is open.")
            if count == 1
            else Sentence("{n} incidents about the tool are open.", n=count)
        )
    return Reading(count == 0, says, Sentence("Close the incident first."), evidence)


def agreement_met(ends_on: date | None, until_on: date, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """In force now, and until the day that is asked for."""
    to_do = Sentence("Renew the agreement until {day} or later.", day=until_on)
    if ends_on is None:
        return Reading(False, Sentence("No agreement about student data is in force."), to_do)
    return Reading(ends_on >= until_on, Sentence("The agreement holds until {day}.", day=ends_on), to_do, evidence)


def message_met(audience: Sentence, planned: int, unsent: int, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """Something was planned for the audience about this use, and all of it was sent in every language."""
    told = {"audience": audience}
    if not planned:
        says = Sentence("No message about this use is planned for this audience: {audience}.", **told)
        return Reading(False, says, Sentence("Plan a message about this use for this audience, and send it."))
    if unsent:
        says = Sentence("{audience}: {n} of {planned} messages are not sent in every language.", n=unsent,
                        planned=planned, **told)  # fmt: skip
        return Reading(False, says, Sentence("Send it in every planned language, and note what was sent."), evidence)
    says = Sentence("{audience}: every message about this use was sent in every language.", **told)
    return Reading(True, says, Sentence("Nothing."), evidence)


@dataclass(frozen=True)
class Audited:
    """The latest roster audit."""

    score: float
    on: date
    has_stops: bool


def roster_met(latest: Audited | None, score: int, days: int, today: date) -> Reading:
    """The latest audit reaches the score, found nothing that stops, and is not older than so many days."""
    to_do = Sentence("Mend the rows that the audit lists, and audit a new export.")
    if latest is None:
        return Reading(False, Sentence("No roster was audited yet."), to_do)
    recent = (today - latest.on).days <= days
    says = Sentence("The audit of {day} gives {score} of 100.", day=latest.on, score=f"{latest.score:.1f}")
    if latest.has_stops:
        says = Sentence("The audit of {day} found something that stops the roster.", day=latest.on)
    elif not recent:
        says = Sentence("The latest audit is of {day}: older than {days} days.", day=latest.on, days=days)
    met = recent and not latest.has_stops and latest.score >= score
    return Reading(met, says, to_do, (Evidence(Sentence("Roster audit"), "data.rosters"),))


def budget_met(
    planned: Decimal, failing: Decimal, needed: int, year: str, evidence: tuple[Evidence, ...] = ()
) -> Reading:
    """Money whose source lasts through the fiscal year must reach what is needed. ``failing`` rests on a cliff."""
    lasting = planned - failing
    told = {"amount": dollars(lasting), "year": year}
    says = Sentence("{amount} is planned for {year} from sources that last through it.", **told)
    if failing:
        says = Sentence(
            "{amount} is planned for {year} from sources that last through it; {failing} more rests on one that ends.",
            failing=dollars(failing), **told,
        )  # fmt: skip
    to_do = Sentence("Plan {needed} for {year} from a source that lasts.", needed=dollars(Decimal(needed)), year=year)
    return Reading(lasting >= max(needed, 1), says, to_do, evidence)


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
    if not date(2015, 1, 1) <= plan.starts_on <= expires_on:
        fields["starts_on"] = Sentence("Choose a day before the use ends ({day}).", day=expires_on)
    if plan.ends_on is not None and plan.ends_on < plan.starts_on:
        fields["ends_on"] = Sentence("It cannot end before it starts.")
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
