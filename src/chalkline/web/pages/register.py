"""The public register: which AI touches my child's grade, for anyone, without an account."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import schools
from chalkline.report.documents.api import Document
from chalkline.report.public.api import NO_RESULT, PEOPLE_DECIDE, Listed, Register, handout, register
from chalkline.rulebook.api import BANDS, band_of_grade
from chalkline.web.documents import pdf_response
from chalkline.web.documents import shown as as_shown
from chalkline.web.files import csv_response
from chalkline.web.pages.register_plain import as_plain
from chalkline.web.routes import Request, page
from chalkline.web.templatetags.saying import said
from chalkline.web.today import said_small

GRADES: tuple[tuple[str, Sentence], ...] = (
    ("PK", Sentence("Pre-kindergarten")),
    ("KG", Sentence("Kindergarten")),
    *((f"{grade:02d}", Sentence("Grade {grade}", grade=grade)) for grade in range(1, 13)),
)


@page("register/", name="register.home", public=True)
def home(request: Request) -> HttpResponse:
    """The list; ?grade=04&school=S1 for one child's grade and school."""
    grade, school = request.GET.get("grade", ""), _school(request.GET.get("school", ""))
    band = band_of_grade(grade) or ""
    shown = register(timezone.localdate(), band=band, school=school if band else "")
    context = {
        "register": shown,
        "stands": stands(shown),
        "went_wrong": went_wrong(shown),
        "parts": shown.by_touch(),
        "grade": grade if band else "",
        "grade_name": dict(GRADES).get(grade, "") if band else "",
        "band": BANDS[band].name if band else "",
        "school": school,
        "grades": GRADES,
        "schools": [(str(each.pk), each.name) for each in schools().order_by("name")],
        "contact": settings.CHALKLINE.contact,
        "no_result": NO_RESULT,
        "people_decide": PEOPLE_DECIDE,
    }
    return render(request, "register.html", context)


def stands(shown: Register) -> Sentence:
    """What is so, in one sentence: how many uses, and whether any gets student information."""
    uses = [use for _touch, _title, each in shown.by_touch() for use in each]
    told = sum(use.gets_student_records for use in uses)
    if not uses:
        return Sentence("No use of AI is approved here today.")
    if len(uses) == 1:
        if told:
            return Sentence("One use of AI is approved. It gets student information.")
        return Sentence("One use of AI is approved. It gets no student information.")
    if not told:
        return Sentence("{n} uses of AI are approved. None gets student information.", n=said_small(len(uses)))
    if told == 1:
        return Sentence("{n} uses of AI are approved. One gets student information.", n=said_small(len(uses)))
    return Sentence(
        "{n} uses of AI are approved. {told} get student information.",
        n=said_small(len(uses)),
        told=said_small(told),
    )


def went_wrong(shown: Register) -> tuple[Sentence, ...]:
    """How often something went wrong this year; of people only what no small group can be worked out from."""
    told = shown.incidents
    if not told.opened:
        return (Sentence("No incident with AI or student data has been opened in {year}.", year=str(shown.year)),)
    opened = Sentence("One incident was opened in {year}.", year=str(shown.year))
    if told.opened > 1:
        opened = Sentence("{n} incidents were opened in {year}.", n=said_small(told.opened), year=str(shown.year))
    over = Sentence("All of them are closed.")
    if told.closed < told.opened:
        over = Sentence("Still being worked on: {n}.", n=told.opened - told.closed)
    if told.opened == told.closed == 1:
        over = Sentence("It is closed.")
    if told.people:
        return opened, over, Sentence("People whose data was concerned, in all: {n}.", n=f"{told.people:,}")
    if told.people is None:
        return opened, over, Sentence("How many people were concerned is not shown, or not known yet.")
    return opened, over


@page("register.json", name="register.json", public=True)
def as_json(request: Request) -> HttpResponse:
    """The same for programs. Ids are those of the vocabularies; words are in the language asked for."""
    shown = as_plain(register(timezone.localdate()))
    answer = JsonResponse(shown, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


CSV_HEAD = (
    lazy("Tool"),
    lazy("What for"),
    lazy("Who uses it"),
    lazy("Grades"),
    lazy("Schools"),
    lazy("Data it may get"),
    lazy("Gets student information"),
    lazy("Contract about the data"),
    lazy("Contract until"),
    lazy("Only if"),
    lazy("Who decided"),
    lazy("Decision"),
    lazy("Decided on"),
    lazy("Until"),
    lazy("How it is kept"),
    lazy("Paused"),
    lazy("What we found"),
    lazy("What the teacher sees"),
)


@page("register.csv", name="register.csv", public=True)
def as_csv(request: Request) -> HttpResponse:
    """The same for a spreadsheet, one line for each approved use; no cell is ever taken for a formula."""
    found = register(timezone.localdate())
    return csv_response(f"ai-register-{found.on}", CSV_HEAD, (_cells(each) for each in found.listed))


def _cells(each: Listed) -> tuple[Any, ...]:
    yes, no = Sentence("yes"), Sentence("no")
    return (
        each.tool_name,
        _listed_in_cell(each.purposes),
        _listed_in_cell(each.roles),
        _listed_in_cell(each.grades),
        _listed_in_cell(each.schools),
        _listed_in_cell(each.data),
        yes if each.gets_student_records else no,
        each.agreement,
        each.agreement_until or "",
        "; ".join(condition.text for condition in each.conditions),
        each.decided_by,
        each.decision_number,
        each.decided_on,
        each.until,
        _listed_in_cell(each.kept_by),
        yes if each.is_paused else no,
        _results_in_cell(each),
        each.teacher_sees_said or "",
    )


def _results_in_cell(each: Listed) -> str:
    """Every verdict with its sentences; what is said where no pilot has ended."""
    if not each.found:
        return said(NO_RESULT)
    return "; ".join(
        " ".join(
            said(words)
            for words in (
                Sentence("{day}, “{pilot}”: {verdict}.", day=one.on, pilot=one.pilot, verdict=one.name),
                *one.sentences,
            )
        )
        for one in each.found
    )


def _listed_in_cell(names: tuple[Sentence, ...]) -> str:
    return "; ".join(said(name) for name in names)


@page("register/<str:anchor>/", name="register.use", public=True)
def one_use(request: Request, anchor: str) -> HttpResponse:
    """One approved use on one sheet, for a meeting with families."""
    document = _handout(anchor)
    return render(request, "register/handout.html", {**as_shown(document), "anchor": anchor})


@page("register/<str:anchor>.pdf", name="register.use_pdf", public=True)
def one_use_pdf(request: Request, anchor: str) -> HttpResponse:
    """The same as a PDF."""
    return pdf_response(_handout(anchor), anchor)


def _handout(anchor: str) -> Document:
    """The sheet of the use with this anchor. Raises Problem("not_found")."""
    found = register(timezone.localdate())
    use = next((each for each in found.listed if each.anchor == anchor), None)
    if use is None:
        raise not_found(Sentence("approved use"))
    return handout(found, use, contact=settings.CHALKLINE.contact)


def _school(asked: str) -> str:
    """The id of a school that exists; "" for anything else."""
    if not re.fullmatch(r"[0-9a-f-]{36}", asked):
        return ""
    return asked if any(str(each.pk) == asked for each in schools()) else ""
