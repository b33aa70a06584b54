"""The desk of replies and newsletters: a draft sentence by sentence beside its sources; what went out, corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.assist.drafts.api import (
    TOLD_HOW_NAMES,
    Checked,
    Correction,
    Draft,
    Outcome,
    QuestionState,
    Standing,
    ToldHow,
    check_correction,
    check_reply_text,
    checked_of,
    correction_of,
    find_still_right,
    find_wrong,
    live_sources,
    model_settings,
    note_readers_told,
    others_resting_on,
    sent_and_gone,
    sources_for,
    sources_shown,
    write_correction,
)
from chalkline.assist.library.api import Version
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.web.pages.assist.telling import Chip, fell_back_said, sentences_told, sources_told
from chalkline.web.routes import Request, address_of


def typed(request: Request, name: str = "reply") -> str:
    """A text as it was typed, line ends as we keep them."""
    return request.POST.get(name, "").replace("\r\n", "\n")


def desk_of(request: Request, draft: Draft | None, state: QuestionState) -> dict[str, Any]:
    """What the desk shows of a draft in this state."""
    today = localdate()
    told = sources_told(sources_shown(request.actor, draft, today=today), draft) if draft else []
    numbers = {each.source.passage_id: each.number for each in told}
    is_open = state is QuestionState.OPEN
    text = typed(request) if "reply" in request.POST and is_open else (draft.text if draft else "")
    gone = any(each.source.gone for each in told)
    checked: list[Checked] = []
    if draft and is_open and draft.outcome == Outcome.DRAFT and text and not gone:
        checked = list(check_reply_text(request.actor, draft, text, live_sources(request.actor, draft, today=today)))
    drafted = checked_of(draft) if draft else []
    return {
        "fell_back": fell_back_said(draft) if draft and is_open else None,
        "has_model": not model_settings().missing,
        "draft": draft,
        "is_draft": bool(draft and draft.outcome == Outcome.DRAFT),
        "failed": sentences_told([each for each in drafted if each.standing is Standing.FAILS], numbers),
        "sentences": sentences_told(checked or drafted, numbers) if is_open else [],
        "unread": sentences_told([each for each in checked if each.standing is not Standing.HOLDS], numbers),
        "stand_by": request.POST.getlist("stand_by"),
        "sources": told,
        "gone": gone,
        "reply": text,
        "is_open": is_open,
        "is_accepted": state is QuestionState.ACCEPTED,
        **_correction(request, draft, state),
    }


@dataclass(frozen=True)
class Buttons:
    """What the buttons of a desk do to one kind of text, and where they lead."""

    redraft: Callable[[bool], Any]  # with a model?
    accept: Callable[..., Draft]
    mark_sent: Callable[..., Draft]
    close: Callable[[], Any]
    said_accepted: str
    said_closed: str
    here: str
    away: str


def pressed(request: Request, draft: Draft | None, buttons: Buttons) -> tuple[HttpResponse | None, Problem | None]:
    """Do what the button says. Neither: the page is to be shown again as it was typed.

    Raises Problem where the person may not.
    """
    try:
        return _do(request, draft, buttons), None
    except Problem as refused:
        if refused.kind in {Kind.NOT_ALLOWED, Kind.NOT_FOUND}:
            raise
        return None, refused


def _do(request: Request, draft: Draft | None, buttons: Buttons) -> HttpResponse | None:
    do = request.POST.get("do", "")
    if do in {"draft", "model"}:
        buttons.redraft(do == "model")
    elif do == "close":
        buttons.close()
        messages.success(request, buttons.said_closed)
        return redirect(buttons.away)
    elif draft is None or do == "check":
        return None
    elif do == "accept":
        stand_by = request.POST.getlist("stand_by")
        buttons.accept(request.actor, draft, typed(request), stand_by=stand_by, now=utc_now())
        messages.success(request, buttons.said_accepted)
    elif do == "sent":
        buttons.mark_sent(request.actor, draft, now=utc_now())
        messages.success(request, _("Marked as sent."))
    elif do == "still":
        find_still_right(request.actor, draft, now=utc_now())
        messages.success(request, _("Noted: what it says is still right."))
    elif not _act_on_correction(request, draft):
        return None
    return redirect(buttons.here)


def _act_on_correction(request: Request, draft: Draft) -> bool:
    """Do what a button of the correction says; False when it is none of its buttons."""
    do, actor = request.POST.get("do", ""), request.actor
    correction = correction_of(actor, draft)
    if do == "wrong":
        chosen = [each for each in request.POST.getlist("misled") if each]
        misled = [each for each in draft.cited.all() if str(each.pk) in chosen]
        find_wrong(actor, draft, request.POST.get("wrong", ""), misled=misled, now=utc_now())
        messages.success(request, _("Noted. What misled is not used any more until somebody has approved it anew."))
    elif do == "correct" and correction:
        stand_by = request.POST.getlist("right_stand_by")
        write_correction(actor, correction, typed(request, "right"), stand_by=stand_by, now=utc_now())
        messages.success(request, _("The correction is written, in your name. Tell the readers, and note it here."))
    elif do == "told" and correction:
        how = next((each for each in ToldHow if each == request.POST.get("how")), ToldHow.MAIL)
        count = request.POST.get("readers", "")
        readers = int(count) if count.isascii() and count.isdigit() else None
        note_readers_told(actor, correction, how, readers=readers, now=utc_now())
        messages.success(request, _("Noted: its readers were told."))
    else:
        return False
    return True


def _correction(request: Request, draft: Draft | None, state: QuestionState) -> dict[str, Any]:
    """The part of the desk that opens once something has gone out."""
    if draft is None or state is not QuestionState.SENT:
        return {}
    actor = request.actor
    correction = correction_of(actor, draft)
    may = actor.may("corrections.make")
    right = typed(request, "right") or (correction.text if correction else "") or draft.reply
    others = others_resting_on(actor, correction) if correction and may else []
    unread: list[Any] = []
    if correction and not correction.told_at and may and request.POST.get("do") == "correct":
        checked = check_correction(right, sources_for(actor, draft, right, today=localdate()))
        unread = sentences_told([each for each in checked if each.standing is not Standing.HOLDS], {})
    return {
        "was_sent": True,
        "may_correct": may,
        "to_look_at": may and any(each.pk == draft.pk for each in sent_and_gone(actor, today=localdate())),
        "correction": correction,
        "correction_chip": _chip(correction) if correction else None,
        "cited": draft.cited.select_related("document") if may else Version.objects.none(),
        "misled": correction.misled.select_related("document") if correction and may else [],
        "others": [(each, _page_of(each)) for each in others],
        "right": right,
        "wrong": request.POST.get("wrong", ""),
        "right_unread": unread,
        "hows": [(how.value, name) for how, name in TOLD_HOW_NAMES.items()],
        "told_how": TOLD_HOW_NAMES[ToldHow(correction.told_how)] if correction and correction.told_how else None,
    }


def _chip(correction: Correction) -> Chip:
    if correction.told_at:
        return Chip(Sentence("Corrected, readers told"), "ok")
    if correction.corrected_at:
        return Chip(Sentence("Corrected, readers not told yet"), "attend")
    return Chip(Sentence("Wrong, not corrected yet"), "stop")


def _page_of(draft: Draft) -> str:
    if draft.question_id:
        return address_of("assist.question", draft.question_id)
    return address_of("assist.newsletter", draft.newsletter_id)
