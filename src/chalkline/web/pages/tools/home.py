"""The register: every tool this district has taken note of."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import ToolsStanding, only_tools_standing
from chalkline.govern.custom_fields.api import About
from chalkline.kernel.clock import utc_now
from chalkline.tools.register.api import Tool, only_tools_like, register_tool, search_tools, tools_known
from chalkline.web.custom import custom
from chalkline.web.pages.discover.telling import tabs
from chalkline.web.pages.tools.telling import Known, known_to
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table

STATUSES = [
    (ToolsStanding.APPROVED.value, lazy("With an approved use")),
    (ToolsStanding.ASKED.value, lazy("Asked for")),
    (ToolsStanding.NEITHER.value, lazy("Neither approved nor asked for")),
]


@page("tools/", name="tools.home", permission="tools.see")
def home(request: Request) -> HttpResponseBase:
    """Tools on the register; and a search that finds services which are not on it yet."""
    actor = request.actor
    table = register_of(request)
    if table.wants_file:
        return table.file()
    words = request.GET.get("in-catalogue", "")
    context = {
        "tabs": tabs(request, actor, "tools.home"),
        "table": table,
        "may_import": actor.may("tools.import"),
        "fields_url": address_of("fields.home") if actor.may("fields.define") else "",
        "words": words,
        "services": [each for each in search_tools(actor, words) if not each.registered] if words else [],
        "may_register": actor.may("tools.register"),
        "may_add": actor.may("tools.import_catalogue"),
    }
    return render(request, "tools/home.html", context)


def register_of(request: Request) -> Table:
    """The list of all tools."""
    actor, today, own = request.actor, timezone.localdate(), custom(About.TOOL, of_all=True)
    return Table(
        request,
        "register",
        caption=_("Tools on the register"),
        columns=[
            Column("name", _("Tool"), sort="folded"),
            Column("status", _("Status")),
            Column("approved", _("Approved uses"), number=True),
            Column("requests", _("Open requests"), number=True),
            Column("registered", _("Registered"), sort="registered_at"),
            *own.columns,
        ],
        rows=tools_known(),
        gather=lambda tools: (known_to(actor, today, [tool.slug for tool in tools]), own.entries(tools)),
        row=lambda tool, known: [*_row(tool, known[0]), *own.cells(tool, known[1])],
        search=only_tools_like,
        search_to_count=partial(only_tools_like, to_count=True),
        filters=[
            Filter("status", _("Status"), STATUSES, lambda rows, value: only_tools_standing(rows, value, today)),
            *own.filters,
        ],
        empty=_("No tool matches."),
        order="name",
    )


def _row(tool: Tool, known: Known) -> list[object]:
    status = known.status(tool.slug, tool.name)
    return [
        Link(tool.name, address_of("tools.show", tool.slug), tool.vendor if tool.vendor != tool.name else ""),
        Status(status.word, status.tone),
        known.approved[tool.slug],
        known.requests[tool.slug],
        tool.registered_at,
    ]


@page("tools/suggest/", name="tools.suggest", permission="tools.see")
def suggest(request: Request) -> HttpResponse:
    """Names of tools that are called like what is being typed: options for a list of suggestions."""
    words = request.GET.get("tool", "").replace("\x00", "")
    found = search_tools(request.actor, words)
    return HttpResponse(format_html_join("", '<option value="{}"></option>', ((each.name,) for each in found)))


@page("tools/register/", name="tools.register", permission="tools.register", methods=("POST",))
def register(request: Request) -> HttpResponse:
    """Put a tool on the register, by its slug or its name."""
    tool = register_tool(request.actor, request.POST.get("tool", ""), now=utc_now())
    messages.success(request, _("{tool} is on the register.").format(tool=tool.name))
    return redirect("tools.show", tool.slug)
