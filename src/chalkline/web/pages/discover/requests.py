"""Requests for several findings at once: what is on its way or approved already is joined, the rest is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chalkline.approve.requests.api import open_requests
from chalkline.approve.uses.api import uses_in_force
from chalkline.discover.findings.api import (
    Finding,
    FindingKind,
    FindingState,
    Wanted,
    ask_for_findings,
    finding_by_id,
    groups_of_tool,
    users_of,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rulebook.api import named_bands, named_roles, vocabulary
from chalkline.web.pages.ask.question import KindsOffered, kinds_offered
from chalkline.web.routes import Request, page
from chalkline.web.scopes import purpose_said, purposes_by_area
from chalkline.web.sending import LONGEST, ByHand, Questions, sent
from chalkline.web.templatetags.saying import day, said

MOST = 25  # a page of findings
NEW, LATER = "new", "later"


@dataclass(frozen=True)
class Line:
    """One finding: what can become of it, and for whom it would be asked."""

    finding: Finding
    ways: tuple[tuple[str, str], ...]
    users: Sentence


class RequestsForm(Questions):
    """What becomes of each finding; and of all that are asked for: what for, with which data, why."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {
        "data": ByHand("data", "purpose", gettext_lazy("What would they get to see?"))
    }

    purpose = forms.ChoiceField(label=gettext_lazy("What for?"))
    why = forms.CharField(
        label=gettext_lazy("Why do you ask?"),
        help_text=gettext_lazy("One reason for all of them. Never write a student's name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(self, lines: list[Line], data: QueryDict | None = None) -> None:
        why = _("It is in use already, as the logs show, and nobody has decided about it.")
        super().__init__(data, initial={"why": why})
        self.lines_of = lines
        purposes = [(said(area), [(key, said(words)) for key, words in inside]) for area, inside in purposes_by_area()]
        self.fields["purpose"].choices = [("", _("Choose")), *purposes]  # type: ignore[attr-defined]
        for each in lines:
            self.fields[f"do-{each.finding.pk}"] = forms.ChoiceField(
                label=each.finding.name, help_text=said(each.users), choices=each.ways,
                widget=forms.RadioSelect,
                initial=each.ways[0][0],
            )  # fmt: skip
            self.fields[f"for-{each.finding.pk}"] = forms.ChoiceField(
                label=_("What {tool} is asked for").format(tool=each.finding.name),
                choices=[("", _("as said below for all")), *purposes],
                required=False,
            )

    @property
    def each(self) -> list[tuple[Any, Any]]:
        """The questions of each finding: what becomes of it, and what for."""
        return [(self[f"do-{line.finding.pk}"], self[f"for-{line.finding.pk}"]) for line in self.lines_of]

    @property
    def chosen_kinds(self) -> list[str]:
        """The kinds of data chosen."""
        return self.data.getlist("data") if isinstance(self.data, QueryDict) else []

    @property
    def kinds(self) -> KindsOffered:
        """Kinds of data to choose from."""
        return kinds_offered(self.chosen_kinds)

    @property
    def wanted(self) -> list[Wanted]:
        """What is to become of them, without those that are left for later."""
        made = []
        for line in self.lines_of:
            finding = str(line.finding.pk)
            way, _colon, key = str(self.answer(f"do-{finding}")).partition(":")
            purpose = self.answer(f"for-{finding}") or self.answer("purpose")
            known = {"join": Wanted(finding, request=key), "use": Wanted(finding, use=key)}
            if way != LATER:
                made.append(known.get(way) or Wanted(finding, purpose=purpose))
        return made

    @property
    def elements(self) -> frozenset[str]:
        """Data element ids of the kinds that were ticked."""
        words = vocabulary()
        return words.elements_of_kinds([each for each in self.chosen_kinds if each in words.kinds])


@page("discover/triage/requests/", name="discover.requests", permission="discover.triage", methods=("GET", "POST"))
def start(request: Request) -> HttpResponse:
    """Start requests for several findings; ?chosen=id&chosen=id."""
    actor = request.actor
    actor.must("requests.file")
    ids = list(dict.fromkeys(each for each in request.GET.getlist("chosen") if each))[:MOST]
    found = [finding_by_id(actor, each) for each in ids]
    waits = [each for each in found if each.state in (FindingState.NEW, FindingState.IN_TRIAGE)]
    if not waits:
        messages.warning(request, _("Choose at least one finding that waits."))
        return redirect("discover.triage")
    lines = [_line(actor, each) for each in waits]
    form = RequestsForm(lines, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = sent(form, lambda: _asked(actor, form))
        if done is not None and not done:
            messages.info(request, _("Nothing was changed: each was left for later."))
            return redirect("discover.triage")
        if done:
            text = ngettext("{n} finding is settled.", "{n} findings are settled.", len(done))
            messages.success(request, text.format(n=len(done)))
            return redirect("discover.triage")
    return render(request, "discover/requests.html", {"form": form, "more": len(found) - len(waits)})


def _asked(actor: Actor, form: RequestsForm) -> list[Finding]:
    wanted = form.wanted
    if not wanted:
        return []
    return ask_for_findings(actor, wanted, elements=form.elements, why=form.answer("why"), now=utc_now())


def _line(actor: Actor, finding: Finding) -> Line:
    """What is on its way or approved comes first, so that nobody asks twice."""
    ways: list[tuple[str, str]] = []
    if finding.kind == FindingKind.SERVICE:
        for asked in open_requests(actor).filter(tool__slug=finding.subject)[:3]:
            what = _("It belongs to the request that is open: {purpose}").format(
                purpose=said(purpose_said(asked.purpose))
            )
            ways.append((f"join:{asked.pk}", what))
        for use in uses_in_force(actor, localdate()).filter(tool__slug=finding.subject)[:3]:
            text = _("It belongs to the approved use: {purpose}, until {day}")
            ways.append(
                (f"use:{use.pk}", text.format(purpose=said(purpose_said(use.purpose)), day=day(use.expires_on)))
            )
    users = users_of(groups_of_tool(finding.subject))
    whom = (*named_roles(users.roles), *named_bands(users.bands - {"none"}))
    told = (
        Sentence("No source tells who uses it; it would be asked for teachers.")
        if users.is_guess
        else Sentence("It would be asked for those who use it: {whom}.", whom=whom)
    )
    ways += [(NEW, _("Ask for it")), (LATER, _("Leave it for later"))]
    return Line(finding, tuple(ways), told)
