"""/api/v1/register: which AI is approved here, for anyone, without an account."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.report.public.api import Found, Listed, register
from chalkline.rest.shapes import REFUSALS, Id, Place, ProblemDocument, all_said, like, said
from chalkline.rulebook.api import band_named, grade_not_understood

router = Place(tags=["register"])


class ResultListed(Schema):
    """What a pilot of the use came to. The four numbers are in the unit of the measure, good as positive; empty where
    fewer than ten people stood on one side."""

    pilot: str
    question: str
    on: date
    verdict: str
    said: list[str]
    measure: str
    unit: str
    effect: str
    low: str
    high: str
    smallest: str


class UseListed(Schema):
    """One approved use, as a family reads it, and in ids for programs."""

    tool: str
    tool_name: str
    purposes: list[str]
    purpose_ids: list[str]
    people: list[str]
    roles: list[str]
    grades: list[str]
    grade_bands: list[str]
    schools: list[str]
    data: list[str]
    elements: list[str]
    gets_student_records: bool
    conditions: list[str]
    decision: str
    decided_on: date
    decided_by: str
    until: date
    agreement: str
    agreement_until: date | None
    kept_by: list[str]
    is_paused: bool
    people_decide_each_case: bool
    teacher_sees: str = Field(description="What the teacher of a class may see of it; empty where it is nothing.")
    results: list[ResultListed]


class Declined(Schema):
    """A tool that was looked at and declined."""

    tool_name: str
    decision: str
    decided_on: date
    reason: str


class EndedUse(Schema):
    """A use that was approved once, has ended, and does not go on under a later decision."""

    tool_name: str
    purposes: list[str]
    decision: str
    ended_on: date


class IncidentsCounted(Schema):
    """How often something went wrong this year. ``people`` is empty where too few were concerned, or not known yet."""

    year: int
    opened: int
    closed: int
    people: int | None


class RegisterTold(Schema):
    """The register of today, made from the policy in force."""

    model_config = like(
        district="Cedar Hollow Unified School District", on="2026-11-20", policy=7, policy_digest="9f2a",
        in_force_since="2026-11-18", approved=[], declined=[], ended=[], never=["“Decide on discipline”"],
    )  # fmt: skip

    district: str
    on: date
    policy: int
    policy_digest: str
    in_force_since: date | None
    approved: list[UseListed]
    declined: list[Declined]
    ended: list[EndedUse]
    incidents: IncidentsCounted
    never: list[str] = Field(description="Matters that AI has no part in.")


@router.get("/register", response={200: RegisterTold, REFUSALS: ProblemDocument}, auth=None)
def read_register(request: HttpRequest, grade: Id = "") -> object:
    """The public register; with ``grade`` (4, KG, or a band like g35) only what touches that grade."""
    band = band_named(grade) if grade else ""
    if band is None:
        raise grade_not_understood()
    shown = register(localdate(utc_now()), band=band)
    return RegisterTold(
        district=shown.district,
        on=shown.on,
        policy=shown.revision,
        policy_digest=shown.digest,
        in_force_since=shown.in_force_since,
        approved=[_listed(each) for each in shown.listed],
        declined=[
            Declined(
                tool_name=each.tool_name,
                decision=each.decision_number,
                decided_on=each.decided_on,
                reason=each.reason,
            )
            for each in shown.said_no
        ],
        ended=[
            EndedUse(
                tool_name=each.tool_name,
                purposes=all_said(each.purposes),
                decision=each.decision_number,
                ended_on=each.ended_on,
            )
            for each in shown.no_longer
        ],
        incidents=IncidentsCounted(
            year=shown.year,
            opened=shown.incidents.opened,
            closed=shown.incidents.closed,
            people=shown.incidents.people,
        ),
        never=all_said(shown.never),
    )


def _listed(use: Listed) -> UseListed:
    return UseListed(
        tool=use.tool,
        tool_name=use.tool_name,
        purposes=all_said(use.purposes),
        purpose_ids=list(use.codes.purposes),
        people=all_said(use.roles),
        roles=list(use.codes.roles),
        grades=all_said(use.grades),
        grade_bands=list(use.codes.grade_bands),
        schools=all_said(use.schools),
        data=all_said(use.data),
        elements=list(use.codes.elements),
        gets_student_records=use.gets_student_records,
        conditions=[said(each.text) for each in use.conditions],
        decision=use.decision_number,
        decided_on=use.decided_on,
        decided_by=use.decided_by,
        until=use.until,
        agreement=use.agreement,
        agreement_until=use.agreement_until,
        kept_by=all_said(use.kept_by),
        is_paused=use.is_paused,
        people_decide_each_case=use.people_decide,
        teacher_sees=said(use.teacher_sees_said) if use.teacher_sees_said else "",
        results=[_result(each) for each in use.found],
    )


def _result(found: Found) -> ResultListed:
    numbers = found.numbers
    return ResultListed(
        pilot=found.pilot,
        question=found.question,
        on=found.on,
        verdict=found.verdict,
        said=[said(found.name), *all_said(found.sentences), said(found.advice)],
        measure=numbers.measure if numbers else "",
        unit=numbers.unit if numbers else "",
        effect=numbers.effect if numbers else "",
        low=numbers.low if numbers else "",
        high=numbers.high if numbers else "",
        smallest=numbers.smallest if numbers else "",
    )
