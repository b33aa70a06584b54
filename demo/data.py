"""Data: the systems on the map, why approved uses need their data, an agreement, two audits of the roster.

Run by demo/load.py after the history. The first audit is of an export with faults, the second of one that was mended.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from history import ITZEL, SUMMER, catch_up, who

DISTRICT = Path(__file__).resolve().parent / "district"

# name, kind, maker, where it runs, who answers for it, kinds of data held, how long records are kept
SYSTEMS = (
    (
        "PowerSchool", "students", "PowerSchool", "vendor", SUMMER,
        ("names", "accounts", "class", "scores", "contact", "background"), "Grades for ever, attendance seven years",
    ),
    ("Canvas", "learning", "Instructure", "vendor", SUMMER, ("names", "class", "work", "scores"), "Two school years"),
    ("Destiny", "library", "Follett", "vendor", SUMMER, ("names", "accounts"), "Until the student leaves"),
    ("Shared drive", "office", "Google", "vendor", SUMMER, ("documents", "none"), "As the records schedule says"),
)  # fmt: skip
WHY = {
    "public_docs": ("The standard and the topic of the lesson.", "Shared drive"),
    "staff_directory": ("Who signs the letter.", "Shared drive"),
    "licensed_content": ("The reading that is made easier.", "Shared drive"),
    "internal_docs": ("The draft that is shortened.", "Shared drive"),
    "student_work": ("The draft that feedback is about.", "Canvas"),
}


def tell(calendar: Any) -> None:
    """The whole of it."""
    map_systems(calendar)
    sign_agreement(calendar)
    explain_uses(calendar)
    audit_rosters(calendar)
    catch_up(calendar.now - timedelta(minutes=2))


def map_systems(calendar: Any) -> None:
    """Where the district holds its data, and the district's note on one kind of it."""
    from chalkline.data.elements.api import note_element
    from chalkline.data.systems.api import Told, record_system
    from chalkline.rulebook.api import vocabulary

    for name, kind, vendor, hosting, owner, kinds, kept_for in SYSTEMS:
        known = [each for each in kinds if each in vocabulary().kinds]
        told = Told(
            name=name,
            kind=kind,
            vendor=vendor,
            hosting=hosting,
            owner=owner,
            steward=ITZEL,
            elements=vocabulary().elements_of_kinds(known),
            kept_for=kept_for,
        )
        record_system(who(ITZEL), told, now=calendar.ago(40))
    note = "Quarter grades are final ten days after the quarter ends."
    note_element(who(ITZEL), "course_grades", note, now=calendar.ago(39))


def sign_agreement(calendar: Any) -> None:
    """A state agreement that ends within the quarter, so that somebody sees to its renewal."""
    from chalkline.tools.agreements.api import AgreementKind, record_agreement
    from chalkline.tools.register.api import registered

    today = calendar.now.date()
    record_agreement(
        who(ITZEL),
        registered("magicschool"),
        AgreementKind.NDPA,
        signed_on=today - timedelta(days=1030),
        ends_on=today + timedelta(days=65),
        elements=["student_work", "teacher_feedback", "stu_first_name"],
        now=calendar.ago(38),
    )


def explain_uses(calendar: Any) -> None:
    """Why each approved use needs its data."""
    from chalkline.approve.uses.api import uses
    from chalkline.data.flows.api import RouteTold, UseGiven, state_routes
    from chalkline.data.systems.api import systems

    by_name = {each.name: str(each.pk) for each in systems(who(ITZEL))}
    for use in uses(who(ITZEL)):
        told = []
        for element in use.elements:
            why, system = WHY.get(element, ("What is asked of the tool.", ""))
            told.append(
                RouteTold(element, why, by_name.get(system, ""), "gateway" if use.tool.model_names else "people")
            )
        given = UseGiven(str(use.pk), use.title, use.tool.slug, frozenset(use.elements))
        state_routes(who(ITZEL), given, told, now=calendar.ago(3))


def audit_rosters(calendar: Any) -> None:
    """The first export had faults; they were mended in the student system, and the next one is sound."""
    from chalkline.data.integrity.api import audit_apart, keep_audit, rows_target

    for folder, name, days in (("roster_faults", "october.zip", 30), ("roster", "november.zip", 5)):
        audit, at = str(uuid4()), calendar.ago(days)
        findings = audit_apart(DISTRICT / folder, rows=rows_target(audit), today=at.date())
        kept = keep_audit(who(ITZEL), audit, name, findings, now=at)
        print(f"  roster audit: {kept.score} of 100, {kept.faulty} rows to fix", flush=True)
