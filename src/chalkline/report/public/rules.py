"""Whether an approved use concerns a grade: asked of the same function that answers teachers and calls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chalkline.report.public.words import Touch
from chalkline.rulebook.api import (
    BANDS,
    NO_CLASS,
    ROSTER_ROLES,
    UNKNOWN,
    Ended,
    Everything,
    Group,
    Policy,
    Question,
    Scope,
    Stops,
    Terms,
    decide,
)


def touch_of(terms: Terms) -> Touch:
    """How a use concerns families in general."""
    if any(_is_student(role) for role in terms.roles):
        return Touch.CHILD
    return Touch.CLASS if _has_class(terms.grade_bands) else Touch.OFFICE


def touches(terms: Terms, policy: Policy, *, on: date, band: str, school: str = "") -> bool:
    """Whether some role of the use may use it for this grade band (and school) on this day.

    What is not said (purpose, data) stays unknown; a use counts as touching unless what is known rules it
    out. A paused use still touches: it is listed, and said to be paused.
    """
    return any(
        decide(
            Question(
                tool=terms.tool,
                on=on,
                role=role,
                grade_band=band,
                school=school or UNKNOWN,
                use_id=terms.use_id,
            ),
            policy,
        ).matches_so_far
        for role in terms.roles
    )


def holds_on(terms: Terms, on: date) -> bool:
    """Whether a use has begun and not yet ended."""
    return terms.starts_on <= on <= terms.expires_on


def goes_on(over: Ended, held: Iterable[Terms]) -> bool:
    """Whether what has ended is approved by a later decision: the same tool for the same purposes."""
    return any(each.tool == over.tool and _covers(each.purposes, over.purposes) for each in held)


def _covers(held: Scope, asked: Scope) -> bool:
    if isinstance(held, Everything):
        return True
    return not isinstance(asked, Everything) and asked <= held


def is_paused(terms: Terms, stops: Stops) -> bool:
    """Whether a use, or its tool altogether, is stopped now."""
    return terms.use_id in stops.uses or terms.tool in stops.tools


def gets_student_records(terms: Terms, policy: Policy) -> bool:
    """Whether personal data of students may go to the tool."""
    return any(policy.rules[each].is_student_record for each in terms.elements if each in policy.rules)


def bands_of(scope: Scope) -> tuple[str, ...]:
    """Grade bands one by one, from the youngest up."""
    every = [*BANDS, NO_CLASS]
    return tuple(BANDS) if isinstance(scope, Everything) else tuple(sorted(scope, key=every.index))


def _is_student(role: str) -> bool:
    return role in ROSTER_ROLES and ROSTER_ROLES[role].group is Group.STUDENTS


def _has_class(bands: Scope) -> bool:
    return isinstance(bands, Everything) or bool(bands - {NO_CLASS})
