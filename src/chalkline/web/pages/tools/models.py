"""Which models the gateway may route a tool's calls to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.tools.register.api import name_models, registered
from chalkline.web.routes import Request, page
from chalkline.web.templatetags.saying import said


@page("tools/<slug:slug>/models/", name="tools.models", permission="tools.name_models", methods=("GET", "POST"))
def models(request: Request, slug: str) -> HttpResponse:
    """One name a line, as the model service spells it."""
    request.actor.must("tools.name_models")
    tool = registered(slug)
    given, error = request.POST.get("models", "\n".join(tool.model_names)), ""
    if request.method == "POST":
        try:
            name_models(request.actor, tool, given.splitlines(), now=utc_now())
        except Problem as problem:
            if problem.kind is not Kind.INVALID:
                raise
            error = f"{said(problem.why)} {said(problem.next_step)}"
        else:
            messages.success(request, _("The models are named. They take effect with the next policy."))
            return redirect("tools.show", slug)
    context = {"tool": tool, "given": given, "error": error, "errors": [("models", error)] if error else []}
    return render(request, "tools/models.html", context)
