"""The register: every tool this district has taken note of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.tools.register.api import Tool, register_tool, search_tools, tools_known
from chalkline.web.pages.discover.telling import tabs
from chalkline.web.pages.tools.telling import known_to
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Status, Table


@page("tools/", name="tools.home", permission="tools.see")
def home(request: Request) -> HttpResponseBase:
    """Tools on the register; and a search that finds services which are not on it yet."""
    actor = request.actor
    known = known_to(actor, timezone.localdate())

    def row(tool: Tool) -> list[object]:
        status = known.status(tool.slug, tool.name)
        return [
            Link(tool.name, address_of("tools.show", tool.slug), tool.vendor),
            Status(status.word, status.tone),
            known.approved[tool.slug],
            known.requests[tool.slug],
            tool.registered_at,
        ]

    table = Table(
        request,
        "register",
        caption=_("Tools on the register"),
        columns=[
            Column("name", _("Tool"), sort="name"),
            Column("status", _("Status")),
            Column("approved", _("Approved uses"), number=True),
            Column("requests", _("Open requests"), number=True),
            Column("registered", _("Registered"), sort="registered_at"),
        ],
        rows=tools_known(),
        row=row,
        search=lambda rows, words: rows.filter(name__icontains=words),
    )
    if table.wants_file:
        return table.file()
    words = request.GET.get("in-catalogue", "")
    context = {
        "tabs": tabs(request, actor, "tools.home"),
        "table": table,
        "words": words,
        "services": [each for each in search_tools(actor, words) if not each.registered] if words else [],
        "may_register": actor.may("tools.register"),
    }
    return render(request, "tools/home.html", context)


@page("tools/register/", name="tools.register", permission="tools.register", methods=("POST",))
def register(request: Request) -> HttpResponse:
    """Put a tool on the register, by its slug or its name."""
    tool = register_tool(request.actor, request.POST.get("tool", ""), now=utc_now())
    messages.success(request, _("{tool} is on the register.").format(tool=tool.name))
    return redirect("tools.show", tool.slug)
