"""The weeks before today: problems, requests, a meeting, two logs and what came of them, a published policy.

Run by demo/load.py. Every step is a command that the named person runs on a simulated day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

LOGS = Path(__file__).resolve().parent / "district" / "logs"
SUMMER, ITZEL, MIA = (f"{name}@cedarhollow.example" for name in ("summer.perez", "itzel.snow", "mia.bennett"))
YUSUF, BRIANNA, JAMES = (f"{name}@cedarhollow.example" for name in ("yusuf.okafor", "brianna.kim", "james.vazquez"))
ANDERS, ZOE, NIAMH = (f"{name}@cedarhollow.example" for name in ("anders.yazzie", "zoe.eklund", "niamh.zuniga"))
ELENA, MARCUS = "elena.duarte@family.example", "marcus.reed@family.example"


def who(email: str) -> Any:
    """The person with the rights of this moment."""
    from chalkline.people.api import actor_by_email

    return actor_by_email(email)


def catch_up(now: datetime) -> None:
    """Let what follows follow: reviews open, decisions grant."""
    from chalkline.jobs.api import run_pending
    from chalkline.project.reactions import REACTIONS

    run_pending(reactions=REACTIONS, now=now)


@dataclass
class Story:
    """What later parts of the history need of earlier ones."""

    calendar: Any
    use_cases: dict[str, Any]
    requests: dict[str, Any]


def tell(calendar: Any) -> None:
    """The whole history."""
    story = Story(calendar, {}, {})
    name_problems(story)
    know_tools(story)
    ask(story)
    review(story)
    meet(story)
    read_logs(story)
    publish(story)
    open_matters(story)
    settle_findings(story)


def name_problems(story: Story) -> None:
    """Two problems with their evidence, and a use case on each."""
    from chalkline.purpose.problems.api import Evidence, GoalArea, Outcome, ProblemStatement, name_problem
    from chalkline.purpose.use_cases.api import KindOfAI, UseCaseOutline, propose_use_case

    at, year_end = story.calendar.ago(50), (story.calendar.now + timedelta(days=200)).date()
    mia, niamh = who(MIA), who(NIAMH)
    planning = name_problem(
        mia,
        ProblemStatement(
            title="Planning takes middle school teachers their evenings",
            what_happens=(
                "Teachers in grades 6 to 8 plan from scratch for mixed classes. They plan at home, and new teachers "
                "leave after two years saying so."
            ),
            area=GoalArea.TEACHER_PRODUCTIVITY,
            evidence=(
                Evidence("Staff survey, October: hours spent planning outside school", "5.4 hours a week"),
                Evidence("Exit talks with teachers who left last year: planning named first", "7 of 11"),
            ),
            outcome=Outcome("Planning outside school hours", "hours a week", Decimal("5.4"), Decimal("4.0"), year_end),
            owner_id=mia.id,
            tried="A shared folder of lessons; few could find what fits their class.",
        ),
        now=at,
    )
    reading = name_problem(
        mia,
        ProblemStatement(
            title="One science text does not fit a class that reads at five levels",
            what_happens="Students who read below grade cannot get into the texts, and fall behind in science too.",
            area=GoalArea.STUDENT_ACHIEVEMENT,
            evidence=(
                Evidence("Fall reading screening, grade 7: two or more levels below", "31 percent"),
                Evidence("Science unit tests, students reading below grade", "48 percent correct"),
            ),
            outcome=Outcome(
                "Science unit tests, students reading below grade",
                "percent correct",
                Decimal(48),
                Decimal(58),
                year_end,
            ),
            owner_id=mia.id,
        ),
        now=at,
    )
    name_problem(
        niamh,
        ProblemStatement(
            title="Families wait three days for an answer",
            what_happens="The same questions about buses and forms come each week, and are answered by hand.",
            area=GoalArea.OPERATIONAL_EFFICIENCY,
            evidence=(Evidence("Front office mailbox, September: median time to answer", "3 days"),),
            outcome=Outcome("Median time to answer a family", "days", Decimal(3), Decimal(1), year_end),
            owner_id=niamh.id,
        ),
        now=at,
    )
    story.use_cases["lesson"] = propose_use_case(
        mia,
        planning,
        UseCaseOutline(
            title="First drafts of lesson and unit plans",
            how_it_helps="A teacher starts from a draft for the adopted unit and changes it.",
            purpose="uc_lesson",
            kind=KindOfAI.GENERATIVE,
            roles=frozenset({"teacher"}),
            grade_bands=frozenset({"g68", "none"}),
        ),
        now=story.calendar.ago(48),
    )
    story.use_cases["leveling"] = propose_use_case(
        who(ANDERS),
        reading,
        UseCaseOutline(
            title="The same text at several reading levels",
            how_it_helps="A teacher makes easier versions of a text and checks them; everyone reads the same content.",
            purpose="uc_leveling",
            kind=KindOfAI.GENERATIVE,
            roles=frozenset({"teacher"}),
            grade_bands=frozenset({"g35", "g68", "none"}),
        ),
        now=story.calendar.ago(47),
    )


def know_tools(story: Story) -> None:
    """The tools people ask for, and the models behind the one that goes through the gateway."""
    from chalkline.tools.register.api import name_models, register_tool

    at = story.calendar.ago(46)
    for slug in ("magicschool", "diffit", "gauth", "chatgpt"):
        register_tool(who(ANDERS), slug, now=at)
    magicschool = register_tool(who(SUMMER), "magicschool", now=at)
    name_models(who(SUMMER), magicschool, ["stub-small", "stub-large"], now=at)


def ask(story: Story) -> None:
    """Two requests of six weeks ago."""
    from chalkline.approve.requests.api import RequestTerms, file_request, join_request

    at = story.calendar.ago(45)
    story.requests["lesson"] = file_request(
        who(ANDERS),
        RequestTerms(
            tool="magicschool",
            purpose="uc_lesson",
            roles=frozenset({"teacher"}),
            grade_bands=frozenset({"g68", "none"}),
            school_ids=frozenset(),
            elements=frozenset(
                {"public_docs", "staff_directory", "internal_docs", "licensed_content", "deid_aggregate"}
            ),
            why="I plan five different lessons a day. A draft to start from would give me my evenings back.",
        ),
        use_case=story.use_cases["lesson"],
        now=at,
    )
    join_request(who(JAMES), story.requests["lesson"], now=story.calendar.ago(44))
    story.requests["gauth"] = file_request(
        who(ANDERS),
        RequestTerms(
            tool="gauth",
            purpose="uc_leveling",
            roles=frozenset({"teacher"}),
            grade_bands=frozenset({"g68", "none"}),
            school_ids=frozenset(),
            elements=frozenset({"public_docs"}),
            why="Students use it anyway; perhaps it can explain science texts.",
        ),
        use_case=story.use_cases["leveling"],
        now=at,
    )
    catch_up(at)


def review(story: Story) -> None:
    """Curriculum and security answer, each on their own."""
    from chalkline.approve.reviews.api import Finding, Recommendation, Severity
    from chalkline.rulebook.api import Condition, ConditionKind

    check = Condition(ConditionKind.REVIEW, "Read and change every draft before you use it. You answer for it.")
    account = Condition(ConditionKind.OTHER, "Sign in with your district account.")
    no_names = Condition(ConditionKind.OTHER, "Nothing about a student goes in: no names, no work, no plans.")
    answers = {
        ("lesson", "curriculum", MIA): (
            Recommendation.SUPPORT_WITH_CONDITIONS,
            "Drafts follow our adopted units when the unit is named. Teachers still have to check sources.",
            (Finding(Severity.NOTE, "In ten trial drafts, two named sources that do not exist."),),
            (check,),
        ),
        ("lesson", "security", YUSUF): (
            Recommendation.SUPPORT_WITH_CONDITIONS,
            "Calls go through our gateway, so a stop takes seconds and nothing about a student gets out unseen.",
            (),
            (account, no_names),
        ),
        ("gauth", "curriculum", MIA): (
            Recommendation.OBJECT,
            "It answers homework questions outright. It does not adapt texts.",
            (Finding(Severity.RED_FLAG, "Hands over answers instead of helping to read."),),
            (),
        ),
        ("gauth", "security", YUSUF): (
            Recommendation.OBJECT,
            "Personal accounts only, and no agreement with the maker.",
            (Finding(Severity.CONCERN, "No district sign-in: accounts stay when people leave."),),
            (),
        ),
    }
    days = {MIA: 41, YUSUF: 40}
    for (name, kind, email), said in answers.items():
        _answer(story.requests[name], kind, email, said, now=story.calendar.ago(days[email]))
    catch_up(story.calendar.ago(39))


def _answer(request: Any, kind: str, email: str, said: tuple[Any, ...], *, now: datetime) -> None:
    from chalkline.approve.reviews.api import KINDS, Replied, Reply, ReviewAnswer, answer_review, reviews_of

    recommendation, summary, findings, conditions = said
    review = next(each for each in reviews_of(request) if each.kind == kind)
    questions = [each for each in KINDS[kind].questions if not each.asked_of_students]
    reply = Reply.NO if recommendation.value == "object" else Reply.YES
    replies = tuple(Replied(each.id, reply, "See the summary.") for each in questions)
    answer_review(who(email), review, ReviewAnswer(recommendation, summary, replies, findings, conditions), now=now)


def meet(story: Story) -> None:
    """The committee meets, recuses, votes, and decides both."""
    from chalkline.approve.packets.api import put_on_agenda
    from chalkline.govern.committees.api import (
        Choice,
        MeetingCall,
        Motion,
        Outcome,
        adjourn_meeting,
        call_meeting,
        cast_vote,
        committees,
        declare_conflict,
        entry_of,
        item_by_id,
        make_motion,
        motion_digest,
        note_arrival,
        open_meeting,
    )
    from chalkline.govern.decisions.api import close_item
    from chalkline.people.api import people_by_email

    day, mia = story.calendar.ago(33, 20), who(MIA)
    committee = committees(who(MIA))[0]
    called = call_meeting(
        mia, committee, MeetingCall(day, "District office, room 2, and online"), now=story.calendar.ago(38)
    )
    lesson, gauth = (
        put_on_agenda(who(BRIANNA), story.requests[name], called, now=story.calendar.ago(37))
        for name in ("lesson", "gauth")
    )
    meeting = open_meeting(mia, called, now=day)
    present = [SUMMER, ITZEL, ZOE, ELENA, MARCUS]
    for person in people_by_email([*present, JAMES]).values():
        note_arrival(mia, meeting, person, now=day)
    declare_conflict(who(ELENA), lesson, reason="My sister works for the maker of this tool.", now=day)
    until = (story.calendar.now + timedelta(days=220)).date()
    approve = Motion(
        Outcome.APPROVE_WITH_CONDITIONS, entry_of(lesson).proposed, until, "The drafts stay the teacher's own."
    )
    decline = Motion(
        Outcome.DECLINE,
        (),
        None,
        "It hands over answers, asks for personal accounts, and no agreement stands behind it.",
    )
    votes = {
        "lesson": {MIA: "for", SUMMER: "for", ITZEL: "for", ZOE: "for", MARCUS: "abstain"},
        "gauth": {MIA: "for", SUMMER: "for", ITZEL: "for", ZOE: "for", ELENA: "for", MARCUS: "against"},
    }
    reasons = {
        ("lesson", MARCUS): "I would like to see a sample of the drafts first.",
        ("gauth", MARCUS): "Students will use it at home anyway; I would rather teach them how.",
        ("lesson", ZOE): "I tried it for two units. The drafts need work, and they save me an hour.",
    }
    for name, item, motion in (("lesson", lesson, approve), ("gauth", gauth, decline)):
        moved = make_motion(mia, item, motion, now=day)
        for email, choice in votes[name].items():
            reason = reasons.get((name, email), "")
            cast_vote(who(email), moved, Choice(choice), on_motion=motion_digest(moved), reason=reason, now=day)
        close_item(mia, item_by_id(mia, str(moved.id)), now=day)
    adjourn_meeting(mia, meeting, now=day + timedelta(hours=1))
    catch_up(day + timedelta(hours=1))


def read_logs(story: Story) -> None:
    """Two logs of two school weeks, and a first look through what they show. The others are for the visitor."""
    from chalkline.discover.findings.api import dismiss_findings, findings, note_findings, send_to_triage
    from chalkline.discover.sources.api import import_log

    at, summer = story.calendar.ago(28), who(SUMMER)
    for name in ("umbrella_proxy.csv", "google_reports_token.jsonl"):
        loaded = import_log(summer, LOGS / name, name, now=at)
        print(f"  {loaded.sentence}", flush=True)
    note_findings(summer, now=at)
    found = {each.subject: each for each in findings(summer)}
    later = story.calendar.ago(27)
    looked_at = ("chatgpt", "gemini", "character_ai", "diffit", "gauth", "quillbot", "magicschool-ai.example")
    send_to_triage(summer, [found[subject] for subject in looked_at if subject in found], now=later)
    if "deepl" in found:
        why = "Language teachers look up single words in it. Nothing about a student goes in; look again in spring."
        dismiss_findings(summer, [found["deepl"]], why=why, now=later)


def settle_findings(story: Story) -> None:
    """Two findings are what somebody has asked for since."""
    from chalkline.discover.findings.api import finding_of, start_request_from_finding

    for subject, request in (("chatgpt", "chatgpt"), ("diffit", "leveling")):
        finding = finding_of("service", subject)
        if finding is not None:
            start_request_from_finding(
                who(SUMMER), finding, request_id=str(story.requests[request].pk), now=story.calendar.ago(4)
            )


def publish(story: Story) -> None:
    """Two people put the policy into force."""
    from chalkline.publish.bundle.api import activate_bundle, prepare_bundle

    at = story.calendar.now - timedelta(minutes=30)
    candidate = prepare_bundle(who(SUMMER), now=at)
    activate_bundle(who(ITZEL), candidate, now=story.calendar.now - timedelta(minutes=20))
    catch_up(story.calendar.now - timedelta(minutes=19))


def open_matters(story: Story) -> None:
    """What is waiting today: two open requests, reviews due, and the next meeting."""
    from chalkline.approve.requests.api import RequestTerms, file_request
    from chalkline.approve.reviews.api import Finding, Recommendation, Severity
    from chalkline.govern.committees.api import MeetingCall, call_meeting, committees

    story.requests["leveling"] = file_request(
        who(ZOE),
        RequestTerms(
            tool="diffit",
            purpose="uc_leveling",
            roles=frozenset({"teacher"}),
            grade_bands=frozenset({"g35", "none"}),
            school_ids=frozenset(),
            elements=frozenset({"public_docs", "staff_directory", "licensed_content"}),
            why="My class reads at five levels. I rewrite science texts by hand on Sundays.",
        ),
        use_case=story.use_cases["leveling"],
        now=story.calendar.ago(9),
    )
    story.requests["chatgpt"] = file_request(
        who(ANDERS),
        RequestTerms(
            tool="chatgpt",
            purpose="uc_research",
            roles=frozenset({"teacher", "student"}),
            grade_bands=frozenset({"g68"}),
            school_ids=frozenset(),
            elements=frozenset({"public_docs", "ai_prompt", "ai_output"}),
            why="Students ask it questions already. I want them to do it in class, with me.",
        ),
        now=story.calendar.ago(6),
    )
    catch_up(story.calendar.ago(6))
    said = (
        Recommendation.SUPPORT,
        "District accounts work, and nothing about a student is needed.",
        (Finding(Severity.NOTE, "Ask the maker again in spring: the sign-in is new."),),
        (),
    )
    _answer(story.requests["leveling"], "security", YUSUF, said, now=story.calendar.ago(5))
    later = (story.calendar.now + timedelta(days=5)).replace(hour=21, minute=0, second=0, microsecond=0)
    call_meeting(
        who(MIA),
        committees(who(MIA))[0],
        MeetingCall(later, "District office, room 2, and online"),
        now=story.calendar.ago(1),
    )
    catch_up(story.calendar.now - timedelta(minutes=5))
