"""How evaluations are told: who has one now, the score with its arithmetic, what blocks, proof and its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.tools.evaluations.api import (
    BLOCK_NAMES,
    PROOF_NAMES,
    WITH_NAMES,
    Block,
    Evaluation,
    EvaluationStanding,
    Evidence,
    ProofKind,
    Record,
    WithWhom,
)
from chalkline.tools.questionnaires.api import group_name
from chalkline.web.charts import Chart, bars
from chalkline.web.routes import address_of

WITH_TONES = {
    WithWhom.VENDOR: "info",
    WithWhom.NOBODY_ASKED: "attend",
    WithWhom.LINK_OVER: "attend",
    WithWhom.ASSESSORS: "info",
    WithWhom.OWNER: "attend",
    WithWhom.DONE: "ok",
    WithWhom.SET_ASIDE: "quiet",
}
SOON = timedelta(days=90)


def who_has_it(kept: Record, now: datetime) -> tuple[WithWhom, Sentence]:
    """Who has it now, and what is next, in a sentence."""
    evaluation, link = kept.evaluation, kept.open_link(now)
    holder = kept.with_whom(now)
    owner = str(evaluation.owner)
    told = {
        WithWhom.NOBODY_ASKED: Sentence("{owner} sends the vendor a link, or answers from documents.", owner=owner),
        WithWhom.LINK_OVER: Sentence(
            "The vendor’s link ended before the answers were handed in. {owner} makes another one.", owner=owner
        ),
        WithWhom.ASSESSORS: Sentence(
            "{n} answers are to be assessed. {owner} looks after it.", n=len(kept.unassessed), owner=owner
        ),
        WithWhom.OWNER: Sentence("Everything is assessed. {owner} finishes it.", owner=owner),
        WithWhom.SET_ASIDE: Sentence("It was set aside: {why}", why=evaluation.set_aside_because),
        WithWhom.DONE: Sentence("Finished on {day}.", day=evaluation.finished_on or localdate()),
    }
    if holder is WithWhom.VENDOR and link:
        return holder, Sentence(
            "The vendor has it: {n} of {all} questions are answered; the link works until {day}.",
            n=len(kept.answers), all=len(kept.questions), day=link.expires_at,
        )  # fmt: skip
    return holder, told[holder]


def standing_said(name: str, standing: EvaluationStanding) -> Sentence:
    """What the evaluation comes to, in one sentence."""
    blocking = len(standing.blocking)
    if not standing.is_finished:
        return Sentence("The evaluation of {tool} is under way.", tool=name)
    if blocking:
        return Sentence(
            "{tool} has {points} of {most} points, and {n} points stand in the way of an approval.",
            tool=name, points=standing.points, most=standing.most, n=blocking,
        ) if blocking > 1 else Sentence(
            "{tool} has {points} of {most} points, and one thing stands in the way of an approval.",
            tool=name, points=standing.points, most=standing.most,
        )  # fmt: skip
    if standing.accepted:
        return Sentence(
            "{tool} has {points} of {most} points; what would stand in the way was accepted in writing.",
            tool=name, points=standing.points, most=standing.most,
        )  # fmt: skip
    return Sentence(
        "{tool} has {points} of {most} points, and nothing stands in the way.",
        tool=name, points=standing.points, most=standing.most,
    )  # fmt: skip


def tone_of(standing: EvaluationStanding) -> str:
    """The tone of its chip."""
    if standing.blocking:
        return "stop" if standing.is_finished else "info"
    return "attend" if standing.accepted else "ok"


def picture(name: str, standing: EvaluationStanding) -> Chart:
    """Points by group, in percent of what could be reached: every bar to the same scale."""
    rows = [(group_name(each.group), each.percent) for each in standing.groups]
    low = min(standing.groups, key=lambda each: each.percent)
    return bars(
        "by-group",
        Sentence("Lowest in {group}: {n} percent", group=group_name(low.group), n=low.percent),
        rows,
        text=Sentence(
            "{tool} by group of questions, in percent of the points that can be reached: {rows}.",
            tool=name, rows=tuple(Sentence("{group} {n}", group=group, n=n) for group, n in rows),
        ),
        head=(Sentence("Group"), Sentence("Percent of points")),
        note=Sentence("An answer counts its weight times 0 to 4; what is not answered counts 0."),
    )  # fmt: skip


def arithmetic(standing: EvaluationStanding) -> list[dict[str, Any]]:
    """The sums, group by group, and in all."""
    rows = [
        {
            "name": group_name(each.group),
            "points": each.points,
            "most": each.most,
            "percent": each.percent,
            "asked": each.asked,
            "open": each.open,
        }
        for each in standing.groups
    ]
    total = {
        "name": Sentence("In all"), "points": standing.points, "most": standing.most, "percent": standing.percent,
        "asked": sum(e.asked for e in standing.groups), "open": standing.open,
    }  # fmt: skip
    return [*rows, total]


def block_told(block: Block, evaluation_id: str, *, may_accept: bool) -> dict[str, Any]:
    """A gate or a red flag, with the risk that was accepted for it."""
    return {
        "id": block.question,
        "text": block.said,
        "note": block.note,
        "chip": Sentence("accepted") if block.accepted else BLOCK_NAMES[block.kind],
        "tone": "attend" if block.accepted else "stop",
        "accepted": block.accepted,
        "accept": address_of("evaluations.accept", evaluation_id, block.question)
        if may_accept and not block.accepted and block.how
        else "",
        "end": address_of("evaluations.end_acceptance", evaluation_id, block.question)
        if may_accept and block.accepted
        else "",
    }


def proof_told(actor: Actor, each: Evidence, today: date) -> dict[str, Any]:
    """A piece of evidence: what, until when, by whom."""
    over, soon = each.good_until < today, each.good_until <= today + SOON
    may_open = bool(each.file) and (not each.is_confidential or actor.may("evaluations.see_confidential"))
    return {
        "title": each.title,
        "kind": PROOF_NAMES[ProofKind(each.kind)],
        "version": each.version,
        "age": each.issued_on,
        "url": address_of("evaluations.file", each.pk) if may_open else "",
        "until": each.good_until,
        "chip": Sentence("ran out") if over else Sentence("ends soon") if soon else Sentence("counts"),
        "tone": "stop" if over else "attend" if soon else "ok",
        "confidential": each.is_confidential,
        "questions": ", ".join(each.questions),
        "digest": each.digest,
        "seen_by": each.shared.key.district if each.shared else "",
    }


def row_of(evaluation: Evaluation, kept: Record, now: datetime) -> dict[str, Any]:
    """One evaluation in a list."""
    holder, _sentence = who_has_it(kept, now)
    return {"with": WITH_NAMES[holder], "tone": WITH_TONES[holder]}
