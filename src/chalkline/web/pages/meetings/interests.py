"""Standing interests of members, and who stands in for them, on pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import (
    Interest,
    Seat,
    committee_by_id,
    declare_interest,
    end_interest,
    interest_by_id,
    name_secretary,
    renew_seat,
    seat_alternate,
    seat_by_id,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Person, open_grants, people_by_email, person_by_id
from chalkline.tools.register.api import tool_names
from chalkline.web.acting import Act, ActsOn
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.tool_field import ToolField


class InterestForm(Questions):
    """In which tool or vendor, and what it is."""

    SHOWN_AT = {"subject": "tool"}

    tool = ToolField(label=lazy("In which tool?"), none="—", required=False)
    vendor = forms.CharField(label=lazy("Or in which vendor?"), required=False, max_length=LONGEST)
    reason = forms.CharField(
        label=lazy("What is the interest?"),
        help_text=lazy("One sentence that may be read by anyone: a share, a relative who works there, your own job."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].offer()  # type: ignore[attr-defined]  # a field of a tool

    def subject(self) -> tuple[SubjectRef, str]:
        """What it is in, and what that is called."""
        tool, vendor = self.answer("tool"), self.answer("vendor").strip()
        if tool:
            return SubjectRef("tool", tool), tool_names([tool]).get(tool, tool)
        return SubjectRef("vendor", vendor.casefold()), vendor


@page("decide/interests/new/", name="meetings.interest", permission="meetings.recuse", methods=("GET", "POST"))
def interest(request: Request) -> HttpResponse:
    """Declare an interest once, for all items about it."""
    form = InterestForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def act() -> Interest:
            subject, name = form.subject()
            return declare_interest(request.actor, subject, name, reason=form.answer("reason"), now=utc_now())

        if sent(form, act):
            messages.success(request, _("Declared. You take no part in items about it, now or later."))
            return redirect("meetings.home")
    context = {
        "title": _("Declare an interest"),
        "lead": _("Say it once: from then on you take no part in any item about this tool or vendor."),
        "form": form,
        "back": reverse("meetings.home"),
        "back_label": _("Meetings"),
        "submit": _("Declare it"),
    }
    return render(request, "meetings/asking.html", context)


def _interest(request: Request, interest_id: UUID) -> Interest:
    return interest_by_id(request.actor, str(interest_id))


ON_INTEREST = ActsOn(
    "decide/interests/<uuid:interest_id>/",
    "meetings",
    _interest,
    lambda one: one.subject_name,
    lambda one: reverse("meetings.home"),
)


@ON_INTEREST.act("end", permission="meetings.recuse", name="end_interest")
def interest_ended(request: Request, one: Interest) -> Act:
    """An interest is over."""
    return Act(
        title=_("The interest is over"),
        button=_("It is over"),
        done=_("Noted."),
        will=(
            Sentence("You take part again in items about {name} that come from now on.", name=one.subject_name),
            Sentence("Where you were kept out already, you stay out."),
        ),
        do=lambda given: end_interest(request.actor, one, now=utc_now()),
    )


class PersonForm(Questions):
    """One person of the district."""

    SHOWN_AT = {"person": "member"}

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {str(grant.person_id): str(grant.person) for grant in open_grants() if grant.person.is_active}
        ordered = sorted(people.items(), key=lambda each: each[1])
        self.fields["member"].choices = [("", ""), *ordered]  # type: ignore[attr-defined]  # as above

    def person(self) -> Person:
        """The one meant. Raises Problem where nobody is."""
        address = self.answer("email").strip()
        found = people_by_email([address]).get(address) if address else person_by_id(self.answer("member"))
        if found is None:
            said = Sentence("Choose somebody, or check the e-mail address.")
            raise Problem(
                "committees.nobody_chosen",
                what=Sentence("Nobody was found to be seated."),
                why=Sentence("A seat belongs to one person who is here now."),
                next_step=said,
                fields={"email" if address else "person": said},
            )
        return found


@page("decide/seats/<uuid:seat_id>/alternate/", name="meetings.alternate", permission="committees.seat_member",
      methods=("GET", "POST"))  # fmt: skip
def alternate(request: Request, seat_id: UUID) -> HttpResponse:
    """Name who stands in for a member."""
    request.actor.must("committees.seat_member")
    seat = seat_by_id(request.actor, str(seat_id))
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = sent(form, lambda: seat_alternate(request.actor, seat, form.person(), now=utc_now()))
        if made:
            messages.success(request, _("%(name)s stands in whenever the member is away.") % {"name": made.person})
            return redirect("meetings.committee", seat.committee_id)
    context = {
        "title": Sentence("Who stands in for {name}?", name=str(seat.person)),
        "lead": _("They vote only while the member is not there, and until the member's term ends."),
        "form": form,
        "back": reverse("meetings.seat", args=[seat.pk]),
        "back_label": str(seat.person),
        "submit": _("Name them"),
    }
    return render(request, "meetings/asking.html", context)


@page("decide/committees/<uuid:committee_id>/secretary/", name="meetings.secretary", permission="committees.charter",
      methods=("GET", "POST"))  # fmt: skip
def secretary(request: Request, committee_id: UUID) -> HttpResponse:
    """Say who keeps the minutes."""
    request.actor.must("committees.charter")
    committee = committee_by_id(request.actor, str(committee_id))
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = sent(form, lambda: name_secretary(request.actor, committee, form.person(), now=utc_now()))
        if made:
            messages.success(request, _("%(name)s keeps the minutes.") % {"name": made.secretary})
            return redirect("meetings.committee", committee.pk)
    context = {
        "title": _("Who keeps the minutes?"),
        "lead": _("They prepare the agenda and write what was said. It need not be a member, and gives no vote."),
        "form": form,
        "back": reverse("meetings.committee", args=[committee.pk]),
        "back_label": committee.name,
        "submit": _("Name them"),
    }
    return render(request, "meetings/asking.html", context)


def _seat(request: Request, seat_id: UUID) -> Seat:
    return seat_by_id(request.actor, str(seat_id))


ON_SEAT = ActsOn(
    "decide/seats/<uuid:seat_id>/",
    "meetings",
    _seat,
    lambda seat: str(seat.person),
    lambda seat: reverse("meetings.committee", args=[seat.committee_id]),
)


@ON_SEAT.act("renew", permission="committees.seat_member", name="renew_seat")
def renew(request: Request, seat: Seat) -> Act:
    """Another term."""
    return Act(
        title=_("Another term"),
        button=_("Give another term"),
        done=_("Renewed."),
        will=(
            Sentence("{name} sits on the {committee} for another term.", name=str(seat.person),
                     committee=seat.committee.name),
            Sentence("The present term ends on {day}; the next one begins the day after.", day=seat.ends_on),
        ),
        do=lambda given: renew_seat(request.actor, seat, now=utc_now()),
    )  # fmt: skip
