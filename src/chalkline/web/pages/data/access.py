"""Requests to see what is held about a child: taken down, answered in time; and the public page to ask on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.data.access.api import (
    ACCESS_STATE_NAMES,
    OPEN,
    AccessAsked,
    AccessRequest,
    AccessState,
    access_by_id,
    access_duty,
    access_requests,
    answer_access,
    ask_to_see,
    close_access,
    identify_asker,
    open_access_requests,
    record_access_request,
)
from chalkline.data.families.api import child_by_id, children
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, system_actor
from chalkline.report.held.api import document_for_family, take_out_what_is_held
from chalkline.web.documents import pdf_response, shown
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import grade, say_date
from chalkline.web.today import Waiting, at_risk, waits_for_me

MOST_FOUND = 10
JSON = "application/json; charset=utf-8"
NEAR = timedelta(days=10)
TONES = {AccessState.RECEIVED: "attend", AccessState.IDENTIFIED: "info"}


class AskForm(Questions):
    """Which child, who asks, how to reach them."""

    child = forms.CharField(
        label=gettext_lazy("Which child is it about?"),
        help_text=gettext_lazy("Name, grade and school."),
        max_length=LONGEST,
    )
    asker = forms.CharField(
        label=gettext_lazy("Who asks?"),
        help_text=gettext_lazy("Your name, and who you are to the child. A student of 18 asks for themselves."),
        max_length=LONGEST,
    )
    reach = forms.CharField(
        label=gettext_lazy("How can we reach you?"),
        help_text=gettext_lazy("A telephone number, an e-mail address, or both."),
        max_length=LONGEST,
    )
    wish = forms.CharField(
        label=gettext_lazy("Is there something in particular you would like to see?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    @property
    def asked(self) -> AccessAsked:
        """The answers; the rules judge them."""
        return AccessAsked(*(self.answer(name) for name in ("child", "asker", "reach", "wish")))


class TakenForm(AskForm):
    """The same, taken down by the school: with the day on which it came in."""

    received_on = forms.CharField(
        label=gettext_lazy("When did it come in?"),
        help_text=gettext_lazy("The limit runs from this day."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )

    @property
    def day(self) -> date:
        """The day named; today where none is."""
        named = day_from(str(self.answer("received_on")))
        return localdate() if named == date.min else named


class HowForm(Questions):
    """How it was settled."""

    how = forms.CharField(
        label=gettext_lazy("How did the family get it? Or why is it closed?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )


class KnownForm(Questions):
    """Which child, and how it is known who asks."""

    MUST_CHOOSE = {"child": gettext_lazy("Choose the child.")}

    child = forms.ChoiceField(label=gettext_lazy("Which child?"), widget=forms.RadioSelect)
    known_by = forms.CharField(
        label=gettext_lazy("How do you know that they may see it?"),
        help_text=gettext_lazy("For example: school records name her as mother; she came in person."),
        max_length=LONGEST,
    )


@page("data/access/", name="data.access", permission="access.record", methods=("GET", "POST"))
def access(request: Request) -> HttpResponseBase:
    """Every request, and a way to take one down."""
    form = TakenForm(request.POST if request.method == "POST" else None, initial={"received_on": localdate()})
    if form.is_bound:
        made = sent(form, lambda: record_access_request(request.actor, form.asked, received_on=form.day, now=utc_now()))
        if made:
            messages.success(request, _("It is taken down. The privacy officer answers it in time."))
            return redirect("data.access")
    table = _table(request) if request.actor.may("access.answer") else None
    if table and table.wants_file:
        return table.file()
    context = {"parts": parts_of_data(request, "data.access"), "form": form, "table": table, "duty": access_duty()}
    return render(request, "data/access.html", context)


@page("data/access/<uuid:access_id>/", name="data.access_request", permission="access.answer", methods=("GET", "POST"))
def show(request: Request, access_id: UUID) -> HttpResponse:
    """One request: make sure who asks, take out what is held, say that it is answered."""
    asked = access_by_id(request.actor, str(access_id))
    words = request.GET.get("student", "").strip()
    found = list(children(request.actor, words)[:MOST_FOUND]) if words else []
    known = KnownForm(request.POST if "known_by" in request.POST else None)
    known.fields["child"].choices = [  # type: ignore[attr-defined]
        (str(each.pk), f"{each} · {grade(each.grade)} · {each.school}") for each in found
    ]
    how = HowForm(request.POST if "how" in request.POST else None)
    if known.is_bound and known.is_valid() and sent(known, lambda: _identify(request, asked, known)):
        return redirect("data.access_request", asked.pk)
    if how.is_bound and sent(how, lambda: _settle(request, asked, how)):
        messages.success(request, _("It is settled."))
        return redirect("data.access_request", asked.pk)
    context = {
        "asked": asked,
        "state": ACCESS_STATE_NAMES[AccessState(asked.state)],
        "tone": TONES.get(AccessState(asked.state), "ok"),
        "is_open": asked.state in OPEN,
        "is_late": asked.state in OPEN and asked.due_on < localdate(),
        "is_known": asked.state == AccessState.IDENTIFIED,
        "duty": access_duty(),
        "words": words,
        "found": found,
        "known": known,
        "how": how,
    }
    return render(request, "data/access_request.html", context)


@page("data/access/<uuid:access_id>/held/", name="data.access_held", permission="access.answer", methods=("POST",))
def held(request: Request, access_id: UUID) -> HttpResponse:
    """What is held: to read and print, as a PDF, or as a file for a machine; in the family's language."""
    asked, wish = access_by_id(request.actor, str(access_id)), request.POST.get("as", "file")
    if wish == "file":
        found = take_out_what_is_held(request.actor, asked, now=utc_now())
        answer = HttpResponse(json.dumps(found, ensure_ascii=False, indent=1), content_type=JSON)
        answer["Content-Disposition"] = 'attachment; filename="what-is-held.json"'
    else:
        document = document_for_family(request.actor, asked, now=utc_now())
        with translation.override("es" if request.POST.get("in") == "es" else "en"):
            if wish == "pdf":
                answer = pdf_response(document, "what-is-held")
            else:
                answer = render(request, "data/held.html", {**shown(document), "asked": asked})
    answer["Cache-Control"] = "no-store"
    return answer


@page("my-childs-data/", name="access.ask", public=True, methods=("GET", "POST"))
def ask(request: Request) -> HttpResponse:
    """For families: ask to see what is held about a child."""
    form = AskForm(request.POST if request.method == "POST" else None)
    made = sent(form, lambda: ask_to_see(system_actor("public"), form.asked, now=utc_now())) if form.is_bound else None
    return render(request, "data/ask_to_see.html", {"form": form, "made": made, "duty": access_duty()})


@waits_for_me
def to_answer(actor: Actor, today: date) -> Iterator[Waiting]:
    """Requests of families that wait for an answer."""
    if not actor.may("access.answer"):
        return
    for each in open_access_requests(actor):
        yield Waiting(
            Sentence("A family asked to see its child's data"),
            address_of("data.access_request", each.pk),
            Sentence("Answer it"),
            Sentence("The law gives {days} days from the day it came in.", days=access_duty().days),
            due_on=each.due_on,
        )


@at_risk
def late(actor: Actor, today: date) -> Iterator[Waiting]:
    """Requests past the limit of the law, and those with ten days left or fewer."""
    if not actor.may("access.answer"):
        return
    for each in open_access_requests(actor).filter(due_on__lte=today + NEAR):
        is_late = each.due_on < today
        yield Waiting(
            Sentence("A family has waited longer than the law allows")
            if is_late
            else Sentence("A family's request to see data is due soon"),
            address_of("data.access_request", each.pk),
            Sentence("Answer it today") if is_late else Sentence("Answer it"),
            due_on=each.due_on,
        )


def _identify(request: Request, asked: AccessRequest, form: KnownForm) -> bool:
    child = child_by_id(request.actor, form.answer("child"))
    identify_asker(request.actor, asked, child, known_by=form.answer("known_by"), now=utc_now())
    return True


def _settle(request: Request, asked: AccessRequest, form: HowForm) -> bool:
    if request.POST.get("act") == "close":
        close_access(request.actor, asked, why=form.answer("how"), now=utc_now())
    else:
        answer_access(request.actor, asked, how=form.answer("how"), now=utc_now())
    return True


def _table(request: Request) -> Table:
    return Table(
        request,
        "access",
        caption=_("Requests to see a child's data"),
        columns=[
            Column("due", _("Answer by"), sort="due_on"),
            Column("child", _("About"), sort="child_said"),
            Column("asker", _("Who asks")),
            Column("received", _("Came in"), sort="received_on"),
            Column("state", _("Where it stands"), sort="state"),
        ],
        rows=access_requests(request.actor),
        row=lambda each: [
            Link(say_date(each.due_on), reverse("data.access_request", args=[each.pk])),
            each.child_said,
            each.asker,
            say_date(each.received_on),
            _stands(each),
        ],
        filters=[
            Filter(
                "state",
                _("Where it stands"),
                [(each.value, name) for each, name in ACCESS_STATE_NAMES.items()],
                lambda rows, value: rows.filter(state=value),
            )
        ],
        order="due",
    )


def _stands(each: AccessRequest) -> Status:
    if each.state in OPEN and each.due_on < localdate():
        return Status(Sentence("Late"), "stop")
    return Status(ACCESS_STATE_NAMES[AccessState(each.state)], TONES.get(AccessState(each.state), "ok"))
