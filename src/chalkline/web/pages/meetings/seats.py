"""Seats of a committee: who sits for whom and until when; who chairs it; ending a seat."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import (
    CONSTITUENCY_NAMES,
    Committee,
    Constituency,
    committee_by_id,
    end_seat,
    name_chair,
    seat_by_id,
    seat_member,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Person, open_grants, people_by_email, person_by_id
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent


class SeatForm(Questions):
    """Who, for whom, from when."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"constituency": lazy("Choose for whom they speak.")}
    SHOWN_AT: ClassVar[dict[str, str]] = {"person": "member"}

    member = forms.ChoiceField(
        label=lazy("Who?"),
        help_text=lazy("People who hold a role here. A teacher or another member of staff: give the address below."),
        required=False,
        widget=forms.Select(attrs={"class": "medium"}),
    )
    email = forms.CharField(
        label=lazy("Or by e-mail address"),
        required=False,
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
    )
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {str(grant.person_id): str(grant.person) for grant in open_grants() if grant.person.is_active}
        ordered = sorted(people.items(), key=lambda each: each[1])
        self.fields["member"].choices = [("", ""), *ordered]  # type: ignore[attr-defined]

    def person(self) -> Person:
        """The one meant. Raises Problem where nobody is."""
        address = self.answer("email").strip()
        found = people_by_email([address]).get(address) if address else person_by_id(self.answer("member"))
        if found is None:
            raise Problem(
                "committees.nobody_chosen",
                what=Sentence("Nobody was found to be seated."),
                why=Sentence("A seat belongs to one person who is here now."),
                next_step=Sentence("Choose somebody, or check the e-mail address."),
                fields={"email" if address else "person": Sentence("Choose somebody, or check the e-mail address.")},
            )
        return found


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
        "may_chair": one.has_vote and not one.is_chair and one.ended_at is None,
    }
    return render(request, "meetings/seat.html", context)
