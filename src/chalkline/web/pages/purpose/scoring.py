"""Scoring a use case, answering at its gates, describing the work behind it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.portfolio.api import (
    ANSWERED_GATES,
    GATE_NAMES,
    Gate,
    GateAnswer,
    ScoreSheet,
    Step,
    WorkSteps,
    answer_gate,
    describe_work,
    score_use_case,
    scores_of,
    sheet_by,
    steps_of,
    work_of,
)
from chalkline.purpose.use_cases.api import use_case_by_id
from chalkline.web.acting import Act, Ask, shown_first
from chalkline.web.pages.purpose.score_form import ScoreForm, scores_as_typed
from chalkline.web.pages.purpose.telling import way_of
from chalkline.web.routes import Request, page
from chalkline.web.sending import SHOWN_AGAIN, sent
from chalkline.web.templatetags.saying import said

FIRST_ROWS, MOST_ROWS = 3, 12


@page(
    "purpose/use-cases/<uuid:use_case_id>/score/",
    name="purpose.score",
    permission="portfolio.score",
    methods=("GET", "POST"),
)
def score(request: Request, use_case_id: UUID) -> HttpResponse:
    """Score a use case on written anchors. What others gave is not shown here: two views are worth more apart."""
    found = use_case_by_id(request.actor, str(use_case_id))
    mine = sheet_by(request.actor.id, found)
    initial = scores_as_typed(scores_of(mine)) if mine else None
    form = ScoreForm(request.POST if request.method == "POST" else None, initial=initial, again=bool(mine))
    if request.method == "POST":

        def act() -> ScoreSheet:
            because = str(form.answer("because"))
            return score_use_case(request.actor, found, form.scores(), because=because, now=utc_now())

        if sent(form, act):
            messages.success(request, _("Your scores count from now on. The portfolio shows the order they make."))
            return redirect("purpose.use_case", found.pk)
    context = {"form": form, "use_case": found, "way": way_of(found.problem), "again": bool(mine)}
    return render(request, "purpose/score.html", context)


@page(
    "purpose/use-cases/<uuid:use_case_id>/gates/<slug:gate>/<slug:answer>/",
    name="purpose.gate",
    permission="portfolio.answer_gate",
    methods=("GET", "POST"),
)
def gate(request: Request, use_case_id: UUID, gate: str, answer: str) -> HttpResponse:
    """Say that a gate is open, or shut, and why."""
    found = use_case_by_id(request.actor, str(use_case_id))
    if gate not in {each.value for each in ANSWERED_GATES} or answer not in {"yes", "no"}:
        raise not_found(Sentence("gate"))
    which, is_open = Gate(gate), answer == "yes"
    blocked = Sentence("It is blocked, whatever its scores are, until the answer changes.")
    act = Act(
        title=said(GATE_NAMES[which]),
        button=_("Yes, it is so") if is_open else _("No, it is not so"),
        done=_("The gate is answered, with your reason."),
        will=(
            Sentence("“{title}” passes this gate.", title=found.title) if is_open else blocked,
            Sentence("Your name and your reason stand beside the answer, for everybody to read."),
        ),
        do=lambda given: answer_gate(request.actor, found, GateAnswer(which, is_open, given["reason"]), now=utc_now()),
        asks=(Ask("reason", _("How do you know?")),),
        tone="" if is_open else "stop",
    )
    return shown_first(request, act, of=found.title, back=reverse("purpose.use_case", args=[found.pk]))


@page(
    "purpose/use-cases/<uuid:use_case_id>/steps/",
    name="purpose.steps",
    permission="portfolio.describe_work",
    methods=("GET", "POST"),
)
def steps(request: Request, use_case_id: UUID) -> HttpResponse:
    """Describe the work as it is done today, and as it would be."""
    found = use_case_by_id(request.actor, str(use_case_id))
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: _rows(request, name) for name in ("today", "then")}
        if "more" not in request.POST:
            try:
                describe_work(request.actor, found, _steps(typed), now=utc_now())
            except Problem as problem:
                if problem.kind not in SHOWN_AGAIN:
                    raise
                errors = {name: said(words) for name, words in problem.fields.items()}
            else:
                messages.success(request, _("The steps are described."))
                return redirect("purpose.use_case", found.pk)
    else:
        work = work_of(request.actor, found)
        now = steps_of(work) if work else WorkSteps((), ())
        typed = {
            name: [(each.what, each.who, str(each.minutes)) for each in row]
            for name, row in (("today", now.today), ("then", now.then))
        }
    parts = [
        {
            "name": name,
            "title": title,
            "rows": _padded(typed[name], more="more" in request.POST),
            "error": errors.get(name),
        }
        for name, title in (("today", _("As it is done today")), ("then", _("As it would be done")))
    ]
    lines = [(f"{name}_what_0", text) for name, text in errors.items()]
    return render(request, "purpose/steps.html", {"use_case": found, "parts": parts, "lines": lines})


def _rows(request: Request, name: str) -> list[tuple[str, str, str]]:
    lists = [request.POST.getlist(f"{name}_{each}")[:MOST_ROWS] for each in ("what", "who", "minutes")]
    rows = list(zip(*lists, strict=False))
    return [(what.strip(), who.strip(), minutes.strip()) for what, who, minutes in rows if what or who or minutes]


def _steps(typed: dict[str, list[tuple[str, str, str]]]) -> WorkSteps:
    def read(rows: list[tuple[str, str, str]]) -> tuple[Step, ...]:
        return tuple(Step(what, who, int(n) if n.isascii() and n.isdigit() else -1) for what, who, n in rows)

    return WorkSteps(read(typed["today"]), read(typed["then"]))


def _padded(rows: list[tuple[str, str, str]], *, more: bool) -> list[tuple[str, str, str]]:
    wanted = min(MOST_ROWS, max(FIRST_ROWS, len(rows) + (2 if more else 0)))
    return [*rows, *[("", "", "")] * (wanted - len(rows))]
