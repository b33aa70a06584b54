"""Protect: calls that wait for a person. The queue, one call with its reading and its settlement, who releases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import ApprovedUse, conditions_of_use, use_by_id, uses_in_force
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.reading_calls import Part
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.held_calls.api import (
    STATE_NAMES,
    HeldCall,
    HoldState,
    held_call_by_id,
    held_calls,
    made_by,
    name_releaser,
    own_held_calls,
    read_held_call,
    refuse_held_call,
    release_held_call,
    releaser_of,
)
from chalkline.people.api import Actor, person_by_id
from chalkline.rulebook.api import ConditionKind, KeptBy, vocabulary
from chalkline.web.pages.protect.telling import role_of_part, tabs
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said, titled

TONES: dict[HoldState, str] = {
    HoldState.WAITING: "attend",
    HoldState.RELEASED: "info",
    HoldState.REFUSED: "stop",
    HoldState.EXPIRED: "quiet",
    HoldState.SENT: "ok",
}


class ReadForm(Questions):
    """Why it is read."""

    reason = forms.CharField(
        label=lazy("Why do you read it?"),
        help_text=lazy("One short sentence. It is written down with your name and the time."),
        max_length=LONGEST,
    )


class SettleForm(Questions):
    """The words that go with a settlement."""

    words = forms.CharField(
        label=lazy("What did you decide, and why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )

    def __init__(self, *args: Any, is_high_stakes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = (
            _("This is near a high-stakes decision: your sentence is the record of what a person decided.")
            if is_high_stakes
            else _("The caller reads it when you refuse. When you release it, it may be left out.")
        )


class ReleaserForm(Questions):
    """Who releases, and who does for the releaser's own calls."""

    person = forms.ChoiceField(label=lazy("Who releases the calls of this use?"))
    deputy = forms.ChoiceField(
        label=lazy("And who releases the calls that this person makes?"), help_text=lazy("Another person.")
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "deputy"):
            chosen = str(self[name].value() or "")
            self.fields[name].choices = possible_owners(actor, chosen)  # type: ignore[attr-defined]


@page("protect/held/", name="held_calls.home", permission="held_calls.follow")
def home(request: Request) -> HttpResponseBase:
    """What waits for a person, and how one's own calls stand."""
    actor = request.actor
    queue = _queue(request, actor)
    if queue and queue.wants_file:
        return queue.file()
    mine = [_line(each) for each in own_held_calls(actor)[:25]]
    context = {
        "tabs": tabs(request, actor, "held_calls.home"),
        "queue": queue,
        "mine": mine,
        "releasers": _releasers(actor),
    }
    return render(request, "protect/held.html", context)


@page("protect/held/<uuid:held_id>/", name="held_calls.show", permission="held_calls.follow", methods=("GET", "POST"))
def show(request: Request, held_id: UUID) -> HttpResponse:
    """One call. What was typed is shown only in answer to a reason, and never by an address alone."""
    actor = request.actor
    held = held_call_by_id(actor, str(held_id))
    doing = request.POST.get("do", "")
    reading = ReadForm(request.POST if doing == "read" else None)
    settling = SettleForm(request.POST if doing in SETTLES else None, is_high_stakes=held.is_high_stakes)
    opened: tuple[Part, ...] | None = None
    if doing == "read":
        opened = sent(reading, lambda: read_held_call(actor, held, reason=reading.answer("reason"), now=utc_now()))
    elif doing in SETTLES:
        act, done = SETTLES[doing]
        if sent(settling, lambda: act(actor, held, words=settling.answer("words"), now=utc_now())):
            messages.success(request, said(done))
            return redirect("held_calls.show", held.pk)
    return render(request, "protect/held_call.html", _told(actor, held, opened, reading, settling))


SETTLES = {
    "release": (release_held_call, Sentence("It is released. The same call, sent again within a day, goes out once.")),
    "refuse": (refuse_held_call, Sentence("It is refused. The caller reads your words.")),
}


@page(
    "protect/held/releaser/<uuid:use_id>/",
    name="held_calls.releaser",
    permission="held_calls.name_releaser",
    methods=("GET", "POST"),
)
def releaser(request: Request, use_id: UUID) -> HttpResponse:
    """Name who releases the calls of a use."""
    actor = request.actor
    actor.must("held_calls.name_releaser")
    use = use_by_id(actor, str(use_id))
    known = releaser_of(str(use.pk))
    initial = {"person": str(known.person_id), "deputy": str(known.deputy_id)} if known else {}
    form = ReleaserForm(actor, request.POST or None, initial=initial)

    def name_it() -> Any:
        people = [person_by_id(form.answer(name)) for name in ("person", "deputy")]
        if not all(people):
            raise not_found(Sentence("person"))
        return name_releaser(actor, use, *people, now=utc_now())  # type: ignore[arg-type]  # no None is left

    if request.method == "POST" and sent(form, name_it):
        messages.success(request, _("From now on calls of this use go to them."))
        return redirect("held_calls.home")
    return render(request, "protect/releaser.html", {"form": form, "use": use})


def _queue(request: Request, actor: Actor) -> Table | None:
    """The calls this person may settle; None for somebody who has never had one."""
    rows = held_calls(actor) if actor.could("held_calls.see") else None
    if rows is None or not rows.exists():
        return None
    sees_all = actor.may("held_calls.see")
    states = [(state.value, said(name)) for state, name in STATE_NAMES.items()]
    return Table(
        request,
        "held",
        caption=_("Calls that a person settles"),
        columns=[
            Column("use", _("Approved use")),
            Column("state", _("State"), sort="state"),
            Column("due", _("Due"), sort="due_at"),
            Column("held", _("Held"), sort="held_at"),
            *([Column("who", _("Responsible"))] if sees_all else []),
        ],
        rows=rows,
        row=lambda each: [
            Link(titled(each.use.title), address_of("held_calls.show", each.pk), note=each.key.label),
            _state(each),
            localtime(each.due_at),
            localtime(each.held_at),
            *([str(each.responsible)] if sees_all else []),
        ],
        filters=[Filter("state", _("State"), states, lambda found, value: found.filter(state=value))],
        order="-state",
    )


def _state(held: HeldCall) -> Status:
    state = HoldState(held.state)
    if state is HoldState.WAITING and held.due_at < now():
        return Status(_("Overdue"), "stop")
    return Status(said(STATE_NAMES[state]), TONES[state])


def _line(held: HeldCall) -> dict[str, Any]:
    state = HoldState(held.state)
    return {
        "title": titled(held.use.title),
        "url": address_of("held_calls.show", held.pk),
        "status": STATE_NAMES[state],
        "tone": TONES[state],
        "held_at": held.held_at,
        "words": (held.first or held).words if state is HoldState.REFUSED else "",
    }


def _told(
    actor: Actor, held: HeldCall, opened: tuple[Part, ...] | None, reading: ReadForm, settling: SettleForm
) -> dict[str, Any]:
    state = HoldState(held.state)
    mine = made_by(held, actor.id)
    may_settle = not mine and actor.may("held_calls.settle", assigned=str(held.responsible_id) == actor.id)
    readings = held.readings.select_related("reader").order_by("read_at") if not mine else []
    has_read = bool(opened) or any(str(each.reader_id) == actor.id for each in readings)
    return {
        "held": held,
        "use_url": address_of("uses.show", held.use_id),
        "state": _state(held),
        "is_mine": mine,
        "is_repeat": held.first,
        "purpose": _purpose(held),
        "is_waiting": state is HoldState.WAITING,
        "is_released": state is HoldState.RELEASED,
        "is_over": state in (HoldState.SENT, HoldState.EXPIRED, HoldState.REFUSED),
        "opened": [(role_of_part(part.role), part.text) for part in opened] if opened else None,
        "may_read": may_settle and bool(held.sealed),
        "may_settle": may_settle and state is HoldState.WAITING and has_read,
        "reading": reading,
        "settling": settling,
        "readings": readings,
    }


def _purpose(held: HeldCall) -> str:
    known = vocabulary().purposes.get(held.purpose)
    return said(Sentence(known.name)) if known else ""


def _releasers(actor: Actor) -> list[dict[str, Any]]:
    """Uses whose calls a person releases, with who does; for whoever names them."""
    if not actor.may("held_calls.name_releaser"):
        return []
    found = []
    for use in uses_in_force(actor, localtime(now()).date()):
        if not _is_held(use):
            continue
        named = releaser_of(str(use.pk))
        found.append(
            {
                "title": titled(use.title),
                "url": address_of("held_calls.releaser", use.pk),
                "named": named,
            }
        )
    return found


def _is_held(use: ApprovedUse) -> bool:
    return any(each.kind is ConditionKind.HOLD and each.kept_by is KeptBy.GATEWAY for each in conditions_of_use(use))
