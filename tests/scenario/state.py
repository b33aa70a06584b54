"""Run in a process of its own on a home whose year was played: tells how everything stands, as JSON.

Ids, digests and instants of this run are left out, so that two plays of a day can be compared.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from django.test import Client  # noqa: E402  (after setup)
from django.utils import translation  # noqa: E402  (as above)
from django.utils.timezone import localdate  # noqa: E402  (as above)

from chalkline.approve.appeals.models import Appeal  # noqa: E402  (after setup)
from chalkline.approve.human_records.models import HumanRecord  # noqa: E402  (after setup)
from chalkline.approve.requests.models import Request  # noqa: E402  (as above)
from chalkline.approve.reviews.models import Review  # noqa: E402  (as above)
from chalkline.approve.uses.api import UseState  # noqa: E402  (as above)
from chalkline.approve.uses.models import ApprovedUse  # noqa: E402  (as above)
from chalkline.approve.uses.rules import state_on  # noqa: E402  (as above)
from chalkline.assist.drafts.models import Gap, Question  # noqa: E402  (as above)
from chalkline.assist.library.api import all_live_passages  # noqa: E402  (as above)
from chalkline.assist.library.models import Document  # noqa: E402  (as above)
from chalkline.data.access.models import AccessRequest  # noqa: E402  (as above)
from chalkline.data.duties.models import Duty  # noqa: E402  (as above)
from chalkline.data.families.models import Choice, Letter  # noqa: E402  (as above)
from chalkline.data.integrity.models import Audit  # noqa: E402  (as above)
from chalkline.discover.audits.models import TakenAudit  # noqa: E402  (as above)
from chalkline.discover.surveys.api import answers_told  # noqa: E402  (as above)
from chalkline.govern.committees.models import Committee, Meeting  # noqa: E402  (as above)
from chalkline.govern.decisions.models import Decision  # noqa: E402  (as above)
from chalkline.jobs.api import dead_reactions, dead_runs  # noqa: E402  (as above)
from chalkline.kernel.clock import utc_now  # noqa: E402  (as above)
from chalkline.kernel.sentences import Sentence  # noqa: E402  (as above)
from chalkline.kernel.subjects import SubjectRef  # noqa: E402  (as above)
from chalkline.ledger.api import exchanges_under_record, usage_between  # noqa: E402  (as above)
from chalkline.ledger.models import Exchange, Fact  # noqa: E402  (as above)
from chalkline.oversee.held_calls.models import HeldCall  # noqa: E402  (as above)
from chalkline.oversee.incidents.models import Clock, Concern, Incident, PlannedChange  # noqa: E402  (as above)
from chalkline.oversee.on_call.models import Alert  # noqa: E402  (as above)
from chalkline.oversee.output_review.models import Review as AnswerReview  # noqa: E402  (as above)
from chalkline.oversee.paired_prompts.api import PairedCheck, standing_out  # noqa: E402  (as above)
from chalkline.oversee.review_calendar.models import Notice, PeriodicReview  # noqa: E402  (as above)
from chalkline.people.api import (  # noqa: E402  (as above)
    Actor,
    accounts,
    actor_by_email,
    actor_of_account,
)
from chalkline.pilot.evaluation.models import Result  # noqa: E402  (as above)
from chalkline.publish.bundle.api import in_force, policy_in_force  # noqa: E402  (as above)
from chalkline.publish.bundle.models import Bundle  # noqa: E402  (as above)
from chalkline.publish.filter_lists.models import Edition, Feed  # noqa: E402  (as above)
from chalkline.publish.front_ends.models import FrontEnd  # noqa: E402  (as above)
from chalkline.publish.helps.api import helps_shown  # noqa: E402  (as above)
from chalkline.publish.limits.models import Limit  # noqa: E402  (as above)
from chalkline.publish.standing_pack.models import Key  # noqa: E402  (as above)
from chalkline.purpose.goals.models import Goal  # noqa: E402  (as above)
from chalkline.purpose.portfolio.models import FirstWorkflow, PortfolioRule, ScoreSheet  # noqa: E402  (as above)
from chalkline.purpose.problems.models import DistrictProblem  # noqa: E402  (as above)
from chalkline.purpose.use_cases.models import UseCase  # noqa: E402  (as above)
from chalkline.report.board.api import document_of, packet_now, packets, quarter_of  # noqa: E402  (as above)
from chalkline.report.board.models import BoardPacket  # noqa: E402  (as above)
from chalkline.report.board.saying.opening import holds_number  # noqa: E402  (as above)
from chalkline.report.documents.api import Line  # noqa: E402  (as above)
from chalkline.report.flows.api import flows  # noqa: E402  (as above)
from chalkline.report.readiness.models import Assessment, Step  # noqa: E402  (as above)
from chalkline.report.strategy.api import strategy  # noqa: E402  (as above)
from chalkline.report.strategy.models import StrategyVersion  # noqa: E402  (as above)
from chalkline.rollout.budget.models import Line as BudgetLine  # noqa: E402  (as above)
from chalkline.rollout.communications.models import Message  # noqa: E402  (as above)
from chalkline.rollout.feedback.models import Round  # noqa: E402  (as above)
from chalkline.rollout.phases.models import Phase  # noqa: E402  (as above)
from chalkline.tools.agreements.api import agreements_in_force  # noqa: E402  (as above)
from chalkline.web.documents import address_of_source  # noqa: E402  (as above)
from chalkline.web.today import next_for, numbers_for, risks_for, waiting_for  # noqa: E402  (as above)

PUBLIC = ("/register/", "/register/?lang=es", "/register.json", "/register.csv", "/my-childs-data/")


def decided() -> dict[str, Any]:
    today = localdate(utc_now())
    policy = in_force()
    return {
        "problems": sorted(DistrictProblem.objects.values_list("title", flat=True)),
        "use_cases": sorted(UseCase.objects.values_list("title", flat=True)),
        "requests": sorted(f"{each.tool.slug} {each.purpose} {each.state}" for each in Request.objects.all()),
        "decisions": [
            f"{each.title}: {each.outcome}, {each.standing}"
            for each in Decision.objects.order_by("decided_on", "number")
        ],
        "appeals": [
            f"{each.request.tool.slug}: {each.state}, heard by {each.hearer or each.committee}, "
            f"{each.decision.outcome}, {each.outcome.outcome if each.outcome else 'waits'}"
            for each in Appeal.objects.select_related("request__tool", "hearer", "committee", "decision", "outcome")
        ],
        "principals": [
            f"{each.request.tool.slug}: {each.answered_by}, {each.answer['recommendation']}, "
            f"asked for {each.questions.filter(wants_change=True).exclude(answered_at=None).count()} change, before "
            f"{Review.objects.filter(request=each.request, opened_at__gte=each.answered_at).count()} others"
            for each in Review.objects.filter(kind="principal")
            .exclude(answered_at=None)
            .select_related("request__tool", "answered_by")
        ],
        "meetings": [each.state for each in Meeting.objects.order_by("starts_at")],
        "charter_lapsed": [bool(getattr(each, "lapsed_on", None)) for each in Committee.objects.all()],
        "uses": [
            {
                "tool": each.tool.slug,
                "purpose": each.purpose,
                "from": each.starts_on.isoformat(),
                "until": each.expires_on.isoformat(),
                "state": state_on(UseState(each.state), each.expires_on, today).value,
                "because": each.ended_because,
            }
            for each in ApprovedUse.objects.order_by("starts_on", "title")
        ],
        "human_records": [
            f"{each.purpose} {each.state}, before an answer: {each.decided_first}, followed: {each.followed}, "
            f"calls: {exchanges_under_record(str(each.pk)).count()}"
            for each in HumanRecord.objects.order_by("opened_at")
        ],
        "policies": Bundle.objects.count(),
        "policy_good": bool(policy and policy.good_until > utc_now()),
        "in_policy": sorted({f"{terms.tool} {sorted(terms.purposes)}" for terms in policy_in_force().terms}),
        "agreements": [each.tool for each in agreements_in_force(today)],
        "flows": [
            f"{flow.tool} {flow.kind} {flow.cover} {' '.join(f'{step.element}:{step.going}' for step in flow.steps)}"
            for flow in flows(
                next(actor for actor in map(actor_of_account, accounts()) if actor.may("data.see")), today
            )
            if flow.is_student_record
        ],
    }


def _who_may(action: str) -> Actor:
    return next(actor for actor in map(actor_of_account, accounts()) if actor.may(action))


def overseen() -> dict[str, Any]:
    late = [
        each.duty for each in Clock.objects.all() if each.due_at and each.settled_at and each.settled_at > each.due_at
    ]
    return {
        "incidents": [f"{each.title}: {each.state}" for each in Incident.objects.order_by("opened_at")],
        "clocks": dict(sorted(Counter(Clock.objects.values_list("state", flat=True)).items())),
        "clocks_late": late,
        "changes_made": [each.made_at is not None for each in PlannedChange.objects.all()],
        "concerns": dict(sorted(Counter(Concern.objects.values_list("state", flat=True)).items())),
        "reviews": sorted(f"{each.kind} {each.title}: {each.outcome}" for each in PeriodicReview.objects.all()),
        "notices": dict(sorted(Counter(Notice.objects.values_list("kind", flat=True)).items())),
    }


def served() -> dict[str, Any]:
    today = localdate(utc_now())
    return {
        "pilots": [{"verdict": each.verdict, "reckoned": each.reckoned} for each in Result.objects.all()],
        "roster_scores": [str(each.score) for each in Audit.objects.order_by("audited_at")],
        "ai_audits": [[each.number, each.tools > 20, each.sources] for each in TakenAudit.objects.order_by("number")],
        "choices": Choice.objects.count(),
        "letters": Letter.objects.count(),
        "access": dict(sorted(Counter(AccessRequest.objects.values_list("state", flat=True)).items())),
        "documents": Document.objects.count(),
        "live": sorted({each.version.document.title for each in all_live_passages(today)}),
        "questions": dict(sorted(Counter(Question.objects.values_list("state", flat=True)).items())),
        "questions_empty": Question.objects.filter(text="").count(),
        "gaps": Gap.objects.count(),
        "calls": dict(sorted(Counter(each.code or each.verdict for each in Exchange.objects.all()).items())),
        "alerts": [
            [each.category, each.state, each.seconds_until_taken, each.readings.count()]
            for each in Alert.objects.order_by("at")
        ],
        "helped": [[each.school, bool(each.people), bool(each.people_es)] for each in helps_shown()],
        "strategy": [f"{each.number} {each.state}" for each in StrategyVersion.objects.order_by("number")],
        "packets": BoardPacket.objects.count(),
        "packet_text": [json.dumps(each.document, ensure_ascii=False) for each in BoardPacket.objects.all()],
    }


def watched() -> dict[str, Any]:
    """What stands around the calls: limits, front ends, keys, held calls, reviewed answers, checked models."""
    stood = standing_out(_who_may("paired_prompts.see"))
    spent = usage_between(date(2020, 1, 1), localdate(utc_now()), "model")
    return {
        "limits": [
            [each.kind, each.scope, each.most, sorted({notice.level for notice in each.notices.all()})]
            for each in Limit.objects.order_by("set_at")
        ],
        "lists": [[each.number, each.widens, bool(each.activated_at)] for each in Edition.objects.order_by("number")],
        "feeds": list(Feed.objects.values_list("name", "edition")),
        "front_ends": list(FrontEnd.objects.order_by("name").values_list("name", "program")),
        "keys": dict(sorted(Counter(Key.objects.values_list("holder_kind", flat=True)).items())),
        "held": dict(sorted(Counter(HeldCall.objects.values_list("state", flat=True)).items())),
        "reviewed": dict(sorted(Counter(AnswerReview.objects.values_list("finding", flat=True)).items())),
        "checked": {each.model: stood[str(each.pk)] for each in PairedCheck.objects.order_by("asked_at")},
        "cents": {each.key[0]: each.cost_micros // 10_000 for each in spent if each.key[0]},
    }


def told_to_the_board() -> dict[str, Any]:
    """Numbers that open to nothing, and sources without a page, in all that is read to the board."""
    joao = actor_by_email("joao.patel@cedarhollow.example")
    today = localdate(utc_now())
    documents = [document_of(each) for each in packets(joao)]
    documents += [packet_now(joao, quarter_of(today)), strategy(joao, today)]
    lines = [line for document in documents for line in document.lines()]
    return {
        "bare_numbers": [str(line.words) for line in lines if list(bare_numbers(line))],
        "sources_nowhere": sorted(
            {source.kind for line in lines for source in sources_of(line) if not address_of_source(source)}
        ),
        "strategy_goals": sum(source.kind == "goal" for line in documents[-1].lines() for source in sources_of(line)),
    }


def bare_numbers(line: Line) -> Iterator[object]:
    """Values of a sentence that are read as a number and open to nothing. A school year is a name."""
    values = line.words.values if isinstance(line.words, Sentence) and not line.whole else ()
    opened = dict(line.sources)
    for name, value in values:
        if name not in opened and holds_number(value) and not re.fullmatch(r"\d{4}-\d\d", str(value)):
            yield value


def sources_of(line: Line) -> tuple[SubjectRef, ...]:
    return (*(source for _, source in line.sources), *((line.whole,) if line.whole else ()))


def led() -> dict[str, Any]:
    """Which problem first, what the law asks, and how people are brought along."""
    return {
        "goals": Goal.objects.count(),
        "score_sheets": ScoreSheet.objects.count(),
        "first_workflow": [each.use_case.title for each in FirstWorkflow.objects.all()],
        "portfolio_rules": PortfolioRule.objects.count(),
        "duties": dict(sorted(Counter(Duty.objects.values_list("state", flat=True)).items())),
        "messages": dict(sorted(Counter(Message.objects.values_list("state", flat=True)).items())),
        "phases": {each.title: each.state for each in Phase.objects.all()},
        "budget_lines": BudgetLine.objects.count(),
        "ready": {
            "finished": [each.finished_on is not None for each in Assessment.objects.all()],
            "by_records": [len(each.kept) for each in Assessment.objects.all()],
            "steps": dict(sorted(Counter(Step.objects.values_list("state", flat=True)).items())),
        },
        "said_of_tools": {slug: each.people for slug, each in answers_told(localdate(utc_now())).items()},
        "heard": {
            each.title_en: [theme.heard_en for theme in each.themes.exclude(done_en="")] for each in Round.objects.all()
        },
    }


def today() -> dict[str, Any]:
    """What each person's Today holds."""
    day, found = localdate(utc_now()), {}
    for account in accounts():
        actor = actor_of_account(account)
        found[actor.name] = {
            "waits": [str(row.title) for row in waiting_for(actor, day).rows],
            "risks": [str(row.title) for row in risks_for(actor, day)],
            "next": [str(row.title) for row in next_for(actor, day)],
            "numbers": {str(each.what): str(each.figure) for each in numbers_for(actor, day)},
        }
    return found


def public() -> dict[str, str]:
    """What anybody can read."""
    found = {}
    for path in PUBLIC:
        answer = Client(headers={"host": "127.0.0.1"}).get(path)
        found[path] = answer.content.decode() if answer.status_code == 200 else f"status {answer.status_code}"
    return found


def main() -> None:
    kinds = Counter(Fact.objects.values_list("kind", flat=True))
    pages = public()  # the pages also say what can stand on Today
    translation.activate("en")
    state = {
        "facts": dict(sorted(kinds.items())),
        "dead": [str(each) for each in [*dead_runs(), *dead_reactions()]],
        **decided(),
        **overseen(),
        **served(),
        **watched(),
        **led(),
        **told_to_the_board(),
        "today": today(),
        "public": pages,
    }
    json.dump(state, sys.stdout, ensure_ascii=False, indent=1, default=str)


if __name__ == "__main__":
    main()
