"""What else lies in a packet, in words: its route, the tool's evaluation, agreements, cost, people; and its digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalkline.approve.packets.api import Change, HeardIn, PacketBody, packet_of, what_changed
from chalkline.approve.requests.api import OPEN, RequestState, request_by_id
from chalkline.approve.reviews.api import KINDS, Severity
from chalkline.approve.routes.api import Test
from chalkline.govern.committees.api import OUTCOME_NAMES, Outcome
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import AUDIENCE_NAMES, Actor, Audience, names_of
from chalkline.rollout.budget.api import dollars, fiscal_years, lines
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import KIND_NAMES, AgreementKind
from chalkline.web.care import SpokeTold, spoke_in_packet
from chalkline.web.pages.feedback.telling import spoken
from chalkline.web.routes import address_of

Content = Mapping[str, Any]
COSTS = {
    "yes": Sentence("It costs money."),
    "no": Sentence("It costs nothing."),
    "": Sentence("Whoever asks does not know whether it costs anything."),
}

PLACES = {HeardIn.ROUND: ("feedback.see", "feedback.show"), HeardIn.SURVEY: ("surveys.see", "surveys.show")}


@dataclass(frozen=True)
class Flag:
    """Something that stands in the way, or would: from a review, or from the tool's evaluation."""

    text: str
    by: Sentence
    accepted: Sentence | None = None


@dataclass(frozen=True)
class AgreementTold:
    """An agreement that held, and what of the data asked for its schedule lists."""

    name: Sentence
    ends_on: date
    lists: tuple[Sentence, ...]
    url: str


@dataclass(frozen=True)
class Asked:
    """A reviewer's question and its answer."""

    by: str
    text: str
    answered_by: str
    answer: str


@dataclass(frozen=True)
class Heard:
    """What many said, who they were and where it stands. ``people``: how many of how many, where that is told."""

    words: str
    who: Sentence
    people: Sentence | None
    on: date
    url: str


@dataclass(frozen=True)
class Digest:
    """One thing that was looked at, with the digest of its version."""

    name: Sentence
    digest: str


@dataclass(frozen=True)
class PartsTold:
    """Everything besides the request, the problem and the reviews."""

    flags: tuple[Flag, ...]
    spoke: tuple[SpokeTold, ...]
    evaluation: Sentence | None
    evaluation_url: str
    lapsed: int
    agreements: tuple[AgreementTold, ...]
    uncovered: tuple[Sentence, ...]
    costs: Sentence
    budget: tuple[Sentence, ...]
    asked_by: int
    evidence: tuple[Mapping[str, str], ...]
    tried: str
    asked: tuple[Asked, ...]
    against: Sentence | None
    heard: tuple[Heard, ...]
    former: tuple[tuple[str, Sentence, str], ...]
    insists: str
    digests: tuple[Digest, ...]


def parts_told(actor: Actor, content: Content) -> PartsTold:
    """The rest of a packet in words. What is not frozen (the budget) is told as it is today."""
    terms, evaluation = content["request"]["terms"], content.get("evaluation")
    return PartsTold(
        flags=(*_flags_of_reviews(content), *_flags_of_tool(evaluation)),
        spoke=spoke_in_packet(content["route"]["spoke"]) if "route" in content else (),
        evaluation=_evaluation(evaluation),
        evaluation_url=address_of("evaluations.show", evaluation["evaluation"]) if evaluation else "",
        lapsed=len(evaluation["lapsed"]) if evaluation else 0,
        agreements=tuple(_agreement(each, terms["elements"]) for each in content.get("agreements", [])),
        uncovered=_uncovered(content),
        costs=COSTS[terms.get("costs", "")],
        budget=_budget(actor, terms["tool"]),
        asked_by=content.get("asked_by", 0),
        evidence=tuple(content["problem"]["evidence"]),
        tried=content["problem"]["tried"],
        asked=_asked(content),
        against=_against(content.get("heard", {})),
        heard=tuple(_heard(actor, each) for each in content.get("heard", {}).get("voices", [])),
        former=tuple(
            (each["number"], OUTCOME_NAMES[Outcome(each["outcome"])], address_of("decisions.show", each["number"]))
            for each in content.get("former", [])
        ),
        insists=content.get("insists", ""),
        digests=tuple(_digests(content)),
    )


def changes_told(actor: Actor, packet: PacketBody) -> tuple[Change, ...]:
    """What changed since it was put before somebody; nothing for what is settled: its use tells that."""
    request = request_by_id(actor, packet.content["request"]["id"])
    if RequestState(request.state) not in OPEN:
        return ()
    now = packet_of(request)
    return what_changed(packet.content, now.content, vocabulary()) if now else ()


def _flags_of_reviews(content: Content) -> list[Flag]:
    return [
        Flag(finding["text"], KINDS[review["kind"]].name)
        for review in content["reviews"]
        for finding in review["answer"]["findings"]
        if finding["severity"] == Severity.RED_FLAG
    ]


def _flags_of_tool(evaluation: Mapping[str, Any] | None) -> list[Flag]:
    if not evaluation:
        return []
    return [
        Flag(each["text"], Sentence("Evaluation of the tool"), _accepted(each.get("accepted")))
        for each in evaluation["blocks"]
    ]


def _accepted(risk: Mapping[str, str] | None) -> Sentence | None:
    if not risk:
        return None
    until = date.fromisoformat(risk["until"])
    # the packet keeps the name, so that it reads the same whoever leaves
    return Sentence("{name} accepted it in writing until {day}: {why}", name=risk["by"], day=until, why=risk["reason"])


def _evaluation(kept: Mapping[str, Any] | None) -> Sentence | None:
    if not kept:
        return None
    on = date.fromisoformat(kept["on"])
    if not kept["finished"]:
        return Sentence("Under way on {day}: {points} of {most} points so far.", day=on, **_points(kept))
    if kept["by"]:
        return Sentence(
            "{points} of {most} points on {day}, by {district}.", day=on, district=kept["by"], **_points(kept)
        )
    return Sentence("{points} of {most} points on {day}.", day=on, **_points(kept))


def _points(kept: Mapping[str, Any]) -> dict[str, int]:
    return {"points": kept["points"], "most": kept["most"]}


def _agreement(kept: Mapping[str, Any], wanted: list[str]) -> AgreementTold:
    words = vocabulary().elements
    return AgreementTold(
        name=KIND_NAMES[AgreementKind(kept["kind"])],
        ends_on=date.fromisoformat(kept["ends_on"]),
        lists=tuple(Sentence(words[each].label) for each in kept["elements"] if each in wanted and each in words),
        url=address_of("data.agreement", kept["id"]),
    )


def _uncovered(content: Content) -> tuple[Sentence, ...]:
    """What it would see of students' records that no schedule lists: the rule that spoke says it."""
    spoke = content.get("route", {}).get("spoke", [])
    return tuple(Sentence(label) for each in spoke if each["test"] == Test.NO_AGREEMENT for label in each["about"])


def _budget(actor: Actor, tool: str) -> tuple[Sentence, ...]:
    """What is planned for the tool this fiscal year and the next ones, for whoever sees the budget."""
    if not actor.may("budget.see"):
        return ()
    years = fiscal_years()
    return tuple(
        Sentence(
            "{title}: {dollars} in {year}, from {source}",
            title=line.title,
            dollars=dollars(amount.dollars),
            year=years.said(amount.fiscal_year),
            source=amount.source.name,
        )
        for line in lines(actor).filter(tool__slug=tool)
        for amount in line.amounts.all()
    )


def _asked(content: Content) -> tuple[Asked, ...]:
    rows = content.get("said", [])
    names = names_of(each[who] for each in rows for who in ("asked_by", "answered_by") if each[who])
    return tuple(
        Asked(names.get(each["asked_by"], ""), each["text"], names.get(each["answered_by"], ""), each["answer"])
        for each in rows
    )


def _against(heard: Mapping[str, Any]) -> Sentence | None:
    """How many families keep their child from the tool: in whole tens, and of a few no number."""
    if "families_against" not in heard:
        return None
    if not heard["families_against"]:
        return Sentence("Some families have said no to this tool for their child; fewer than ten.")
    return Sentence(
        "The families of at least {n} students have said no to this tool for their child.", n=heard["families_against"]
    )


def _heard(actor: Actor, kept: Mapping[str, Any]) -> Heard:
    who = AUDIENCE_NAMES[Audience(kept["audience"])]
    may_see, page = PLACES[HeardIn(kept["heard_in"])]
    return Heard(
        words=spoken(kept["en"], kept["es"]),
        who=Sentence("{who}, about this tool", who=who)
        if kept["of_tool"]
        else Sentence("{who}, about AI in general", who=who),
        people=Sentence("{n} of {all} who answered", n=kept["people"], all=kept["all_people"])
        if kept["people"]
        else None,
        on=date.fromisoformat(kept["on"]),
        url=address_of(page, kept["id"]) if actor.may(may_see) else "",
    )


def _digests(content: Content) -> list[Digest]:
    found = [
        Digest(Sentence("What is asked for"), digest_of(content["request"]["terms"])),
        Digest(Sentence("The problem"), content["problem"]["digest"]),
        Digest(Sentence("The use case"), content["use_case"]["digest"]),
    ]
    found += [Digest(KINDS[each["kind"]].name, each["digest"]) for each in content["reviews"]]
    if "evaluation" in content:
        found.append(Digest(Sentence("Evaluation of the tool"), content["evaluation"]["record"]))
    for each in content.get("agreements", []):
        found.append(Digest(KIND_NAMES[AgreementKind(each["kind"])], digest_of(each)))
    if content.get("route", {}).get("rules"):
        found.append(Digest(Sentence("How requests are judged"), content["route"]["rules"]))
    if content.get("heard"):
        found.append(Digest(Sentence("What people said of the tool"), digest_of(content["heard"])))
    found += [
        Digest(Sentence("Decision {number}", number=each["number"]), each["digest"])
        for each in content.get("former", [])
    ]
    return found
