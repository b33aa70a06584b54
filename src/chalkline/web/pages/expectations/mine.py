"""A teacher's classes: how far each works with AI, in under a minute, on a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.publish.expectations.api import (
    LEVEL_NAMES,
    LEVEL_SAID,
    Asked,
    Expectation,
    Level,
    Taught,
    Work,
    WorkAsked,
    end_work,
    my_class,
    my_classes,
    my_expectation,
    my_work,
    renew_link,
    set_class_level,
    set_work,
    works_of,
)
from chalkline.web.acting import Act, ActsOn
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.qr import qr_of
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, day_from, sent
from chalkline.web.templatetags.saying import said

A_WEEK = timedelta(days=7)


class LevelForm(Questions):
    """The level of a class."""

    MUST_CHOOSE = {"level": lazy("Choose a level.")}

    level = forms.ChoiceField(label=lazy("How far does this class work with AI?"), widget=forms.RadioSelect)
    label = forms.CharField(
        label=lazy("What do students call this class?"),
        help_text=lazy("For example “Period 3, Biology”. No names of students."),
        max_length=400,
    )
    note = forms.CharField(
        label=lazy("Anything to add for students?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )

    def __init__(self, highest: Level, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = _choices(highest)  # type: ignore[attr-defined]  # a choice field

    def asked(self) -> Asked:
        """What was chosen."""
        level = self.answer("level")
        return Asked(int(level) if level else 0, self.answer("label"), self.answer("note"))


class WorkForm(Questions):
    """A piece of work with a level of its own."""

    MUST_CHOOSE = {"level": lazy("Choose a level.")}

    title = forms.CharField(label=lazy("What is the work called?"), max_length=400)
    level = forms.ChoiceField(label=lazy("How far is AI part of it?"), widget=forms.RadioSelect)
    opens_on = forms.CharField(
        label=lazy("From which day?"), widget=forms.TextInput(attrs={"type": "date", "class": "short"})
    )
    due_on = forms.CharField(
        label=lazy("Until which day?"), widget=forms.TextInput(attrs={"type": "date", "class": "short"})
    )
    holds_class = forms.BooleanField(
        label=lazy("It is a test: on these days nobody of the class goes further"), required=False
    )
    note = forms.CharField(
        label=lazy("Anything to add for students?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )

    def __init__(self, highest: Level, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = _choices(highest)  # type: ignore[attr-defined]  # a choice field

    def asked(self) -> WorkAsked:
        """What was answered."""
        level = self.answer("level")
        return WorkAsked(
            self.answer("title"),
            int(level) if level else 0,
            day_from(self.answer("opens_on")),
            day_from(self.answer("due_on")),
            self.answer("note"),
            bool(self.answer("holds_class")),
        )


def _choices(highest: Level) -> list[tuple[str, str]]:
    return [
        (str(level.value), f"{level.value}. {said(LEVEL_NAMES[level])}: {said(LEVEL_SAID[level])}")
        for level in Level
        if level <= highest
    ]


@page("protect/expectations/", name="expectations.home", permission="expectations.set")
def home(request: Request) -> HttpResponse:
    """One's classes, each with its level."""
    found = [
        (each, _address(each), LEVEL_NAMES.get(each.level) if each.level else None)
        for each in my_classes(request.actor)
    ]
    return render(
        request, "expectations/home.html", {"classes": found, "tabs": tabs(request, request.actor, "expectations.home")}
    )


def _address(of: Taught) -> str:
    if of.expectation_id:
        return reverse("expectations.show", args=[of.expectation_id])
    return f"{reverse('expectations.set')}?class={of.class_id}"


@page("protect/expectations/set/", name="expectations.set", permission="expectations.set", methods=("GET", "POST"))
def choose(request: Request) -> HttpResponse:
    """The level of one class."""
    class_id = request.POST.get("class", "") or request.GET.get("class", "")
    of = my_class(request.actor, class_id)
    held = my_expectation(request.actor, of.expectation_id) if of.expectation_id else None
    initial = {"level": str(held.level), "label": held.label, "note": held.note} if held else {"level": ""}
    form = LevelForm(of.highest, request.POST or None, initial=initial)

    def do() -> Expectation:
        return set_class_level(request.actor, class_id, form.asked(), now=utc_now())

    if request.method == "POST" and (made := sent(form, do)) is not None:
        messages.success(request, _("It is set. The gateway follows within seconds; show your class its page."))
        return redirect("expectations.show", made.pk)
    return render(request, "expectations/set.html", {"form": form, "of": of, "highest": LEVEL_NAMES[of.highest]})


@page("protect/expectations/<uuid:expectation_id>/", name="expectations.show", permission="expectations.set")
def show(request: Request, expectation_id: UUID) -> HttpResponse:
    """One class: its level, its work, its page for students and families."""
    held = my_expectation(request.actor, str(expectation_id))
    return render(request, "expectations/show.html", _told(request, held))


@page("protect/expectations/<uuid:expectation_id>/sheet/", name="expectations.sheet", permission="expectations.set")
def sheet(request: Request, expectation_id: UUID) -> HttpResponse:
    """A sheet to print for the wall, in both languages, with the address as a picture."""
    held = my_expectation(request.actor, str(expectation_id))
    return render(request, "expectations/sheet.html", _told(request, held))


@page(
    "protect/expectations/<uuid:expectation_id>/work/",
    name="expectations.work",
    permission="expectations.set",
    methods=("GET", "POST"),
)
def work(request: Request, expectation_id: UUID) -> HttpResponse:
    """A piece of work, new or (?work=) as it stands."""
    held = my_expectation(request.actor, str(expectation_id))
    wanted = request.POST.get("work", "") or request.GET.get("work", "")
    current = my_work(request.actor, wanted) if wanted else None
    today = localdate()
    initial: dict[str, Any] = {"opens_on": str(today), "due_on": str(today + A_WEEK)}
    if current:
        initial = {
            "title": current.title,
            "level": str(current.level),
            "opens_on": str(current.opens_on),
            "due_on": str(current.due_on),
            "holds_class": current.holds_class,
            "note": current.note,
        }
    form = WorkForm(my_class(request.actor, held.class_id).highest, request.POST or None, initial=initial)

    def do() -> Work:
        return set_work(request.actor, held, form.asked(), work=current, now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("It is set."))
        return redirect("expectations.show", held.pk)
    return render(request, "expectations/work.html", {"form": form, "held": held, "work": current})


def _work(request: Request, work_id: UUID) -> Work:
    return my_work(request.actor, str(work_id))


ON_WORK = ActsOn(
    "protect/expectations/work/<uuid:work_id>/",
    "expectations",
    _work,
    lambda of: of.title,
    lambda of: reverse("expectations.show", args=[of.of_id]),
)


@ON_WORK.act("end", permission="expectations.set", name="end_work")
def end(request: Request, of: Work) -> Act:
    """The work is over."""
    return Act(
        title=_("End this level"),
        button=_("End it"),
        done=_("The work is at the level of its class again."),
        will=(Sentence("The work is at the level of its class again, within seconds."),),
        do=lambda _given: end_work(request.actor, of, now=utc_now()),
    )


def _held(request: Request, expectation_id: UUID) -> Expectation:
    return my_expectation(request.actor, str(expectation_id))


ON_CLASS = ActsOn(
    "protect/expectations/<uuid:expectation_id>/",
    "expectations",
    _held,
    lambda of: of.label,
    lambda of: reverse("expectations.show", args=[of.pk]),
)


@ON_CLASS.act("new-link", permission="expectations.set", name="new_link")
def another_link(request: Request, of: Expectation) -> Act:
    """The old one got around too far."""
    return Act(
        title=_("A new link for the page of the class"),
        button=_("Make a new link"),
        done=_("The page has a new link."),
        will=(Sentence("The old link and its picture lead nowhere any more. Show the class the new one."),),
        do=lambda _given: renew_link(request.actor, of, now=utc_now()),
    )


def _told(request: Request, held: Expectation) -> dict[str, Any]:
    level = Level(held.level)
    taught = my_class(request.actor, held.class_id)
    link = settings.CHALKLINE.public_url.rstrip("/") + reverse("register.class_page", args=[held.link])
    works = [(each, LEVEL_NAMES[Level(each.level)]) for each in works_of(held, localdate())]
    return {
        "held": held,
        "of": taught,
        "level": level.value,
        "name": LEVEL_NAMES[level],
        "words": LEVEL_SAID[level],
        "works": works,
        "link": link,
        "qr": qr_of(link),
        "is_above": level > taught.highest,
        "highest": LEVEL_NAMES[taught.highest],
        "district": settings.CHALKLINE.district,
    }
