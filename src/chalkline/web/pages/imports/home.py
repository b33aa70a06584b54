"""Handing in lists: tools for the register, requests in the names of those who asked, agreements, makers."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.approve.requests.api import RequestRow, RequestTerms, compare_requests, purpose_name, take_over_requests
from chalkline.govern.custom_fields.api import About, fields_about, name_of
from chalkline.kernel.clock import utc_now
from chalkline.people.api import person_by_id
from chalkline.rollout.reading.api import read_agreements, read_makers, read_requests, read_tools
from chalkline.tools.agreements.api import (
    KIND_NAMES,
    AgreementKind,
    AgreementRow,
    Terms,
    compare_agreements,
    take_over_agreements,
)
from chalkline.tools.register.api import (
    MakerRow,
    ToolRow,
    compare_makers,
    compare_tools,
    registered,
    take_over_makers,
    take_over_tools,
)
from chalkline.web.custom import language
from chalkline.web.routes import Request, address_of, page
from chalkline.web.taking_over import List, list_page

# The terms that a row may say; the others are recorded at the agreement.
SPELT = {
    "version", "state", "joined_from", "renews_by_itself", "notice_days", "breach_hours", "deletion_days"
}  # fmt: skip


@page("tools/import/", name="tools.import", permission="tools.import", methods=("GET", "POST"))
def tools(request: Request) -> HttpResponse:
    """Tools from a file."""
    actor = request.actor
    actor.must("tools.import")
    kind = List(
        title=_("Tools from a file"),
        lead=_("One row for each tool. Standing on the register says nothing about whether one may be used."),
        columns=_("Columns: tool; and if you like maker{own}.").format(own=_own_said(About.TOOL)),
        back=address_of("tools.home"),
        back_label=_("All tools"),
        head=(_("Tool"), _("Maker"), *_own_names(About.TOOL)),
        read=lambda file: read_tools(file.chunks()),
        show=lambda row: (row.name, row.vendor, *_own_shown(About.TOOL, row)),
        spell=lambda row: {"name": row.name, "vendor": row.vendor, "own": dict(row.own)},
        restore=lambda kept: ToolRow(kept["name"], kept["vendor"], kept["own"]),
        take=lambda rows, how: take_over_tools(actor, rows, how, now=utc_now()).rows,
        compare=lambda rows: compare_tools(actor, rows),
    )
    return list_page(request, kind)


@page("decide/requests/import/", name="requests.import", permission="requests.import", methods=("GET", "POST"))
def requests(request: Request) -> HttpResponse:
    """Requests from a file, in the names of those who asked."""
    actor = request.actor
    actor.must("requests.import")
    kind = List(
        title=_("Requests from a file"),
        lead=_("Each belongs to whoever stands in its row, and goes its way. You cannot decide what you hand in."),
        columns=_("Columns: asked by (e-mail address), tool, what for, who, grades, why; and if you like schools, "
                  "data{own}. Several in one cell stand apart by a semicolon.").format(own=_own_said(About.REQUEST)),
        back=address_of("requests.home"),
        back_label=_("Requests"),
        head=(_("Tool"), _("What for"), _("Asked by"), *_own_names(About.REQUEST)),
        read=lambda file: read_requests(file.chunks()),
        show=_request_shown,
        spell=lambda row: {"owner": row.owner_id, "terms": row.terms.as_json(), "own": dict(row.own)},
        restore=_request_restored,
        take=lambda rows, how: take_over_requests(actor, rows, how, now=utc_now()).rows,
        compare=lambda rows: compare_requests(actor, rows),
    )  # fmt: skip
    return list_page(request, kind)


@page("data/agreements/import/", name="data.import_agreements", permission="agreements.record", methods=("GET", "POST"))
def agreements(request: Request) -> HttpResponse:
    """Agreements from a file. What is signed is attached by hand, where there is a file of it."""
    actor, today = request.actor, timezone.localdate()
    actor.must("agreements.record")
    kind = List(
        title=_("Agreements from a file"),
        lead=_("One row for each agreement that was signed. The gateway keeps to it from the next policy on."),
        columns=_("Columns: tool, kind, signed, last day, data; and if you like state, version, joined from, notice "
                  "days, renews by itself, breach hours, deletion days. Kinds of data stand apart by a semicolon."),
        back=address_of("data.agreements"),
        back_label=_("Agreements"),
        head=(_("Tool"), _("Agreement"), _("Signed"), _("Last day"), _("Kinds of data")),
        read=lambda file: read_agreements(file.chunks(), today),
        show=lambda row: (
            registered(row.tool).name, KIND_NAMES[row.kind], row.signed_on, row.ends_on, len(row.elements)
        ),
        spell=_agreement_spelt,
        restore=_agreement_restored,
        take=lambda rows, how: take_over_agreements(actor, rows, how, now=utc_now()).rows,
        compare=lambda rows: compare_agreements(actor, rows, today),
    )  # fmt: skip
    return list_page(request, kind)


@page("tools/makers/import/", name="tools.import_makers", permission="tools.import", methods=("GET", "POST"))
def makers(request: Request) -> HttpResponse:
    """What the district wants to know of makers, from a file."""
    actor = request.actor
    actor.must("tools.import")
    kind = List(
        title=_("Makers from a file"),
        lead=_("One row for each maker: it fills in your own fields about makers."),
        columns=_("Columns: maker{own}. A person is named by their e-mail address.").format(own=_own_said(About.MAKER)),
        back=address_of("tools.home"),
        back_label=_("All tools"),
        head=(_("Maker"), *_own_names(About.MAKER)),
        read=lambda file: read_makers(file.chunks()),
        show=lambda row: (row.maker, *_own_shown(About.MAKER, row)),
        spell=lambda row: {"maker": row.maker, "own": dict(row.own)},
        restore=lambda kept: MakerRow(kept["maker"], kept["own"]),
        take=lambda rows, how: take_over_makers(actor, rows, how, now=utc_now()).rows,
        compare=lambda rows: compare_makers(actor, rows),
    )
    return list_page(request, kind)


def _agreement_spelt(row: AgreementRow) -> dict[str, Any]:
    terms = {each.name: getattr(row.terms, each.name) for each in fields(Terms) if each.name in SPELT}
    return {"tool": row.tool, "kind": row.kind.value, "signed": row.signed_on.isoformat(),
            "ends": row.ends_on.isoformat(), "elements": sorted(row.elements), "terms": terms}  # fmt: skip


def _agreement_restored(kept: dict[str, Any]) -> AgreementRow:
    signed, ends = date.fromisoformat(kept["signed"]), date.fromisoformat(kept["ends"])
    elements, terms = frozenset(kept["elements"]), Terms(**kept["terms"])
    return AgreementRow(kept["tool"], AgreementKind(kept["kind"]), signed, ends, elements, terms)


def _request_shown(row: RequestRow) -> tuple[Any, ...]:
    owner = person_by_id(row.owner_id)
    tool = registered(row.terms.tool).name
    return (tool, purpose_name(row.terms.purpose), str(owner or ""), *_own_shown(About.REQUEST, row))


def _request_restored(kept: dict[str, Any]) -> RequestRow:
    sets = {"roles", "grade_bands", "school_ids", "elements"}
    terms: dict[str, Any] = {name: frozenset(value) if name in sets else value for name, value in kept["terms"].items()}
    return RequestRow(kept["owner"], RequestTerms(**terms), kept["own"])


def _own_names(about: About) -> list[str]:
    return [name_of(field, language()) for field in fields_about(about)]


def _own_said(about: About) -> str:
    return "".join(f", {name}" for name in _own_names(about))


def _own_shown(about: About, row: ToolRow | RequestRow | MakerRow) -> list[str]:
    return [row.own.get(field.key, "") for field in fields_about(about)]
