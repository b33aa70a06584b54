"""The strategy: as it was adopted, as the records have it now, in what the two differ; and how it comes to a vote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.govern.committees.api import Meeting, day_of, meeting_by_id, meetings_ahead, seat_of
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.documents.api import Document
from chalkline.report.strategy.api import (
    STRATEGY_STATE_NAMES,
    StrategyState,
    StrategyVersion,
    adopted,
    changed_since_adopted,
    draft_said,
    is_as_proposed,
    propose_strategy,
    strategy,
    version_by_id,
    version_document,
    versions,
    waiting_version,
)
from chalkline.web.documents import docx_response, lines_shown, pdf_response, shown
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import SHOWN_AGAIN

TONES = {StrategyState.PROPOSED: "attend", StrategyState.ADOPTED: "ok", StrategyState.SET_ASIDE: "quiet"}
MOST_MEETINGS = 20


@page("report/strategy/", name="report.strategy", permission="purpose.see")
def show(request: Request) -> HttpResponse:
    """What is in force; before anything was adopted, the draft."""
    version = adopted(request.actor, timezone.localdate())
    return _version(request, version) if version else _draft(request)


@page("report/strategy/draft/", name="report.strategy_draft", permission="purpose.see")
def draft(request: Request) -> HttpResponse:
    """As the records have it now, and in what it differs from what was adopted."""
    return _draft(request)


@page("report/strategy/<uuid:version_id>/", name="report.strategy_version", permission="purpose.see")
def version(request: Request, version_id: UUID) -> HttpResponse:
    """One version as it was put before a committee."""
    return _version(request, version_by_id(request.actor, str(version_id)))


@page("report/strategy.pdf", name="report.strategy_pdf", permission="purpose.see")
def as_file(request: Request) -> HttpResponse:
    """The draft as a PDF."""
    today = timezone.localdate()
    return pdf_response(_as_draft(request.actor, today), f"ai-strategy-{today}")


@page("report/strategy/<uuid:version_id>.pdf", name="report.strategy_version_pdf", permission="purpose.see")
def version_as_file(request: Request, version_id: UUID) -> HttpResponse:
    """One version as a PDF."""
    found = version_by_id(request.actor, str(version_id))
    return pdf_response(version_document(found), f"ai-strategy-version-{found.number}")


@page("report/strategy.docx", name="report.strategy_docx", permission="purpose.see")
def as_word(request: Request) -> HttpResponse:
    """The draft for a word processor."""
    today = timezone.localdate()
    return docx_response(_as_draft(request.actor, today), f"ai-strategy-{today}")


@page("report/strategy/<uuid:version_id>.docx", name="report.strategy_version_docx", permission="purpose.see")
def version_as_word(request: Request, version_id: UUID) -> HttpResponse:
    """One version for a word processor."""
    found = version_by_id(request.actor, str(version_id))
    return docx_response(version_document(found), f"ai-strategy-version-{found.number}")


@page(
    "report/strategy/propose/", name="report.strategy_propose", permission="strategy.propose", methods=("GET", "POST")
)
def propose(request: Request) -> HttpResponse:
    """First what will happen, then exactly this version is on an agenda."""
    meetings = _meetings(request.actor)
    chosen = request.POST.get("meeting", "")
    context: dict[str, Any] = {"meetings": [(str(each.pk), _named(each)) for each in meetings], "chosen": chosen}
    if request.method == "POST":
        try:
            if not chosen:
                context["error"] = _("Choose a meeting.")
            else:
                meeting = meeting_by_id(request.actor, chosen)
                item = propose_strategy(request.actor, meeting, now=utc_now())
                messages.success(request, _("It is on the agenda. The committee votes on exactly this version."))
                return redirect("meetings.show", item.meeting_id)
        except Problem as problem:
            if problem.kind not in SHOWN_AGAIN:
                raise
            context["problem"] = problem
    context["will"] = (
        Sentence("The strategy is kept word for word as the records have it at this moment."),
        Sentence("Members read it before the meeting. They vote on exactly this version."),
        Sentence("If they adopt it, it stands here as adopted until its last day, and the calendar reminds of it."),
    )
    return render(request, "report/strategy_propose.html", context)


def _draft(request: Request) -> HttpResponse:
    today, actor = timezone.localdate(), request.actor
    held, waits = adopted(actor, today), waiting_version(actor)
    context = shown(_as_draft(actor, today))
    context |= {
        "pdf_url": address_of("report.strategy_pdf"),
        "docx_url": address_of("report.strategy_docx"),
        "adopted": held,
        "adopted_url": address_of("report.strategy_version", held.pk) if held else "",
        "waits": waits,
        "waits_url": address_of("report.strategy_version", waits.pk) if waits else "",
        "may_propose": actor.may("strategy.propose") and waits is None,
        "versions": _versions(actor),
        "is_draft": True,
        "changes": _changes(actor, held, today) if held else [],
    }
    return render(request, "report/strategy.html", context)


def _version(request: Request, found: StrategyVersion) -> HttpResponse:
    today, state = timezone.localdate(), StrategyState(found.state)
    context = shown(version_document(found))
    context |= {
        "pdf_url": address_of("report.strategy_version_pdf", found.pk),
        "docx_url": address_of("report.strategy_version_docx", found.pk),
        "version": found,
        "word": STRATEGY_STATE_NAMES[state],
        "tone": TONES[state],
        "is_intact": is_as_proposed(found),
        "decision_url": address_of("decisions.show", found.decision_id) if found.decision_id else "",
        "draft_url": address_of("report.strategy_draft"),
        "versions": _versions(request.actor, found),
        "changes": _changes(request.actor, found, today),
    }
    return render(request, "report/strategy.html", context)


def _as_draft(actor: Actor, today: date) -> Document:
    document = strategy(actor, today)
    return replace(document, note=(*document.note, draft_said()))


def _changes(actor: Actor, found: StrategyVersion, today: date) -> list[dict[str, Any]]:
    """Section by section what came and went since a version, as pieces with their links."""
    return [
        {"title": each.title, "new": lines_shown(each.new), "gone": lines_shown(each.gone)}
        for each in changed_since_adopted(actor, found, today)
    ]


def _versions(actor: Actor, but: StrategyVersion | None = None) -> list[dict[str, Any]]:
    """The other versions, for <c-links>."""
    return [
        {
            "title": Sentence("Version {n}", n=each.number),
            "url": address_of("report.strategy_version", each.pk),
            "detail": Sentence("Put before a committee on {day}.", day=timezone.localdate(each.proposed_at)),
            "chip": STRATEGY_STATE_NAMES[StrategyState(each.state)],
        }
        for each in versions(actor)
        if but is None or each.pk != but.pk
    ]


def _meetings(actor: Actor) -> list[Meeting]:
    return [
        each
        for each in meetings_ahead(actor).select_related("committee")[:MOST_MEETINGS]
        if actor.may("meetings.set_agenda", seat=seat_of(actor.id, each.committee, day_of(each)) is not None)
    ]


def _named(meeting: Meeting) -> Sentence:
    return Sentence("{committee}, {day}", committee=meeting.committee.name, day=day_of(meeting))
