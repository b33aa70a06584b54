"""Protect: kept texts. What there is and until when; one is read only with a reason that stands in the ledger."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.oversee.kept_texts.api import Opened, kept_text_by_id, kept_texts, read_kept_text
from chalkline.rulebook.api import role_name
from chalkline.web.pages.protect.held import ReadForm
from chalkline.web.pages.protect.telling import role_of_part, tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent
from chalkline.web.tables import Column, Link, Table
from chalkline.web.templatetags.saying import said, titled


@page("protect/kept/", name="kept_texts.home", permission="kept_texts.read")
def home(request: Request) -> HttpResponse:
    """Texts that are kept now, without a word of them."""
    actor = request.actor
    table = Table(
        request,
        "kept",
        caption=_("Kept texts"),
        columns=[
            Column("made", _("Call"), sort="made_at"),
            Column("use", _("Approved use")),
            Column("role", _("By"), sort="role"),
            Column("until", _("Kept until"), sort="expires_on"),
        ],
        rows=kept_texts(actor),
        row=lambda each: [
            Link(localtime(each.made_at), address_of("kept_texts.show", each.pk)),
            titled(each.use.title),
            said(role_name(each.role)),
            each.expires_on,
        ],
        order="-made",
        empty=_("No text is kept now."),
    )
    return render(request, "protect/kept.html", {"tabs": tabs(request, actor, "kept_texts.home"), "table": table})


@page("protect/kept/<uuid:kept_id>/", name="kept_texts.show", permission="kept_texts.read", methods=("GET", "POST"))
def show(request: Request, kept_id: UUID) -> HttpResponse:
    """One kept text: shown in answer to a reason, never by its address alone."""
    actor = request.actor
    kept = kept_text_by_id(actor, str(kept_id))
    form = ReadForm(request.POST or None)
    opened: Opened | None = None
    if request.method == "POST":
        opened = sent(form, lambda: read_kept_text(actor, kept, reason=form.answer("reason"), now=utc_now()))
    parts = [(role_of_part(each.role), each.text) for each in (*opened.asked, *opened.answered)] if opened else None
    response = render(request, "protect/kept_text.html", {"kept": kept, "form": form, "parts": parts})
    response["Cache-Control"] = "no-store"
    return response
