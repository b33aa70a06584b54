"""Protect: reviewed answers. What waits for a monitor, one answer with its form, results by use, who reviews."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import conditions_of_use, use_by_id, uses_in_force
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.reading_calls import Part
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.output_review.api import (
    FINDING_NAMES,
    SEVERITY_NAMES,
    Finding,
    Judged,
    Rate,
    Results,
    Sample,
    Severity,
    monitor_of,
    name_monitor,
    notes_of,
    read_sample,
    results,
    review_and_raise_concern,
    review_output,
    sample_by_id,
    samples_to_review,
)
from chalkline.people.api import Actor, person_by_id
from chalkline.rulebook.api import ConditionKind, KeptBy
from chalkline.web.pages.protect.telling import role_of_part, tabs
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said, titled

TONES = {Finding.FINE: "ok", Finding.WRONG: "attend", Finding.BIASED: "stop", Finding.OFF_TASK: "info"}


class ReviewForm(Questions):
    """A minute's form."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"finding": lazy("Choose one.")}

    finding = forms.ChoiceField(label=lazy("How is the answer?"), widget=forms.RadioSelect)
    severity = forms.ChoiceField(
        label=lazy("If it is not fine: how bad is it?"), widget=forms.RadioSelect, initial="low"
    )
    note = forms.CharField(
        label=lazy("What is not right?"),
        help_text=lazy("One sentence, without names."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        required=False,
    )
    concern = forms.BooleanField(
        label=lazy("Those who handle concerns should hear of it"),
        help_text=lazy("Your sentence goes to them as a concern."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = [(each.value, said(name)) for each, name in FINDING_NAMES.items()]  # type: ignore[attr-defined]
        self.fields["severity"].choices = [(each.value, said(name)) for each, name in SEVERITY_NAMES.items()]  # type: ignore[attr-defined]

    def judged(self) -> Judged:
        """What was said."""
        finding = Finding(self.answer("finding") or Finding.FINE)
        return Judged(finding, Severity(self.answer("severity") or Severity.LOW), self.answer("note"))


class MonitorForm(Questions):
    """Who reviews, and how much."""

    SHOWN_AT: ClassVar[dict[str, str]] = {}

    person = forms.ChoiceField(label=lazy("Who reviews the answers of this use?"))
    second = forms.ChoiceField(
        label=lazy("Who looks where this person may not look alone?"),
        help_text=lazy("At answers given to them, and at all of them if the use is theirs."),
    )
    percent = forms.IntegerField(
        label=lazy("How many of a hundred kept answers?"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "short"}),
        initial=20,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "second"):
            self.fields[name].choices = possible_owners(actor, str(self[name].value() or ""))  # type: ignore[attr-defined]


@page("protect/answers/", name="outputs.home", permission="outputs.review")
def home(request: Request) -> HttpResponse:
    """What waits for this person, and what was found."""
    actor, today = request.actor, localdate()
    waiting = samples_to_review(actor)
    sees = actor.may("outputs.see")
    context = {
        "tabs": tabs(request, actor, "outputs.home"),
        "count": waiting.count(),
        "next": waiting.first(),
        "results": [_result(each) for each in results(actor, today)] if sees else [],
        "monitors": _monitors(actor),
        "sees": sees,
    }
    return render(request, "protect/outputs.html", context)


@page("protect/answers/<uuid:sample_id>/", name="outputs.show", permission="outputs.review", methods=("GET", "POST"))
def show(request: Request, sample_id: UUID) -> HttpResponse:
    """One answer: opened by a press, so that nobody reads one by following an address; then its form."""
    actor = request.actor
    sample = sample_by_id(actor, str(sample_id))
    doing = request.POST.get("do", "")
    form = ReviewForm(request.POST if doing == "send" else None)
    if doing == "send" and sent(form, lambda: _review(actor, sample, form)):
        messages.success(request, _("Kept. Thank you."))
        following = samples_to_review(actor).first()
        return redirect("outputs.show", following.pk) if following else redirect("outputs.home")
    opened = read_sample(actor, sample, now=utc_now()) if doing else None
    context = {
        "sample": sample,
        "form": form,
        "left": samples_to_review(actor).count(),
        "asked": _parts(opened.asked) if opened else None,
        "answered": _parts(opened.answered) if opened else None,
    }
    response = render(request, "protect/output.html", context)
    response["Cache-Control"] = "no-store"
    return response


@page("protect/answers/use/<uuid:use_id>/", name="outputs.use", permission="outputs.see")
def of_use(request: Request, use_id: UUID) -> HttpResponse:
    """What reviews of one use have found, month by month, and what was not right."""
    actor = request.actor
    use = use_by_id(actor, str(use_id))
    found = next((each for each in results(actor, localdate()) if each.use.pk == use.pk), None)
    if found is None:
        raise not_found(Sentence("result"))
    context = {
        **_result(found),
        "notes": [
            {
                "finding": FINDING_NAMES[Finding(each.finding)],
                "tone": TONES[Finding(each.finding)],
                "severity": SEVERITY_NAMES[Severity(each.severity)],
                "note": each.note,
                "by": each.reviewer,
                "at": each.reviewed_at,
            }
            for each in notes_of(actor, str(use.pk))[:50]
        ],
        "use_url": address_of("uses.show", use.pk),
        "review_url": address_of("calendar.show", "use", use.pk) if actor.could("calendar.hold_review") else "",
    }
    return render(request, "protect/outputs_of_use.html", context)


@page(
    "protect/answers/monitor/<uuid:use_id>/",
    name="outputs.monitor",
    permission="outputs.name_monitor",
    methods=("GET", "POST"),
)
def monitor(request: Request, use_id: UUID) -> HttpResponse:
    """Name who reviews the answers of a use."""
    actor = request.actor
    actor.must("outputs.name_monitor")
    use = use_by_id(actor, str(use_id))
    known = monitor_of(str(use.pk))
    initial: dict[str, Any] = (
        {"person": str(known.person_id), "second": str(known.second_id), "percent": known.percent} if known else {}
    )
    form = MonitorForm(actor, request.POST or None, initial=initial)

    def name_them() -> Any:
        person, second = (person_by_id(form.answer(name)) for name in ("person", "second"))
        if person is None or second is None:
            raise not_found(Sentence("person"))
        return name_monitor(actor, use, person, second, percent=form.answer("percent") or 0, now=utc_now())

    if request.method == "POST" and sent(form, name_them):
        messages.success(request, _("From now on a share of the kept answers goes to them."))
        return redirect("outputs.home")
    return render(request, "protect/monitor.html", {"form": form, "use": use})


def _review(actor: Actor, sample: Sample, form: ReviewForm) -> Any:
    judged = form.judged()
    tells = bool(form.answer("concern")) and judged.finding is not Finding.FINE
    act = review_and_raise_concern if tells else review_output
    return act(actor, sample, judged, now=utc_now())


def _parts(parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    return [(role_of_part(each.role), each.text) for each in parts]


def _result(found: Results) -> dict[str, Any]:
    return {
        "title": titled(found.use.title),
        "url": address_of("outputs.use", found.use.pk),
        "rates": [_rate(each) for each in found.rates],
        "reviewed": found.rates[0].of if found.rates else 0,
        "months": found.months,
        "waiting": found.waiting,
        "late": found.late,
        "lapsed": found.lapsed,
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "name": FINDING_NAMES[rate.finding],
        "tone": TONES[rate.finding],
        "said": Sentence(
            "{count} of {of} ({low}% to {high}%)",
            count=rate.count,
            of=rate.of,
            low=round(rate.low * 100),
            high=round(rate.high * 100),
        ),
    }


def _monitors(actor: Actor) -> list[dict[str, Any]]:
    """Uses of which texts are kept, with who reviews; for whoever names them."""
    if not actor.may("outputs.name_monitor"):
        return []
    kept = (
        use
        for use in uses_in_force(actor, localdate())
        if any(each.kind is ConditionKind.KEEP and each.kept_by is KeptBy.GATEWAY for each in conditions_of_use(use))
    )
    return [
        {"title": titled(use.title), "url": address_of("outputs.monitor", use.pk), "named": monitor_of(str(use.pk))}
        for use in kept
    ]
