"""Board packets: presenting one, and reading one as it was presented."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.report.board.api import document_of, is_unchanged, packet_by_id, packet_now, present_packet
from chalkline.web.documents import chart_file, docx_response, pdf_response, shown
from chalkline.web.pages.report.home import span_asked_for
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import SHOWN_AGAIN


@page("report/board/present/", name="report.present", permission="board.present", methods=("GET", "POST"))
def present(request: Request) -> HttpResponse:
    """First what will happen, then it happens: the packet is kept as the board sees it."""
    span = span_asked_for(request.POST if request.method == "POST" else request.GET)
    context: dict[str, object] = {"span": span}
    try:
        packet_now(request.actor, span)
        if request.method == "POST":
            kept = present_packet(request.actor, span.first_on, span.last_on, now=utc_now())
            messages.success(request, _("Presented. Board members find it under Report."))
            return redirect("report.packet", kept.pk)
    except Problem as problem:
        if problem.kind not in SHOWN_AGAIN:
            raise
        context["problem"] = problem
    context["will"] = (
        Sentence("The report of {first} to {last} is kept word for word.", first=span.first_on, last=span.last_on),
        Sentence("Board members, leaders and the auditor can read and print it."),
        Sentence("Its digest goes into the ledger under your name. It cannot be changed afterwards."),
    )
    return render(request, "report/present.html", context)


@page("report/board/<uuid:packet_id>/", name="report.packet", permission="board.see")
def show(request: Request, packet_id: UUID) -> HttpResponse:
    """One packet as it was presented."""
    kept = packet_by_id(request.actor, str(packet_id))
    context = shown(document_of(kept))
    file = chart_file(request, context)
    if file is not None:
        return file
    context |= {
        "packet": kept,
        "is_unchanged": is_unchanged(kept),
        "pdf_url": address_of("report.packet_pdf", kept.pk),
        "docx_url": address_of("report.packet_docx", kept.pk),
    }
    return render(request, "report/packet.html", context)


@page("report/board/<uuid:packet_id>.pdf", name="report.packet_pdf", permission="board.see")
def as_file(request: Request, packet_id: UUID) -> HttpResponse:
    """The same as a PDF."""
    kept = packet_by_id(request.actor, str(packet_id))
    return pdf_response(document_of(kept), f"board-packet-{kept.last_on}")


@page("report/board/<uuid:packet_id>.docx", name="report.packet_docx", permission="board.see")
def as_word(request: Request, packet_id: UUID) -> HttpResponse:
    """The same for a word processor."""
    kept = packet_by_id(request.actor, str(packet_id))
    return docx_response(document_of(kept), f"board-packet-{kept.last_on}")
