"""An evaluation's one page: what is so, what blocks first, the score with its arithmetic, proof, companies, history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.api import (
    WITH_NAMES,
    Evaluation,
    Record,
    WithWhom,
    evaluation_by_id,
    evidence_by_id,
    read_subprocessors,
    record_of,
    subprocessors_changed,
)
from chalkline.tools.questionnaires.api import APPLIES_NAMES, Applies, group_name
from chalkline.web.charts.files import file_asked_for
from chalkline.web.histories import happened_to
from chalkline.web.pages.data.element_choice import named_all
from chalkline.web.pages.evaluations.telling import (
    WITH_TONES,
    arithmetic,
    block_told,
    picture,
    proof_told,
    standing_said,
    who_has_it,
)
from chalkline.web.routes import Request, address_of, page


@dataclass(frozen=True)
class Job:
    """The one thing to do now."""

    label: Sentence
    url: str


@page("evaluations/<uuid:evaluation_id>/", name="evaluations.show", permission="evaluations.see")
def show(request: Request, evaluation_id: UUID) -> HttpResponseBase:
    """Everything about one evaluation."""
    actor, now, today = request.actor, utc_now(), timezone.localdate()
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    kept = record_of(evaluation)
    standing = kept.standing(today)
    chart = picture(evaluation.tool.name, standing)
    if file := file_asked_for(request, chart):
        return file
    holder, has_it = who_has_it(kept, now)
    is_open = evaluation.finished_at is None and evaluation.set_aside_at is None
    may_accept = actor.may("evaluations.accept_risk")
    context = {
        "evaluation": evaluation,
        "tool": evaluation.tool,
        "facets": [APPLIES_NAMES[Applies(each)] for each in evaluation.facets],
        "lead": standing_said(evaluation.tool.name, standing),
        "holder": WITH_NAMES[holder],
        "tone": WITH_TONES[holder],
        "has_it": has_it,
        "late": is_open and evaluation.due_on < today,
        "is_open": is_open,
        "job": _job(request, evaluation, holder),
        "standing": standing,
        "blocks": [block_told(each, str(evaluation.pk), may_accept=may_accept) for each in standing.blocks]
        if not is_open or kept.assessments
        else [],
        "chart": chart if kept.assessments else None,
        "sums": arithmetic(standing),
        "groups": _groups(kept, evaluation),
        "evidence": [proof_told(actor, each, today) for each in kept.evidence],
        "lapsed": standing.lapsed,
        "companies": [
            {"company": each, "data": [*named_all(each.elements), *each.unclear]} for each in kept.subprocessors
        ],
        "companies_changed": _changed(kept),
        "links": [_link(each, now) for each in kept.links] if actor.may("evaluations.answer") else [],
        "submissions": kept.submissions,
        "follow_ups": [
            {"question": each.question, "words": each.words, "open": each.settled_at is None}
            for each in kept.follow_ups
        ],
        "may_start": actor.may("evaluations.start"),
        "may_answer": actor.may("evaluations.answer") and is_open and holder is not WithWhom.VENDOR,
        "take_out": address_of("evaluations.take_out", evaluation.pk)
        if actor.may("evaluations.exchange") and evaluation.finished_at
        else "",
        "link_open": holder is WithWhom.VENDOR,
        "history": happened_to("evaluation", str(evaluation.pk)),
    }
    return render(request, "evaluations/show.html", context)


@page("evaluations/files/<uuid:evidence_id>/", name="evaluations.file", permission="evaluations.see")
def file(request: Request, evidence_id: UUID) -> FileResponse:
    """A piece of evidence as it came: to be saved, never shown inside a page."""
    found = evidence_by_id(request.actor, str(evidence_id))
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def _job(request: Request, evaluation: Evaluation, holder: WithWhom) -> Job | None:
    actor, key = request.actor, evaluation.pk
    if holder in (WithWhom.NOBODY_ASKED, WithWhom.LINK_OVER) and actor.may("evaluations.start"):
        return Job(Sentence("Make a link for the vendor"), address_of("evaluations.link", key))
    if holder is WithWhom.ASSESSORS and actor.may("evaluations.assess"):
        kept = record_of(evaluation)
        group = kept.unassessed[0].group
        return Job(Sentence("Assess the answers"), address_of("evaluations.assess", key, group))
    if holder is WithWhom.OWNER and actor.may("evaluations.finish"):
        return Job(Sentence("Finish it"), address_of("evaluations.finish", key))
    return None


def _groups(kept: Record, evaluation: Evaluation) -> list[dict[str, Any]]:
    unassessed = {each.id for each in kept.unassessed}
    told = []
    for group in dict.fromkeys(each.group for each in kept.questions):
        asked = [each for each in kept.questions if each.group == group]
        done = sum(each.id not in unassessed for each in asked)
        answered = sum(each.id in kept.answers for each in asked)
        told.append(
            {
                "title": group_name(group),
                "url": address_of("evaluations.assess", evaluation.pk, group),
                "detail": Sentence("{n} of {all} answered, {done} assessed.", n=answered, all=len(asked), done=done),
                "chip": Sentence("assessed") if done == len(asked) else Sentence("open"),
                "tone": "ok" if done == len(asked) else "quiet",
            }
        )
    return told


def _changed(kept: Record) -> list[Sentence]:
    if len(kept.subprocessor_lists) < 2:
        return []
    before = read_subprocessors(kept.subprocessor_lists[1])
    found = subprocessors_changed(before, kept.subprocessors)
    told = [
        (found.added, Sentence("New on the list: {names}.", names=found.added)),
        (found.dropped, Sentence("No longer on the list: {names}.", names=found.dropped)),
        (found.changed, Sentence("Stated otherwise than before: {names}.", names=found.changed)),
    ]
    return [sentence for names, sentence in told if names]


ENDS = {
    "submitted": Sentence("used: the answers were handed in"),
    "revoked": Sentence("ended by us"),
    "replaced": Sentence("replaced by a newer one"),
}


def _link(link: Any, now: Any) -> dict[str, Any]:
    over = link.ended_at is None and link.expires_at <= now
    return {
        "to": link.sent_to,
        "made": link.made_at,
        "until": link.expires_at,
        "name": ", ".join(each for each in (link.name, link.position, link.email) if each),
        "state": ENDS.get(link.ended_because) or (Sentence("ran out") if over else Sentence("open")),
        "tone": "info" if not link.ended_at and not over else "quiet",
    }
