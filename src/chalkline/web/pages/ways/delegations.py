"""Who may decide small requests for the committee: what was decided by it, what came back for a look, proposing one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import Light, committee_by_id, committees, meeting_by_id, seat_of, waiting_item
from chalkline.govern.delegations.api import (
    CLASSES,
    DELEGATION_STATE_NAMES,
    LEVELS,
    LOOK_STATE_NAMES,
    ROLES_OFFERED,
    Delegation,
    DelegationState,
    Limits,
    Look,
    LookState,
    decided_by_it,
    delegates_of,
    delegation_by_id,
    delegations,
    end_delegation,
    look_by_id,
    looks,
    propose_delegation,
    put_delegation_on_agenda,
    put_look_on_agenda,
    state_of_delegation,
    taken_in_month,
    to_whom,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import ROLE_NAMES, Actor, Role, person_by_id, staff
from chalkline.web.care import LEVEL_WORDS
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.histories import happened_to
from chalkline.web.pages.meetings import telling
from chalkline.web.pages.ways.meetings_open import meetings_open_to
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said

TONES = {
    DelegationState.PROPOSED: "info",
    DelegationState.IN_FORCE: "ok",
    DelegationState.DECLINED: "stop",
    DelegationState.ENDED: "quiet",
    DelegationState.OVER: "quiet",
}
LOOK_TONES = {LookState.WAITING: "attend", LookState.CONFIRMED: "ok", LookState.PULLED_BACK: "stop"}


class DelegationForm(Questions):
    """To whom, up to how much care, about which data, how often, until when, and why."""

    committee = forms.ChoiceField(label=lazy("Which committee gives the right?"))
    to = forms.ChoiceField(label=lazy("Who may decide?"))
    level = forms.ChoiceField(label=lazy("Up to which care?"), widget=forms.RadioSelect)
    classes = forms.MultipleChoiceField(
        label=lazy("About which data?"),
        help_text=lazy("Restricted data always goes to the committee."),
        widget=forms.CheckboxSelectMultiple,
    )
    a_month = forms.CharField(
        label=lazy("How many a month, at most?"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        max_length=5,
    )
    percent = forms.CharField(
        label=lazy("Which share comes back to the committee for a look, in percent?"),
        help_text=lazy("The first one always does; which others do is drawn, and nobody chooses."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        max_length=5,
    )
    until_on = forms.DateField(
        label=lazy("Until which day?"),
        help_text=lazy("At most a year. It ends by itself."),
        widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
    )
    because = forms.CharField(
        label=lazy("Why?"),
        help_text=lazy("Members read it before they vote."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"level": "green", "classes": ["public"], "a_month": "10", "percent": "20"})
        people = [(str(each.pk), str(each)) for each in staff(actor)[:300]]
        roles = [(role.value, said(ROLE_NAMES[role])) for role in ROLES_OFFERED]
        choices = [("", _("Choose")), (_("Whoever holds a role"), roles), (_("One person"), people)]
        self._choices("committee", [(str(each.pk), each.name) for each in committees(actor)])
        self._choices("to", choices)
        self._choices("level", [(each.value, said(LEVEL_WORDS[each])) for each in LEVELS])
        self._choices("classes", [(key, said(words)) for key, words in CLASSES.items()])

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def limits(self) -> Limits:
        """How far it would reach: the rules judge it."""
        return Limits(
            level=Light(self.answer("level") or "red"),
            classes=frozenset(self.answer("classes") or ()),
            a_month=_number(self.answer("a_month")),
            until_on=self.answer("until_on") or date.min,
            percent=_number(self.answer("percent")),
        )


@page("decide/delegations/", name="ways.delegations", permission="delegations.see")
def home(request: Request) -> HttpResponse:
    """Delegations, and what waits for a look."""
    context = {
        "delegations": [_told(each) for each in delegations(request.actor)[:50]],
        "looks": [_look_told(each) for each in looks(request.actor).filter(state=LookState.WAITING.value)[:50]],
        "may_propose": request.actor.could("delegations.propose") and committees(request.actor).exists(),
        "parts": parts_of_deciding(request, "ways.delegations"),
    }
    return render(request, "ways/delegations.html", context)


@page(
    "decide/delegations/propose/",
    name="ways.propose_delegation",
    permission="delegations.propose",
    methods=("GET", "POST"),
)
def propose(request: Request) -> HttpResponse:
    """Propose that somebody may decide small requests."""
    form = DelegationForm(request.actor, request.POST if request.method == "POST" else None)

    def act() -> Delegation:
        chosen = form.answer("to")
        role = Role(chosen) if chosen in {each.value for each in ROLES_OFFERED} else None
        return propose_delegation(
            request.actor,
            committee_by_id(request.actor, form.answer("committee")),
            form.limits(),
            role=role,
            person=None if role else person_by_id(chosen),
            because=form.answer("because"),
            now=utc_now(),
        )

    if request.method == "POST" and (made := sent(form, act)):
        messages.success(request, _("The proposal is made. Put it on the agenda of a meeting: the committee decides."))
        return redirect("ways.delegation", made.pk)
    return render(request, "ways/propose_delegation.html", {"form": form})


@page("decide/delegations/<uuid:delegation_id>/", name="ways.delegation", permission="delegations.see")
def delegation(request: Request, delegation_id: UUID) -> HttpResponse:
    """One delegation: its limits, how far they are used up, what was decided by it."""
    found = delegation_by_id(request.actor, str(delegation_id))
    item = waiting_item("delegation", str(found.pk))
    waits = found.state == DelegationState.PROPOSED and item is None
    has_seat = seat_of(request.actor.id, found.committee, localdate()) is not None
    live = found.state in {DelegationState.PROPOSED, DelegationState.IN_FORCE}
    context = {
        **_told(found),
        "facts": _facts(found),
        "item": item,
        "waits": waits,
        "meetings": meetings_open_to(request.actor, "delegations.propose", found.committee) if waits else [],
        "agenda_url": reverse("ways.delegation_agenda", args=[found.pk]),
        "decided": [
            (each, *telling.outcome_chip(each)) for each in decided_by_it(found).select_related("committee")[:50]
        ],
        "looks": [_look_told(each) for each in looks(request.actor).filter(delegation=found)[:50]],
        "may_end": live and request.actor.may("delegations.end", seat=has_seat),
        "history": happened_to("delegation", str(found.pk)),
    }
    return render(request, "ways/delegation.html", context)


@page(
    "decide/delegations/<uuid:delegation_id>/agenda/",
    name="ways.delegation_agenda",
    permission="delegations.propose",
    methods=("POST",),
)
def on_agenda(request: Request, delegation_id: UUID) -> HttpResponse:
    """Put it before a meeting."""
    found = delegation_by_id(request.actor, str(delegation_id))
    meeting = meeting_by_id(request.actor, request.POST.get("meeting", ""))
    put_delegation_on_agenda(request.actor, found, meeting, now=utc_now())
    messages.success(request, _("It is on the agenda. The committee decides."))
    return redirect("ways.delegation", found.pk)


@page(
    "decide/delegations/<uuid:delegation_id>/end/",
    name="ways.end_delegation",
    permission="delegations.end",
    methods=("POST",),
)
def end(request: Request, delegation_id: UUID) -> HttpResponse:
    """End it before its day."""
    found = delegation_by_id(request.actor, str(delegation_id))
    end_delegation(request.actor, found, reason=request.POST.get("reason", ""), now=utc_now())
    messages.success(request, _("It is ended. What was decided by it stands."))
    return redirect("ways.delegation", found.pk)


@page("decide/looks/<uuid:look_id>/", name="ways.look", permission="delegations.look", methods=("GET", "POST"))
def look(request: Request, look_id: UUID) -> HttpResponse:
    """Put a drawn decision before the committee that gave the right."""
    found = look_by_id(request.actor, str(look_id))
    if request.method == "POST":
        meeting = meeting_by_id(request.actor, request.POST.get("meeting", ""))
        put_look_on_agenda(request.actor, found, meeting, now=utc_now())
        messages.success(request, _("It is on the agenda. To decline takes the decision back."))
        return redirect("ways.look", found.pk)
    item = waiting_item("look", str(found.pk))
    waits = found.state == LookState.WAITING and item is None
    body = found.delegation.committee
    context = {
        **_look_told(found),
        "item": item,
        "waits": waits,
        "meetings": meetings_open_to(request.actor, "delegations.look", body) if waits else [],
        "agenda_url": reverse("ways.look", args=[found.pk]),
    }
    return render(request, "ways/look.html", context)


def _told(found: Delegation) -> dict[str, Any]:
    state = state_of_delegation(found, localdate())
    return {
        "found": found,
        "to": to_whom(found),
        "word": DELEGATION_STATE_NAMES[state],
        "tone": TONES[state],
        "level": LEVEL_WORDS[Light(found.level)],
        "title": Sentence(
            "{who} may decide {level} requests", who=to_whom(found), level=LEVEL_WORDS[Light(found.level)]
        ),
    }


def _facts(found: Delegation) -> list[tuple[Sentence, Any]]:
    names = ", ".join(str(person) for person in delegates_of(found))
    taken = taken_in_month(found, localdate())
    return [
        (Sentence("Who that is now"), names),
        (Sentence("For"), found.committee.name),
        (Sentence("About"), ", ".join(said(CLASSES[each]) for each in found.classes)),
        (Sentence("A month"), said(Sentence("{n} of {most} so far", n=taken, most=found.a_month))),
        (Sentence("Drawn for a look"), said(Sentence("the first, and {n} percent", n=found.percent))),
        (Sentence("Until"), said(Sentence("{day}", day=found.until_on))),
    ]


def _look_told(found: Look) -> dict[str, Any]:
    state = LookState(found.state)
    return {
        "look": found,
        "decision": found.decision,
        "word": LOOK_STATE_NAMES[state],
        "tone": LOOK_TONES[state],
        "by": to_whom(found.delegation),
    }


def _number(text: str) -> int:
    plain = str(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 5 else 0
