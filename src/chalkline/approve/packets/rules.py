"""Building a packet, and whether a request may be put to the committee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalkline.approve.packets.words import PacketBody
from chalkline.govern.committees.api import Light, Outcome
from chalkline.govern.delegations.api import Said
from chalkline.kernel.canonical import as_plain
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

# How long an approval may hold before it is looked at again: roles.yaml, review_cycles.
LONGEST_MONTHS = {Light.GREEN: 24, Light.YELLOW: 12, Light.RED: 6}
SCHOOL_YEAR_END = (6, 30)  # approvals are proposed to end with a school year, when there is time to look
SHORTEST_DAYS = 90


@dataclass(frozen=True)
class ReviewInPacket:
    """What a packet keeps of one sent review."""

    id: str
    kind: str
    name: str
    digest: str
    answered_by: str
    answer: Mapping[str, Any]


def build(
    *,
    request_id: str,
    terms: Mapping[str, Any],
    use_case: Mapping[str, Any],
    problem: Mapping[str, Any],
    reviews: Iterable[ReviewInPacket],
    models: Sequence[Mapping[str, Any]] = (),
    evaluation: Mapping[str, Any] | None = None,
    around: Mapping[str, Any] | None = None,
) -> PacketBody:
    """One packet from its parts. Equal parts give equal bytes, whatever order the reviews come in.

    ``models``: how each model stands that the gateway would call for it; none where it calls none.
    ``evaluation``: how the tool stands by its evaluation, frozen; what blocks in it is an objection.
    ``around``: what else was looked at (the route with its rules, agreements, questions, former decisions).
    """
    ordered = sorted(reviews, key=lambda each: each.kind)
    conditions: list[Mapping[str, Any]] = []
    for review in ordered:
        conditions.extend(each for each in review.answer["conditions"] if each not in conditions)
    content: dict[str, Any] = {
        "v": 1,
        "request": {"id": request_id, "terms": terms},
        "use_case": use_case,
        "problem": problem,
        "reviews": [
            {
                "id": each.id,
                "kind": each.kind,
                "digest": each.digest,
                "answered_by": each.answered_by,
                "answer": each.answer,
            }
            for each in ordered
        ],
        "conditions": conditions,
        "objections": [
            f"{each.name}: {each.answer['summary']}" for each in ordered if each.answer["recommendation"] == "object"
        ],
    }
    if models:
        content["models"] = models
    if evaluation:
        content["evaluation"] = evaluation
        content["objections"].extend(evaluation["objections"])
    content |= {name: value for name, value in (around or {}).items() if value}
    return PacketBody(as_plain(content))


def latest_expiry(meeting_on: date, light: Light) -> date:
    """The last day an approval of this light may hold: the day before the same day of the month comes round."""
    year, month = divmod(meeting_on.year * 12 + meeting_on.month - 1 + LONGEST_MONTHS[light], 12)
    return date.fromordinal(date(year, month + 1, min(meeting_on.day, 28)).toordinal() - 1)


def suggested_expiry(meeting_on: date, light: Light) -> date:
    """The end of the school year that leaves at least three months, or the latest day if that is sooner."""
    ends = date(meeting_on.year, *SCHOOL_YEAR_END)
    while (ends - meeting_on).days < SHORTEST_DAYS:
        ends = date(ends.year + 1, *SCHOOL_YEAR_END)
    return min(ends, latest_expiry(meeting_on, light))


def must_be_reviewed(missing: tuple[Sentence, ...]) -> None:
    """Raise Problem("packets.unanswered") while a review is missing."""
    if not missing:
        return
    raise Problem(
        "packets.unanswered",
        what=Sentence("This cannot go to the committee yet: {missing} not sent.", missing=missing),
        why=Sentence("Members decide on what reviewers found."),
        next_step=Sentence("Ask the reviewers named on the request page, or wait until they are done."),
        kind=Kind.CONFLICT,
    )


def own_review(names: tuple[Sentence, ...]) -> Problem:
    return Problem(
        "packets.own_review",
        what=Sentence("This cannot go to the committee: {names} by somebody who asks for the same.", names=names),
        why=Sentence("A review comes from outside the request."),
        next_step=Sentence("Have it done again by somebody else with the role."),
        kind=Kind.CONFLICT,
    )


def must_be_for_one_person(packet: PacketBody, said: Said, latest: date) -> None:
    """Raise Problem("packets.for_the_committee") for what only a committee may do: override what reviewers say."""
    if not said.outcome.approves and said.outcome is not Outcome.DEFER:
        return
    why = None
    if said.outcome is Outcome.DEFER:
        why = Sentence("One person approves or declines; putting off is for the committee.")
    elif packet.objections:
        why = Sentence("A review objects: approving it all the same takes two thirds of the committee.")
    elif any(each not in said.conditions for each in packet.conditions):
        why = Sentence("A review asks for a condition: leaving it out takes two thirds of the committee.")
    elif said.expires_on is None or said.expires_on > latest:
        why = Sentence("An approval of this kind holds at most until {day}.", day=latest)
    if why:
        raise for_the_committee(why)


def for_the_committee(why: Sentence) -> Problem:
    return Problem(
        "packets.for_the_committee",
        what=Sentence("This is for the committee to decide."),
        why=why,
        next_step=Sentence("Put it on an agenda, or decide within what the reviews say."),
        kind=Kind.CONFLICT,
    )


def reason_needed() -> Problem:
    return Problem(
        "packets.reason_needed",
        what=Sentence("Please say why it comes off the agenda."),
        why=Sentence("The person who asked and the members will read it."),
        next_step=Sentence("Add one sentence."),
        fields={"reason": Sentence("Write one sentence.")},
    )


def keeper_needed(lacks: Sentence) -> Problem:
    return Problem(
        "packets.keeper_needed",
        what=Sentence("Something that people keep has nobody who sees to it yet."),
        why=Sentence("What nobody sees to by a day is not kept."),
        next_step=lacks,
        fields={"conditions": lacks},
    )
