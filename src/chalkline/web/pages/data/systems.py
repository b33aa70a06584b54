"""Systems: where the district's data is held, who answers for each, what it holds; and the list of elements."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.data.elements.api import ElementSeen, elements, note_element
from chalkline.data.flows.api import routes
from chalkline.data.systems.api import (
    HOSTING_NAMES,
    KIND_NAMES,
    Hosting,
    System,
    SystemKind,
    record_system,
    retire_system,
    revise_system,
    system_by_id,
    systems,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.report.flows.api import CLASS_NAMES, CLASSES
from chalkline.web.histories import happened_to
from chalkline.web.pages.data.element_choice import element_groups, named_all
from chalkline.web.pages.data.system_form import SystemForm, first_answers
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent
from chalkline.web.tables import Column, Filter, Link, Table
from chalkline.web.templatetags.saying import said


@page("data/systems/", name="data.systems", permission="systems.see")
def home(request: Request) -> HttpResponseBase:
    """Every system, and every element with the district's notes."""
    table, words = _table(request), _elements(request)
    for each in (table, words):
        if each.wants_file:
            return each.file()
    context = {
        "parts": parts_of_data(request, "data.systems"),
        "table": table,
        "elements": words,
        "may_record": request.actor.may("systems.record"),
    }
    return render(request, "data/systems.html", context)


@page("data/systems/new/", name="data.new_system", permission="systems.record", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Put one on the map."""
    request.actor.must("systems.record")
    form = SystemForm(request.POST or None)
    if request.method == "POST":
        made = sent(form, lambda: record_system(request.actor, form.told(), now=utc_now()))
        if made:
            return redirect("data.system", made.pk)
    ticked = request.POST.getlist("elements")
    return render(request, "data/system_form.html", _asked(form, ticked, None))


@page("data/systems/<uuid:system_id>/", name="data.system", permission="systems.see")
def show(request: Request, system_id: UUID) -> HttpResponse:
    """One system: who answers for it, what it holds, where its data goes, what happened."""
    system = system_by_id(request.actor, str(system_id))
    goes: dict[str, list[str]] = {}
    for route in routes(request.actor).filter(system=system):
        goes.setdefault(route.tool, []).append(route.element)
    context = {
        "system": system,
        "kind": KIND_NAMES[SystemKind(system.kind)],
        "hosting": HOSTING_NAMES[Hosting(system.hosting)],
        "holds": [(group.name, [box.label for box in group.boxes if box.ticked])
                  for group in element_groups(system.elements) if group.ticked],
        "goes": [
            {"title": tool, "url": address_of("tools.show", tool), "detail": Sentence("{n}", n=tuple(named_all(which)))}
            for tool, which in goes.items()
        ],
        "history": happened_to("system", str(system.pk)),
        "may_record": request.actor.may("systems.record") and not system.retired_at,
    }  # fmt: skip
    return render(request, "data/system.html", context)


@page("data/systems/<uuid:system_id>/correct/", name="data.revise_system", permission="systems.record",
      methods=("GET", "POST"))  # fmt: skip
def revise(request: Request, system_id: UUID) -> HttpResponse:
    """Say anew what it holds and who answers for it."""
    request.actor.must("systems.record")
    system = system_by_id(request.actor, str(system_id))
    form = SystemForm(request.POST or None, initial=first_answers(system))
    if request.method == "POST":
        revised = sent(form, lambda: revise_system(request.actor, system, form.told(), now=utc_now()))
        if revised:
            return redirect("data.system", system.pk)
    ticked = request.POST.getlist("elements") if request.method == "POST" else system.elements
    return render(request, "data/system_form.html", _asked(form, ticked, system))


@page("data/systems/<uuid:system_id>/retire/", name="data.retire_system", permission="systems.record",
      methods=("GET", "POST"))  # fmt: skip
def retire(request: Request, system_id: UUID) -> HttpResponse:
    """Say that it holds nothing any more."""
    request.actor.must("systems.record")
    system = system_by_id(request.actor, str(system_id))
    if request.method == "POST":
        retire_system(request.actor, system, now=utc_now())
        messages.success(request, _("It is off the map."))
        return redirect("data.systems")
    will = (
        Sentence("{name} is no longer offered as a place data comes from.", name=system.name),
        Sentence("What was said of it stays in the record."),
    )
    return render(request, "data/retire_system.html", {"system": system, "will": will})


@page("data/elements/<slug:element>/", name="data.element", permission="elements.note", methods=("GET", "POST"))
def element(request: Request, element: str) -> HttpResponse:
    """The district's note on one kind of data."""
    request.actor.must("elements.note")
    seen = next((each for each in elements(request.actor) if each.element == element), None)
    if seen is None:
        raise not_found(Sentence("kind of data"))
    error, note = "", request.POST.get("note", seen.note)
    if request.method == "POST":
        try:
            note_element(request.actor, element, note, now=utc_now())
        except Problem as problem:
            error = said(problem.fields.get("note", problem.what))
        else:
            return redirect(address_of("data.systems") + "#elements-of-the-vocabulary")
    context = {"seen": seen, "class_name": CLASS_NAMES[seen.classification], "note": note, "error": error}
    return render(request, "data/element.html", {**context, "errors": [("note", error)] if error else []})


def _asked(form: SystemForm, ticked: list[str], system: System | None) -> dict[str, object]:
    return {"form": form, "groups": element_groups(ticked), "system": system, "error": form.elsewhere.get("elements")}


def _table(request: Request) -> Table:
    return Table(
        request,
        "systems",
        caption=_("Systems that hold data"),
        columns=[
            Column("name", _("System"), sort="name"),
            Column("kind", _("What it is for"), sort="kind"),
            Column("owner", _("Who answers for it"), sort="owner__family_name"),
            Column("hosting", _("Where it runs"), sort="hosting"),
            Column("holds", _("Kinds of data"), number=True),
        ],
        rows=systems(request.actor),
        row=lambda each: [
            Link(each.name, address_of("data.system", each.pk), note=each.vendor),
            KIND_NAMES[SystemKind(each.kind)],
            str(each.owner),
            HOSTING_NAMES[Hosting(each.hosting)],
            len(each.elements),
        ],
        search=lambda rows, words: rows.filter(name__icontains=words),
        order="name",
    )


def _elements(request: Request) -> Table:
    may = request.actor.may("elements.note")
    holding: dict[str, list[str]] = {}
    for system in systems(request.actor):
        for held in system.elements:
            holding.setdefault(held, []).append(system.name)

    def row(each: ElementSeen) -> list[object]:
        url = address_of("data.element", each.element) if may else ""
        return [
            Link(each.name, url, note=each.note),
            each.kind,
            CLASS_NAMES[each.classification],
            ", ".join(holding.get(each.element, [])),
        ]

    return Table(
        request,
        "elements",
        caption=_("Each kind of data"),
        columns=[
            Column("name", _("Data"), sort=lambda each: str(each.name)),
            Column("kind", _("Kind")),
            Column("class", _("Class"), sort=lambda each: CLASSES.index(each.classification)),
            Column("held", _("Held in")),
        ],
        rows=elements(request.actor),
        row=row,
        search=lambda rows, words: [
            each for each in rows if words.casefold() in f"{each.name} {each.kind} {each.note}".casefold()
        ],
        filters=[
            Filter(
                "class",
                _("Class"),
                [(each, CLASS_NAMES[each]) for each in CLASSES],
                lambda rows, value: [each for each in rows if each.classification == value],
            )
        ],
        order="name",
    )
