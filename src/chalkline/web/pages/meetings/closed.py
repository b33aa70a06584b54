"""Closed sessions on pages: taking an item into one, sealing a note of it, reading it again."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import CLOSED_FOR_NAMES, ClosedFor, close_session, item_by_id, open_session
from chalkline.govern.minutes.api import SealedNote, read_sealed_note, seal_note
from chalkline.kernel.clock import utc_now
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent


class ClosingForm(Questions):
    """For which reason of law."""

    MUST_CHOOSE = {"law": lazy("Choose the reason of law.")}

    law = forms.ChoiceField(
        label=lazy("For which reason of law?"),
        help_text=lazy("It stands in the public minutes in place of the item. Your state's law says what holds."),
        choices=[(law.value, said) for law, said in CLOSED_FOR_NAMES.items()],
        widget=forms.RadioSelect,
    )


class NoteForm(Questions):
    """What was said."""

    text = forms.CharField(
        label=lazy("What was said?"),
        help_text=lazy("Only members who are in the room now can read it, and each reading is recorded."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONGEST,
    )


@page("decide/items/<uuid:item_id>/closed/", name="meetings.closed", permission="meetings.run", methods=("GET", "POST"))
def closed(request: Request, item_id: UUID) -> HttpResponse:
    """Take an item into closed session."""
    item = item_by_id(request.actor, str(item_id))
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = sent(form, lambda: close_session(request.actor, item, ClosedFor(form.answer("law")), now=utc_now()))
        if done:
            messages.success(request, _("The session is closed for this item. Ask everybody but the members to leave."))
            return redirect("meetings.item", item.pk)
    context = {
        "title": _("Close the session for this item"),
        "lead": _("The public minutes then say only that there was an item, and why it was closed."),
        "form": form,
        "back": reverse("meetings.item", args=[item.pk]),
        "back_label": item.title,
        "submit": _("Close the session"),
    }
    return render(request, "meetings/asking.html", context)


@page("decide/items/<uuid:item_id>/open-session/", name="meetings.open_session", permission="meetings.run",
      methods=("POST",))  # fmt: skip
def opened(request: Request, item_id: UUID) -> HttpResponse:
    """Deal openly with what an earlier meeting had closed."""
    item = open_session(request.actor, item_by_id(request.actor, str(item_id)), now=utc_now())
    messages.success(request, _("The session is open for this item. What was said before stays sealed."))
    return redirect("meetings.item", item.pk)


@page("decide/items/<uuid:item_id>/note/", name="meetings.seal", permission="minutes.seal", methods=("GET", "POST"))
def note(request: Request, item_id: UUID) -> HttpResponse:
    """Seal a note of what is said."""
    item = item_by_id(request.actor, str(item_id))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        sealed: SealedNote | None = sent(
            form, lambda: seal_note(request.actor, item, form.answer("text"), now=utc_now())
        )
        if sealed:
            messages.success(request, _("Sealed. Members who are in the room now can read it."))
            return redirect("meetings.item", item.pk)
    context = {
        "title": _("Seal a note"),
        "lead": "",
        "form": form,
        "back": reverse("meetings.item", args=[item.pk]),
        "back_label": item.title,
        "submit": _("Seal it"),
    }
    return render(request, "meetings/asking.html", context)


@page("decide/sealed/<uuid:note_id>/", name="meetings.sealed", permission="minutes.read_sealed", methods=("POST",))
def sealed(request: Request, note_id: UUID) -> HttpResponse:
    """Read one: for who was in the room. Each reading is recorded, so it is asked for, never linked."""
    found, text = read_sealed_note(request.actor, str(note_id), now=utc_now())
    answer = render(request, "meetings/sealed.html", {"note": found, "text": text})
    answer["Cache-Control"] = "no-store"
    return answer
