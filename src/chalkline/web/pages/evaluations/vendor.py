"""The pages behind a vendor's link: who answers, the questions group by group, files, companies, handing in.

On a telephone, without an account and without script. Each page keeps what was typed; what is missing is always said,
with the next thing to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import system_actor
from chalkline.tools.evaluations.api import (
    ACCEPTED,
    Record,
    VendorLink,
    asked_now,
    attach_evidence_by_link,
    link_by_secret,
    list_subprocessors_by_link,
    name_respondent,
    record_of,
    save_answers,
    submit_answers,
    take_back_evidence,
    too_often,
)
from chalkline.tools.questionnaires.api import group_name
from chalkline.web.pacing import Pace
from chalkline.web.pages.evaluations.vendor_forms import CompaniesForm, FileForm, GroupForm, WhoForm, first_companies
from chalkline.web.routes import Request, View, page
from chalkline.web.sending import sent

VISITOR = system_actor("vendor_link")
PACE = Pace(most=600, seconds=600)  # a company often shares one address, and each change of an answer is saved


@dataclass(frozen=True)
class GroupTold:
    """One group of questions: how far it is."""

    id: str
    name: Sentence
    asked: int
    answered: int
    url: str

    @property
    def missing(self) -> int:
        """Questions without an answer."""
        return self.asked - self.answered


def _private(view: View) -> View:
    """Never kept by a browser or anything between; counted against a flood."""

    @wraps(view)
    def shown(request: Request, *args: Any, **kwargs: Any) -> Any:
        if not PACE.allows(request):
            raise too_often()
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return shown


@page("vendor/<str:secret>/", name="evaluations.vendor", public=True)
@_private
def overview(request: Request, secret: str) -> HttpResponse:
    """What is asked, how far one is, and the next thing to do."""
    link, kept = _opened(secret)
    groups = _groups(secret, kept)
    gates = [each for each in kept.questions if each.is_gate and each.id not in kept.answers]
    context = {
        **_frame(link, kept, secret),
        "groups": groups,
        "answered": sum(each.answered for each in groups),
        "asked": sum(each.asked for each in groups),
        "gates": gates,
        "next": _next(secret, link, groups),
        "files": [each for each in kept.evidence if each.link_id],
        "companies": kept.subprocessors,
        "again": [
            {"question": kept.questions_by_id[each.question].asked, "words": each.words}
            for each in kept.open_follow_ups
            if kept.submissions
        ],
    }
    return render(request, "evaluations/vendor.html", context)


@page("vendor/<str:secret>/who/", name="evaluations.vendor_who", public=True, methods=("GET", "POST"))
@_private
def who(request: Request, secret: str) -> HttpResponse:
    """Who answers."""
    link, kept = _opened(secret)
    first = {"name": link.name, "email": link.email, "position": link.position}
    form = WhoForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and sent(form, lambda: _named(secret, form)):
        return redirect(_next(secret, link_by_secret(secret, now=utc_now()), _groups(secret, kept))["url"])
    return render(request, "evaluations/vendor_who.html", {**_frame(link, kept, secret), "form": form})


@page("vendor/<str:secret>/questions/<str:group>/", name="evaluations.vendor_group", public=True,
      methods=("GET", "POST"))  # fmt: skip
@_private
def group(request: Request, secret: str, group: str) -> HttpResponse:
    """The questions of one group; each answer is kept as it is given."""
    link, kept = _opened(secret)
    groups = _groups(secret, kept)
    here = next((at for at, each in enumerate(groups) if each.id == group), None)
    if here is None:
        raise Http404
    following = groups[here + 1] if here + 1 < len(groups) else None
    asked = [each for each in kept.questions if each.group == group and each.id in asked_now(kept)]
    form = GroupForm(kept, asked, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if request.htmx:
            save_answers(VISITOR, secret, form.answers, now=utc_now())
            return render(request, "evaluations/vendor_saved.html")
        if sent(form, lambda: _saved(secret, form)):
            return redirect(following.url if following else reverse("evaluations.vendor", args=[secret]))
    context = {**_frame(link, kept, secret), "form": form, "group": groups[here], "following": following}
    return render(request, "evaluations/vendor_group.html", context)


@page("vendor/<str:secret>/files/", name="evaluations.vendor_files", public=True, methods=("GET", "POST"))
@_private
def files(request: Request, secret: str) -> HttpResponse:
    """Hand in a file that shows an answer, or take one back."""
    link, kept = _opened(secret)
    if request.method == "POST" and request.POST.get("take_back"):
        take_back_evidence(VISITOR, secret, request.POST["take_back"], now=utc_now())
        messages.success(request, _("It is taken back."))
        return redirect("evaluations.vendor_files", secret)
    form = FileForm(kept, request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_bound and sent(form, lambda: _attached(secret, form)):
        messages.success(request, _("It is attached."))
        return redirect("evaluations.vendor_files", secret)
    mine = [each for each in kept.evidence if each.link_id == link.pk]
    context = {**_frame(link, kept, secret), "form": form, "mine": mine, "kinds": ACCEPTED}
    return render(request, "evaluations/vendor_files.html", context)


@page("vendor/<str:secret>/companies/", name="evaluations.vendor_companies", public=True, methods=("GET", "POST"))
@_private
def companies(request: Request, secret: str) -> HttpResponse:
    """Who else gets data."""
    link, kept = _opened(secret)
    first = {"companies": first_companies(kept)}
    form = CompaniesForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and sent(form, lambda: _listed(secret, form)):
        messages.success(request, _("It is kept."))
        return redirect("evaluations.vendor", secret)
    return render(request, "evaluations/vendor_companies.html", {**_frame(link, kept, secret), "form": form})


@page("vendor/<str:secret>/hand-in/", name="evaluations.vendor_hand_in", public=True, methods=("GET", "POST"))
@_private
def hand_in(request: Request, secret: str) -> HttpResponse:
    """What will happen, and then it does."""
    link, kept = _opened(secret)
    frame = _frame(link, kept, secret)
    problem: Problem | None = None
    if request.method == "POST":
        try:
            made = submit_answers(VISITOR, secret, now=utc_now())
        except Problem as caught:
            if caught.kind is Kind.NOT_FOUND:
                raise
            problem = caught
        else:
            return render(request, "evaluations/vendor_done.html", {**frame, "made": made})
    unanswered = [each for each in kept.unanswered if each.id in asked_now(kept)]
    return render(
        request,
        "evaluations/vendor_hand_in.html",
        {
            **frame,
            "problem": problem,
            "unanswered": unanswered,
            "gates": [each for each in unanswered if each.is_gate],
            "groups": _groups(secret, kept),
        },
    )


def _opened(secret: str) -> tuple[VendorLink, Record]:
    link = link_by_secret(secret, now=utc_now())
    return link, record_of(link.evaluation)


def _frame(link: VendorLink, kept: Record, secret: str) -> dict[str, Any]:
    return {
        "link": link,
        "tool": kept.evaluation.tool,
        "district": settings.CHALKLINE.district,
        "secret": secret,
        "home": reverse("evaluations.vendor", args=[secret]),
        "is_again": bool(kept.submissions),
        "due_on": kept.evaluation.due_on,
    }


def _groups(secret: str, kept: Record) -> list[GroupTold]:
    asked = [each for each in kept.questions if each.id in asked_now(kept)]
    since = {each.question: each.asked_at for each in kept.open_follow_ups} if kept.submissions else {}
    done = {
        each.id
        for each in asked
        if each.id in kept.answers and (each.id not in since or kept.answers[each.id].at > since[each.id])
    }
    return [
        GroupTold(
            name,
            group_name(name),
            sum(each.group == name for each in asked),
            sum(each.group == name and each.id in done for each in asked),
            reverse("evaluations.vendor_group", args=[secret, name]),
        )
        for name in dict.fromkeys(each.group for each in asked)
    ]


def _next(secret: str, link: VendorLink, groups: list[GroupTold]) -> dict[str, Any]:
    """The one thing to do now."""
    if not link.name:
        return {"url": reverse("evaluations.vendor_who", args=[secret]), "label": _("Say who answers")}
    for each in groups:
        if each.missing:
            return {"url": each.url, "label": _("Go on with the questions")}
    return {"url": reverse("evaluations.vendor_hand_in", args=[secret]), "label": _("Look it over and hand it in")}


def _named(secret: str, form: WhoForm) -> bool:
    name_respondent(VISITOR, secret, form.respondent, now=utc_now())
    return True


def _saved(secret: str, form: GroupForm) -> bool:
    save_answers(VISITOR, secret, form.answers, now=utc_now())
    return True


def _attached(secret: str, form: FileForm) -> bool:
    upload = form.answer("file")
    name, content = (upload.name, upload.read()) if upload else ("", b"")
    attach_evidence_by_link(VISITOR, secret, form.given, name, content, now=utc_now())
    return True


def _listed(secret: str, form: CompaniesForm) -> bool:
    list_subprocessors_by_link(VISITOR, secret, form.given, now=utc_now())
    return True
