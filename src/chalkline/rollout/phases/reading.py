"""Reading gates from the records: what every kind of gate finds now.

Takes no actor: a reading says whether a condition holds, and never what is in a record that is not everybody's to read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalkline.approve.uses.api import ApprovedUse
from chalkline.data.integrity.api import latest_standing
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import IncidentState, incidents_of_tool
from chalkline.people.api import CHILDREN_AND_FAMILIES, Person, staff, system_actor
from chalkline.people.standing.api import current_trainings
from chalkline.pilot.evaluation.api import VERDICT_NAMES, Verdict, results_of_tool, results_of_use
from chalkline.rollout.budget.api import CliffKind, cliffs_within, dollars, fiscal_years, planned_for_use
from chalkline.rollout.communications.api import AUDIENCE_NAMES, Audience, MessageState, told_about
from chalkline.rollout.phases import gates
from chalkline.rollout.phases.models import Gate, Phase
from chalkline.rollout.phases.words import Evidence, GateKind, GateSeen, Reading, Values
from chalkline.rollout.training.api import Course, course_named
from chalkline.tools.agreements.api import agreements_in_force

READER = "rollout"


@dataclass(frozen=True)
class Asked:
    """What a gate is read for: its phase, the use, what it asks for, the day."""

    phase: Phase
    use: ApprovedUse
    values: Values
    today: date


def gates_seen(phase: Phase, today: date) -> list[GateSeen]:
    """Every gate of a phase as the records have it now."""
    held = phase.gates.select_related("excuse__by").all()
    return [_seen(gate, phase, today) for gate in held]


def people_of(phase: Phase) -> list[Person]:
    """The staff of a phase: of its schools, in its roles; where it is for students only, their teachers."""
    roles = set(phase.roles or phase.plan.use.roles) - CHILDREN_AND_FAMILIES
    found = staff(system_actor(READER)).filter(roster_role__in=roles or {"teacher"})
    schools = phase.school_ids or phase.plan.use.school_ids
    return list(found.filter(school_id__in=schools) if schools else found.filter(school__kind="school"))


def asks_said(kind: GateKind, values: Values) -> Sentence:
    """The condition in words."""
    course = course_named(values.text("course"))
    audience = values.text("audience")
    return {
        GateKind.TRAINING: lambda: Sentence(
            "At least {percent} percent of its people are current in “{course}”.",
            percent=values.number("percent"), course=course.title if course else "",
        ),
        GateKind.PILOT: lambda: Sentence("The latest pilot's verdict is to scale, or to go on with changes."),
        GateKind.INCIDENTS: lambda: Sentence("No incident about the tool is open."),
        GateKind.AGREEMENT: lambda: Sentence(
            "The agreement about student data holds at least until {day}.", day=values.day("until_on")
        ),
        GateKind.MESSAGE: lambda: Sentence(
            "{audience}: every message about this use was sent.",
            audience=AUDIENCE_NAMES[Audience(audience)] if audience else "",
        ),
        GateKind.ROSTER: lambda: Sentence(
            "A roster audit of the last {days} days gives at least {score} of 100.",
            days=values.number("days"), score=values.number("score"),
        ),
        GateKind.BUDGET: lambda: Sentence(
            "{amount} is planned for {year} from sources that last through it.",
            amount=dollars(Decimal(values.number("dollars"))),
            year=fiscal_years().said(values.number("fiscal_year")),
        ),
    }[kind]()  # fmt: skip


def _seen(gate: Gate, phase: Phase, today: date) -> GateSeen:
    kind, values = GateKind(gate.kind), Values(gate.values)
    excuse = getattr(gate, "excuse", None)
    return GateSeen(
        gate_id=str(gate.pk),
        kind=kind,
        asks=asks_said(kind, values),
        reading=READERS[kind](Asked(phase, phase.plan.use, values, today)),
        excused_because=excuse.reason if excuse else "",
        excused_by=str(excuse.by) if excuse else "",
    )


def _training(asked: Asked) -> Reading:
    course: Course | None = course_named(asked.values.text("course"))
    people = people_of(asked.phase)
    held = current_trainings(asked.today)
    slug = course.slug if course else ""
    current = sum(slug in held.get(str(person.pk), frozenset()) for person in people)
    return gates.training_met(
        course.title if course else "",
        current,
        len(people),
        asked.values.number("percent"),
        (Evidence(Sentence("Training"), "training.home"),),
    )


def _pilot(asked: Asked) -> Reading:
    reader = system_actor(READER)
    result = results_of_use(reader, asked.use).first() or results_of_tool(reader, asked.use.tool).first()
    if result is None:
        return gates.pilot_met("", None)
    evidence = Evidence(Sentence("{title}", title=result.pilot.title), "prove.pilot", str(result.pilot_id))
    return gates.pilot_met(result.verdict, VERDICT_NAMES[Verdict(result.verdict)], (evidence,))


def _incidents(asked: Asked) -> Reading:
    held = incidents_of_tool(system_actor(READER), asked.use.tool.slug).exclude(state=IncidentState.CLOSED.value)
    evidence = tuple(
        Evidence(Sentence("Incident {number}", number=str(each)), "incidents.show", str(each.pk)) for each in held
    )
    return gates.incidents_met(len(evidence), evidence)


def _agreement(asked: Asked) -> Reading:
    held = [each for each in agreements_in_force(asked.today)
            if each.tool == asked.use.tool.slug and each.covers_students]  # fmt: skip
    if not held:
        return gates.agreement_met(None, asked.values.day("until_on"))
    longest = max(held, key=lambda each: each.ends_on)
    evidence = Evidence(Sentence(longest.name), "data.agreement", longest.agreement_id)
    return gates.agreement_met(longest.ends_on, asked.values.day("until_on"), (evidence,))


def _message(asked: Asked) -> Reading:
    audience = Audience(asked.values.text("audience"))
    held = told_about(str(asked.use.pk), audience)
    evidence = tuple(Evidence(Sentence("{title}", title=each.title), "rollout.message", str(each.pk)) for each in held)
    unsent = sum(each.state != MessageState.SENT for each in held)
    return gates.message_met(AUDIENCE_NAMES[audience], len(held), unsent, evidence)


def _roster(asked: Asked) -> Reading:
    latest = latest_standing()
    audited = None if latest is None else gates.Audited(latest.score, latest.audited_on, latest.has_stops)
    return gates.roster_met(audited, asked.values.number("score"), asked.values.number("days"), asked.today)


def _budget(asked: Asked) -> Reading:
    year, years = asked.values.number("fiscal_year"), fiscal_years()
    held = [row for row in planned_for_use(str(asked.use.pk), asked.use.tool_id) if row.fiscal_year == year]
    planned = sum((row.amount for row in held), Decimal(0))
    failing = sum((each.amount for each in cliffs_within(held) if each.kind is CliffKind.WITHIN), Decimal(0))
    evidence = tuple(
        Evidence(Sentence("{title}", title=title), "rollout.line", line)
        for line, title in dict.fromkeys((row.line, row.title) for row in held)
    )
    return gates.budget_met(planned, failing, asked.values.number("dollars"), years.said(year), evidence)


READERS: dict[GateKind, Callable[[Asked], Reading]] = {
    GateKind.TRAINING: _training,
    GateKind.PILOT: _pilot,
    GateKind.INCIDENTS: _incidents,
    GateKind.AGREEMENT: _agreement,
    GateKind.MESSAGE: _message,
    GateKind.ROSTER: _roster,
    GateKind.BUDGET: _budget,
}
