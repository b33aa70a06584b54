"""Handing in lists: tools for the register, requests in the names of those who asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from chalkline.approve.requests.api import RequestRow, RequestTerms, compare_requests, purpose_name, take_over_requests
from chalkline.govern.custom_fields.api import About, fields_about, name_of
from chalkline.kernel.clock import utc_now
from chalkline.people.api import person_by_id
from chalkline.rollout.reading.api import read_requests, read_tools
from chalkline.tools.register.api import ToolRow, compare_tools, registered, take_over_tools
from chalkline.web.custom import language
from chalkline.web.routes import Request, address_of, page
from chalkline.web.taking_over import List, list_page


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


def _own_shown(about: About, row: ToolRow | RequestRow) -> list[str]:
    return [row.own.get(field.key, "") for field in fields_about(about)]
