"""The first workflow: which one it is, what the four tests say of every use case, and choosing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.portfolio.api import (
    ANCHORS,
    LEVELS,
    PASSES_AT,
    TEST_NAMES,
    TESTED_ON,
    FourTest,
    candidates,
    choose_first_workflow,
    first_workflow,
    steps_of,
    work_of,
)
from chalkline.purpose.use_cases.api import use_case_by_id
from chalkline.web.acting import Act, Ask, shown_first
from chalkline.web.pages.purpose.judged import tests_told
from chalkline.web.pages.purpose.telling import parts_of_purpose
from chalkline.web.routes import Request, page

GOOD_FIRST = {True: 0, None: 1, False: 2}
TONES = {True: "ok", None: "quiet", False: "stop"}
WORDS = {True: Sentence("good first"), None: Sentence("cannot tell yet"), False: Sentence("not first")}


@page("purpose/first-workflow/", name="purpose.first", permission="purpose.see")
def first(request: Request) -> HttpResponse:
    """What to begin with, and why not with the others."""
    found = sorted(
        candidates(request.actor, on=localdate()), key=lambda each: (GOOD_FIRST[each.verdict.is_good], each.entry.title)
    )
    chosen = first_workflow(request.actor)
    work = work_of(request.actor, chosen.use_case) if chosen else None
    context = {
        "parts": parts_of_purpose(request, "purpose.first"),
        "chosen": chosen,
        "steps": steps_of(work) if work else None,
        "told": [
            {
                "candidate": each,
                "tests": tests_told(each),
                "tone": TONES[each.verdict.is_good],
                "word": WORDS[each.verdict.is_good],
                "may_choose": each.verdict.is_good and not (chosen and chosen.use_case_id == each.use_case.pk),
            }
            for each in found
        ],
        "may_choose": request.actor.may("portfolio.choose_first"),
        "tests": [_explained(test) for test in FourTest],
    }
    return render(request, "purpose/first.html", context)


@page(
    "purpose/use-cases/<uuid:use_case_id>/choose/",
    name="purpose.choose_first",
    permission="portfolio.choose_first",
    methods=("GET", "POST"),
)
def choose(request: Request, use_case_id: UUID) -> HttpResponse:
    """Choose what the district begins with."""
    found = use_case_by_id(request.actor, str(use_case_id))
    present = first_workflow(request.actor)
    will = [Sentence("“{title}” is the workflow the district begins with.", title=found.title)]
    if present:
        will.append(Sentence("“{title}” is no longer the first workflow.", title=present.use_case.title))
    will.append(Sentence("Nothing is approved by it: a tool for it still takes a request and a decision."))
    act = Act(
        title=_("Choose the first workflow"),
        button=_("Begin with this one"),
        done=_("The first workflow is chosen."),
        will=tuple(will),
        do=lambda given: choose_first_workflow(request.actor, found, because=given["because"], now=utc_now()),
        asks=(Ask("because", _("Why this one, and why now?")),),
    )
    return shown_first(request, act, of=found.title, back=reverse("purpose.first"))


def _explained(test: FourTest) -> dict[str, Any]:
    """A test with its anchors: which pass, which do not."""
    rows = [
        (points, words, points >= PASSES_AT)
        for criterion in TESTED_ON[test]
        for points, words in zip(LEVELS, ANCHORS[criterion], strict=True)
    ]
    return {"name": TEST_NAMES[test], "rows": rows}
