"""Data: systems, why approved uses need what they need, audits of rosters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from telling.deed import File, Moment, Someone, deed


@deed("records a system")
def records_a_system(
    moment: Moment, *, name: str, kind: str, vendor: str, owner: Someone, steward: Someone, holds: list[str],
    kept_for: str, hosting: str = "vendor",
) -> Any:  # fmt: skip
    """Where the district holds data; ``holds`` by the kinds of the vocabulary."""
    from chalkline.data.systems.api import Told, record_system
    from chalkline.rulebook.api import vocabulary

    known = [each for each in holds if each in vocabulary().kinds]
    told = Told(
        name=name,
        kind=kind,
        vendor=vendor,
        hosting=hosting,
        owner=owner.email,
        steward=steward.email,
        elements=vocabulary().elements_of_kinds(known),
        kept_for=kept_for,
    )
    return record_system(moment.actor, told, now=moment.now)


@deed("notes on a kind of data")
def notes_on_data(moment: Moment, *, element: str, note: str) -> Any:
    """What the district's own people should know of it."""
    from chalkline.data.elements.api import note_element

    return note_element(moment.actor, element, note, now=moment.now)


@dataclass(frozen=True)
class Because:
    """Why a kind of data is needed, the system it comes from, and how it gets there (else as the use goes)."""

    element: str
    why: str
    system: str = ""
    way: str = ""


@deed("says why approved uses need their data")
def says_why(moment: Moment, *, because: list[Because]) -> Any:
    """For every use in force: each kind of data with its reason and its system."""
    from chalkline.approve.uses.api import uses_in_force
    from chalkline.data.flows.api import RouteTold, UseGiven, state_routes
    from chalkline.data.systems.api import systems

    by_name = {each.name: str(each.pk) for each in systems(moment.actor)}
    reasons = {each.element: each for each in because}
    for use in uses_in_force(moment.actor, moment.now.date()):
        told = []
        way = "gateway" if use.tool.model_names else "people"
        for element in use.elements:
            known = reasons.get(element, Because(element, "What is asked of the tool."))
            told.append(RouteTold(element, known.why, by_name.get(known.system, ""), known.way or way))
        given = UseGiven(str(use.pk), use.title, use.tool.slug, frozenset(use.elements))
        state_routes(moment.actor, given, told, now=moment.now)


@deed("audits a roster")
def audits_a_roster(moment: Moment, *, folder: File, called: str) -> Any:
    """An export, in a process of its own; the score and the rows to fix are kept."""
    from chalkline.data.integrity.api import audit_apart, keep_audit, rows_target

    audit = str(uuid4())
    findings = audit_apart(folder, rows=rows_target(audit), today=moment.now.date())
    return keep_audit(moment.actor, audit, called, findings, now=moment.now)


@deed("says what shows that duties are met")
def says_what_shows_it(moment: Moment, *, rules: list[str], evidence: str, about: str = "district") -> Any:
    """Duties of law, by their ids in the legal data, as far as they are open here; of a tool, or of the district."""
    from chalkline.data.duties.api import duties, meet_duty

    for duty in list(duties(moment.actor).filter(rule__in=rules, subject=about, state="open")):
        meet_duty(moment.actor, duty, evidence=evidence, now=moment.now)
