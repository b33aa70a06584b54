"""What is before the committee, in words: the packet of an agenda item, exactly as it was put there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chalkline.approve.packets.api import Change, packet_by_digest
from chalkline.approve.reviews.api import KINDS, RECOMMENDATION_NAMES, SEVERITY_NAMES, Recommendation, Reply, Severity
from chalkline.govern.committees.api import AgendaItem
from chalkline.govern.decisions.api import Decision
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, names_of, schools
from chalkline.purpose.problems.api import number_text
from chalkline.rulebook.api import vocabulary
from chalkline.tools.register.api import tool_by_slug
from chalkline.web.bias import ModelTold, models_told
from chalkline.web.charts import Chart
from chalkline.web.pages.meetings.packet_parts import PartsTold, changes_told, parts_told
from chalkline.web.pages.purpose.telling import Way, people_said
from chalkline.web.routes import address_of

TONES = {
    Recommendation.SUPPORT: "ok",
    Recommendation.SUPPORT_WITH_CONDITIONS: "attend",
    Recommendation.OBJECT: "stop",
}
FINDING_TONES = {Severity.NOTE: "quiet", Severity.CONCERN: "attend", Severity.RED_FLAG: "stop"}
REPLIES = {Reply.YES: Sentence("Yes"), Reply.NO: Sentence("No"), Reply.UNSURE: Sentence("Not certain")}


@dataclass(frozen=True)
class ReviewTold:
    """What one review found."""

    name: Sentence
    by: str
    recommendation: Sentence
    tone: str
    summary: str
    findings: tuple[tuple[Sentence, str, str], ...]
    replies: tuple[tuple[Sentence, Sentence, str], ...]
    url: str


@dataclass(frozen=True)
class PacketTold:
    """All that is decided on. ``holds``: what is kept still has the digest it is named by; ``changes``: since then."""

    tool: str
    tool_url: str
    purpose: Sentence
    people: Sentence
    schools: tuple[str, ...]
    data: tuple[Sentence, ...]
    why: str
    request_url: str
    problem: dict[str, Any]
    problem_url: str
    way: Way
    use_case: dict[str, Any]
    use_case_url: str
    reviews: tuple[ReviewTold, ...]
    parts: PartsTold
    holds: bool
    changes: tuple[Change, ...] = ()
    models: tuple[ModelTold, ...] = ()


def packet_told(actor: Actor, item: AgendaItem | Decision) -> PacketTold | None:
    """The packet in words; None for an item, or a decision, that came without one."""
    packet = packet_by_digest(actor, item.subject_digest) if item.subject_kind == "request" else None
    if packet is None:
        return None
    content, words = packet.content, vocabulary()
    terms, problem, use_case = content["request"]["terms"], content["problem"], content["use_case"]
    tool = tool_by_slug(terms["tool"])
    purpose = words.purposes.get(terms["purpose"])
    names = names_of(review["answered_by"] for review in content["reviews"])
    return PacketTold(
        tool=tool.name if tool else terms["tool"],
        tool_url=address_of("tools.show", terms["tool"]),
        purpose=Sentence(purpose.name if purpose else terms["purpose"]),
        people=people_said(terms["roles"], terms["grade_bands"]),
        schools=tuple(school.name for school in schools() if str(school.pk) in terms["school_ids"]),
        data=tuple(Sentence(kind.label) for kind in words.kinds_of_elements(terms["elements"])),
        why=terms["why"],
        request_url=address_of("requests.show", content["request"]["id"]),
        problem=problem,
        problem_url=address_of("purpose.problem", problem["id"]),
        way=_way(problem["outcome"]),
        use_case=use_case,
        use_case_url=address_of("purpose.use_case", use_case["id"]),
        reviews=tuple(_review(review, names.get(review["answered_by"], "")) for review in content["reviews"]),
        parts=parts_told(actor, content),
        holds=packet.digest == item.subject_digest,
        changes=changes_told(actor, packet),
        models=models_told(actor, content.get("models", [])),
    )


def charts_of(packet: PacketTold | None) -> tuple[Chart, ...]:
    """The pictures in a packet, for whoever takes their numbers along."""
    return tuple(each.chart for each in packet.models if each.chart) if packet else ()


def _way(outcome: dict[str, Any]) -> Way:
    baseline, target = (number_text(Decimal(outcome[name])) for name in ("baseline", "target"))
    by_on = date.fromisoformat(outcome["by_on"])
    return Way(outcome["measure"], outcome["unit"], baseline, target, by_on, Sentence(""))


def _review(review: dict[str, Any], name: str) -> ReviewTold:
    kind, answer = KINDS[review["kind"]], review["answer"]
    asked = {question.id: question.text for question in kind.questions}
    recommendation = Recommendation(answer["recommendation"])
    return ReviewTold(
        name=kind.name,
        by=name,
        recommendation=RECOMMENDATION_NAMES[recommendation],
        tone=TONES[recommendation],
        summary=answer["summary"],
        findings=tuple(
            (
                SEVERITY_NAMES[Severity(each["severity"])],
                FINDING_TONES[Severity(each["severity"])],
                each["text"],
            )
            for each in answer["findings"]
        ),
        replies=tuple(
            (asked[each["question"]], REPLIES[Reply(each["reply"])], each["note"])
            for each in answer["replies"]
            if each["question"] in asked
        ),
        url=address_of("reviews.show", review["id"]),
    )
