"""What the law asks: every duty with its owner, its day and what shows it; giving, meeting and setting one aside."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.data.duties.api import (
    DISTRICT,
    GROUND_NAMES,
    GROUP_NAMES,
    STATE_NAMES,
    Duty,
    DutyState,
    duties,
    duty_by_id,
    give_duty,
    is_late,
    meet_duty,
    next_due,
    reopen_duty,
    rule_of,
    waive_duty,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.histories import happened_to
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table

SOON = 30
TONES = {DutyState.MET: "ok", DutyState.WAIVED: "quiet", DutyState.OVER: "quiet"}
EVERYWHERE = Sentence("The whole district")
LATE = "late"


class MeetForm(Questions):
    """What shows it."""

    evidence = forms.CharField(
        label=lazy("What was done, when, and where is it kept?"),
        help_text=lazy("Whoever asks in a year reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    link = forms.CharField(label=lazy("The address of a page that shows it"), max_length=LONGEST, required=False)


class GiveForm(Questions):
    """Who, until when."""

    owner = forms.ChoiceField(label=lazy("Who sees to it?"))
    due_on = forms.CharField(
        label=lazy("Until when?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
        required=False,
    )

    def __init__(self, actor: Actor, owner_id: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = possible_owners(actor, owner_id)  # type: ignore[attr-defined]

    def until(self) -> date | None:
        """The day, or None to leave it as it is."""
        day = day_from(self.answer("due_on"))
        return None if day == date.min else day


class ReasonForm(Questions):
    """Why it does not apply, or why it is opened again."""

    reason = forms.CharField(label=lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)


@page("data/duties/", name="data.duties", permission="duties.see")
def home(request: Request) -> HttpResponseBase:
    """Every duty of now, the nearest first."""
    actor, today = request.actor, localdate()
    found = duties(actor)
    table = _table(request, found, today)
    if table.wants_file:
        return table.file()
    open_ones = found.filter(state=DutyState.OPEN.value)
    late = open_ones.filter(due_on__lt=today).count()
    context = {
        "parts": parts_of_data(request, "data.duties"),
        "table": table,
        "stands": _stands(open_ones.count(), late),
        "none": not found.exists(),
    }
    return render(request, "data/duties.html", context)


@page("data/duties/<uuid:duty_id>/", name="data.duty", permission="duties.see", methods=("GET", "POST"))
def show(request: Request, duty_id: UUID) -> HttpResponse:
    """One duty: what the law says, who sees to it, what shows it, and what to do."""
    actor, now = request.actor, utc_now()
    duty = duty_by_id(actor, str(duty_id))
    do = request.POST.get("do", "")
    meeting = MeetForm(request.POST if do == "meet" else None)
    owner_id = str(duty.owner_id or "")
    given = {"owner": owner_id, "due_on": duty.due_on.isoformat()}
    giving = GiveForm(actor, owner_id, request.POST if do == "give" else None, initial=given)
    reason = ReasonForm(request.POST if do in {"waive", "reopen"} else None)
    if request.method == "POST":
        done = _done(actor, duty, do, meeting, giving, reason)
        if done:
            messages.success(request, done)
            return redirect("data.duty", duty.pk) if duty_seen(actor, duty) else redirect("data.duties")
    rule, state, today = rule_of(duty), DutyState(duty.state), localdate(now)
    again = next_due(rule, duty.due_on, today)
    context = {
        "duty": duty,
        "rule": rule,
        "about": duty.subject_name or EVERYWHERE,
        "tool_url": "" if duty.subject == DISTRICT else address_of("tools.show", duty.subject),
        "group": GROUP_NAMES[rule.group],
        "word": _word(duty, today),
        "tone": _tone(duty, today),
        "grounds": [GROUND_NAMES[each] for each in sorted(rule.grounds)],
        "again": again,
        "is_open": state is DutyState.OPEN,
        "settled": STATE_NAMES[state],
        "meeting": meeting,
        "giving": giving,
        "reason": reason,
        "lines": [*meeting.lines, *giving.lines, *reason.lines],
        "asked": do,
        "may_meet": actor.may("duties.meet", owner_id=owner_id) and state is DutyState.OPEN,
        "may_give": actor.may("duties.give") and state is DutyState.OPEN,
        "may_waive": actor.may("duties.waive") and state is not DutyState.OVER,
        "history": happened_to("duty", str(duty.pk)),
    }
    return render(request, "data/duty.html", context)


def duty_seen(actor: Actor, duty: Duty) -> bool:
    """Whether this person still sees it: one's own may have gone to somebody else."""
    return duties(actor, past=True).filter(pk=duty.pk).exists()


def duty_links(found: Any, today: date) -> list[dict[str, Any]]:
    """Duties as a list of links, for other pages."""
    return [
        {
            "title": rule_of(each).short,
            "url": address_of("data.duty", each.pk),
            "detail": Sentence("{name} sees to it.", name=str(each.owner)) if each.owner else Sentence("Nobody yet."),
            "chip": _word(each, today),
            "tone": _tone(each, today),
        }
        for each in found
    ]


def _done(actor: Actor, duty: Duty, do: str, meeting: MeetForm, giving: GiveForm, reason: ReasonForm) -> str:
    """Do what was asked; what is said of it, "" when a form has to be shown again."""
    now = utc_now()
    if do == "meet":
        met = sent(
            meeting,
            lambda: meet_duty(actor, duty, evidence=meeting.answer("evidence"), link=meeting.answer("link"), now=now),
        )
        return _("It is met, and what shows it is kept.") if met else ""
    if do == "give":
        given = sent(giving, lambda: give_duty(actor, duty, giving.answer("owner"), due_on=giving.until(), now=now))
        return _("It is theirs now, and stands on their Today.") if given else ""
    act = waive_duty if do == "waive" else reopen_duty
    kept = sent(reason, lambda: act(actor, duty, reason=reason.answer("reason"), now=now))
    return _("The reason is kept with it.") if kept else ""


def _table(request: Request, found: Any, today: date) -> Table:
    def row(each: Duty) -> list[Any]:
        rule = rule_of(each)
        return [
            Link(rule.short, address_of("data.duty", each.pk), note=rule.citation.partition(";")[0]),
            each.subject_name or EVERYWHERE,
            str(each.owner) if each.owner else Sentence("Nobody yet"),
            each.due_on,
            Status(_word(each, today), _tone(each, today)),
        ]

    return Table(
        request,
        "duties",
        caption=_("Duties of law"),
        columns=[
            Column("what", _("What the law asks")),
            Column("about", _("What it is about"), sort="subject_name"),
            Column("owner", _("Who sees to it"), sort="owner__family_name"),
            Column("due", _("By when"), sort="due_on"),
            Column("state", _("Status"), sort="state"),
        ],
        rows=found,
        row=row,
        search=lambda rows, words: rows.filter(subject_name__icontains=words),
        filters=[
            Filter(
                "state",
                _("Status"),
                [(LATE, Sentence("Late")), *((each.value, STATE_NAMES[each]) for each in list(DutyState)[:3])],
                lambda rows, value: (
                    rows.filter(state="open", due_on__lt=today) if value == LATE else rows.filter(state=value)
                ),
            ),
            Filter(
                "group",
                _("What it is about"),
                list(GROUP_NAMES.items()),
                lambda rows, value: rows.filter(group=value),
            ),
        ],
        empty=_("No duty matches."),
    )


def _stands(open_ones: int, late: int) -> Sentence:
    if not open_ones:
        return Sentence("Every duty is met, or it says why it does not apply.")
    if late == 1:
        return Sentence("One of {n} open duties is late.", n=open_ones)
    if late:
        return Sentence("{late} of {n} open duties are late.", late=late, n=open_ones)
    return (
        Sentence("One duty is open, and it is not late.")
        if open_ones == 1
        else Sentence("{n} duties are open, and none is late.", n=open_ones)
    )


def _word(duty: Duty, today: date) -> Sentence:
    if is_late(duty.state, duty.due_on, today):
        return Sentence("Late")
    if duty.state != DutyState.OPEN:
        return STATE_NAMES[DutyState(duty.state)]
    left = (duty.due_on - today).days
    if left > SOON:
        return Sentence("Later")
    return Sentence("In {n} days", n=left) if left > 1 else Sentence("Tomorrow") if left else Sentence("Today")


def _tone(duty: Duty, today: date) -> str:
    if duty.state != DutyState.OPEN:
        return TONES[DutyState(duty.state)]
    left = (duty.due_on - today).days
    return "stop" if left < 0 else "attend" if left <= SOON else "info"
