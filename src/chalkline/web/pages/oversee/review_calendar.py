"""The calendar of reviews: what has to be looked at again, looking at it, a link for one's own calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Kept, Sentence
from chalkline.oversee.incidents.api import close_day, closed_days, open_day
from chalkline.oversee.review_calendar.api import (
    OUTCOME_NAMES,
    Entry,
    Event,
    ReviewOutcome,
    calendar,
    end_feed,
    entry_of,
    feed_owner,
    ics_of,
    if_missed,
    kind_of,
    kinds,
    make_feed,
    may_review,
    open_feed,
    review_again,
    reviews_held,
)
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.pages.meetings.invitations import meetings_of_mine, with_events
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said

SOON = 30
CHOICES = (ReviewOutcome.GOES_ON, ReviewOutcome.RENEW, ReviewOutcome.END)


class ReviewForm(Questions):
    """What was found, what comes of it."""

    outcome = forms.ChoiceField(label=lazy("What comes of it?"), widget=forms.RadioSelect)
    summary = forms.CharField(
        label=lazy("What did you look at, and what did you find?"),
        help_text=lazy("Whether it helped, what it cost, what people said, whether its conditions were kept."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    next_on = forms.CharField(
        label=lazy("If it goes on: when is it looked at again?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
        required=False,
    )

    def __init__(self, entry: Entry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = kind_of(entry).end is not None
        offered = [each for each in CHOICES if ends or each is not ReviewOutcome.END]
        offered = [each for each in offered if entry.thing.ends_on or each is not ReviewOutcome.RENEW]
        self.fields["outcome"].choices = [(each.value, said(OUTCOME_NAMES[each])) for each in offered]  # type: ignore[attr-defined]


class ClosedDayForm(Questions):
    """A day, and why."""

    SHOWN_AT = {"name": "reason"}

    day = forms.CharField(
        label=lazy("Which day?"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}), max_length=40
    )
    reason = forms.CharField(label=lazy("Why is the district closed?"), max_length=LONGEST)

    def clean_day(self) -> date:
        """A day that can be read."""
        day = day_from(self.cleaned_data.get("day", ""))
        if self.data.get("day") and day == date.min:
            raise forms.ValidationError(_("Choose a day."))
        return day


@page("decide/calendar/", name="calendar.home", permission="calendar.see")
def home(request: Request) -> HttpResponseBase:
    """Everything that has to be looked at again, the nearest first."""
    actor, today = request.actor, localdate()
    entries = calendar(actor, today)
    table = Table(
        request,
        "calendar",
        columns=[
            Column("title", lazy("What"), sort=lambda each: each.thing.title),
            Column("kind", lazy("Kind")),
            Column("review", lazy("Look again by"), sort=lambda each: each.review_on or date.max),
            Column("ends", lazy("Ends"), sort=lambda each: each.thing.ends_on or date.max),
            Column("state", lazy("Status")),
        ],
        rows=entries,
        row=lambda each: _row(each, today),
        search=lambda rows, words: [each for each in rows if words.casefold() in each.thing.title.casefold()],
        filters=[
            Filter(
                "kind",
                lazy("Kind"),
                [(kind, of.name) for kind, of in kinds().items()],
                lambda rows, value: [each for each in rows if each.thing.kind == value],
            )
        ],
        empty=lazy("Nothing on the calendar matches."),
    )
    if table.wants_file:
        return table.file()
    late = [each for each in entries if each.review_on and each.review_on < today]
    soon = [each for each in entries if each.review_on and 0 <= (each.review_on - today).days <= SOON]
    context = {
        "table": table,
        "stands": _stands(len(late), len(soon)),
        "parts": parts_of_deciding(request, "calendar.home"),
        "may_close_days": actor.may("calendar.close_day"),
        "has_feed": open_feed(actor) is not None,
    }
    return render(request, "oversee/calendar.html", context)


@page(
    "decide/calendar/<str:kind>/<str:subject_id>/",
    name="calendar.show",
    permission="calendar.see",
    methods=("GET", "POST"),
)
def show(request: Request, kind: str, subject_id: str) -> HttpResponse:
    """One thing: when it was looked at, and looking at it again."""
    actor, now = request.actor, utc_now()
    entry = entry_of(actor, kind, subject_id, localdate(now))
    form = ReviewForm(entry, request.POST or None)

    def act() -> Any:
        next_text = form.answer("next_on").strip()
        outcome = ReviewOutcome(form.answer("outcome") or ReviewOutcome.MISSED)
        next_on = day_from(next_text) if next_text else None
        summary = form.answer("summary")
        return review_again(actor, kind, subject_id, outcome, summary=summary, next_on=next_on, now=now)

    if request.method == "POST":
        held = sent(form, act)
        if held:
            messages.success(request, said(OUTCOME_NAMES[ReviewOutcome(held.outcome)]))
            return redirect("calendar.home")
    context = {
        "entry": entry,
        "kind": kind_of(entry).name,
        "page": _page(entry),
        "state": _state(entry, localdate(now)),
        "sentence": _sentence(entry),
        "form": form,
        "may_review": may_review(actor, entry),
        "held": [(each, OUTCOME_NAMES[ReviewOutcome(each.outcome)]) for each in reviews_held(actor, kind, subject_id)],
        "request_url": address_of("requests.new") or address_of("ask.home"),
        "is_use": kind == "use",
    }
    return render(request, "oversee/review.html", context)


@page("decide/calendar/link/", name="calendar.link", permission="calendar.subscribe", methods=("POST",))
def link(request: Request) -> HttpResponse:
    """Make a link for one's own calendar program, shown once; or end it."""
    if request.POST.get("do") == "end":
        end_feed(request.actor, now=utc_now())
        messages.success(request, _("The link works no more."))
        return redirect("calendar.home")
    secret = make_feed(request.actor, now=utc_now())
    address = request.build_absolute_uri(reverse("calendar.feed", args=[secret]))
    return render(request, "oversee/feed.html", {"address": address})


@page("calendar/<str:secret>.ics", name="calendar.feed", public=True)
def feed(request: Request, secret: str) -> HttpResponse:
    """The calendar as programs read it. Whoever has the link may read it; it names no person."""
    actor, now = feed_owner(secret), utc_now()
    events = [each for entry in calendar(actor, localdate(now)) for each in _events(request, entry)]
    name = _("{district}: reviews").format(district=settings.CHALKLINE.district)
    written = ics_of(events, name=name, domain=settings.CHALKLINE.domain, now=now)
    written = with_events(written, meetings_of_mine(request, actor, now=now))
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")


@page("decide/calendar/closed-days/", name="calendar.closed", permission="calendar.close_day", methods=("GET", "POST"))
def closed(request: Request) -> HttpResponse:
    """Days on which the district is closed: no business days."""
    if request.method == "POST" and request.POST.get("open"):
        open_day(request.actor, day_from(request.POST["open"]), now=utc_now())
        return redirect("calendar.closed")
    form = ClosedDayForm(request.POST or None)
    if request.method == "POST":
        day, why = form["day"].value() or "", form["reason"].value() or ""
        entered = sent(form, lambda: close_day(request.actor, day_from(day), name=why, now=utc_now()))
        if entered:
            return redirect("calendar.closed")
    return render(request, "oversee/closed_days.html", {"form": form, "days": closed_days()})


def _row(entry: Entry, today: date) -> list[Any]:
    of, thing = kind_of(entry), entry.thing
    text, tone = _state(entry, today)
    return [
        Link(Kept(thing.title), reverse("calendar.show", args=[thing.kind, thing.id])),
        of.name,
        entry.review_on or "",
        thing.ends_on or "",
        Status(text, tone),
    ]


def _state(entry: Entry, today: date) -> tuple[Sentence, str]:
    if entry.review_on is None:
        renewed = entry.last_outcome is ReviewOutcome.RENEW
        return (Sentence("To be renewed"), "attend") if renewed else (Sentence("Looked at"), "ok")
    left = (entry.review_on - today).days
    if left < 0:
        return Sentence("Late"), "stop"
    if left == 0:
        return Sentence("Today"), "attend"
    if left <= SOON:
        return (Sentence("In {n} days", n=left) if left > 1 else Sentence("Tomorrow")), "attend"
    return Sentence("Later"), "quiet"


def _sentence(entry: Entry) -> Sentence:
    if entry.review_on is None:
        return Sentence("It was looked at. Its last day is {day}.", day=entry.thing.ends_on)
    return if_missed(entry)


def _stands(late: int, soon: int) -> Sentence:
    if late:
        return Sentence("One review is late.") if late == 1 else Sentence("{n} reviews are late.", n=late)
    if soon:
        return (
            Sentence("One review is due within 30 days.")
            if soon == 1
            else Sentence("{n} reviews are due within 30 days.", n=soon)
        )
    return Sentence("No review is due within 30 days.")


def _page(entry: Entry) -> str:
    name = kind_of(entry).page
    return address_of(name, entry.thing.id) if name else ""


def _events(request: Request, entry: Entry) -> list[Event]:
    thing = entry.thing
    url = request.build_absolute_uri(reverse("calendar.show", args=[thing.kind, thing.id]))
    found = []
    if entry.review_on:
        title = said(Sentence("Look again: {title}", title=Kept(thing.title)))
        found.append(Event(f"review-{thing.kind}-{thing.id}", entry.review_on, title, said(kind_of(entry).name), url))
    if thing.ends_on:
        title = said(Sentence("Ends: {title}", title=Kept(thing.title)))
        found.append(Event(f"end-{thing.kind}-{thing.id}", thing.ends_on, title, said(kind_of(entry).name), url))
    return found
