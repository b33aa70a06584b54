"""Filter lists: who would lose what, publishing by one person or two, and what happens with what nobody decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, names_of
from chalkline.publish.filter_lists.api import (
    CHOOSABLE,
    COURSE_NAMES,
    GROUPS,
    MATTER_NAMES,
    STATE_NAMES,
    Course,
    Edition,
    Look,
    Matter,
    State,
    Turned,
    activate_lists,
    choices_in_force,
    choose_courses,
    edition_by_id,
    edition_in_force,
    look_at,
    publish_lists,
    state_of,
    unpublished,
)
from chalkline.report.keeping.api import Use, use_of
from chalkline.rulebook.api import Group
from chalkline.web.pages.filter_lists.telling import STATE_TONES, becoming
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said


class WhyForm(Questions):
    """The reason that stays in the record."""

    reason = forms.CharField(
        label=gettext_lazy("Why now?"),
        help_text=gettext_lazy("One sentence. It stays in the record, and people who lose a tool will ask."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )


class ChoicesForm(WhyForm):
    """What happens with what nobody decided: a choice for students and one for staff, of each matter."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        held = choices_in_force()
        options = [(course.value, said(COURSE_NAMES[course])) for course in CHOOSABLE]
        for matter in Matter:
            for group in GROUPS:
                name = said(Sentence("{matter}: for {group}", matter=MATTER_NAMES[matter], group=GROUP_NAMES[group]))
                self.fields[f"{group.value}.{matter.value}"] = forms.ChoiceField(
                    label=name, choices=options, widget=forms.RadioSelect, initial=held[group, matter].value
                )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def chosen(self) -> dict[tuple[Group, Matter], Course]:
        """The choices as they were made."""
        held = choices_in_force()
        return {key: Course(self.answer(f"{key[0].value}.{key[1].value}") or held[key]) for key in held}


GROUP_NAMES = {Group.STUDENTS: Sentence("students"), Group.STAFF: Sentence("staff")}


@page(
    "protect/filter-lists/publish/", name="filter_lists.publish", permission="filter_lists.see", methods=("GET", "POST")
)
def publish(request: Request) -> HttpResponse:
    """Who would lose what, and who would gain; then, with a reason, publish."""
    actor, now = request.actor, utc_now()
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = sent(form, lambda: publish_lists(actor, reason=str(form.answer("reason")), now=now))
        if made:
            if made.activated_at:
                messages.success(request, _("Edition {n} is in force.").format(n=made.number))
                return redirect("filter_lists.home")
            return redirect("filter_lists.edition", made.pk)
    try:
        look = unpublished(actor)
    except Problem as problem:
        return render(request, "filter_lists/publish.html", {"trouble": problem})
    current = edition_in_force()
    return render(
        request,
        "filter_lists/publish.html",
        {
            "form": form,
            "look": look,
            "current": current,
            "number": (current.number if current else 0) + 1,
            "becoming": becoming(look.changes, look.lists, _use(actor, look)),
            "widens": look.widens,
            "may_prepare": actor.may("filter_lists.prepare"),
            "tools": len({each.slug for each in look.changes}),
        },
    )


@page("protect/filter-lists/editions/<uuid:edition_id>/", name="filter_lists.edition", permission="filter_lists.see")
def edition(request: Request, edition_id: UUID) -> HttpResponse:
    """One edition: what it changes, who prepared it, and putting it in force."""
    actor = request.actor
    found = edition_by_id(actor, str(edition_id))
    look, state = look_at(actor, found), state_of(found)
    is_mine = found.prepared_by == actor.id
    return render(
        request,
        "filter_lists/edition.html",
        {
            "edition": found,
            "look": look,
            "state": STATE_NAMES[state],
            "tone": STATE_TONES[state],
            "is_waiting": state is State.WAITING,
            "is_mine": is_mine,
            "may_activate": state is State.WAITING
            and actor.may("filter_lists.activate")
            and not (is_mine and found.widens),
            "becoming": becoming(look.changes, look.lists, _use(actor, look)),
            "people": _people(found),
            "will": [
                Sentence("Filters that fetch their lists get edition {n} from now on.", n=found.number),
                Sentence("What was put in by hand from files stays as it is until you put in the new files."),
                Sentence("Your name stands with it in the ledger."),
            ],
            "back": reverse("filter_lists.home"),
        },
    )


@page(
    "protect/filter-lists/editions/<uuid:edition_id>/activate/", name="filter_lists.activate",
    permission="filter_lists.activate", methods=("POST",),
)  # fmt: skip
def activate(request: Request, edition_id: UUID) -> HttpResponse:
    """Put it in force."""
    done = activate_lists(request.actor, edition_by_id(request.actor, str(edition_id)), now=utc_now())
    messages.success(request, _("Edition {n} is in force.").format(n=done.number))
    return redirect("filter_lists.home")


@page(
    "protect/filter-lists/choices/",
    name="filter_lists.choices",
    permission="filter_lists.choose",
    methods=("GET", "POST"),
)
def choices(request: Request) -> HttpResponse:
    """Say what happens with what nobody decided."""
    form = ChoicesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        reason = str(form.data.get("reason", ""))
        done = sent(form, lambda: choose_courses(request.actor, form.chosen(), reason=reason, now=utc_now()))
        if done:
            messages.success(request, _("It counts for the next edition of the lists."))
            return redirect("filter_lists.home")
    return render(request, "filter_lists/choices.html", {"form": form, "back": reverse("filter_lists.home")})


def _use(actor: Actor, look: Look) -> Callable[[Turned], Use] | None:
    """How many use now what would change; nothing where this person sees no audit."""
    return use_of(actor, look.lists) if actor.may("discover.see_audit") else None


def _people(found: Edition) -> dict[str, Any]:
    names = names_of([each for each in (found.prepared_by, found.activated_by) if each])
    return {"prepared": names[found.prepared_by], "activated": names.get(found.activated_by, "")}
