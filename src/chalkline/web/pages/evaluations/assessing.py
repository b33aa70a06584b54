"""Assessing answers group by group, answering from documents, attaching proof, finishing, accepting a risk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.api import (
    GIVEN_BY_NAMES,
    JUDGMENT_NAMES,
    SAYS_NAMES,
    Assessed,
    Evaluation,
    GivenBy,
    Judgment,
    Record,
    Says,
    WithWhom,
    answer_from_documents,
    ask_back,
    assess_answers,
    attach_evidence,
    evaluation_by_id,
    finish_evaluation,
    list_subprocessors,
    record_of,
)
from chalkline.tools.questionnaires.api import Question, group_name
from chalkline.web.acting import Act, Ask
from chalkline.web.pages.evaluations.starting import ON_EVALUATION
from chalkline.web.pages.evaluations.vendor_forms import CompaniesForm, FileForm, GroupForm, first_companies
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said


class AssessForm(Questions):
    """What our staff find of each answer of a group."""

    def __init__(self, kept: Record, asked: list[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.asked = kept, asked
        choices = [(key.value, said(name)) for key, name in JUDGMENT_NAMES.items()]
        for each in asked:
            before = kept.assessments.get(each.id) if kept.is_assessed(each.id) else None
            how = before.how if before else "" if each.id in kept.answers else Judgment.NOT_ANSWERED.value
            self.fields[f"how_{each.id}"] = forms.ChoiceField(
                label=gettext_lazy("What do you find?"), choices=choices, widget=forms.RadioSelect, initial=how
            )
            self.fields[f"flag_{each.id}"] = forms.BooleanField(
                label=gettext_lazy("The red flag shows"),
                help_text=said(each.warning),
                required=False,
                initial=bool(before and before.red_flag),
            )
            self.fields[f"note_{each.id}"] = forms.CharField(
                label=gettext_lazy("Note, for the committee and the vendor"),
                required=False,
                max_length=LONGEST,
                initial=before.note if before else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def found(self) -> dict[str, Assessed]:
        """What was found; a question without a choice stays open."""
        return {
            each.id: Assessed(Judgment(how), str(self.answer(f"note_{each.id}")), bool(self.answer(f"flag_{each.id}")))
            for each in self.asked
            if (how := self.answer(f"how_{each.id}"))
        }

    @property
    def items(self) -> list[dict[str, Any]]:
        """Each question with what was said, what shows it, and the fields."""
        return [
            {
                "question": each,
                "answer": _answer(self.kept, each.id),
                "proof": self.kept.proof_of(each.id),
                "how": self[f"how_{each.id}"],
                "flag": self[f"flag_{each.id}"],
                "note": self[f"note_{each.id}"],
                "done": self.kept.is_assessed(each.id),
                "back": [one for one in self.kept.follow_ups if one.question == each.id],
                **_found(self.kept, each.id),
            }
            for each in self.asked
        ]


@page("evaluations/<uuid:evaluation_id>/assess/<str:group>/", name="evaluations.assess", permission="evaluations.see",
      methods=("GET", "POST"))  # fmt: skip
def assess(request: Request, evaluation_id: UUID, group: str) -> HttpResponse:
    """One group: what was answered, what shows it, what was found; for those who may, to be said."""
    actor = request.actor
    evaluation, kept, asked = _opened(request, evaluation_id, group)
    holder = kept.with_whom(utc_now())
    may = actor.may("evaluations.assess") and holder in (WithWhom.ASSESSORS, WithWhom.OWNER, WithWhom.NOBODY_ASKED)
    form = AssessForm(kept, asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("ask_back"):
        question = request.POST["ask_back"]
        ask_back(actor, evaluation, question, request.POST.get(f"back_{question}", ""), now=utc_now())
        messages.success(request, _("It is asked with the next link."))
        return redirect("evaluations.assess", evaluation.pk, group)
    if form.is_bound and sent(form, lambda: _assessed(request, evaluation, form)):
        return redirect(_after(evaluation, group))
    context = {**_frame(evaluation, kept, group), "form": form, "may": may, "holder": holder}
    return render(request, "evaluations/assess.html", context)


@page("evaluations/<uuid:evaluation_id>/documents/<str:group>/", name="evaluations.documents",
      permission="evaluations.answer", methods=("GET", "POST"))  # fmt: skip
def documents(request: Request, evaluation_id: UUID, group: str) -> HttpResponse:
    """Answer a group from what the vendor published."""
    actor = request.actor
    actor.must("evaluations.answer")
    evaluation, kept, asked = _opened(request, evaluation_id, group)
    free = [each for each in asked if not _is_vendors(kept, each.id)]
    form = GroupForm(kept, free, request.POST if request.method == "POST" else None)
    if form.is_bound and sent(form, lambda: _answered(request, evaluation, form)):
        messages.success(request, _("It is kept."))
        return redirect("evaluations.assess", evaluation.pk, group)
    return render(request, "evaluations/documents.html", {**_frame(evaluation, kept, group), "form": form})


@page("evaluations/<uuid:evaluation_id>/proof/", name="evaluations.proof", permission="evaluations.answer",
      methods=("GET", "POST"))  # fmt: skip
def proof(request: Request, evaluation_id: UUID) -> HttpResponse:
    """Attach a file that shows an answer."""
    actor = request.actor
    actor.must("evaluations.answer")
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    kept = record_of(evaluation)
    form = FileForm(kept, request.POST if request.method == "POST" else None, request.FILES or None,
                    initial={"questions": request.GET.getlist("question")})  # fmt: skip
    if form.is_bound and sent(form, lambda: _attached(request, evaluation, form)):
        messages.success(request, _("It is attached."))
        return redirect("evaluations.show", evaluation.pk)
    return render(request, "evaluations/proof.html", {"evaluation": evaluation, "form": form})


@page("evaluations/<uuid:evaluation_id>/companies/", name="evaluations.companies", permission="evaluations.answer",
      methods=("GET", "POST"))  # fmt: skip
def companies(request: Request, evaluation_id: UUID) -> HttpResponse:
    """Who else gets data, from the vendor's own list."""
    actor = request.actor
    actor.must("evaluations.answer")
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    first = {"companies": first_companies(record_of(evaluation))}
    form = CompaniesForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and sent(form, lambda: _listed(request, evaluation, form)):
        messages.success(request, _("It is kept."))
        return redirect("evaluations.show", evaluation.pk)
    return render(request, "evaluations/companies.html", {"evaluation": evaluation, "form": form})


@ON_EVALUATION.act("finish", permission="evaluations.finish")
def finish(request: Request, evaluation: Evaluation) -> Act:
    """Close it."""
    standing = record_of(evaluation).standing(timezone.localdate())
    will = [
        Sentence("{tool} stands by {points} of {most} points from now on.", tool=evaluation.tool.name,
                 points=standing.points, most=standing.most),
        Sentence("What was answered and found is closed; a new evaluation follows when it is due."),
    ]  # fmt: skip
    if standing.blocking:
        will.append(Sentence("{n} gates and red flags stand in the way of an approval.", n=len(standing.blocking)))
    return Act(
        _("Finish this evaluation"),
        _("Finish it"),
        _("It is finished."),
        tuple(will),
        lambda given: finish_evaluation(request.actor, evaluation, summary=given["summary"], now=utc_now()),
        asks=(Ask("summary", _("What should the committee know? One or two sentences."), optional=True),),
    )


def _opened(request: Request, evaluation_id: UUID, group: str) -> tuple[Evaluation, Record, list[Question]]:
    evaluation = evaluation_by_id(request.actor, str(evaluation_id))
    kept = record_of(evaluation)
    asked = [each for each in kept.questions if each.group == group]
    if not asked:
        raise Http404
    return evaluation, kept, asked


def _frame(evaluation: Evaluation, kept: Record, group: str) -> dict[str, Any]:
    return {
        "evaluation": evaluation,
        "tool": evaluation.tool,
        "group": group,
        "name": group_name(group),
        "back": address_of("evaluations.show", evaluation.pk),
        "groups": [
            {"label": group_name(each), "url": address_of("evaluations.assess", evaluation.pk, each),
             "current": each == group, "count": None}
            for each in dict.fromkeys(one.group for one in kept.questions)
        ],
    }  # fmt: skip


def _answer(kept: Record, question: str) -> dict[str, Any] | None:
    found = kept.answers.get(question)
    if found is None:
        return None
    by = GivenBy(found.given_by)
    credit = Sentence("to {district}", district=found.shared.key.district) if found.shared else GIVEN_BY_NAMES[by]
    return {"says": SAYS_NAMES[Says(found.says)], "words": found.words, "by": credit, "at": found.at}


def _found(kept: Record, question: str) -> dict[str, Any]:
    found = kept.assessments.get(question)
    if found is None or not kept.is_assessed(question):
        return {"found": "", "has_flag": False, "said_note": ""}
    return {"found": JUDGMENT_NAMES[Judgment(found.how)], "has_flag": found.red_flag, "said_note": found.note}


def _is_vendors(kept: Record, question: str) -> bool:
    found = kept.answers.get(question)
    return bool(kept.submissions) and found is not None and found.given_by == GivenBy.VENDOR


def _assessed(request: Request, evaluation: Evaluation, form: AssessForm) -> bool:
    assess_answers(request.actor, evaluation, form.found, now=utc_now())
    return True


def _answered(request: Request, evaluation: Evaluation, form: GroupForm) -> bool:
    answer_from_documents(request.actor, evaluation, form.answers, now=utc_now())
    return True


def _listed(request: Request, evaluation: Evaluation, form: CompaniesForm) -> bool:
    list_subprocessors(request.actor, evaluation, form.given, now=utc_now())
    return True


def _attached(request: Request, evaluation: Evaluation, form: FileForm) -> bool:
    upload = form.answer("file")
    name, content = (upload.name, upload.read()) if upload else ("", b"")
    attach_evidence(request.actor, evaluation, form.given, name, content, now=utc_now())
    return True


def _after(evaluation: Evaluation, group: str) -> str:
    """The next group with something open; else the evaluation's page."""
    kept = record_of(evaluation)
    following = next((each.group for each in kept.unassessed if each.group != group), "")
    return address_of("evaluations.assess", evaluation.pk, following) if following else address_of(
        "evaluations.show", evaluation.pk
    )  # fmt: skip
