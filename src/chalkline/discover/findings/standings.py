"""How use compares with what was approved: the same ``decide()`` that answers teachers and the gateway.

A log shows who and which tool, never what for or with which data, so those stay unknown in the question.
It is asked for the day of the audit: a finding is there to be acted on today. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from chalkline.discover.findings.showing import group_of
from chalkline.discover.findings.words import (
    NO_BAND,
    NOT_ON_ROSTER,
    OTHER_STAFF,
    STUDENT,
    TEACHER,
    WORST_FIRST,
    GroupStanding,
)
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import (
    UNKNOWN,
    Policy,
    Question,
    Standing,
    Stops,
    as_finding,
    band_name,
    decide,
    named_purposes,
)

Group = tuple[str, str, str]  # school, role, band


# The terms of an approved use that a log can show to be broken, as the audit names them.
TERM_NAMES: Mapping[str, Sentence] = {
    "role": Sentence("who uses it"),
    "grade_band": Sentence("in which grades"),
    "school": Sentence("at which school"),
    "phase": Sentence("before its phase has opened"),
    "training": Sentence("without the training"),
    "family": Sentence("against what families said"),
    "time": Sentence("outside its dates"),
    "data": Sentence("with which data"),
    "purpose": Sentence("for what"),
    "model": Sentence("with which model"),
    "record": Sentence("without a person who decides"),
    "rule": Sentence("against a rule of the district"),
}


def standings_of(
    tool: str, groups: Iterable[Group], policy: Policy, stops: Stops, on: date
) -> tuple[GroupStanding, ...]:
    """How each group's use of a tool stands; a group stands as it does at the school where it stands worst."""
    found: dict[str, list[GroupStanding]] = {}
    for school_id, role, band in sorted(set(groups)):
        question = Question(
            tool=tool,
            on=on,
            role=UNKNOWN if role == NOT_ON_ROSTER else role,
            grade_band=band if role == STUDENT and band != NO_BAND else UNKNOWN,
            school=school_id or UNKNOWN,
        )
        answer = decide(question, policy, stops)
        reading = as_finding(answer)
        terms = dict.fromkeys(reason.term for reason in answer.failed)
        name = group_of(role, band)
        reasons = reading.reasons + (noes(tool, policy) if reading.standing is Standing.UNAPPROVED else ())
        found.setdefault(name, []).append(
            GroupStanding(
                name,
                group_name(name),
                reading.standing,
                reading.headline,
                reasons,
                reading.not_shown,
                tuple(TERM_NAMES[term] for term in terms if term in TERM_NAMES),
            )
        )
    return tuple(_worst(each) for _, each in sorted(found.items(), key=lambda pair: order_of_group(pair[0])))


def noes(tool: str, policy: Policy) -> tuple[Sentence, ...]:
    """What decisions said no to. A log does not show a purpose, so they explain a standing and do not make it."""
    return tuple(
        Sentence(
            "Decision {number} said no to {tool} for {purposes}: {reason}",
            number=each.decision_number,
            tool=each.tool_name,
            purposes=named_purposes(policy, each.purposes),
            reason=each.reason,
        )
        for each in policy.declined
        if each.tool == tool
    )


def worst(standings: Iterable[GroupStanding]) -> Standing:
    """How a service stands as a whole: as its worst group does."""
    return min((each.standing for each in standings), key=WORST_FIRST.index, default=Standing.UNAPPROVED)


def _worst(standings: list[GroupStanding]) -> GroupStanding:
    chosen = min(standings, key=lambda each: WORST_FIRST.index(each.standing))
    reasons = dict.fromkeys(reason for each in standings if each.standing is chosen.standing for reason in each.reasons)
    terms = dict.fromkeys(term for each in standings if each.standing is chosen.standing for term in each.terms)
    return replace(chosen, reasons=tuple(reasons)[:6], terms=tuple(terms))


def terms_of(standings: Iterable[GroupStanding]) -> tuple[Sentence, ...]:
    """Which terms use is outside of, over all groups that are outside."""
    outside = (each for each in standings if each.standing is Standing.OUTSIDE_TERMS)
    return tuple(dict.fromkeys(term for each in outside for term in each.terms))


_NAMES: Mapping[str, Sentence] = {
    TEACHER: Sentence("teachers"),
    OTHER_STAFF: Sentence("other staff"),
    NOT_ON_ROSTER: Sentence("accounts not on the roster"),
    STUDENT: Sentence("students"),
}


def group_name(group: str) -> Sentence:
    """ "teachers", "students in grades 6–8"."""
    if group in _NAMES:
        return _NAMES[group]
    band = group.partition(":")[2]
    if band == NO_BAND:
        return Sentence("students without a grade")
    return Sentence("students in {band}", band=band_name(band))


def order_of_group(group: str) -> tuple[int, str]:
    """The order to show groups in: students by grade, teachers, other staff, the rest."""
    order = (f"{STUDENT}:k2", f"{STUDENT}:g35", f"{STUDENT}:g68", f"{STUDENT}:g912", f"{STUDENT}:{NO_BAND}", TEACHER,
             OTHER_STAFF, NOT_ON_ROSTER)  # fmt: skip
    return (order.index(group) if group in order else len(order), group)
