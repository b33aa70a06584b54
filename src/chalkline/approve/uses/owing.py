"""What is in use, as far as duties of law depend on it; listed in project/reactions.py, and looked at each day."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from chalkline.approve.uses.queries import terms_in_force
from chalkline.data.duties.api import ToolGiven, grounds_of, track_duties
from chalkline.kernel.clock import local_day
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor
from chalkline.rulebook.api import BANDS, ROSTER_ROLES, Everything, Group, Terms, vocabulary
from chalkline.tools.agreements.api import InForce, agreements_in_force


def follow_duties(_told: Told, *, now: datetime) -> None:
    """What is in use, or signed, changed: duties that now apply are opened, others are over."""
    track_what_is_owed(now=now)


def track_what_is_owed(*, now: datetime) -> None:
    """Compare what is in use today with what the law asks."""
    given = tools_given(local_day(now, settings.TIME_ZONE))
    track_duties(system_actor("duties"), given, now=now)


def tools_given(on: date) -> list[ToolGiven]:
    """Every tool with an approved use on a day, and what makes rules apply to it."""
    signed = {each.tool: each for each in agreements_in_force(on) if each.covers_students}
    by_tool: dict[str, list[Terms]] = {}
    for terms in terms_in_force(on):
        by_tool.setdefault(terms.tool, []).append(terms)
    return [_given(tool, held, signed.get(tool)) for tool, held in by_tool.items()]


def _given(tool: str, held: list[Terms], agreement: InForce | None) -> ToolGiven:
    records = {rule.element for rule in vocabulary().element_rules() if rule.is_student_record}
    by_students = [terms for terms in held if any(ROSTER_ROLES[role].group is Group.STUDENTS for role in terms.roles)]
    bands = {band for terms in by_students for band in _bands(terms)}
    return ToolGiven(
        tool=tool,
        name=held[0].tool_name,
        since=min(terms.starts_on for terms in held),
        grounds=grounds_of(
            gets_records=any(terms.elements & records for terms in held),
            students_use_it=bool(by_students),
            bands=bands,
            has_agreement=agreement is not None,
        ),
        signed_on=agreement.signed_on if agreement else None,
    )


def _bands(terms: Terms) -> frozenset[str]:
    return frozenset(BANDS) if isinstance(terms.grade_bands, Everything) else terms.grade_bands
