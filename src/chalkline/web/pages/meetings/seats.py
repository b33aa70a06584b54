"""Seats of a committee: who sits for whom and until when; who chairs it; ending a seat."""

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

from chalkline.govern.committees.api import (
    CONSTITUENCY_NAMES,
    RENEWED_BEFORE,
    Committee,
    Constituency,
    committee_by_id,
    end_seat,
    name_chair,
    seat_by_id,
    seat_member,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.web.pages.meetings.interests import PersonForm
from chalkline.web.routes import Request, page
from chalkline.web.sending import day_from, sent


class SeatForm(PersonForm):
    """Who, for whom, from when."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"constituency": lazy("Choose for whom they speak.")}

    constituency = forms.ChoiceField(
        label=lazy("For whom do they speak?"),
        choices=[("", ""), *((key.value, said) for key, said in CONSTITUENCY_NAMES.items())],
        widget=forms.Select(attrs={"class": "medium"}),
    )
    has_vote = forms.BooleanField(label=lazy("They have a vote"), required=False, initial=True)
    is_chair = forms.BooleanField(label=lazy("They chair the committee"), required=False)
    starts_on = forms.CharField(
        label=lazy("From which day, if not today?"),
        help_text=lazy("The term is the charter's; a student's is at most one year."),
        required=False,
        max_length=40,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
    )


@page("decide/committees/<uuid:committee_id>/seats/", name="meetings.add_member", permission="committees.seat_member",
      methods=("GET", "POST"))  # fmt: skip
def add_member(request: Request, committee_id: UUID) -> HttpResponse:
    """Give somebody a seat."""
    request.actor.must("committees.seat_member")
    committee = committee_by_id(request.actor, str(committee_id))
    form = SeatForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = sent(form, lambda: _seat(request, committee, form))
        if made:
            messages.success(request, _("%(name)s has a seat.") % {"name": made.person})
            return redirect("meetings.committee", committee.pk)
    return render(request, "meetings/add_member.html", {"form": form, "committee": committee})


def _seat(request: Request, committee: Committee, form: SeatForm) -> Any:
    first = form.answer("starts_on").strip()
    return seat_member(
        request.actor,
        committee,
        form.person(),
        Constituency(form.answer("constituency")),
        has_vote=bool(form.answer("has_vote")),
        is_chair=bool(form.answer("is_chair")),
        starts_on=day_from(first) if first and day_from(first).year > 1 else None,
        now=utc_now(),
    )


@page("decide/seats/<uuid:seat_id>/", name="meetings.seat", permission="committees.seat_member",
      methods=("GET", "POST"))  # fmt: skip
def seat(request: Request, seat_id: UUID) -> HttpResponse:
    """Change a seat: let the member chair, or end it."""
    actor = request.actor
    actor.must("committees.seat_member")
    one = seat_by_id(actor, str(seat_id))
    if request.method == "POST":
        if request.POST.get("do") == "chair":
            name_chair(actor, one, now=utc_now())
            messages.success(request, _("%(name)s chairs the committee.") % {"name": one.person})
        elif request.POST.get("do") == "end":
            end_seat(actor, one, now=utc_now())
            messages.success(request, _("The seat is ended."))
        return redirect("meetings.committee", one.committee_id)
    will_end = (
        Sentence("{name} no longer sits on the {committee} and votes no more.", name=str(one.person),
                 committee=one.committee.name),
        Sentence("Votes already cast and decisions made stay as they are."),
    )  # fmt: skip
    will_chair = (
        Sentence("{name} opens and runs the meetings.", name=str(one.person)),
        Sentence("Whoever chairs now sits on as a member."),
    )
    context = {
        "seat": one,
        "speaks_for": CONSTITUENCY_NAMES[Constituency(one.constituency)],
        "will_end": will_end,
        "will_chair": will_chair,
        "may_chair": one.has_vote and not one.is_chair and one.ended_at is None and not one.stands_in_for_id,
        "may_renew": one.ended_at is None and one.ends_on <= localdate() + RENEWED_BEFORE and not one.stands_in_for_id,
        "may_have_alternate": one.has_vote
        and not one.stands_in_for_id
        and not one.alternates.filter(ended_at=None).exists(),
    }
    return render(request, "meetings/seat.html", context)
