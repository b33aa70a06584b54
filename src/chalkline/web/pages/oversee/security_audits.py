"""Security audits: the checklist with its evidence, weaknesses with owner and day, trying again."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.security_audits.api import (
    EVIDENCE_NAMES,
    SEVERITY_NAMES,
    VERDICT_NAMES,
    WEAKNESS_STATE_NAMES,
    Answered,
    AuditAnswer,
    Evidence,
    Severity,
    Verdict,
    Weakness,
    WeaknessState,
    answer_item,
    begin_security_audit,
    checklist,
    finish_security_audit,
    item_by_id,
    mend_weakness,
    note_weakness,
    retest_weakness,
    security_audit_by_id,
    security_audits,
    weakness_by_id,
    weaknesses,
)
from chalkline.people.api import Actor, person_by_id
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.templatetags.saying import said

TONES = {Verdict.YES: "ok", Verdict.PARTLY: "attend", Verdict.NO: "stop", Verdict.NOT_HERE: "quiet"}
SEVERITY_TONES = {Severity.LOW: "info", Severity.MEDIUM: "attend", Severity.HIGH: "stop"}


class AnswerForm(Questions):
    """What is so, and what shows it."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"verdict": lazy("Choose one.")}

    verdict = forms.ChoiceField(label=lazy("What is so?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=lazy("What shows it?"),
        help_text=lazy("What you saw and where. Or give a link or a file below."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    link = forms.CharField(label=lazy("A link to it"), max_length=500, required=False)
    file = forms.FileField(
        label=lazy("A file that shows it"),
        help_text=lazy("It is not kept here, only its name and its digest: keep the file yourself."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [(each.value, said(name)) for each, name in VERDICT_NAMES.items()]  # type: ignore[attr-defined]

    def answered(self) -> Answered:
        """The answer with the strongest evidence that was given."""
        verdict, words = Verdict(self.answer("verdict") or Verdict.NO), self.answer("words")
        file, link = self.answer("file"), self.answer("link").strip()
        if file:
            digest = hashlib.sha256()
            for piece in file.chunks():
                digest.update(piece)
            return Answered(verdict, Evidence.FILE, words, link, file.name[:200], digest.hexdigest())
        return Answered(verdict, Evidence.LINK if link else Evidence.SEEN, words, link)


class WeaknessForm(Questions):
    """What is weak, how much, who, until when."""

    text = forms.CharField(
        label=lazy("What is not as it should be?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )
    severity = forms.ChoiceField(label=lazy("How much harm could it do?"))
    owner = forms.ChoiceField(label=lazy("Who sees to it?"))
    due_on = forms.CharField(
        label=lazy("Until when?"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}), max_length=40
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"].choices = [(each.value, said(name)) for each, name in SEVERITY_NAMES.items()]  # type: ignore[attr-defined]
        self.fields["owner"].choices = possible_owners(actor, "")  # type: ignore[attr-defined]


@page("protect/security/", name="security_audits.home", permission="security_audits.mend")
def home(request: Request) -> HttpResponse:
    """The audits, and the weaknesses that are not closed."""
    actor, today = request.actor, localdate()
    may_see = actor.may("security_audits.see")
    context = {
        "tabs": tabs(request, actor, "security_audits.home"),
        "audits": [_audit_line(each) for each in security_audits(actor)] if may_see else [],
        "weaknesses": [_weakness(each, today) for each in weaknesses(actor)],
        "may_run": actor.may("security_audits.run"),
    }
    return render(request, "oversee/security.html", context)


@page("protect/security/begin/", name="security_audits.begin", permission="security_audits.run", methods=("POST",))
def begin(request: Request) -> HttpResponse:
    """Begin one."""
    audit = begin_security_audit(request.actor, now=utc_now())
    messages.success(request, _("What we know ourselves is answered already."))
    return redirect("security_audits.show", audit.pk)


@page(
    "protect/security/<uuid:audit_id>/",
    name="security_audits.show",
    permission="security_audits.see",
    methods=("GET", "POST"),
)
def show(request: Request, audit_id: UUID) -> HttpResponse:
    """The result: every question with its answer and what shows it."""
    actor = request.actor
    audit = security_audit_by_id(actor, str(audit_id))
    if request.method == "POST":
        finish_security_audit(actor, audit, now=utc_now())
        messages.success(request, _("The audit is finished."))
        return redirect("security_audits.show", audit.pk)
    answers = {each.item: each for each in audit.answers.all()}
    _version, areas, items = checklist()
    told = [
        (name, [(item, _answer(answers.get(item.id))) for item in items if item.area == area]) for area, name in areas
    ]
    verdicts = [Verdict(each.verdict) for each in answers.values()]
    context = {
        "audit": audit,
        "areas": told,
        "stands": Sentence(
            "{yes} of {all} questions are answered with yes, {open} are open.",
            yes=sum(each in {Verdict.YES, Verdict.NOT_HERE} for each in verdicts),
            all=len(items),
            open=len(items) - len(answers),
        ),
        "weaknesses": [_weakness(each, localdate()) for each in audit.weaknesses.select_related("owner")],
        "may_run": actor.may("security_audits.run"),
    }
    return render(request, "oversee/security_audit.html", context)


@page(
    "protect/security/<uuid:audit_id>/<slug:item_id>/",
    name="security_audits.item",
    permission="security_audits.run",
    methods=("GET", "POST"),
)
def item(request: Request, audit_id: UUID, item_id: str) -> HttpResponse:
    """Answer one question, or note a weakness at it."""
    actor, now = request.actor, utc_now()
    audit, asked = security_audit_by_id(actor, str(audit_id)), item_by_id(item_id)
    if asked is None:
        raise not_found(Sentence("question"))
    weak = request.POST.get("do") == "weakness"
    form = AnswerForm(None if weak else request.POST or None, None if weak else request.FILES or None)
    weakness_form = WeaknessForm(actor, request.POST if weak else None)
    if request.method == "POST":
        done = sent(weakness_form, lambda: _note(actor, audit, item_id, weakness_form)) if weak else None
        kept = None if weak else sent(form, lambda: answer_item(actor, audit, item_id, form.answered(), now=now))
        if done or kept:
            messages.success(request, _("Noted."))
            return redirect("security_audits.show", audit.pk)
    context = {"audit": audit, "item": asked, "form": form, "weakness_form": weakness_form}
    return render(request, "oversee/security_item.html", context)


@page(
    "protect/security/weaknesses/<uuid:weakness_id>/",
    name="security_audits.weakness",
    permission="security_audits.mend",
    methods=("POST",),
)
def weakness(request: Request, weakness_id: UUID) -> HttpResponse:
    """Mended, or tried again."""
    actor, now = request.actor, utc_now()
    found, do = weakness_by_id(actor, str(weakness_id)), request.POST.get("do", "")
    if do == "mended":
        mend_weakness(actor, found, note=request.POST.get("note", ""), now=now)
    else:
        retest_weakness(actor, found, holds=do == "holds", now=now)
    messages.success(request, _("Noted."))
    return redirect("security_audits.home")


def _note(actor: Actor, audit: Any, item_id: str, form: WeaknessForm) -> Weakness:
    owner = person_by_id(form.answer("owner") or actor.id)
    if owner is None:
        raise not_found(Sentence("person"))
    severity = Severity(form.answer("severity") or Severity.MEDIUM)
    due_on = day_from(form.answer("due_on"))
    text = form.answer("text")
    return note_weakness(actor, audit, item_id, text, severity=severity, owner=owner, due_on=due_on, now=utc_now())


def _audit_line(audit: Any) -> dict[str, Any]:
    done = audit.finished_at is not None
    return {
        "title": Sentence("Security audit of {day}", day=audit.begun_at),
        "url": address_of("security_audits.show", audit.pk),
        "detail": Sentence("Begun by {name}.", name=str(audit.begun_by)),
        "chip": Sentence("finished") if done else Sentence("under way"),
        "tone": "ok" if done else "attend",
    }


def _answer(answer: AuditAnswer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    verdict = Verdict(answer.verdict)
    return {
        "answer": answer,
        "chip": VERDICT_NAMES[verdict],
        "tone": TONES[verdict],
        "evidence": EVIDENCE_NAMES[Evidence(answer.evidence)],
    }


def _weakness(each: Weakness, today: date) -> dict[str, Any]:
    state, severity = WeaknessState(each.state), Severity(each.severity)
    late = state is WeaknessState.OPEN and each.due_on < today
    return {
        "weakness": each,
        "severity": SEVERITY_NAMES[severity],
        "severity_tone": SEVERITY_TONES[severity],
        "chip": Sentence("Late") if late else WEAKNESS_STATE_NAMES[state],
        "tone": "stop" if late else {"open": "attend", "mended": "info", "closed": "ok"}[state.value],
        "may_mend": state is WeaknessState.OPEN,
        "may_retest": state is WeaknessState.MENDED,
    }
