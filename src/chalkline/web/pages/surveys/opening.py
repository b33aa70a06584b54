"""Opening a survey: whom to ask, about AI in general or one tool, until when. The questions are ready."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.discover.findings.api import FindingKind, finding_by_id, findings
from chalkline.discover.surveys.api import Survey, SurveyPlan, ask_about_tool, open_survey, questions
from chalkline.kernel.clock import utc_now
from chalkline.people.api import AUDIENCE_NAMES, Actor, Audience
from chalkline.tools.register.api import known_service, known_services, tools_known
from chalkline.web.deciding import Part
from chalkline.web.pages.surveys.telling import in_spanish
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.templatetags.saying import said

USUALLY_OPEN = timedelta(days=14)
WELL_KNOWN = ("chatgpt", "gemini", "microsoft-copilot", "claude", "grammarly", "canva")
CHOSEN = 8
MOST_CHOSEN = 50


class SurveyForm(Questions):
    """A survey: the tools offered by name (unless it is about one), its last day, what allows to ask students."""

    tools = forms.MultipleChoiceField(
        label=gettext_lazy("Which tools are offered by name?"),
        help_text=gettext_lazy("People can write down others. First those of the register."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    allowed_by = forms.CharField(
        label=gettext_lazy("Which rule or person of the district allows to ask students?"),
        help_text=gettext_lazy("For example: board policy 5145, parents were told on September 3."),
        max_length=LONGEST,
    )
    closes_on = forms.CharField(
        label=gettext_lazy("Until when can people answer?"),
        help_text=gettext_lazy("Results are shown when it is closed, so that nobody can tell who answered last."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )

    def __init__(
        self, actor: Actor, audience: Audience, tool: str, chosen: list[str], *args: Any, **kwargs: Any
    ) -> None:
        offered = _offered(actor, audience, chosen)
        offers_chosen = chosen and audience is Audience.STAFF
        usual = chosen if offers_chosen else [slug for slug, _name in offered][:CHOSEN]
        super().__init__(*args, initial={"closes_on": localdate() + USUALLY_OPEN, "tools": usual}, **kwargs)
        self.audience, self.tool = audience, tool
        self.fields["tools"].choices = offered  # type: ignore[attr-defined]
        if tool:
            del self.fields["tools"]
        if audience is not Audience.STUDENTS:
            del self.fields["allowed_by"]

    @property
    def plan(self) -> SurveyPlan:
        """The answers; the rules judge them."""
        return SurveyPlan(
            self.audience,
            day_from(self.answer("closes_on")),
            self.tool,
            tuple(self.answer("tools") or ()),
            self.answer("allowed_by"),
        )


@page("surveys/new/", name="surveys.new", permission="surveys.open", methods=("GET", "POST"))
def new(request: Request) -> HttpResponseBase:
    """Open a survey; ?for=staff, families or students; ?tool=slug asks about one tool.

    ?chosen=id of a finding, several times: staff are offered those tools by name; one alone is asked about.
    """
    wanted, slug = request.GET.get("for", ""), request.GET.get("tool", "")
    audience = Audience(wanted) if wanted in set(Audience) else Audience.STAFF
    chosen = _of_findings(request.actor, request.GET.getlist("chosen"))
    if len(chosen) == 1 and not slug:
        slug = chosen[0]
    tool = known_service(slug) if slug else None
    form = SurveyForm(
        request.actor, audience, tool.slug if tool else "", chosen, request.POST if request.method == "POST" else None
    )
    if form.is_bound:
        made = sent(form, lambda: _opened(request, form))
        if made:
            messages.success(request, _("The survey is open. Print its page, or send its link."))
            return redirect("surveys.show", made.pk)
    here = reverse("surveys.new")
    about = "".join(f"&chosen={each}" for each in request.GET.getlist("chosen")[:MOST_CHOSEN])
    about += f"&tool={tool.slug}" if tool else ""
    parts = [
        Part(said(name), f"{here}?for={each.value}{about}", each is audience) for each, name in AUDIENCE_NAMES.items()
    ]
    asked = [
        (each.es if in_spanish() else each.en).replace("{tool}", tool.name if tool else "")
        for each in questions(audience, about_a_tool=tool is not None)
    ]
    context = {
        "form": form,
        "parts": parts,
        "tool": tool,
        "asked": asked,
        "for_students": audience is Audience.STUDENTS,
    }
    return render(request, "surveys/new.html", context)


def _opened(request: Request, form: SurveyForm) -> Survey:
    plan, now = form.plan, utc_now()
    if not plan.tool:
        return open_survey(request.actor, plan, now=now)
    return ask_about_tool(
        request.actor,
        plan.tool,
        audience=plan.audience,
        closes_on=plan.closes_on,
        allowed_by=plan.allowed_by,
        now=now,
    )


def _of_findings(actor: Actor, ids: list[str]) -> list[str]:
    """The tools of these findings; an unknown web address is nobody's tool, and is left out."""
    if not ids or not actor.may("discover.triage"):
        return []
    found = [finding_by_id(actor, each) for each in ids[:MOST_CHOSEN]]
    return [each.subject for each in found if each.kind == FindingKind.SERVICE]


def _offered(actor: Actor, audience: Audience, chosen: list[str]) -> list[tuple[str, str]]:
    """Tools of the register, then a few that nearly everybody knows; staff are also asked about what logs show, first
    about those ``chosen``.

    To families and students nothing is made known by asking for it.
    """
    names = {each.slug: each.name for each in known_services()}
    is_staff = audience is Audience.STAFF and actor.may("discover.see_audit")
    found = [each.subject for each in findings(actor)] if is_staff else []
    slugs = dict.fromkeys(
        [*(chosen if is_staff else ()), *tools_known().values_list("slug", flat=True), *WELL_KNOWN, *found]
    )
    return [(slug, names[slug]) for slug in slugs if slug in names]
