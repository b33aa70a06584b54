"""Filling in what the district wants to know of one tool, request or maker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.govern.custom_fields.api import (
    About,
    Field,
    FieldKind,
    as_typed,
    choice_named,
    choices_of,
    entries_of,
    fields_about,
    fill_in,
    help_of,
    name_of,
    row_named,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.web.custom import language
from chalkline.web.routes import Request, address_of, page
from chalkline.web.templatetags.saying import said

TYPES = {FieldKind.DAY: "date", FieldKind.PERSON: "email"}


@page("fields/<slug:about>/<uuid:row_id>/", name="fields.fill_in", permission="fields.fill_in", methods=("GET", "POST"))
def filling(request: Request, about: str, row_id: UUID) -> HttpResponse:
    """All fields of one thing; those that fit are saved together or not at all."""
    if about not in set(About):
        raise not_found()
    kind = About(about)
    row = row_named(kind, row_id)
    request.actor.must("fields.fill_in", owner_id=row.owner_id)
    asked = fields_about(kind)
    back = {
        About.TOOL: lambda: address_of("tools.show", row.subject_id),
        About.REQUEST: lambda: address_of("requests.show", row.subject_id),
        About.MAKER: lambda: address_of("tools.home"),
    }[kind]()
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _save(request, asked, row_id)
        if not errors:
            messages.success(request, _("Saved."))
            return redirect(back)
    entries = entries_of([row_id], asked).get(row_id, {})
    questions = [_question(each, request, as_typed(each, entries.get(each.key)), errors) for each in asked]
    context = {
        "row": row,
        "questions": questions,
        "back": back,
        "errors": list(errors.items()),
    }
    return render(request, "fields/fill_in.html", context)


def _save(request: Request, asked: list[Field], row_id: UUID) -> dict[str, str]:
    errors: dict[str, str] = {}
    with transaction.atomic():
        for field in asked:
            try:
                with transaction.atomic():
                    fill_in(request.actor, field, row_id, request.POST.get(field.key, ""), now=utc_now())
            except Problem as problem:
                errors[field.key] = said(next(iter(problem.fields.values()), problem.what))
        if errors:
            transaction.set_rollback(True)
    return errors


def _question(field: Field, request: Request, entered: str, errors: dict[str, str]) -> dict[str, Any]:
    kind = FieldKind(field.kind)
    options = [(each.key, choice_named(field, each.key, language())) for each in choices_of(field)]
    if kind is FieldKind.YES_NO:
        options = [("yes", _("Yes")), ("no", _("No"))]
    return {
        "name": field.key,
        "label": name_of(field, language()),
        "help": help_of(field, language()) or (_("E-mail address") if kind is FieldKind.PERSON else ""),
        "value": request.POST.get(field.key, entered),
        "options": options,
        "type": TYPES.get(kind, "text"),
        "mode": "decimal" if kind is FieldKind.NUMBER else "",
        "optional": "" if field.is_required else "yes",
        "error": errors.get(field.key, ""),
    }
