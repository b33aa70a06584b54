"""The catalogue as a whole: its version, what disagrees with it here, and what the district says of it as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.register.api import (
    FIELD_NAMES,
    SCOPE_NAMES,
    AiScope,
    Conflict,
    as_csv,
    as_yaml,
    catalogue_in_force,
    category_name,
    corrections,
    import_catalogue,
    open_conflicts,
    read_corrections,
    settle_conflict,
    shipped_catalogue,
    take_corrections,
)
from chalkline.web.pages.discover.telling import tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.templatetags.saying import said

LARGEST = 8 * 1024 * 1024
FORMS = {"csv": ("text/csv", as_csv), "yaml": ("application/yaml", as_yaml)}


@dataclass(frozen=True)
class Asked:
    """One disagreement, as the page asks about it."""

    conflict: Conflict
    title: str
    ours: str
    theirs: str
    url: str


@page("discover/catalogue/", name="tools.catalogue", permission="tools.import_catalogue", methods=("GET", "POST"))
def catalogue(request: Request) -> HttpResponse:
    """The version in force; disagreements, each with two answers; corrections out and in."""
    errors: list[str] = []
    if request.method == "POST":
        try:
            done = _do(request)
        except Problem as problem:
            errors = [f"{said(problem.what)} {said(problem.why)} {said(problem.next_step)}"]
        else:
            messages.success(request, done)
            return redirect("tools.catalogue")
    if form := FORMS.get(request.GET.get("as", "")):
        kind, write = form
        name = f"our-catalogue.{request.GET['as']}"
        answer = HttpResponse(write(corrections(request.actor)), content_type=f"{kind}; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    said_here = corrections(request.actor)
    context = {
        "tabs": tabs(request, request.actor, "tools.home"),
        "catalogue": catalogue_in_force(),
        "asked": [_asked(each) for each in open_conflicts(request.actor)],
        "corrected": sum(not each.is_added for each in said_here),
        "added": sum(each.is_added for each in said_here),
        "errors": errors,
    }
    return render(request, "tools/catalogue.html", context)


def _do(request: Request) -> str:
    """What was asked for on the page, and what to say of it."""
    now = utc_now()
    if "settle" in request.POST:
        slug, _bar, field = request.POST["settle"].partition("|")
        settle_conflict(request.actor, slug, field, keep_ours="ours" in request.POST, now=now)
        return _("Settled.")
    file = request.FILES.get("corrections") or request.FILES.get("catalogue")
    content = file.read(LARGEST + 1) if file else b""
    if "corrections" in request.FILES:
        changed = take_corrections(request.actor, read_corrections(content), now=now)
        return ngettext("{n} service changed.", "{n} services changed.", changed).format(n=changed)
    loaded = import_catalogue(request.actor, content if file else shipped_catalogue(), now=now)
    return _("Version {version} of the catalogue is in force.").format(version=loaded.version)


def _asked(each: Conflict) -> Asked:
    if each.field.startswith("domain:"):
        domain = each.field.removeprefix("domain:")
        title = _("Whose is {domain}?").format(domain=domain)
        return Asked(each, title, each.name, each.theirs_name, address_of("tools.show", each.slug))
    title = _("{name}: {field}").format(name=each.name, field=said(FIELD_NAMES[each.field]))
    return Asked(each, title, _shown(each, each.ours), _shown(each, each.theirs), address_of("tools.show", each.slug))


def _shown(each: Conflict, value: str) -> Any:
    if each.field == "ai_scope":
        return said(SCOPE_NAMES[AiScope(value)])
    if each.field == "category" and value:
        return said(Sentence(category_name(value)))
    return value or _("nothing")
