"""Reads of surveys: what is open, what a closed one came to, what people wrote, what the audit may count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import QuerySet, Sum

from chalkline.discover.surveys import rules
from chalkline.discover.surveys.models import NamedNeed, Survey, Tallied, Written
from chalkline.discover.surveys.needs import NEEDS
from chalkline.discover.surveys.questions import HELPS, NONE, OFTEN, TOOLS, questions
from chalkline.discover.surveys.words import (
    COUNTS_FOR,
    OFTEN_ENOUGH,
    How,
    NeedHeard,
    OptionShown,
    Question,
    QuestionShown,
    Results,
    SurveyState,
    ToolAnswers,
)
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Audience
from chalkline.protect.disclosure import SUPPRESSED, THRESHOLD, Shown
from chalkline.protect.screening import hidden
from chalkline.tools.register.api import known_services

NEVER = "never"


def surveys(actor: Actor) -> QuerySet[Survey]:
    """Every survey, latest first."""
    actor.must("surveys.see")
    return Survey.objects.select_related("tool", "owner")


def survey_by_id(actor: Actor, survey_id: str) -> Survey:
    """One survey. Raises Problem("not_found")."""
    found = surveys(actor).filter(pk=id_from(survey_id)).first()
    if found is None:
        raise not_found(Sentence("survey"))
    return found


def survey_by_code(code: str) -> Survey:
    """The survey behind a public link. Raises Problem("not_found")."""
    found = Survey.objects.select_related("tool").filter(code=code.upper()).first()
    if found is None:
        raise not_found(Sentence("survey"))
    return found


def surveys_about(actor: Actor, slug: str) -> QuerySet[Survey]:
    """Surveys about one tool, latest first."""
    return surveys(actor).filter(tool__slug=slug)


def survey_state(found: Survey, today: date) -> SurveyState:
    """Where a survey stands on a day."""
    return rules.state_of(found.closes_on, found.closed_on, today)


def due_to_close(today: date) -> QuerySet[Survey]:
    """Surveys whose last day is over and that nobody has closed."""
    return Survey.objects.filter(closed_on=None, closes_on__lt=today)


def asked_in(found: Survey) -> tuple[Question, ...]:
    """The questions of a survey, in order."""
    return questions(Audience(found.audience), about_a_tool=found.tool_id is not None)


def tools_offered(slugs: Iterable[str]) -> list[str]:
    """Those slugs that the catalogue knows, each once."""
    known = {each.slug for each in known_services()}
    return [slug for slug in dict.fromkeys(slugs) if slug in known]


def tool_names(slugs: Iterable[str]) -> dict[str, str]:
    """Names of services, by slug, in the order asked for."""
    names = {each.slug: each.name for each in known_services()}
    return {slug: names.get(slug, slug) for slug in slugs}


def answered_so_far(found: Survey) -> int:
    """How many have answered, in whole tens: all that is told while a survey is open."""
    return rules.in_tens(_people(found))


def results(actor: Actor, found: Survey, today: date) -> Results:
    """What a closed survey came to. Raises Problem("surveys.still_open")."""
    actor.must("surveys.see")
    rules.must_be_closed(survey_state(found, today))
    total, picked = _people(found), _picked(found)
    shown = [
        QuestionShown(each, tuple(_options(each, picked.get(each.id, Counter()), total, found)))
        for each in asked_in(found)
        if each.how is not How.WORDS
    ]
    return Results(SUPPRESSED if 0 < total < THRESHOLD else Shown(total), tuple(shown))


def may_read(actor: Actor, found: Survey) -> bool:
    """Whether this person reads what people wrote."""
    return actor.may("surveys.read", owner_id=str(found.owner_id))


def written_in(actor: Actor, found: Survey, today: date) -> list[Written]:
    """What people wrote, in no order, for whoever asked; nothing where fewer than ten answered. Show by ``shown``.

    Raises Problem("surveys.still_open").
    """
    actor.must("surveys.read", owner_id=str(found.owner_id))
    rules.must_be_closed(survey_state(found, today))
    return list(Written.objects.filter(survey=found)) if _people(found) >= THRESHOLD else []


def written_by_id(actor: Actor, written_id: str) -> Written:
    """One text. Raises Problem("not_found") also where somebody else reads it."""
    found = Written.objects.select_related("survey").filter(pk=id_from(written_id)).first()
    if found is None:
        raise not_found(Sentence("text"))
    actor.must("surveys.read", owner_id=str(found.survey.owner_id), hidden=True)
    return found


def shown(written: Written) -> str:
    """A text as it may be read: what may name a child is left out until somebody has looked."""
    return hidden(written.text, written.doubts)


def needs_heard(actor: Actor, found: Survey) -> list[NeedHeard]:
    """What many say would help, most first: at least ten people, and a fifth of all who answered."""
    actor.must("surveys.see")
    total, picked = _people(found), _picked(found).get(HELPS, Counter())
    asked = next((each for each in asked_in(found) if each.id == HELPS), None)
    named = dict(NamedNeed.objects.filter(survey=found).values_list("option", "problem_id"))
    heard = []
    for choice in asked.choices if asked else ():
        cell = rules.some_shown(picked[choice.id], total)
        if isinstance(cell, Shown) and cell.count and 100 * cell.count >= OFTEN_ENOUGH * total:
            need = NEEDS[Audience(found.audience)][choice.id]
            problem = str(named.get(choice.id, ""))
            heard.append(NeedHeard(choice, need, cell.count, round(100 * cell.count / total), problem))
    return sorted(heard, key=lambda each: -each.people)


def answers_told(on: date) -> Mapping[str, ToolAnswers]:
    """What closed surveys of the last year say of each service (slug): exact, for the audit to show as it shows all.

    Of each audience the latest survey that asked about a service counts, so nobody counts twice; surveys that fewer
    than ten answered do not count. Takes no actor: the audit checks.
    """
    told: dict[str, ToolAnswers] = {}
    seen: set[tuple[str, str]] = set()
    for found in _that_count(on):
        total = _people(found)
        for slug, groups in _tools_by_group(found) if total >= THRESHOLD else ():
            if (found.audience, slug) not in seen:
                seen.add((found.audience, slug))
                told[slug] = rules.together(told.get(slug), rules.told_of_tool(groups, total))
    return told


def people_heard(on: date) -> int:
    """How many answered the latest survey about AI in general of each audience, of those that ``answers_told`` counts.

    Surveys about one tool ask people of the same audience again, and are left out.
    """
    heard: dict[str, int] = {}
    for found in _that_count(on).filter(tool=None):
        if (people := _people(found)) >= THRESHOLD:
            heard.setdefault(found.audience, people)
    return sum(heard.values())


def surveys_that_count(on: date) -> list[str]:
    """The ids of surveys that may tell the audit something on a day: with others the audit is another one."""
    return sorted(str(each) for each in _that_count(on).values_list("pk", flat=True))


def _that_count(on: date) -> QuerySet[Survey]:
    closed = Survey.objects.filter(closed_on__isnull=False, closed_on__gt=on - COUNTS_FOR, closed_on__lte=on)
    return closed.select_related("tool").order_by("-closed_on", "-opened_at")


def _tools_by_group(found: Survey) -> Iterator[tuple[str, dict[tuple[str, str], int]]]:
    """(slug, people by role and school) of those who said that they use it."""
    question = OFTEN if found.tool else TOOLS
    rows = Tallied.objects.filter(survey=found, question=question).exclude(option__in=[NONE, NEVER])
    by_slug: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in rows:
        slug = found.tool.slug if found.tool else row.option
        group = (row.role, row.school_id)
        by_slug[slug][group] = by_slug[slug].get(group, 0) + row.people
    return iter(by_slug.items())


def _people(found: Survey) -> int:
    return Tallied.objects.filter(survey=found, question="").aggregate(all=Sum("people"))["all"] or 0


def _picked(found: Survey) -> dict[str, Counter[str]]:
    picked: dict[str, Counter[str]] = defaultdict(Counter)
    for question, option, people in Tallied.objects.filter(survey=found).values_list("question", "option", "people"):
        picked[question][option] += people
    return picked


def _options(asked: Question, picked: Counter[str], total: int, found: Survey) -> Iterator[OptionShown]:
    if asked.how is How.TOOLS:
        offered = dict.fromkeys([*found.tools, *sorted(set(picked) - {NONE})])
        names = tool_names(offered)
        several = [OptionShown(slug, name, name, rules.some_shown(picked[slug], total)) for slug, name in names.items()]
        yield from sorted(several, key=lambda each: -each.people.count if isinstance(each.people, Shown) else 0)
        yield OptionShown(NONE, "None", "Ninguna", rules.some_shown(picked[NONE], total))
        return
    counts = {each.id: picked[each.id] for each in asked.choices}
    one = rules.one_shown(counts, total) if asked.how is How.ONE else {}
    for each in asked.choices:
        yield OptionShown(each.id, each.en, each.es, one.get(each.id) or rules.some_shown(counts[each.id], total))


def open_to_staff(today: date) -> QuerySet[Survey]:
    """Surveys that ask all staff about AI, and are open."""
    return Survey.objects.filter(audience=Audience.STAFF.value, tool=None, closed_on=None, closes_on__gte=today)


def closed_lately(actor: Actor, since: date) -> QuerySet[Survey]:
    """The actor's own surveys that were closed after a day."""
    return Survey.objects.filter(owner_id=id_from(actor.id), closed_on__gt=since).select_related("tool")
