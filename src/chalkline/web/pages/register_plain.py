"""The public register as programs read it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from chalkline.report.public.api import Found, Listed, Register
from chalkline.web.templatetags.saying import said

FORMAT = "chalkline-register/1"


def as_plain(shown: Register) -> dict[str, Any]:
    """The whole register, in the reader's language."""
    return {
        "format": FORMAT,
        "language": get_language() or "en",
        "district": shown.district,
        "on": shown.on.isoformat(),
        "policy": {
            "revision": shown.revision,
            "sha256": shown.digest,
            "in_force_since": shown.in_force_since.isoformat() if shown.in_force_since else None,
        },
        "approved_uses": [_use(each) for each in shown.listed],
        "declined": [
            {
                "tool": each.tool_name,
                "decision": each.decision_number,
                "decided_on": each.decided_on.isoformat(),
                "reason": each.reason,
            }
            for each in shown.said_no
        ],
        "ended": [
            {
                "tool": each.tool_name,
                "purposes": [said(name) for name in each.purposes],
                "decision": each.decision_number,
                "ended_on": each.ended_on.isoformat(),
            }
            for each in shown.no_longer
        ],
        "never_decided_by_ai": [said(each) for each in shown.never],
        "incidents": {
            "year": shown.year,
            "opened": shown.incidents.opened,
            "closed": shown.incidents.closed,
            "people": shown.incidents.people,
        },
        "contact": settings.CHALKLINE.contact,
    }


def _use(each: Listed) -> dict[str, Any]:
    return {
        "tool": {"id": each.tool, "name": each.tool_name},
        "purposes": {"ids": each.codes.purposes, "names": [said(name) for name in each.purposes]},
        "people": {"ids": each.codes.roles, "names": [said(name) for name in each.roles]},
        "grade_bands": each.codes.grade_bands,
        "grades": [said(name) for name in each.grades],
        "schools": [said(name) for name in each.schools],
        "data": {"ids": each.codes.elements, "names": [said(name) for name in each.data]},
        "student_records": each.gets_student_records,
        "people_decide_each_case": each.people_decide,
        "teacher_sees": _teacher_sees(each),
        "conditions": [{"text": condition.text, "kept_by": condition.kept_by.value} for condition in each.conditions],
        "kept_by": each.codes.kept_by,
        "how_it_is_kept": [said(name) for name in each.kept_by],
        "agreement": {
            "name": each.agreement,
            "until": each.agreement_until.isoformat() if each.agreement_until else None,
        },
        "decision": {
            "number": each.decision_number,
            "on": each.decided_on.isoformat(),
            "by": each.decided_by,
        },
        "until": each.until.isoformat(),
        "paused": each.is_paused,
        "results": [_result(found) for found in each.found],
    }


def _teacher_sees(each: Listed) -> dict[str, Any] | None:
    """What the teacher of a class may see of it; None where it is nothing."""
    if not (each.teacher_sees and each.teacher_sees_said):
        return None
    return {"id": each.teacher_sees.value, "words": said(each.teacher_sees_said)}


def _result(found: Found) -> dict[str, Any]:
    numbers = found.numbers
    return {
        "pilot": found.pilot,
        "question": found.question,
        "on": found.on.isoformat(),
        "verdict": found.verdict,
        "words": [said(found.name), *(said(each) for each in found.sentences), said(found.advice)],
        "effect": {
            "measure": numbers.measure,
            "unit": numbers.unit,
            "estimate": numbers.effect,
            "interval": [numbers.low, numbers.high],
            "interval_percent": numbers.percent,
            "smallest_that_matters": numbers.smallest,
        }
        if numbers
        else None,
    }
