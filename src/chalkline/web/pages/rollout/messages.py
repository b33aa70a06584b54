"""Messages: who is told what by whom and when; what is late; what was actually sent."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.communications.api import (
    AUDIENCE_NAMES,
    CHANNEL_NAMES,
    LANGUAGE_NAMES,
    MESSAGE_STATE_NAMES,
    Audience,
    Channel,
    Message,
    MessageState,
    drop_message,
    is_late,
    late_messages,
    may_note_sent,
    message_by_id,
    messages,
    missing_languages,
    note_sent,
    plan_message,
    revise_message,
)
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.histories import happened_to
from chalkline.web.pages.rollout.message_form import MessageForm, SentForm, first_answers
from chalkline.web.pages.rollout.telling import parts_of_rollout, person_chosen, use_chosen
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said

TONES = {MessageState.PLANNED: "info", MessageState.SENT: "ok", MessageState.DROPPED: "quiet"}


@page("rollout/messages/", name="rollout.messages", permission="communications.see")
def home(request: Request) -> HttpResponseBase:
    """The communication plan."""
    actor, today = request.actor, localdate()
    held = messages(actor)
    table = _table(request, held, today)
    if table.wants_file:
        return table.file()
    late = late_messages(actor, today).count()
    context = {
        "parts": parts_of_rollout(request, "rollout.messages"),
        "table": table,
        "lead": _lead(held.filter(state=MessageState.PLANNED.value).count(), late),
        "may_plan": actor.may("communications.plan"),
        "sees_all": actor.may("communications.see"),
    }
    return render(request, "rollout/messages.html", context)


@page("rollout/messages/new/", name="rollout.new_message", permission="communications.plan", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Plan one."""
    actor = request.actor
    actor.must("communications.plan")
    form = MessageForm(actor, request.POST or None, initial={"use": request.GET.get("use", "")})
    if request.method == "POST":
        made = sent(
            form,
            lambda: plan_message(
                actor,
                form.planned(),
                person_chosen(form.answer("sayer")),
                use=use_chosen(actor, form.answer("use")),
                now=utc_now(),
            ),
        )
        if made:
            return redirect("rollout.message", made.pk)
    context = {"form": form, "title": _("Plan a message"), "submit": _("Put it on the plan")}
    return render(request, "rollout/message_form.html", context)


@page(
    "rollout/messages/<uuid:message_id>/revise/",
    name="rollout.revise_message",
    permission="communications.plan",
    methods=("GET", "POST"),
)
def revise(request: Request, message_id: UUID) -> HttpResponse:
    """Plan it anew."""
    actor = request.actor
    actor.must("communications.plan")
    message = message_by_id(actor, str(message_id))
    form = MessageForm(actor, request.POST or None, message=message, initial=first_answers(message))
    if request.method == "POST":
        made = sent(
            form,
            lambda: revise_message(actor, message, form.planned(), person_chosen(form.answer("sayer")), now=utc_now()),
        )
        if made:
            return redirect("rollout.message", message.pk)
    context = {"form": form, "title": _("Plan it anew"), "submit": _("Keep this plan"), "message": message}
    return render(request, "rollout/message_form.html", context)


@page(
    "rollout/messages/<uuid:message_id>/",
    name="rollout.message",
    permission="communications.see",
    methods=("GET", "POST"),
)
def show(request: Request, message_id: UUID) -> HttpResponse:
    """One message: its plan, what was sent, and a way to note that it was."""
    actor, today = request.actor, localdate()
    message = message_by_id(actor, str(message_id))
    planned = message.state == MessageState.PLANNED
    form = SentForm(actor, message, request.POST or None) if planned and may_note_sent(actor, message) else None
    if request.method == "POST" and form and sent(form, lambda: _note(request, message, form)):
        notes.success(request, _("It is noted."))
        return redirect("rollout.message", message.pk)
    may_plan = actor.may("communications.plan") and planned
    missing = tuple(LANGUAGE_NAMES[code] for code in missing_languages(message))
    context = {
        "message": message,
        "state": state_said(message, today),
        "facts": _facts(message),
        "sendings": [(each, LANGUAGE_NAMES[each.language], CHANNEL_NAMES[Channel(each.channel)])
                     for each in message.sendings.select_related("sent_by")],
        "missing": Sentence("Not sent yet in {names}.", names=missing) if planned else "",
        "use_url": address_of("uses.show", message.use_id) if message.use_id else "",
        "form": form,
        "may_plan": may_plan,
        "may_revise": may_plan and not message.sendings.exists(),
        "history": happened_to("message", str(message.pk)),
    }  # fmt: skip
    return render(request, "rollout/message.html", context)


def _message(request: Request, message_id: UUID) -> Message:
    return message_by_id(request.actor, str(message_id))


ON_MESSAGE = ActsOn(
    "rollout/messages/<uuid:message_id>/",
    "rollout",
    _message,
    lambda message: message.title,
    lambda message: address_of("rollout.message", message.pk),
)


@ON_MESSAGE.act("drop", permission="communications.plan", name="drop_message")
def drop(request: Request, message: Message) -> Act:
    """Drop it, with a reason."""
    return Act(
        title=_("Drop this message"),
        button=_("Drop it"),
        done=_("It is dropped."),
        will=(
            Sentence("Nobody is reminded of it any more."),
            Sentence("A phase that waits for it goes on waiting: plan another message for it."),
        ),
        do=lambda given: drop_message(request.actor, message, reason=given["reason"], now=utc_now()),
        asks=(Ask("reason", _("Why?")),),
    )


def state_said(message: Message, today: date) -> tuple[Sentence, str]:
    """How it stands in a word or two, and the tone."""
    state = MessageState(message.state)
    if is_late(state, message.due_on, today):
        days = (today - message.due_on).days
        return (Sentence("one day late") if days == 1 else Sentence("{n} days late", n=days)), "stop"
    if state is MessageState.PLANNED and message.sendings.all():
        return Sentence("Sent out in part"), "attend"
    return MESSAGE_STATE_NAMES[state], TONES[state]


def _note(request: Request, message: Message, form: SentForm) -> object:
    by = person_chosen(form.answer("sent_by"))
    return note_sent(request.actor, message, form.told(), sent_by=by, now=utc_now())


def _facts(message: Message) -> list[tuple[Any, Any]]:
    return [
        (_("Whom it is for"), said(AUDIENCE_NAMES[Audience(message.audience)])),
        (_("What they should know or do"), message.purpose),
        (_("Who says it"), str(message.sayer)),
        (_("By which day"), message.due_on),
        (_("How"), said(CHANNEL_NAMES[Channel(message.channel)])),
        (_("Languages"), said(Sentence("{n}", n=tuple(LANGUAGE_NAMES[each] for each in message.languages)))),
        (_("About"), message.use.title if message.use else _("No use in particular")),
    ]


def _lead(planned: int, late: int) -> Sentence:
    if late == 1:
        return Sentence("One message is late: its day has passed, and it is not sent in every language.")
    if late:
        return Sentence("{n} messages are late: their day has passed, and they are not sent in every language.", n=late)
    if planned:
        return Sentence("Nothing is late. Who is told what, by whom, by when and in which language.")
    return Sentence("Who is told what, by whom, by when and in which language.")


def _table(request: Request, held: QuerySet[Message], today: date) -> Table:
    audiences = [(each.value, said(name)) for each, name in AUDIENCE_NAMES.items()]
    states = [(each.value, said(name)) for each, name in MESSAGE_STATE_NAMES.items()]
    return Table(
        request,
        "messages",
        caption=_("Messages"),
        columns=[
            Column("title", _("Message"), sort="title"),
            Column("audience", _("For whom"), sort="audience"),
            Column("sayer", _("Who says it"), sort="sayer__family_name"),
            Column("due", _("By"), sort="due_on"),
            Column("state", _("How it stands"), sort="state"),
        ],
        rows=held,
        row=lambda each: [
            Link(each.title, address_of("rollout.message", each.pk), each.use.tool.name if each.use else ""),
            AUDIENCE_NAMES[Audience(each.audience)],
            str(each.sayer),
            each.due_on,
            Status(*state_said(each, today)),
        ],
        search=lambda rows, words: rows.filter(title__icontains=words),
        filters=[
            Filter("for", _("For whom"), audiences, lambda rows, value: rows.filter(audience=value)),
            Filter("state", _("How it stands"), states, lambda rows, value: rows.filter(state=value)),
        ],
        order="due",
    )
