"""Writes of surveys: open, take an answer in, close, look at a doubtful text, make a problem of a need, forget."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from chalkline.discover.surveys import rules
from chalkline.discover.surveys.events import (
    NeedNamedAsProblem,
    SurveyClosed,
    SurveyOpened,
    SurveyTextLookedAt,
    SurveyTextsForgotten,
    ToolSurveyOpened,
)
from chalkline.discover.surveys.models import NamedNeed, SpentForm, Survey, Tallied, Written
from chalkline.discover.surveys.queries import asked_in, needs_heard, survey_state, tools_offered
from chalkline.discover.surveys.questions import NONE, OTHER_TOOL, ROLE_OF, ROLES, TOOLS, VERSION
from chalkline.discover.surveys.words import KEPT_FOR, Answers, How, SurveyPlan
from chalkline.kernel.ids import id_from, new_code
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Audience, command, schools, screened
from chalkline.protect.screening import hidden
from chalkline.purpose.problems.api import DistrictProblem, ProblemNamed, ProblemStatement, name_problem
from chalkline.tools.register.api import app_matcher, known_services, register_tool, registered, tool_by_slug

A_DAY = timedelta(days=1)
A_FORTNIGHT = timedelta(days=14)
BETWEEN_NAMES = re.compile(r"[,;/\n]| and | y | e ")
MOST_NAMES = 6


@command(records=(SurveyOpened, ToolSurveyOpened))
def open_survey(actor: Actor, plan: SurveyPlan, *, now: datetime) -> Survey:
    """Ask staff, families or students which AI they use and need, by a link. Whoever asks answers for it.

    Raises Problem: surveys.incomplete, and what the register says of a tool that it does not know.
    """
    actor.must("surveys.open")
    today = localdate(now)
    rules.must_be_a_survey(plan, today)
    tool = registered(plan.tool) if plan.tool else None
    made = Survey.objects.create(
        code=new_code(7),
        audience=plan.audience.value,
        tool=tool,
        tools=[] if tool else tools_offered(plan.tools),
        version=VERSION,
        allowed_by=plan.allowed_by.strip(),
        owner_id=id_from(actor.id),
        opened_at=now,
        opened_on=today,
        closes_on=plan.closes_on,
    )
    allowed = made.allowed_by
    told = (
        ToolSurveyOpened(
            survey_ref(made), SubjectRef("tool", tool.slug), tool.name, made.audience, made.closes_on, allowed
        )
        if tool
        else SurveyOpened(survey_ref(made), made.audience, made.closes_on, allowed)
    )
    record(told, actor_id=actor.id, now=now)
    return made


def ask_about_tool(
    actor: Actor,
    slug: str,
    *,
    audience: Audience = Audience.STAFF,
    closes_on: date | None = None,
    allowed_by: str = "",
    now: datetime,
) -> Survey:
    """Ask the people who use one tool how they do: gives the survey, whose link is handed out. Raises Problem.

    A tool that was only found in the logs so far is put on the register with it.
    """
    until = closes_on or localdate(now) + A_FORTNIGHT
    plan = SurveyPlan(audience, until, tool=slug, allowed_by=allowed_by)
    with transaction.atomic():
        if tool_by_slug(slug) is None:
            register_tool(actor, slug, now=now)
        return open_survey(actor, plan, now=now)


@command(records=(), may_change_nothing=True)
def give_survey_answer(actor: Actor, found: Survey, answers: Answers, *, once: str = "", now: datetime) -> bool:
    """Count what somebody says by the link. Who it is, is neither asked nor kept; False when the form was sent before.

    It records nothing: a fact has a moment and a place among all facts, and either could tell who answered.
    Raises Problem: surveys.closed, surveys.too_many, surveys.nothing_said, surveys.too_long.
    """
    actor.must("surveys.give")
    today = localdate(now)
    current = Survey.objects.select_for_update(of=("self",)).get(pk=found.pk)
    asked = asked_in(current)
    rules.must_be_open(survey_state(current, today))
    rules.must_say_something(answers, asked, current.tools)
    taken = current.taken_then if current.taken_on == today else 0
    rules.must_not_flood(taken)
    if once and not _is_fresh(current, once, today):
        return False
    picked = {question: set(options) for question, options in rules.picks_of(answers, asked, current.tools).items()}
    texts: list[tuple[str, str]] = []
    for each in asked:
        text = answers.texts.get(each.id, "").strip()
        if text and each.how is How.TOOLS:
            known, others = _named_tools(text)
            picked[TOOLS] = (picked.get(TOOLS, set()) | known) - ({NONE} if known else set())
            texts += [(OTHER_TOOL, other) for other in others]
        elif text and each.how is How.WORDS:
            texts.append((each.id, text))
    _count(current, answers, picked)
    _keep(current, texts, answers.language)
    current.taken_on, current.taken_then = today, taken + 1
    current.save(update_fields=["taken_on", "taken_then"])
    return True


@command(records=(SurveyClosed,), may_change_nothing=True)
def close_survey(actor: Actor, found: Survey, *, now: datetime) -> Survey:
    """Take no more answers: results stand from now on, and no row says any more which came first. Twice is once."""
    current = Survey.objects.select_for_update(of=("self",)).get(pk=found.pk)
    actor.must("surveys.close", owner_id=str(current.owner_id))
    if current.closed_on:
        return current
    current.closed_on = min(localdate(now), current.closes_on)
    current.taken_on, current.taken_then = None, 0
    current.save(update_fields=["closed_on", "taken_on", "taken_then"])
    _shuffle(current)
    people = sum(Tallied.objects.filter(survey=current, question="").values_list("people", flat=True))
    told = SurveyClosed(survey_ref(current), current.audience, rules.in_tens(people))
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(SurveyTextLookedAt,), may_change_nothing=True)
def settle_text(actor: Actor, written: Written, *, names_a_child: bool, now: datetime) -> Written:
    """Say whether a doubtful word names a student: it is gone for good, or shown. Twice changes nothing."""
    current = Written.objects.select_for_update(of=("self",)).select_related("survey").get(pk=written.pk)
    actor.must("surveys.read", owner_id=str(current.survey.owner_id))
    rules.must_be_closed(survey_state(current.survey, localdate(now)))
    if not current.doubts:
        return current
    if names_a_child:
        current.text = hidden(current.text, current.doubts)
        current.taken = list(dict.fromkeys([*current.taken, "name"]))
    current.doubts = []
    current.save(update_fields=["text", "taken", "doubts"])
    record(SurveyTextLookedAt(survey_ref(current.survey), names_a_child), actor_id=actor.id, now=now)
    return current


@command(records=(NeedNamedAsProblem, ProblemNamed))
def make_problem_of_need(
    actor: Actor, found: Survey, need: str, statement: ProblemStatement, *, now: datetime
) -> DistrictProblem:
    """Put a need that many have on the district's list of problems, as the person states it. Once a survey and need.

    Raises Problem: not_found where too few said so, surveys.named_already, and what the list says of a statement.
    """
    actor.must("surveys.name_need")
    rules.must_be_closed(survey_state(found, localdate(now)))
    heard = next((each for each in needs_heard(actor, found) if each.choice.id == need), None)
    if heard is None:
        raise not_found(Sentence("need"))
    rules.must_be_new(heard.problem_id)
    made = name_problem(actor, statement, now=now)
    NamedNeed.objects.create(survey=found, option=need, problem=made)
    told = NeedNamedAsProblem(survey_ref(found), SubjectRef("problem", str(made.pk), made.digest), heard.choice.en)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(SurveyTextsForgotten,), may_change_nothing=True)
def forget_texts(actor: Actor, *, now: datetime) -> int:
    """Drop what people wrote in surveys that closed a year ago, and spent forms of former days. Counts stay."""
    actor.must("surveys.forget")
    today = localdate(now)
    SpentForm.objects.filter(spent_on__lt=today - A_DAY).delete()
    over = Survey.objects.filter(closed_on__lt=today - KEPT_FOR, forgotten_at=None)
    ids = list(over.values_list("pk", flat=True))
    if ids:
        Written.objects.filter(survey_id__in=ids).delete()
        Survey.objects.filter(pk__in=ids).update(forgotten_at=now)
        record(SurveyTextsForgotten(SubjectRef("texts", "surveys"), len(ids)), actor_id=actor.id, now=now)
    return len(ids)


def survey_ref(found: Survey) -> SubjectRef:
    """How facts name a survey."""
    return SubjectRef("survey", str(found.pk))


def _is_fresh(found: Survey, once: str, today: date) -> bool:
    digest = hashlib.sha256(f"{found.pk} {once}".encode()).hexdigest()
    return SpentForm.objects.get_or_create(digest=digest, defaults={"spent_on": today})[1]


def _named_tools(text: str) -> tuple[set[str], list[str]]:
    """The services that a text names, and what in it the catalogue does not know."""
    matcher = app_matcher(known_services())
    names = [each.strip() for each in BETWEEN_NAMES.split(text) if each.strip()][:MOST_NAMES]
    found = {name: matcher.service_of(name) for name in names}
    return {slug for slug in found.values() if slug}, [name for name, slug in found.items() if not slug]


def _count(found: Survey, answers: Answers, picked: dict[str, set[str]]) -> None:
    audience = Audience(found.audience)
    role = answers.role if answers.role in {each.id for each in ROLES[audience]} else ROLE_OF[audience]
    known = {str(each) for each in schools().values_list("pk", flat=True)}
    school = answers.school_id if answers.school_id in known else ""
    for question, option in [("", ""), *_pairs(picked)]:
        where: dict[str, Any] = {
            "survey": found,
            "school_id": school,
            "role": role,
            "question": question,
            "option": option,
        }
        row, _made = Tallied.objects.get_or_create(**where)
        Tallied.objects.filter(pk=row.pk).update(people=F("people") + 1)


def _pairs(picked: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    return ((question, option) for question, options in sorted(picked.items()) for option in sorted(options))


def _keep(found: Survey, texts: list[tuple[str, str]], language: str) -> None:
    for (question, _text), kept in zip(texts, screened([text for _, text in texts]), strict=True):
        Written.objects.create(
            survey=found,
            question=question,
            text=kept.text,
            language=language[:5],
            taken=[each.value for each in kept.taken],
            doubts=list(kept.doubts),
        )


def _shuffle(found: Survey) -> None:
    """Write texts anew under new ids, sorted by them: neither an id nor a place in the file tells of an order."""
    rows = list(Written.objects.filter(survey=found))
    Written.objects.filter(survey=found).delete()
    for row in rows:
        row.pk = uuid4()
    Written.objects.bulk_create(sorted(rows, key=lambda each: each.pk))
