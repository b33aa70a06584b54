"""The library of the sample district, the use that drafting answers is, and some questions families asked.

Run by demo/load.py after the history. Every step is a command that the named person runs on a simulated day.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from history import (
    BRIANNA,
    ELENA,
    ITZEL,
    JAMES,
    MARCUS,
    MIA,
    NIAMH,
    SUMMER,
    YUSUF,
    ZOE,
    catch_up,
    who,
)  # fmt: skip

LIBRARY = Path(__file__).resolve().parent / "district" / "library"
OWNERS = {"buses": BRIANNA, "learning": MIA, "ai": BRIANNA, "devices": SUMMER}


def tell(calendar: Any) -> None:
    """The whole part."""
    known = yaml.safe_load((LIBRARY / "library.yaml").read_text(encoding="utf-8"))
    fill_library(calendar, known)
    approve_drafting(calendar)
    answer_families(calendar)


def fill_library(calendar: Any, known: dict[str, Any]) -> None:
    """Niamh adds, Mia approves; one ended since, one waits."""
    from chalkline.assist.library.api import (
        About,
        Audience,
        Term,
        Theme,
        add_answer,
        add_document,
        approve_version,
        read_document,
        usual_term,
    )  # fmt: skip

    niamh, mia = who(NIAMH), who(MIA)
    added, decided = calendar.ago(40), calendar.ago(38)

    def about(each: dict[str, str], title: str) -> About:
        owner = who(OWNERS.get(each["theme"], NIAMH)).id
        audience = Audience(each.get("audience", "public"))
        return About(title, owner, audience, Theme(each["theme"]), each.get("language", "en"))

    for place, each in enumerate(known["documents"]):
        waits = each.get("state") == "waiting"
        at = calendar.ago(2) if waits else added
        file = (LIBRARY / each["file"]).read_bytes()
        version, work = add_document(niamh, about(each, each["title"]), file, each["file"], now=at)
        read_document(version_id=str(version.pk), work_id=work.id, now=at)
        if waits:
            continue
        term = usual_term(decided.date())
        if each.get("state") == "expired":
            term = Term(decided.date(), calendar.ago(20).date(), calendar.ago(7).date())
        elif place == 4:  # one that is to be looked at again soon
            term = Term(decided.date(), (calendar.now + timedelta(days=12)).date(), term.ends_on)
        approve_version(mia, version, term, now=decided)
    for each in known["answers"]:
        version = add_answer(niamh, about(each, each["question"]), each["answer"], now=added)
        approve_version(mia, version, usual_term(decided.date()), now=decided)
    catch_up(decided)
    print(f"  library: {len(known['documents'])} documents, {len(known['answers'])} answers", flush=True)


def approve_drafting(calendar: Any) -> None:
    """Drafting answers with a model is asked for, reviewed, decided, published; its key goes to the key folder."""
    from chalkline.approve.packets.api import put_on_agenda
    from chalkline.approve.requests.api import RequestTerms, file_request
    from chalkline.approve.reviews.api import (
        KINDS,
        Recommendation,
        Replied,
        Reply,
        ReviewAnswer,
        answer_review,
        reviews_of,
    )
    from chalkline.approve.uses.api import uses
    from chalkline.govern.committees.api import (
        Choice,
        MeetingCall,
        Motion,
        Outcome,
        adjourn_meeting,
        call_meeting,
        cast_vote,
        committees,
        entry_of,
        item_by_id,
        make_motion,
        motion_digest,
        note_arrival,
        open_meeting,
    )  # fmt: skip
    from chalkline.govern.decisions.api import close_item
    from chalkline.people.api import people_by_email
    from chalkline.publish.bundle.api import activate_bundle, prepare_bundle
    from chalkline.publish.standing_pack.api import Holder, HolderKind, issue_key
    from chalkline.purpose.problems.api import problems
    from chalkline.purpose.use_cases.api import KindOfAI, UseCaseOutline, propose_use_case
    from chalkline.tools.register.api import name_models, register_tool

    niamh, mia = who(NIAMH), who(MIA)
    tool = register_tool(who(SUMMER), "magicschool", now=calendar.ago(30))
    name_models(who(SUMMER), tool, ["stub-small", "stub-large", "stub-cites"], now=calendar.ago(30))
    problem = problems(niamh).get(title="Families wait three days for an answer")
    use_case = propose_use_case(
        niamh,
        problem,
        UseCaseOutline(
            title="First drafts of answers to families",
            how_it_helps="A draft from approved documents, checked sentence by sentence, and accepted by a person.",
            purpose="uc_email_draft",
            kind=KindOfAI.GENERATIVE,
            roles=frozenset({"administrator"}),
            grade_bands=frozenset({"none"}),
        ),
        now=calendar.ago(30),
    )
    request = file_request(
        niamh,
        RequestTerms(
            tool="magicschool",
            purpose="uc_email_draft",
            roles=frozenset({"administrator"}),
            grade_bands=frozenset({"none"}),
            school_ids=frozenset(),
            elements=frozenset({"public_docs"}),
            why="The same questions come every week. With a draft beside its source I answer the same day.",
        ),
        use_case=use_case,
        now=calendar.ago(29),
    )
    catch_up(calendar.ago(29))
    reviewers = {"privacy": ITZEL, "curriculum": MIA, "security": YUSUF}
    for review in reviews_of(request):
        questions = [each for each in KINDS[review.kind].questions if not each.asked_of_students]
        answer = ReviewAnswer(
            Recommendation.SUPPORT,
            "Only published documents go in, and a person accepts every reply.",
            tuple(Replied(each.id, Reply.YES, "See the summary.") for each in questions),
            (),
            (),
        )
        answer_review(who(reviewers.get(review.kind, SUMMER)), review, answer, now=calendar.ago(27))
    catch_up(calendar.ago(27))
    day = calendar.ago(19, 20)
    called = call_meeting(
        mia, committees(mia)[0], MeetingCall(day, "District office, room 2, and online"), now=calendar.ago(26)
    )
    item = put_on_agenda(who(BRIANNA), request, called, now=calendar.ago(25))
    meeting = open_meeting(mia, called, now=day)
    present = [SUMMER, ITZEL, ZOE, ELENA, MARCUS, JAMES]
    for person in people_by_email(present).values():
        note_arrival(mia, meeting, person, now=day)
    until = (calendar.now + timedelta(days=200)).date()
    motion = Motion(
        Outcome.APPROVE_WITH_CONDITIONS, entry_of(item).proposed, until, "Every reply stays a person's own."
    )
    moved = make_motion(mia, item, motion, now=day)
    for email in (MIA, *present):
        cast_vote(who(email), moved, Choice.FOR, on_motion=motion_digest(moved), reason="", now=day)
    close_item(mia, item_by_id(mia, str(moved.id)), now=day)
    adjourn_meeting(mia, meeting, now=day + timedelta(hours=1))
    catch_up(day + timedelta(hours=1))
    candidate = prepare_bundle(who(SUMMER), now=calendar.now - timedelta(minutes=15))
    activate_bundle(who(ITZEL), candidate, now=calendar.now - timedelta(minutes=14))
    use = uses(niamh).get(purpose="uc_email_draft")
    holder = Holder(HolderKind.SERVICE, "Drafting answers to families", "administrator", frozenset({"none"}))
    _, secret = issue_key(who(SUMMER), str(use.pk), holder, now=calendar.now - timedelta(minutes=13))
    keep_key(secret)
    catch_up(calendar.now - timedelta(minutes=12))


def keep_key(secret: str) -> None:
    """The operator's part: the key goes into the key folder, where only the server reads it."""
    from django.conf import settings

    file = settings.CHALKLINE.key_folder / "assist.token"
    file.touch(mode=0o600)
    file.write_text(secret, encoding="utf-8")


def answer_families(calendar: Any) -> None:
    """Eight weeks of questions: some answered and sent, some that found no answer, two still open."""
    from chalkline.assist.drafts.api import Asker, Outcome, accept_reply, draft_reply, mark_sent, take_question

    niamh = who(NIAMH)
    asked = [
        (30, "When is winter break?", 4),
        (28, "When can I register for kindergarten?", 3),
        (26, "How do we apply for free lunch?", 6),
        (24, "Can we rent the gym for a birthday party?", 0),
        (21, "Do you need our social security numbers to enroll?", 5),
        (17, "When do report cards come home?", 2),
        (14, "Does the swim team have tryouts in spring?", 0),
        (12, "¿Preguntan por el estatus migratorio?", 7),
        (9, "Where can we get vaccinated for free?", 3),
        (6, "Is there an after-school chess club?", 0),
        (3, "Why was my son suspended from the bus on Friday?", 0),
        (1, "Is riding the bus free for a 7th grader who lives 2.5 miles away? Please call me at 555-201-4477.", 0),
    ]
    for days, text, minutes in asked:
        at = calendar.ago(days)
        question = take_question(niamh, text, Asker.FAMILY, now=at)
        draft = draft_reply(niamh, question, now=at)
        if draft.outcome != Outcome.DRAFT or not minutes:
            continue
        done = at + timedelta(minutes=minutes)
        closing = "If anything is still open, please write to us again."
        reply = (
            draft.text.replace(closing, "Please write or call if anything is still open.")
            if minutes > 4
            else draft.text
        )
        stand_by = ["Please write or call if anything is still open."]
        accepted = accept_reply(niamh, draft, reply, stand_by=stand_by, now=done)
        mark_sent(niamh, accepted, now=done + timedelta(minutes=1))
