"""Filing a request: duplicates first, nothing typed is lost, joining instead of asking again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.approve.requests.api import (
    STATE_NAMES,
    RequestState,
    Similar,
    draft_of,
    drop_draft,
    join_request,
    keep_draft,
    request_by_id,
    revise_request,
    revised_by,
    title_of,
)
from chalkline.approve.requests.api import Request as ToolRequest
from chalkline.approve.uses.api import FIT_SAYS, Fit, Near, ask_for, offers_for
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.tools.register.api import register_tool
from chalkline.web.pages.ask.answering import tools_meant
from chalkline.web.pages.ask.question import asked_by, terms_wanted, tools_offered
from chalkline.web.pages.requests.request_form import RequestForm, as_asked, as_chosen
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.scopes import purpose_said
from chalkline.web.sending import sent

FORM = "request"
SINGLE = frozenset({"tool", "purpose", "why", "use_case", "costs", "insists"})


@page("decide/requests/new/", name="requests.new", permission="requests.file", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Ask for a tool."""
    actor, now = request.actor, utc_now()
    if request.method == "POST" and "keep" in request.POST:
        _keep(actor, request.POST, now)
        messages.success(request, _("Your draft is kept. It waits for you here; nobody else sees it."))
        return redirect("requests.new")
    form = RequestForm(actor, request.POST) if request.method == "POST" else _begun(request)
    if request.method == "POST":
        filed = sent(form, lambda: _file(actor, form, now))
        if filed:
            drop_draft(actor, FORM)
            messages.success(request, _("Your request is filed. You can follow it here."))
            return redirect("requests.show", filed.pk)
    close_by = _close_by(actor, form)
    form.fields["insists"].required = bool(close_by["is_answered"])  # or it would say “optional”, and be refused
    begins = request.method == "GET" and not form.tool_typed.strip()
    context = {"form": form, "tools": tools_offered(), "begins": begins, **close_by}
    return render(request, "requests/new.html", context)


@page("decide/requests/draft/", name="requests.draft", permission="requests.file", methods=("POST",))
def draft(request: Request) -> HttpResponse:
    """Keep what somebody is writing, while they write."""
    now = utc_now()
    _keep(request.actor, request.POST, now)
    return render(request, "requests/kept.html", {"at": now})


@page(
    "decide/requests/<uuid:request_id>/join/",
    name="requests.join",
    permission="requests.join",
    methods=("GET", "POST"),
)
def join(request: Request, request_id: UUID) -> HttpResponse:
    """Ask for the same; what follows from it is said first."""
    found = request_by_id(request.actor, str(request_id))
    if request.method == "POST":
        join_request(request.actor, found, now=utc_now())
        messages.success(request, _("You are counted. You can follow the request here."))
        return redirect("requests.show", found.pk)
    will = [
        Sentence("You are counted among those who ask for it, and reviewers and the committee see the number."),
        Sentence("You can follow it, and it stands among your requests."),
        Sentence("From now on you neither review it nor vote on it, also if you withdraw again."),
    ]
    return render(request, "requests/join.html", {"found": found, "title": title_of(found), "will": will})


@page(
    "decide/requests/<uuid:request_id>/revise/",
    name="requests.revise",
    permission="requests.revise",
    methods=("GET", "POST"),
)
def revise(request: Request, request_id: UUID) -> HttpResponse:
    """Change what is asked for; reviewers then look again."""
    found = request_by_id(request.actor, str(request_id))
    request.actor.must("requests.revise", owner_id=revised_by(request.actor, found))
    given = request.POST.copy() if request.method == "POST" else None
    if given is not None:
        given["tool"], given["purpose"] = found.tool.slug, found.purpose
    form = RequestForm(request.actor, given, initial=as_asked(found))
    if given is not None:
        terms = form.terms
        if sent(form, lambda: revise_request(request.actor, found, terms(found.tool.slug), now=utc_now())):
            messages.success(
                request, _("The request is changed. Reviews that looked at the former one are done again.")
            )
            return redirect("requests.show", found.pk)
    return render(
        request, "requests/new.html", {"form": form, "revised": found, "purpose": purpose_said(found.purpose)}
    )


def _begun(request: Request) -> RequestForm:
    """The form, begun from the question that led here, or from the draft."""
    actor = request.actor
    if "tool" not in request.GET:
        return RequestForm(actor, initial=draft_of(actor, FORM))
    asked = asked_by(actor, request.GET)
    tool, _near = tools_meant(actor, asked.tool)
    name = tool.name if tool else asked.tool
    return RequestForm(actor, initial=as_chosen(terms_wanted(asked, asked.tool), name))


def _file(actor: Actor, form: RequestForm, now: datetime) -> ToolRequest:
    """Register the tool if nobody has, then file."""
    named = form.tool_typed.strip()
    tool, _near = tools_meant(actor, named)
    wanted = tool.slug if tool else named
    slug = register_tool(actor, wanted, now=now).slug if wanted else ""
    insists = form.answer("insists")
    return ask_for(actor, form.terms(slug), use_case=form.chosen_use_case(), insists=insists, now=now)


def _keep(actor: Actor, given: QueryDict, now: datetime) -> None:
    kept = {name: given.getlist(name) for name in given if name not in {"csrfmiddlewaretoken", "keep"}}
    plain = {name: values[0] for name, values in kept.items() if name in SINGLE}
    keep_draft(actor, FORM, {**kept, **plain}, now=now)


def _close_by(actor: Actor, form: RequestForm) -> dict[str, object]:
    """What is on its way or approved for the same tool: shown before the form, so that nobody asks twice."""
    tool, _near = tools_meant(actor, form.tool_typed) if form.tool_typed.strip() else (None, [])
    if tool is None:
        return {"similar": [], "approved": [], "is_answered": False}
    offers = offers_for(actor, form.wanted(tool.slug), timezone.localdate())
    return {
        "similar": [_told(each) for each in offers.requests],
        "approved": [_approved(each) for each in offers.uses],
        "is_answered": offers.is_answered,
    }


def _approved(near: Near) -> dict[str, object]:
    covered = near.fit is Fit.COVERED
    return {"use": near.use, "says": FIT_SAYS[near.fit], "tone": "ok" if covered else "attend", "is_covered": covered}


def _told(similar: Similar) -> dict[str, object]:
    return {
        "id": similar.request.pk,
        "tool": similar.request.tool.name,
        "purpose": purpose_said(similar.request.purpose),
        "state": STATE_NAMES[RequestState(similar.request.state)],
        "asked_count": similar.asked_count,
        "is_mine": similar.is_mine,
    }
