"""Requests and the reviews of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telling.deed import Day, Moment, Named, deed


@deed("asks to use a tool")
def asks_to_use_a_tool(
    moment: Moment,
    *,
    tool: str,
    purpose: str,
    roles: list[str],
    grades: list[str],
    data: list[str],
    why: str,
    use_case: Named | None = None,
) -> Any:
    """A request, perhaps with the use case behind it."""
    from chalkline.approve.requests.api import RequestTerms, file_request

    terms = RequestTerms(
        tool=tool,
        purpose=purpose,
        roles=frozenset(roles),
        grade_bands=frozenset(grades),
        school_ids=frozenset(),
        elements=frozenset(data),
        why=why,
    )
    return file_request(moment.actor, terms, use_case=use_case, now=moment.now)


@deed("joins a request")
def joins_a_request(moment: Moment, *, request: Named) -> Any:
    """Asks for the same."""
    from chalkline.approve.requests.api import join_request

    return join_request(moment.actor, request, now=moment.now)


@dataclass(frozen=True)
class Found:
    """Something a reviewer found. ``how_bad``: note, concern or red_flag."""

    how_bad: str
    what: str


@dataclass(frozen=True)
class Asked:
    """A condition a review asks for. ``kind``: review, other, ..."""

    text: str
    kind: str = "other"


def _condition(asked: Asked) -> Any:
    """What the gateway can see to, it sees to."""
    from chalkline.rulebook.api import Condition, ConditionKind, KeptBy
    from chalkline.rulebook.keeping import rule_in_words

    kind = ConditionKind(asked.kind)
    kept_by = KeptBy.GATEWAY if kind in {ConditionKind.HOLD, ConditionKind.KEEP} else KeptBy.PEOPLE
    value = rule_in_words(asked.text).value if kind is ConditionKind.KEEP else ""
    return Condition(kind, asked.text, kept_by, value)


@deed("reviews a request")
def reviews_a_request(
    moment: Moment,
    *,
    request: Named,
    kind: str,
    recommends: str,
    summary: str,
    found: list[Found] | None = None,
    conditions: list[Asked] | None = None,
) -> Any:
    """One review of several, answered side by side. ``recommends``: support, support_with_conditions, object."""
    from chalkline.approve.reviews.api import (
        KINDS,
        Finding,
        Recommendation,
        Replied,
        Reply,
        ReviewAnswer,
        Severity,
        answer_review,
        reviews_of,
    )

    asked = {each.kind: each for each in reviews_of(request)}
    if kind not in asked:
        raise ValueError(f"it is reviewed by {', '.join(sorted(asked)) or 'nobody'}, not by {kind}")
    recommendation = Recommendation(recommends)
    reply = Reply.NO if recommendation is Recommendation.OBJECT else Reply.YES
    has_students = "student" in request.roles
    questions = [each for each in KINDS[kind].questions if has_students or not each.asked_of_students]
    answer = ReviewAnswer(
        recommendation,
        summary,
        tuple(Replied(each.id, reply, "See the summary.") for each in questions),
        tuple(Finding(Severity(each.how_bad), each.what) for each in found or ()),
        tuple(_condition(each) for each in conditions or ()),
    )
    return answer_review(moment.actor, asked[kind], answer, now=moment.now)


@deed("proposes a delegation")
def proposes_a_delegation(
    moment: Moment, *, committee: Named, role: str, data: list[str], a_month: int, until: Day, because: str
) -> Any:
    """That whoever holds a role may decide green requests for the committee."""
    from chalkline.govern.committees.api import Light
    from chalkline.govern.delegations.api import Limits, propose_delegation
    from chalkline.people.api import Role

    limits = Limits(Light.GREEN, frozenset(data), a_month, until)
    return propose_delegation(moment.actor, committee, limits, role=Role(role), because=because, now=moment.now)


@deed("puts a delegation on the agenda")
def puts_a_delegation_on_the_agenda(moment: Moment, *, delegation: Named, meeting: Named) -> Any:
    """The committee whose right it is decides."""
    from chalkline.govern.delegations.api import put_delegation_on_agenda

    return put_delegation_on_agenda(moment.actor, delegation, meeting, now=moment.now)


@deed("decides a request for the committee")
def decides_a_request_for_the_committee(
    moment: Moment, *, request: Named, delegation: Named, until: Day, because: str
) -> Any:
    """By the right the committee gave: approved, with the conditions that reviews ask for."""
    from chalkline.approve.packets.api import decide_request, packet_of
    from chalkline.approve.requests.api import request_by_id
    from chalkline.govern.committees.api import Outcome
    from chalkline.govern.delegations.api import Said, delegation_by_id

    found = request_by_id(moment.actor, str(request.pk))
    packet = packet_of(found)
    assert packet is not None
    outcome = Outcome.APPROVE_WITH_CONDITIONS if packet.conditions else Outcome.APPROVE
    right = delegation_by_id(moment.actor, str(delegation.pk))
    said = Said(outcome, because, packet.conditions, until)
    return decide_request(moment.actor, found, right, said, now=moment.now)
