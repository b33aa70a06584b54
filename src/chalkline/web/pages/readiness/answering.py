"""One domain with its questions, one question at a time, and who answers for a domain."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.approve.requests.api import draft_of, keep_draft
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_shown
from chalkline.report.readiness.api import (
    DOMAIN_NAMES,
    LEVEL_MEANINGS,
    LEVEL_NAMES,
    Answered,
    Assessment,
    DomainStanding,
    Level,
    Said,
    Standing,
    answer_item,
    assessment_by_id,
    item_by_id,
    may_answer,
    share_domain,
    standing,
    take_back_answer,
)
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.pages.readiness.telling import next_open, question_told
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.templatetags.saying import said

KEPT = ("level", "why", "evidence", "evidence_on")


class AnswerForm(Questions):
    """One question: how far, why, and what shows it."""

    level = forms.ChoiceField(label=gettext_lazy("How far are you?"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Needed where the records say otherwise. It stands beside what they say."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows it?"),
        help_text=gettext_lazy("Needed from developing on: a page, a file, a date in the minutes."),
        max_length=LONGEST,
    )
    evidence_on = forms.CharField(
        label=gettext_lazy("From which day is that?"),
        help_text=gettext_lazy("Within the last year."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )
    MUST_CHOOSE = {"level": gettext_lazy("Choose one.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(int(each)), f"{said(LEVEL_NAMES[each])}: {said(LEVEL_MEANINGS[each])}") for each in Level]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> Said:
        """The answer; the rules judge it."""
        on = self.answer("evidence_on")
        return Said(
            Level(int(self.answer("level") or 0)),
            self.answer("why"),
            self.answer("evidence"),
            day_from(on) if on else None,
        )


@page(
    "report/readiness/<uuid:assessment_id>/domains/<str:domain>/",
    name="readiness.domain",
    permission="readiness.see",
    place="report",
    methods=("GET", "POST"),
)
def domain(request: Request, assessment_id: UUID, domain: str) -> HttpResponse:
    """Every question of a domain; POST says who answers them."""
    actor = request.actor
    found = assessment_by_id(actor, str(assessment_id))
    stands = standing(actor, found, localdate())
    one = _domain(stands, domain)
    if request.method == "POST":
        share_domain(actor, found, domain, request.POST.get("person", ""), now=utc_now())
        messages.success(request, _("They find it on their page Today."))
        return redirect("readiness.domain", found.pk, domain)
    answers = may_answer(actor, found, domain)
    context: dict[str, Any] = {
        "found": found,
        "name": DOMAIN_NAMES[one.id],
        "one": one,
        "questions": [question_told(each, found) for each in one.items],
        "person": str(person_shown(actor, one.person_id)) if one.person_id else "",
        "may_share": found.finished_on is None and actor.may("readiness.begin"),
        "may_plan": actor.may("readiness.plan"),
        "people": possible_owners(actor, one.person_id),
        "next": next_open(one) if answers else "",
        "answers": answers,
    }
    return render(request, "readiness/domain.html", context)


@page(
    "report/readiness/<uuid:assessment_id>/questions/<str:item>/",
    name="readiness.item",
    permission="readiness.see",
    place="report",
    methods=("GET", "POST"),
)
def item(request: Request, assessment_id: UUID, item: str) -> HttpResponseBase:
    """One question: what the records say, what a person says, and the way to the next."""
    actor, now = request.actor, utc_now()
    found = assessment_by_id(actor, str(assessment_id))
    stands = standing(actor, found, localdate())
    answered = stands.answered(item)
    if answered is None:
        raise not_found(Sentence("question"))
    one = _domain(stands, answered.item.domain)
    answers = may_answer(actor, found, one.id)
    if request.method == "POST" and "take_back" in request.POST:
        take_back_answer(actor, found, item, now=now)
        messages.success(request, _("The answer is taken back."))
        return redirect("readiness.item", found.pk, item)
    draft = _draft(found, item)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=draft_of(actor, draft) or _as_said(answered.said),
    )
    if request.method == "POST" and sent(form, lambda: _answer(request, found, item, form)):
        keep_draft(actor, draft, {}, now=now)
        following = next_open(one, after=item)
        messages.success(request, _("The answer is kept."))
        return redirect("readiness.item", found.pk, following) if following else _back(found, one)
    return render(request, "readiness/item.html", _item_context(found, one, answered, form if answers else None))


@page(
    "report/readiness/<uuid:assessment_id>/questions/<str:item>/draft/",
    name="readiness.draft",
    permission="readiness.answer",
    place="report",
    methods=("POST",),
)
def draft(request: Request, assessment_id: UUID, item: str) -> HttpResponse:
    """What was typed so far is kept, for whoever types it, and counts for nothing yet."""
    found = assessment_by_id(request.actor, str(assessment_id))
    if item_by_id(item) is None:
        raise not_found(Sentence("question"))
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in KEPT}
    keep_draft(request.actor, _draft(found, item), typed, now=utc_now())
    return HttpResponse(_("Kept as typed."))


def _answer(request: Request, found: Assessment, item: str, form: AnswerForm) -> bool:
    answer_item(request.actor, found, item, form.said, now=utc_now())
    return True


def _item_context(
    found: Assessment, one: DomainStanding, answered: Answered, form: AnswerForm | None
) -> dict[str, Any]:
    ids = [each.item.id for each in one.items]
    place = ids.index(answered.item.id)
    return {
        "found": found,
        "domain": one.id,
        "name": DOMAIN_NAMES[one.id],
        "question": question_told(answered, found),
        "evidence": answered.item.evidence,
        "number": place + 1,
        "of": len(ids),
        "previous": ids[place - 1] if place else "",
        "following": ids[place + 1] if place + 1 < len(ids) else "",
        "form": form,
    }


def _domain(stands: Standing, domain: str) -> DomainStanding:
    one = next((each for each in stands.domains if each.id == domain), None)
    if one is None:
        raise not_found(Sentence("domain"))
    return one


def _draft(found: Assessment, item: str) -> str:
    return f"readiness:{found.pk}:{item}"


def _as_said(answer: Said | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {
        "level": str(int(answer.level)),
        "why": answer.why,
        "evidence": answer.evidence,
        "evidence_on": answer.evidence_on.isoformat() if answer.evidence_on else "",
    }


def _back(found: Assessment, one: DomainStanding) -> HttpResponse:
    return redirect("readiness.domain", found.pk, one.id)
