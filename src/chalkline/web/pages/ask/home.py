"""Can I use this with my class? One question, one page, no script needed."""

from __future__ import annotations

from typing import Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import NO_CLASS, grade_name, vocabulary
from chalkline.web.pages.ask.answering import Answered, answered, tools_meant
from chalkline.web.pages.ask.question import (
    ME,
    STUDENTS,
    Asked,
    asked_by,
    grades_offered,
    kinds_offered,
    schools_offered,
    tools_offered,
)
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.scopes import purpose_said, purposes_by_area
from chalkline.web.templatetags.saying import said

WHO = [(ME, Sentence("use")), (STUDENTS, Sentence("let my students use"))]
FIELDS = {"role": "who"}


@page("ask/", name="ask.home", permission="requests.see")
def home(request: Request) -> HttpResponse:
    """Ask, and be answered on the same page."""
    asked = asked_by(request.actor, request.GET)
    may_file = request.actor.may("requests.file")
    may_record = request.actor.may("human_records.keep", owner_id=request.actor.id)
    context: dict[str, Any] = {"asked": asked, **_offered(asked), "errors": {}, "may_file": may_file}
    context["may_record"] = may_record
    if request.GET.get("tool") is not None:
        context |= _answer(request, asked)
    return render(request, "ask/home.html", context)


def _answer(request: Request, asked: Asked) -> dict[str, Any]:
    missing = {
        name: said(words)
        for name, words, given in (
            ("tool", Sentence("Name the tool."), asked.tool.strip()),
            ("purpose", Sentence("Choose what you want to use it for."), asked.purpose),
        )
        if not given
    }
    if missing:
        return {"errors": missing}
    tool, near = tools_meant(request.actor, asked.tool)
    if tool is None and near and not request.GET.get("as_typed"):
        offered = [(each, asked.query(tool=each.slug)) for each in near]
        return {"near": offered, "as_typed": f"{asked.query()}&as_typed=yes"}
    try:
        found = answered(request.actor, asked, tool, on=timezone.localdate())
    except Problem as problem:
        return {"errors": {FIELDS.get(name, name): said(words) for name, words in problem.fields.items()}}
    return {"found": found, "told": _told(asked, found), "query": asked.query(tool=tool.slug if tool else asked.tool)}


def _told(asked: Asked, found: Answered) -> dict[str, Any]:
    """The question in words, above its answer."""
    kinds = vocabulary().kinds
    return {
        "grade": grade_name(asked.grade) if asked.grade not in {"", NO_CLASS} else "",
        "school": next((name for key, name in schools_offered() if key == asked.school), ""),
        "tool": found.answer.tool_name,
        "purpose": inside(said(purpose_said(asked.purpose))),
        "data": [inside(gettext(kinds[each].label)) for each in asked.data],
        "students": asked.who == STUDENTS,
    }


def inside(words: str) -> str:
    """Words in the middle of a sentence: "lesson ideas", but "AI tutor" and "IT help-desk" as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _offered(asked: Asked) -> dict[str, Any]:
    return {
        "who": WHO,
        "grades": grades_offered(),
        "schools": schools_offered(),
        "purposes": purposes_by_area(),
        "tools": tools_offered(),
        "kinds": kinds_offered(asked.data),
    }
