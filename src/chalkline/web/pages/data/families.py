"""Families' choices, for those who answer for a child: find the student, take down what was said, write home."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from chalkline.data.families.api import (
    HEARD_BY_NAMES,
    SAID_NAMES,
    Choice,
    HeardBy,
    Letter,
    Said,
    child_by_id,
    children,
    choice_by_id,
    choices_in_force,
    choices_in_my_classes,
    choices_of,
    letters_of,
    make_letter,
    record_choice,
    withdraw_choice,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Person, names_of
from chalkline.publish.bundle.api import policy_in_force
from chalkline.tools.register.api import Tool, only_tools_like, registered, tools_known
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.qr import qr_of
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import day, said, say_date
from chalkline.web.tool_field import MOST_LISTED

MOST_FOUND = 25
TONES = {Said.NO: "stop", Said.YES: "ok"}
HEARD_AT_SCHOOL = (HeardBy.PAPER, HeardBy.TALK)


class ChoiceForm(Questions):
    """What a family said, and how it was heard."""

    MUST_CHOOSE = {
        "tool": gettext_lazy("Choose the tool."),
        "said": gettext_lazy("Choose what the family said."),
        "heard_by": gettext_lazy("Choose how you heard it."),
    }

    tool = forms.ChoiceField(label=gettext_lazy("Which tool?"), widget=forms.Select(attrs={"class": "medium"}))
    said = forms.ChoiceField(label=gettext_lazy("What did the family say?"), widget=forms.RadioSelect)
    heard_by = forms.ChoiceField(label=gettext_lazy("How did you hear it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].choices = [("", ""), *_tools()]  # type: ignore[attr-defined]
        self.fields["said"].choices = [(each.value, said(SAID_NAMES[each])) for each in Said]  # type: ignore[attr-defined]
        self.fields["heard_by"].choices = [  # type: ignore[attr-defined]
            (each.value, said(HEARD_BY_NAMES[each])) for each in HEARD_AT_SCHOOL
        ]


class LetterForm(Questions):
    """Which tools the letter asks about."""

    tools = forms.MultipleChoiceField(
        label=gettext_lazy("Which tools does the letter ask about?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tools"].choices = _tools()  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Tool]:
        """The tools themselves."""
        return [registered(slug) for slug in self.answer("tools") or ()]


@page("data/families/", name="data.families", permission="choices.record")
def families(request: Request) -> HttpResponseBase:
    """Find a student; what holds now."""
    words = request.GET.get("student", "").strip()
    table = _in_force(request)
    if table.wants_file:
        return table.file()
    context = {
        "parts": parts_of_data(request, "data.families"),
        "words": words,
        "found": list(children(request.actor, words)[:MOST_FOUND]) if words else [],
        "most": MOST_FOUND,
        "table": table,
        "has_any": choices_in_force(request.actor).exists(),
    }
    return render(request, "data/families.html", context)


@page("data/families/<uuid:child_id>/", name="data.family", permission="choices.record", methods=("GET", "POST"))
def family(request: Request, child_id: UUID) -> HttpResponse:
    """One student: what the family has said, and a way to take down what it says now."""
    child = child_by_id(request.actor, str(child_id))
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and sent(form, lambda: _take_down(request, child, form)):
        messages.success(request, _("It is taken down. The gateway follows it within five seconds."))
        return redirect("data.family", child.pk)
    context = {
        "child": child,
        "form": form,
        "told": [_told(each) for each in choices_of(request.actor, child)],
        "letters": list(letters_of(request.actor, child)),
        "has_tools": bool(_tools()),
    }
    return render(request, "data/family.html", context)


@page(
    "data/families/choices/<uuid:choice_id>/take-back/",
    name="data.take_back_choice",
    permission="choices.record",
    methods=("GET", "POST"),
)
def take_back(request: Request, choice_id: UUID) -> HttpResponse:
    """The family takes back what it said: as easily as it was said."""
    choice = choice_by_id(request.actor, str(choice_id))
    if request.method == "POST":
        withdraw_choice(request.actor, choice, HeardBy.TALK, now=utc_now())
        messages.success(request, _("It is taken back. The gateway follows it within five seconds."))
        return redirect("data.family", choice.child_id)
    after = {
        Said.NO: Sentence(
            "The family's no to {tool} ends: it may be used for this student again.", tool=choice.tool.name
        ),
        Said.YES: Sentence(
            "The family's yes to {tool} ends: where one is needed, it is refused.", tool=choice.tool.name
        ),
    }
    will = [after[Said(choice.said)], Sentence("What was said, and until when, stays on the record.")]
    return render(request, "data/take_back_choice.html", {"choice": choice, "will": will})


@page(
    "data/families/<uuid:child_id>/letter/",
    name="data.family_letter",
    permission="choices.record",
    methods=("GET", "POST"),
)
def letter(request: Request, child_id: UUID) -> HttpResponse:
    """A letter home with a link: the family answers on a telephone, without an account."""
    child = child_by_id(request.actor, str(child_id))
    form = LetterForm(request.POST if request.method == "POST" else None)
    made = sent(form, lambda: make_letter(request.actor, child, form.chosen, now=utc_now())) if form.is_bound else None
    if made:
        return _printed(request, child, *made)
    return render(request, "data/family_letter.html", {"child": child, "form": form})


@page("data/my-classes/", name="data.in_my_classes", permission="choices.see_in_class")
def in_my_classes(request: Request) -> HttpResponse:
    """For a teacher: whose family has said no or yes, so that people keep what no gateway can see."""
    told = [_told(each) for each in choices_in_my_classes(request.actor)]
    context = {"told": told, "parts": parts_of_data(request, "data.in_my_classes")}
    return render(request, "data/in_my_classes.html", context)


def _printed(request: Request, child: Person, made: Letter, secret: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("choices.answer", args=[secret]))
    context = {
        "child": child,
        "tools": [registered(slug) for slug in made.tools],
        "until_en": _day_in("en", made),
        "until_es": _day_in("es", made),
        "link": link,
        "qr": qr_of(link),
        "register": request.build_absolute_uri(reverse("register.home")),
    }
    response = render(request, "data/family_letter_made.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _day_in(language: str, made: Letter) -> str:
    with override(language):
        return day(made.expires_at)


def _take_down(request: Request, child: Person, form: ChoiceForm) -> bool:
    record_choice(
        request.actor,
        child,
        registered(form.answer("tool")),
        Said(form.answer("said")),
        HeardBy(form.answer("heard_by")),
        now=utc_now(),
    )
    return True


def _tools() -> list[tuple[str, str]]:
    """The tools of the policy in force, or every tool on the register before the first policy."""
    slugs = {terms.tool for terms in policy_in_force().terms}
    known = tools_known().filter(slug__in=slugs) if slugs else tools_known()
    return list(known.values_list("slug", "name")[:MOST_LISTED])


def _told(choice: Choice) -> dict[str, Any]:
    by = names_of([choice.recorded_by])[choice.recorded_by]
    return {
        "choice": choice,
        "said": SAID_NAMES[Said(choice.said)],
        "tone": "quiet" if choice.withdrawn_at else TONES[Said(choice.said)],
        "heard_by": HEARD_BY_NAMES[HeardBy(choice.heard_by)],
        "by": by if choice.heard_by != HeardBy.LETTER else "",
    }


def _in_force(request: Request) -> Table:
    return Table(
        request,
        "choices",
        caption=_("What families have said"),
        columns=[
            Column("student", _("Student"), sort="child__family_name"),
            Column("school", _("School"), sort="child__school__name"),
            Column("tool", _("Tool"), sort="tool__name"),
            Column("said", _("Said"), sort="said"),
            Column("on", _("Since"), sort="recorded_at"),
        ],
        rows=choices_in_force(request.actor),
        row=lambda each: [
            Link(str(each.child), reverse("data.family", args=[each.child_id])),
            each.child.school.name if each.child.school else "",
            each.tool.name,
            Status(SAID_NAMES[Said(each.said)], TONES[Said(each.said)]),
            say_date(each.recorded_at),
        ],
        search=partial(only_tools_like, tool="tool"),
        filters=[
            Filter(
                "said",
                _("Said"),
                [(each.value, name) for each, name in SAID_NAMES.items()],
                lambda rows, value: rows.filter(said=value),
            )
        ],
        order="student",
    )
