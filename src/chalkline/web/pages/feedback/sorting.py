"""Sorting what was written, by whoever asked: look at doubtful words, put remarks to themes, say what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chalkline.kernel.clock import utc_now
from chalkline.rollout.feedback.api import (
    TAKEN_NAMES,
    Proposal,
    Question,
    Remark,
    RemarkState,
    Round,
    Taken,
    Theme,
    answer_theme,
    name_theme,
    proposed_themes,
    questions_of,
    remark_by_id,
    remarks_of,
    round_by_id,
    settle_doubt,
    shown,
    sort_remarks,
    theme_by_id,
    themes_of,
)
from chalkline.web.pages.feedback.telling import spoken
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent

MOST_SHOWN = 100


class ThemeForm(Questions):
    """The theme that the chosen remarks belong to: one that is there, or a new sentence."""

    theme = forms.ChoiceField(
        label=gettext_lazy("A theme that is there already"),
        widget=forms.Select(attrs={"class": "medium"}),
        required=False,
    )
    heard_en = forms.CharField(
        label=gettext_lazy("Or a new one, in English"),
        help_text=gettext_lazy("One sentence that begins “You …”. It stands on the public page once it is answered."),
        max_length=LONGEST,
        required=False,
    )
    heard_es = forms.CharField(label=gettext_lazy("The same in Spanish"), max_length=LONGEST, required=False)

    def __init__(self, themes: list[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(each.pk), spoken(each.heard_en, each.heard_es)) for each in themes]
        self.fields["theme"].choices = [("", _("A new one")), *known]  # type: ignore[attr-defined]


class DoneForm(Questions):
    """You said, we did."""

    done_en = forms.CharField(
        label=gettext_lazy("What did you do about it? In English"),
        help_text=gettext_lazy("What changed, or plainly why nothing will."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    done_es = forms.CharField(
        label=gettext_lazy("The same in Spanish"),
        help_text=gettext_lazy("Without it the Spanish page shows the English text."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )


@page(
    "feedback/<uuid:round_id>/sort/",
    name="feedback.sort",
    permission="feedback.sort",
    place="prove",
    methods=("GET", "POST"),
)
def sort(request: Request, round_id: UUID) -> HttpResponse:
    """What nobody has sorted yet; ?words=2 chooses the second proposal."""
    found = round_by_id(request.actor, str(round_id))
    new = list(remarks_of(request.actor, found, RemarkState.NEW)[:MOST_SHOWN])
    proposals = proposed_themes(request.actor, found)
    picked = _picked(request, proposals)
    themes = list(themes_of(request.actor, found))
    form = ThemeForm(themes, request.POST if request.method == "POST" else None)
    chosen = set(request.POST.getlist("chosen")) if form.is_bound else set(picked.remark_ids if picked else ())
    if form.is_bound and _sorted(request, found, form, sorted(chosen)):
        return redirect("feedback.sort", found.pk)
    asked = questions_of(found)
    context = {
        "round": found,
        "title": spoken(found.title_en, found.title_es),
        "form": form,
        "remarks": [_told(each, asked, chosen) for each in sorted(new, key=lambda each: str(each.pk) not in chosen)],
        "proposals": [_offer(number, each, picked) for number, each in enumerate(proposals, 1)],
        "picked": picked,
    }
    return render(request, "feedback/sort.html", context)


@page("feedback/remarks/<uuid:remark_id>/look/", name="feedback.look", permission="feedback.sort", methods=("POST",))
def look(request: Request, remark_id: UUID) -> HttpResponse:
    """Say whether a doubtful word names a student."""
    remark = remark_by_id(request.actor, str(remark_id))
    settle_doubt(request.actor, remark, names_a_child=request.POST.get("names") != "nobody", now=utc_now())
    return redirect("feedback.sort", remark.round_id)


@page(
    "feedback/themes/<uuid:theme_id>/",
    name="feedback.theme",
    permission="feedback.sort",
    place="prove",
    methods=("GET", "POST"),
)
def theme(request: Request, theme_id: UUID) -> HttpResponse:
    """Answer a theme, with what was written beside it."""
    found = theme_by_id(request.actor, str(theme_id))
    before = {"done_en": found.done_en, "done_es": found.done_es}
    form = DoneForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_bound:
        answers = {name: form.data.get(name, "") for name in ("done_en", "done_es")}
        if sent(form, lambda: answer_theme(request.actor, found, **answers, now=utc_now())):
            messages.success(request, _("It is answered, and stands on the public page."))
            return redirect("feedback.show", found.round_id)
    asked = questions_of(found.round)
    remarks = remarks_of(request.actor, found.round, RemarkState.THEMED).filter(theme=found)
    context = {
        "theme": found,
        "heard": spoken(found.heard_en, found.heard_es),
        "form": form,
        "remarks": [_told(each, asked, set()) for each in remarks[:MOST_SHOWN]],
    }
    return render(request, "feedback/theme.html", context)


def _sorted(request: Request, found: Round, form: ThemeForm, chosen: list[str]) -> bool:
    if not chosen:
        form.full_clean()
        form.add_error(None, _("Choose the remarks first."))
        return False

    def act() -> int:
        to = None
        if request.POST.get("act") != "aside":
            known = form.answer("theme")
            to = theme_by_id(request.actor, known) if known else _named(request, found, form)
        return sort_remarks(request.actor, found, chosen, to, now=utc_now())

    count = sent(form, act)
    if count is None:
        return False
    said = ngettext("One remark is sorted.", "{count} remarks are sorted.", count).format(count=count)
    messages.success(request, said)
    return True


def _named(request: Request, found: Round, form: ThemeForm) -> Theme:
    en, es = form.answer("heard_en"), form.answer("heard_es")
    return name_theme(request.actor, found, heard_en=en, heard_es=es, now=utc_now())


def _picked(request: Request, proposals: tuple[Proposal, ...]) -> Proposal | None:
    number = request.GET.get("words", "")
    return proposals[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(proposals) else None


def _offer(number: int, each: Proposal, picked: Proposal | None) -> dict[str, Any]:
    return {
        "number": number,
        "words": ", ".join(f"“{word}”" for word in each.words),
        "count": len(each.remark_ids),
        "here": each == picked,
    }


def _told(each: Remark, asked: tuple[Question, ...], chosen: set[str]) -> dict[str, Any]:
    question = asked[each.question - 1]
    return {
        "remark": each,
        "text": shown(each),
        "question": spoken(question.en, question.es),
        "taken": [TAKEN_NAMES[Taken(kind)] for kind in each.taken],
        "chosen": str(each.pk) in chosen,
    }
