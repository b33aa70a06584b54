"""The ledger as people read it: the latest facts in sentences, the signed head, how to check it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import GOVERNANCE, fact_by_id, history_of, latest, latest_checkpoint, log_size
from chalkline.web.routes import Request, page
from chalkline.web.telling import events_of

SHOWN = 50


@page("ledger/", name="ledger.home", permission="ledger.see")
def home(request: Request) -> HttpResponse:
    """The newest facts, or those about one thing (?about=tool:diffit)."""
    request.actor.must("ledger.see")
    about = request.GET.get("about", "").replace("\x00", "")[:200]
    before = request.GET.get("before", "")
    if about:
        kind, _, subject = about.partition(":")
        told = history_of(kind, subject)
    else:
        told = latest(limit=SHOWN + 1, before=int(before) if before.isascii() and before.isdigit() else None)
    context = {
        "events": events_of(told[:SHOWN] if not about else told),
        "about": about,
        "before": told[SHOWN - 1].number if len(told) > SHOWN and not about else None,
        "is_first": not before and not about,
        "checkpoint": latest_checkpoint(),
        "size": log_size(),
        "may_export": request.actor.may("ledger.export"),
    }
    return render(request, "ledger.html", context)


@page("ledger/fact/<uuid:fact_id>/", name="ledger.fact", permission="ledger.see")
def fact(request: Request, fact_id: str) -> HttpResponse:
    """One fact: its sentence, its place, who and when."""
    request.actor.must("ledger.see")
    told = fact_by_id(str(fact_id))
    if told is None:
        raise not_found(Sentence("fact"))
    return render(request, "ledger_fact.html", {"fact": told, "event": events_of([told])[0]})


@page("ledger/checkpoint", name="ledger.checkpoint", public=True)
def checkpoint(request: Request) -> HttpResponse:
    """The signed head as text (C2SP tlog-checkpoint), for anyone who keeps it as an anchor."""
    head = latest_checkpoint(GOVERNANCE)
    if head is None:
        raise not_found(Sentence("checkpoint"))
    return HttpResponse(head.note, content_type="text/plain; charset=utf-8")
