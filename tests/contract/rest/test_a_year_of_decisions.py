"""A school year of decisions through the API alone: from the first charter to a use that ends, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from calling import STRANGER, Answer, api_at, caller
from cast import Cast
from chalkline.jobs.api import react
from chalkline.ledger.api import GOVERNANCE, sequence
from chalkline.project.reactions import REACTIONS
from deciding import CHARTER, REVIEWERS, SEATS, answer, member

BY_ITSELF = [line for line in REACTIONS if not line[1].__name__.startswith("tell_the_gateway")]
OTHERS = [name for name in SEATS if name != "carl"]
READ_BY = {**REVIEWERS, "legal": "priya"}  # so that the superintendent, who hears appeals, takes no part
SMALL: dict[str, Any] = {"elements": ["public_docs"], "roles": ["teacher"], "insists_because": "Another tool for it."}


@dataclass
class Year:
    """The district at a moment; ``after`` moves it on, and everything that follows by itself follows."""

    cast: Cast
    moving: pytest.MonkeyPatch
    now: datetime = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    def after(self, days: int) -> None:
        """Let so many days pass."""
        self.follow()
        self.now += timedelta(days=days)
        api_at(self.moving, self.now)
        self.moving.setattr(timezone, "now", lambda: self.now)

    def day(self, later: int = 0) -> str:
        """Today, or so many days later."""
        return (self.now.date() + timedelta(days=later)).isoformat()

    def follow(self) -> None:
        while True:
            sequence(GOVERNANCE)
            if not react(BY_ITSELF, now=self.now):
                return

    def call(self, name: str, method: str, path: str, body: Any = None) -> Answer:
        """One call as somebody of the cast; what follows by itself has followed when it returns."""
        answer = caller(member(self.cast, name), now=self.now)(method, path, body)
        self.follow()
        return answer

    def does(self, name: str, method: str, path: str, body: Any = None) -> Any:
        """A call that goes through."""
        made = self.call(name, method, path, body)
        assert made.status in {200, 201, 204}, (name, method, path, made.said)
        return made.said

    def reads(self, name: str, path: str) -> Any:
        return self.does(name, "GET", path)

    def refused(self, code: str, name: str, method: str, path: str, body: Any = None) -> None:
        """A call that is refused, with a reason and what to do next."""
        made = self.call(name, method, path, body)
        assert made.status in {403, 404, 409, 422}, (name, method, path, made.said)
        assert made.code == code and made.said["what"] and made.said["next_step"], made.said

    def person(self, name: str) -> str:
        return str(member(self.cast, name).person.pk)


@pytest.fixture
def year(cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch) -> Year:
    made = Year(cast, monkeypatch)
    made.after(days=0)
    return made


def seated(year: Year) -> str:
    """The committee by its charter, seven members and an adviser. Its id."""
    charter = {
        "name": CHARTER.name, "purpose": CHARTER.purpose, "chosen_how": CHARTER.chosen_how, "cadence": CHARTER.cadence,
        "conflict_rule": CHARTER.conflict_rule, "records_rule": CHARTER.records_rule, "review_on": "2027-11-01",
    }  # fmt: skip
    year.refused("not_allowed", "tess", "POST", "/committees", charter)
    committee: str = year.does("ada", "POST", "/committees", charter)["id"]
    for name, constituency in SEATS.items():
        seat = {"person_id": year.person(name), "constituency": constituency, "is_chair": name == "carl"}
        year.does("sue", "POST", f"/committees/{committee}/seats", seat)
    himself = {"person_id": year.person("bo"), "constituency": "board", "has_vote": False}
    year.refused("committees.not_oneself", "bo", "POST", f"/committees/{committee}/seats", himself)
    year.does("sue", "POST", f"/committees/{committee}/seats", himself)
    return committee


def problem_with_a_use(year: Year) -> str:
    """A problem of Carl's, and how AI might help with it. The use case's id."""
    problem = year.does("carl", "POST", "/problems", {
        "title": "Adapting reading passages takes evenings", "area": "teacher_productivity",
        "what_happens": "Grade 4 teachers rewrite passages at three levels each week, mostly at home.",
        "evidence": [{"text": "Time log of 14 teachers over two weeks in September", "figure": "5.2 hours a week"}],
        "outcome": {"measure": "Time spent adapting", "unit": "hours a week", "baseline": "5.2", "target": "2",
                    "by_on": "2027-05-28"},
        "owner_id": year.person("carl"),
    })  # fmt: skip
    outline = {
        "problem_id": problem["id"], "title": "Adapt passages to three reading levels", "kind": "generative",
        "how_it_helps": "The teacher pastes a public passage and gets three levels to check and edit.",
        "purpose": "uc_leveling", "roles": ["teacher"], "grade_bands": ["g35"],
    }  # fmt: skip
    return str(year.does("carl", "POST", "/use-cases", outline)["id"])


def wanted(year: Year, **more: Any) -> dict[str, Any]:
    return {
        "tool": "diffit", "purpose": "uc_leveling", "roles": ["teacher", "student"], "grade_bands": ["g35"],
        "school_ids": [str(year.cast.alder.id)], "elements": ["student_work"], "why": "I rewrite three a week.", **more,
    }  # fmt: skip


def looked_at(year: Year, request: str, *, students: bool = True) -> None:
    """Every review of a request is sent by whoever may, in whichever order they open."""
    for _round in range(3):
        waiting = [each for each in year.reads("ada", f"/requests/{request}")["reviews"] if each["state"] == "open"]
        for review in waiting:
            said = answer(review["kind"], students=students).as_json()
            year.does(READ_BY[review["kind"]], "POST", f"/reviews/{review['id']}/answer", said)


def meets(year: Year, committee: str, *, days: int) -> str:
    """A meeting is called for so many days later, at this hour."""
    starts = (year.now + timedelta(days=days)).isoformat()
    sent = {"committee_id": committee, "place": "Board room", "starts_at": starts}
    return str(year.does("ada", "POST", "/meetings", sent)["id"])


def opened(year: Year, meeting: str, *names: str) -> None:
    year.does("carl", "POST", f"/meetings/{meeting}/open")
    for name in names:
        year.does(name, "PUT", f"/meetings/{meeting}/present/{year.person(name)}")


def ballot(year: Year, item: str, choice: str = "for") -> dict[str, str]:
    motion = year.reads("dana", f"/agenda-items/{item}")["motion_digest"]
    return {"choice": choice, "on_motion": motion, "reason": "" if choice == "for" else "Not convinced."}


def decided(year: Year, item: str, *names: str, choice: str = "for") -> dict[str, Any]:
    for name in names:
        year.does(name, "POST", f"/agenda-items/{item}/votes", ballot(year, item, choice))
    made: dict[str, Any] = year.does("carl", "POST", f"/agenda-items/{item}/close")
    return made


def test_a_year_of_decisions(year: Year) -> None:
    committee = seated(year)
    names_answer_for_decisions(year)
    year.after(days=8)
    use_case = problem_with_a_use(year)
    tool_is_looked_at(year)
    request, number, meeting = tess_asks_and_the_committee_decides(year, committee, use_case)
    use = in_force_at_the_gateway(year, request, number)
    minutes_are_approved_and_public(year, committee, meeting)
    declined_and_appealed(year, committee, use_case)
    small_matters_are_delegated(year, committee, use_case)
    a_policy_is_adopted_and_signed(year, committee)
    rules_of_care_change_by_decision(year, committee)
    one_stops_and_two_restore(year)
    spring_looks_again_and_summer_ends_it(year, use)


def names_answer_for_decisions(year: Year) -> None:
    found = year.reads("sue", "/responsibilities")
    kind = found["kinds"][0]
    sent = {"answers": kind["answers"], "does": kind["does"], "asked": kind["asked"], "told": kind["told"]}
    year.refused("not_allowed", "tess", "PUT", f"/responsibilities/{kind['id']}", sent)
    changed = {**sent, "reason": "As the superintendent wants it.", "told": []}
    assert year.does("sue", "PUT", f"/responsibilities/{kind['id']}", changed)["told"] == []
    # no side door to a role: not one's own, not by who may not give it
    role = {"role": "dpo", "school_id": "", "ends_on": "2027-06-30"}
    for name, code in {"tess": "not_allowed", "ada": "not_allowed", "sue": "people.own_role"}.items():
        year.refused(code, name, "POST", f"/people/{year.person(name)}/roles", role)
    year.does("sue", "POST", f"/people/{year.person('priya')}/roles", {"role": "gc", "school_id": "", "ends_on": None})


def tool_is_looked_at(year: Year) -> None:
    year.does("dana", "POST", "/tools", {"tool": "Diffit", "vendor": ""})
    begun = {"tool": "diffit", "owner": year.person("priya"), "due_on": year.day(40), "facets": ["student_facing"]}
    evaluation = year.does("priya", "POST", "/evaluations", begun)["id"]
    secret = year.does("priya", "POST", f"/evaluations/{evaluation}/link", {"sent_to": "p@diffit.example"})["secret"]
    answers = {"answers": {"P01": {"says": "yes", "words": "We sign the NDPA."}}}
    assert STRANGER.post(f"/vendor-links/{secret}/answers", answers).status == 200
    assert STRANGER.post(f"/vendor-links/{secret}/submit").code == "evaluations.who_answers"
    lena = {"name": "Lena Vogt", "email": "lena@diffit.example", "position": "Privacy lead"}
    assert STRANGER.post(f"/vendor-links/{secret}/who", lena).status == 200
    assert STRANGER.post(f"/vendor-links/{secret}/submit").code == "evaluations.gates_unanswered"
    gates = [each["id"] for each in STRANGER.get(f"/vendor-links/{secret}").said["questions"] if each["is_gate"]]
    yes = {"answers": {each: {"says": "yes", "words": "As our terms say."} for each in gates}}
    assert STRANGER.post(f"/vendor-links/{secret}/answers", yes).status == 200
    sent = STRANGER.post(f"/vendor-links/{secret}/submit")
    assert sent.status == 200, sent.said
    again = STRANGER.post(f"/vendor-links/{secret}/answers", answers)
    assert again.status in {404, 409, 410} and again.said["next_step"], again.said
    year.refused("not_allowed", "tess", "POST", f"/evaluations/{evaluation}/finish", {"summary": ""})
    agreement = {"tool": "diffit", "kind": "ndpa", "signed_on": "2026-08-01", "ends_on": "2029-07-31",
                 "elements": ["student_work", "public_docs"]}  # fmt: skip
    year.refused("not_allowed", "tess", "POST", "/agreements", agreement)
    year.does("priya", "POST", "/agreements", agreement)


def tess_asks_and_the_committee_decides(year: Year, committee: str, use_case: str) -> tuple[str, str, str]:
    question = {"tool": "diffit", "purpose": "uc_leveling", "grade": "4", "role": "teacher"}
    asked = year.does("tess", "POST", "/ask", question)
    assert asked["verdict"] != "yes"
    request = year.does("tess", "POST", "/requests", wanted(year))["id"]
    year.refused("requests.already_asked", "tess", "POST", "/requests", wanted(year))
    assert year.reads("tess", f"/requests/{request}/route")["lane"] in {"standard", "committee", "full"}
    held = year.reads("tess", f"/requests/{request}")
    assert held["holder"] and held["reviews"]
    own = next(each["id"] for each in held["reviews"] if each["kind"] == "privacy")
    year.refused("not_allowed", "tess", "POST", f"/reviews/{own}/answer", answer("privacy", students=True).as_json())
    year.does("tess", "PUT", f"/requests/{request}/use-case", {"use_case_id": use_case})
    looked_at(year, request)
    assert year.reads("tess", f"/requests/{request}")["state"] == "ready"
    meeting = meets(year, committee, days=10)
    item = year.does("ada", "POST", f"/requests/{request}/agenda", {"meeting_id": meeting})["id"]
    year.refused("requests.not_now", "tess", "PUT", f"/requests/{request}", wanted(year, elements=["public_docs"]))
    year.refused("meetings.vote_not_open", "dana", "POST", f"/agenda-items/{item}/votes", ballot(year, item))
    year.after(days=10)
    opened(year, meeting, "dana", "theo")
    year.does("dana", "POST", f"/agenda-items/{item}/votes", ballot(year, item))
    year.refused("meetings.no_quorum", "carl", "POST", f"/agenda-items/{item}/close")
    for name in ("fay", "paula", "tess", "priya"):
        year.does(name, "PUT", f"/meetings/{meeting}/present/{year.person(name)}")
    year.refused("meetings.barred", "tess", "POST", f"/agenda-items/{item}/votes", ballot(year, item))
    year.refused("not_allowed", "bo", "POST", f"/agenda-items/{item}/votes", ballot(year, item))
    year.refused("not_allowed", "nora", "POST", f"/agenda-items/{item}/votes", ballot(year, item))
    year.refused("meetings.not_presiding", "dana", "POST", f"/agenda-items/{item}/close")
    made = decided(year, item, "carl", "theo", "fay")
    assert made["outcome"].startswith("approve") and made["is_intact"] and made["in_favor"] == 4
    year.refused("decisions.already_decided", "carl", "POST", f"/agenda-items/{item}/close")
    year.refused("meetings.vote_closed", "paula", "POST", f"/agenda-items/{item}/votes", ballot(year, item))
    year.does("carl", "POST", f"/meetings/{meeting}/adjourn")
    assert year.reads("tess", f"/requests/{request}")["state"] == "approved"
    return request, made["number"], meeting


def in_force_at_the_gateway(year: Year, request: str, number: str) -> str:
    """What was decided is published by two people; the answer to Tess's question is another one. The use's id."""
    year.after(days=1)
    use: str = next(each["id"] for each in year.reads("ada", "/uses")["items"] if each["request_id"] == request)
    kept = year.reads("ada", f"/uses/{use}/conditions")
    due = year.reads("tess", f"/uses/{use}")["due"]
    assert sorted(each["id"] for each in due) == sorted(each["id"] for each in kept if not each["done_at"])
    assert all(each["owner"]["name"] and each["due_on"] for each in due)
    assert next(each for each in year.reads("ada", "/uses")["items"] if each["id"] == use)["due"] == due
    for each in kept:
        year.does("ada", "POST", f"/conditions/{each['id']}/keeper", {"person_id": year.person("carl"),
                                                                     "due_on": year.day(90)})  # fmt: skip
    year.does("dana", "PUT", "/tools/diffit/models", {"models": ["stub-small"]})
    bundle = year.does("dana", "POST", "/bundles")["id"]
    year.refused("bundles.same_person", "dana", "POST", f"/bundles/{bundle}/activate")
    year.does("ada", "POST", f"/bundles/{bundle}/activate")
    question = {"tool": "diffit", "purpose": "uc_leveling", "grade": "4", "role": "teacher",
                "school": str(year.cast.alder.id), "data": ["none"]}  # fmt: skip
    said = year.does("tess", "POST", "/ask", question)
    assert said["decision_number"] == number and said["answer"] in {"yes", "yes_if"}, said
    return use


def minutes_are_approved_and_public(year: Year, committee: str, meeting: str) -> None:
    year.does("ada", "PUT", f"/committees/{committee}/secretary", {"person_id": year.person("nora")})
    minutes = f"/meetings/{meeting}/minutes"
    year.refused("not_allowed", "tess", "PUT", f"{minutes}/passages/comment", {"text": "I was right."})
    year.refused("minutes.not_a_passage", "nora", "PUT", f"{minutes}/passages/votes", {"text": "All against."})
    year.does("nora", "PUT", f"{minutes}/passages/comment", {"text": "Members asked how long texts are kept."})
    following = meets(year, committee, days=14)
    proposed = year.does("nora", "POST", f"{minutes}/propose", {"to_meeting_id": following})
    year.after(days=14)
    opened(year, following, *OTHERS)
    decided(year, proposed["id"], "carl", "dana", "theo", "fay", "paula")
    year.does("carl", "POST", f"/meetings/{following}/adjourn")
    told = year.reads("bo", minutes)
    assert told["state"] == "approved" and told["passages"]["comment"].startswith("Members asked")
    year.refused("minutes.approved", "nora", "PUT", f"{minutes}/passages/comment", {"text": "Something else."})


def before_the_committee(year: Year, committee: str, path: str) -> tuple[str, str]:
    """Something is put on the agenda of a meeting that is called now and held in ten days. The meeting and the item."""
    meeting = meets(year, committee, days=10)
    item = year.does("ada", "POST", path, {"meeting_id": meeting})["id"]
    year.after(days=10)
    opened(year, meeting, *OTHERS)
    return meeting, item


def declined_and_appealed(year: Year, committee: str, use_case: str) -> None:
    year.after(days=7)
    asked = wanted(year, school_ids=[str(year.cast.juniper.id)], elements=["public_docs"], use_case_id=use_case,
                   roles=["teacher"], insists_because="Ours is another school.")  # fmt: skip
    request = year.does("theo", "POST", "/requests", asked)["id"]
    looked_at(year, request, students=False)
    meeting, item = before_the_committee(year, committee, f"/requests/{request}/agenda")
    made = decided(year, item, "carl", "dana", "fay", "paula", choice="against")
    assert made["outcome"] == "decline"
    year.does("carl", "POST", f"/meetings/{meeting}/adjourn")
    year.refused("not_allowed", "nora", "POST", f"/requests/{request}/appeals",
                 {"decision": made["number"], "reason": "It is not fair."})  # fmt: skip
    appeal = year.does("theo", "POST", f"/requests/{request}/appeals",
                       {"decision": made["number"], "reason": "It sees no student data."})  # fmt: skip
    assert appeal["hearer"]
    hear = {"grants": True, "reason": "Public texts only.", "until_on": "2027-06-30"}
    for name in ("theo", "carl", "dana"):
        made = year.call(name, "POST", f"/appeals/{appeal['id']}/hear", hear)
        assert made.status == 403, (name, made.said)
    heard = year.does("sue", "POST", f"/appeals/{appeal['id']}/hear", hear)
    assert heard["outcome"]
    year.refused("appeals.not_open", "sue", "POST", f"/appeals/{appeal['id']}/hear", hear)
    assert year.reads("theo", f"/requests/{request}")["state"] == "approved"


def small_matters_are_delegated(year: Year, committee: str, use_case: str) -> None:
    """The committee lets the AI coordinator decide small requests; each is drawn to be looked at again."""
    wanted_right = {
        "committee_id": committee, "role": "ai_coordinator", "level": "green", "classes": ["public", "internal"],
        "a_month": 1, "percent": 100, "until_on": year.day(150), "because": "Small requests wait for weeks.",
    }  # fmt: skip
    year.refused("not_allowed", "nora", "POST", "/delegations", wanted_right)
    right = year.does("sue", "POST", "/delegations", wanted_right)["id"]
    meeting, item = before_the_committee(year, committee, f"/delegations/{right}/agenda")
    decided(year, item, "carl", "dana", "theo", "fay", "paula")
    year.does("carl", "POST", f"/meetings/{meeting}/adjourn")
    year.does("dana", "POST", "/tools", {"tool": "Curipod", "vendor": ""})
    request = year.does("tess", "POST", "/requests", wanted(year, tool="curipod", **SMALL))["id"]
    route = year.reads("tess", f"/requests/{request}/route")
    assert (route["level"], route["lane"]) == ("green", "fast") and route["delegates"], route
    looked_at(year, request, students=False)
    year.does("tess", "PUT", f"/requests/{request}/use-case", {"use_case_id": use_case})
    said = {"delegation_id": right, "approves": True, "expires_on": year.day(120), "reason": "Public texts."}
    for name in ("tess", "sue", "carl"):
        year.refused("not_allowed", name, "POST", f"/requests/{request}/decide", said)
    made = year.does("ada", "POST", f"/requests/{request}/decide", said)
    assert made["basis"] == "delegation" and year.reads("tess", f"/requests/{request}")["state"] == "approved"
    year.refused("requests.not_now", "ada", "POST", f"/requests/{request}/decide", said)
    look = year.reads("carl", "/looks")["items"][0]
    meeting, item = before_the_committee(year, committee, f"/looks/{look['id']}/agenda")
    decided(year, item, "carl", "dana", "theo", "fay", "paula")
    year.does("carl", "POST", f"/meetings/{meeting}/adjourn")
    # the month's one is spent: the next goes to the committee
    again = year.does("tess", "POST", "/requests", wanted(year, tool="curipod", purpose="uc_lesson", **SMALL))["id"]
    assert year.reads("tess", f"/requests/{again}/route")["lane"] in {"fast", "standard"}
    year.does("tess", "POST", f"/requests/{again}/withdraw", {"reason": "The other one does it."})


def a_policy_is_adopted_and_signed(year: Year, committee: str) -> None:
    draft = {"code": "AI-2", "title": "What staff may do", "kind": "staff_expectations", "roles": ["teacher"],
             "sections": [{"heading": "Student data", "text": "None goes in."}], "why": "The first one."}  # fmt: skip
    year.refused("not_allowed", "tess", "POST", "/policies", draft)
    at = f"/policies/versions/{year.does('ada', 'POST', '/policies', draft)['id']}"
    year.does("ada", "POST", f"{at}/open", {"until_on": year.day(7)})
    said = year.does("theo", "POST", f"{at}/comments", {"section": 1, "text": "Who tells the families?"})
    year.after(days=8)
    year.does("ada", "POST", f"/policies/comments/{said['id']}/answer", {"answer": "The school does."})
    meeting = meets(year, committee, days=10)
    put = {"meeting": meeting, "effective_on": year.day(20), "review_on": year.day(300)}
    year.does("ada", "POST", f"{at}/put-before", put)
    year.refused("policies.not_a_draft", "ada", "PUT", f"{at}/text", {"sections": draft["sections"], "roles": []})
    year.after(days=10)
    opened(year, meeting, *OTHERS)
    item = year.reads("carl", f"/meetings/{meeting}")["items"][0]["id"]
    decided(year, item, "carl", "dana", "theo", "fay", "paula")
    year.does("carl", "POST", f"/meetings/{meeting}/adjourn")
    year.after(days=11)
    held = year.reads("tess", at)
    assert held["holds"] == "in_force" and held["intact"], held
    year.does("tess", "POST", f"{at}/signature", {"digest": held["digest"]})
    year.refused("policies.already_signed", "tess", "POST", f"{at}/signature", {"digest": held["digest"]})
    signing = {each["name"]: (each["signed"], each["bound"]) for each in year.reads("ada", f"{at}/signing")}
    assert signing == {year.cast.alder.name: (1, 1), year.cast.juniper.name: (0, 1)}


def rules_of_care_change_by_decision(year: Year, committee: str) -> None:
    other = {"because": "A principal knows the classes.", "levels": {}, "principal_first": True}
    year.refused("not_allowed", "nora", "POST", "/route-rules", other)
    rules = year.does("ada", "POST", "/route-rules", other)["id"]
    assert (
        next(each for each in year.reads("bo", "/route-rules")["items"] if each["id"] == rules)["state"] == "proposed"
    )
    meeting, item = before_the_committee(year, committee, f"/route-rules/{rules}/agenda")
    decided(year, item, "carl", "dana", "theo", "fay", "paula")
    year.does("carl", "POST", f"/meetings/{meeting}/adjourn")
    held = next(each for each in year.reads("bo", "/route-rules")["items"] if each["id"] == rules)
    assert held["state"] == "in_force" and held["decision"] and held["principal_first"]


def one_stops_and_two_restore(year: Year) -> None:
    wanted_stop = {"of": "tool", "subject": "diffit", "reason": "It names strangers.", "instead": "By hand."}
    year.refused("not_allowed", "tess", "POST", "/stops", wanted_stop)
    stop = f"/stops/{year.does('sam', 'POST', '/stops', wanted_stop)['id']}"
    question = {"tool": "diffit", "purpose": "uc_leveling", "grade": "4", "role": "teacher",
                "school": str(year.cast.alder.id), "data": ["none"]}  # fmt: skip
    assert year.does("tess", "POST", "/ask", question)["standing"] == "suspended"
    year.does("priya", "POST", f"{stop}/ask-to-restore", {"reason": "It is mended."})
    year.refused("stops.second_person", "priya", "POST", f"{stop}/restore")
    assert year.does("ada", "POST", f"{stop}/restore")["is_over"]


def spring_looks_again_and_summer_ends_it(year: Year, use: str) -> None:
    due = year.reads("ada", "/calendar")["items"]
    assert any(each["id"] == use for each in due), due
    year.refused("not_allowed", "tess", "POST", f"/uses/{use}/end", {"reason": "I do not like it."})
    year.does("ada", "POST", f"/uses/{use}/end", {"reason": "School is out, and the license is not renewed."})
    question = {"tool": "diffit", "purpose": "uc_leveling", "grade": "4", "role": "teacher",
                "school": str(year.cast.alder.id), "data": ["none"]}  # fmt: skip
    assert year.does("tess", "POST", "/ask", question)["answer"] not in {"yes", "yes_if"}
    year.refused("uses.not_now", "ada", "POST", f"/uses/{use}/end", {"reason": "Again."})
