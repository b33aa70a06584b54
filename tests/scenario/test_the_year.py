"""The school year of the sample district: what it leads to, in detail, and that its ledger holds all of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from journeys.district import settings_of
from journeys.serving import ROOT

State = dict[str, Any]


def test_everything_was_played_and_nothing_was_left_undone(state: State, played: Path) -> None:
    told = (played / "told.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in told][:12] == [
        "July", "August", "September", "October", "November", "December",
        "January", "February", "March", "April", "May", "June",
    ]  # fmt: skip
    assert [line.split()[0] for line in told][12:] == ["Since", "Lately"]
    assert state["dead"] == []
    assert sum(state["facts"].values()) > 450


def test_the_ledger_of_the_whole_year_verifies_with_a_program_that_is_not_ours(played: Path, tmp_path: Path) -> None:
    settings = settings_of(played)
    command = [sys.executable, "-m", "chalkline", "ledger", "export", str(tmp_path / "evidence")]
    command += ["--as", "ines.holm@auditor.example"]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    verifier = [sys.executable, "-I", str(tmp_path / "evidence" / "verify.py"), str(tmp_path / "evidence")]
    done = subprocess.run(verifier, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "says of itself that it is a simulation" in done.stdout
    entries = int(re.search(r"governance: (\d+) entries", done.stdout)[1])  # type: ignore[index]
    assert entries > 450


def test_what_was_decided_and_what_of_it_still_holds(state: State) -> None:
    outcomes = [each.rpartition(": ")[2].partition(",")[0] for each in state["decisions"]]
    assert outcomes.count("decline") == 2  # a no of the committee, and the no to the appeal against it
    assert state["appeals"] == ["gauth: turned_down, heard by João Patel, decline, decline"]
    [principal] = state["principals"]
    assert principal.startswith("chatgpt: James Vázquez, support, asked for 1 change, before ")
    assert int(principal.split()[-2]) >= 2  # nobody else was asked before he had spoken
    assert state["meetings"].count("called") == 1  # the next one
    assert "in_review" in {each.split()[-1] for each in state["requests"]}
    by_state = {name: [use for use in state["uses"] if use["state"] == name] for name in ("active", "ended", "expired")}
    assert {(use["tool"], use["purpose"]) for use in by_state["active"]} >= {
        ("magicschool", "uc_lesson"),
        ("magicschool", "uc_email_draft"),
        ("magicschool", "uc_plain_language"),
    }
    [deepl] = by_state["ended"]
    assert deepl["tool"] == "deepl"
    assert "nobody held it, so it ended by itself" in deepl["because"]
    assert {(use["tool"], use["purpose"]) for use in by_state["expired"]} == {
        ("magicschool", "uc_lesson"),
        ("magicschool", "uc_email_draft"),
    }
    assert state["policy_good"]
    assert len(state["in_policy"]) == len(by_state["active"])
    assert state["agreements"] == ["diffit", "khanmigo", "magicschool"]
    assert state["charter_lapsed"] == [False]


def test_students_data_goes_only_where_an_agreement_lists_it(state: State) -> None:
    assert state["flows"] == [
        "khanmigo prompts covered ai_prompt:as_it_is ai_chat_log:as_it_is",
        "khanmigo accounts covered stu_username:as_it_is",
        "khanmigo scores covered local_assessment:as_it_is",
        "magicschool work covered student_work:as_it_is teacher_feedback:as_it_is",
        "magicschool work covered student_work:as_it_is",
        "magicschool names covered stu_first_name:as_it_is",
        "magicschool accounts missing stu_email:replaced",
    ]


def test_reviews_were_held_but_for_the_one_that_ends_a_use(state: State) -> None:
    missed = [each for each in state["reviews"] if each.endswith(": missed")]
    assert missed == [
        "document Bus rules and times 2025-26: missed",
        "use DeepL: Translate class material for English learners: missed",
    ]
    assert state["notices"]["use"] >= 3  # thirty, fourteen and three days before


def test_the_pilot_ended_by_its_registered_rule(state: State) -> None:
    [pilot] = state["pilots"]
    told = pilot["reckoned"]
    assert pilot["verdict"] == "scale"
    assert told["reasons"] == ["lower_bound_above_threshold"]
    assert told["units"] == [20, 20]
    assert float(told["lower"]) >= 30  # the least that counts, registered before the draw
    assert 55 < float(told["effect"]) < 105  # the truth put into the diaries: about 80 minutes a week
    assert float(told["exact"]["p_value"]) < 0.01
    assert all(group["is_hidden"] and group["effect"] is None for group in told["groups"])  # fewer than ten in one


def test_the_incident_of_january_was_kept_and_closed(state: State) -> None:
    assert state["incidents"] == ["Drafts of one class open to another: closed"]
    assert state["clocks_late"] == []
    assert state["clocks"].get("running", 0) == 0
    assert state["clocks"]["done"] >= 2
    assert state["changes_made"] == [True]
    assert state["concerns"]["new"] == 1  # the one of yesterday


def test_calls_went_through_the_gateway_and_every_one_is_on_record(state: State) -> None:
    refused = {
        "data_blocked": 13,
        "grade_not_covered": 29,
        "held_for_release": 3,
        "held_refused": 1,
        "human_record_needed": 1,
        "purpose_never": 11,
        "use_not_in_force": 2,
    }
    assert {code: count for code, count in state["calls"].items() if code in refused} == refused
    assert state["calls"].keys() == {*refused, "allow", "redact", "hold"}
    assert state["calls"]["allow"] > 750 and state["calls"]["redact"] > 150
    assert state["facts"]["gateway.exchange.made/1"] == sum(state["calls"].values())
    assert int(state["today"]["Brianna Kim"]["numbers"]["calls in 30 days"]) > 500
    assert "calls in 30 days" not in state["today"]["Zoë Eklund"]["numbers"]


def test_limits_front_ends_and_keys_stand_around_the_calls(state: State) -> None:
    # how much of the last thirty days falls into this month, and so whether it has warned, is a matter of the calendar
    assert state["limits"][0][:3] == ["dollars_month", "use", 4_000_000] and state["limits"][0][3] in ([], ["warn"])
    assert state["limits"][1:] == [
        ["dollars_month", "school", 10_000_000, []],
        ["calls_minute", "person", 30, []],
    ]
    assert state["lists"] == [[1, True, True], [2, True, True]]  # both let something through: two people each
    assert state["feeds"] == [["Web filter, grades 6–8", 2]]
    assert state["front_ends"] == [["Lesson planner in Canvas", "other"], ["Open WebUI for staff", "open_webui"]]
    assert state["keys"] == {"app": 4, "class": 2, "person": 6, "service": 1}
    assert 320 < state["cents"]["sample-large"] < 400 and state["cents"]["sample-small"] < 20


def test_held_calls_are_settled_answers_reviewed_and_models_checked(state: State) -> None:
    assert state["held"] == {"refused": 1, "sent": 1, "waiting": 1}
    assert state["reviewed"] == {"fine": 18, "wrong": 2}
    assert state["checked"] == {"sample-small": 0, "sample-large": 2}  # of boys it says that they lead


def test_two_audits_of_ai_in_use_were_taken_so_that_they_can_be_compared(state: State) -> None:
    assert [[number, many] for number, many, _ in state["ai_audits"]] == [[1, True], [2, True]]
    first, second = (sources for _, _, sources in state["ai_audits"])
    assert second > first


def test_a_teacher_decided_the_scores_and_wrote_it_down(state: State) -> None:
    assert state["human_records"] == [
        "uc_grade_assist closed, before an answer: True, followed: partly, calls: 14",
        "uc_grade_assist open, before an answer: None, followed: , calls: 0",
    ]
    assert any("You decide: Scores" in each for each in state["today"]["Anders Yazzie"]["next"])
    [use] = [
        each
        for each in json.loads(state["public"]["/register.json"])["approved_uses"]
        if each["people_decide_each_case"]
    ]
    assert use["purposes"]["ids"] == ["uc_grade_assist"]


def test_the_committee_adopted_the_strategy(state: State) -> None:
    assert state["strategy"] == ["1 adopted", "2 proposed"]  # the next meeting votes on what has changed since


def test_families_were_heard_answered_and_forgotten_in_time(state: State) -> None:
    assert (state["choices"], state["letters"]) == (2, 3)
    assert state["access"] == {"answered": 1, "received": 1}
    assert state["questions"]["sent"] >= 8
    assert state["questions_empty"] >= 4  # what was written in December is not kept
    assert "Bus rules and times 2025-26" not in state["live"]
    assert {"School meals", "Bus changes from January", "Cambios de autobús desde enero"} <= set(state["live"])
    first, *later = (float(score) for score in state["roster_scores"])
    assert first == 98 and set(later) == {100.0}


def test_problems_came_first_and_people_were_brought_along(state: State) -> None:
    assert (state["goals"], state["score_sheets"], state["portfolio_rules"]) == (3, 9, 1)
    assert state["first_workflow"] == ["First drafts of lesson and unit plans"]
    assert state["duties"] == {"met": 35, "open": 20}
    assert state["messages"] == {"planned": 1, "sent": 1}
    assert set(state["phases"].values()) == {"waiting"}  # their gates are not met yet
    assert state["budget_lines"] == 3
    assert state["heard"]["AI at school this fall"] == [
        "You want less time in front of screens.",
        "You want to know before a new tool starts.",
    ]


EXPECTED = {
    "Summer Pérez": ("tools in the logs have not been looked at", "findings are in triage", "Security review: ChatGPT"),
    "Itzel Snow": ("Privacy review: ChatGPT", "A family asked to see its child's data", "One concern"),
    "Mia Bennett": ("oversight committee meets",),  # Diffit takes the fast lane: security alone
    "Yusuf Okafor": ("Security review: ChatGPT",),
    "Brianna Kim": ("Diffit: ", "A weakness waits to be mended", "One concern", "has ended and is not used"),
    "Niamh Zúñiga": ("Look again: Attendance", "questions wait for an answer", "have no approved answer"),
    "João Patel": ("waits for approval",),
    "James Vázquez": ("oversight committee meets",),
    "Zoë Eklund": ("oversight committee meets",),
    "Elena Duarte": ("oversight committee meets",),
    "Marcus Reed": ("oversight committee meets",),
}


def test_each_person_finds_on_today_what_waits_for_them(state: State) -> None:
    for name, parts in EXPECTED.items():
        waits = state["today"][name]["waits"]
        for part in parts:
            assert any(part in title for title in waits), (name, part, waits)
    for name in ("Rosalind Ames", "Ines Holm"):
        held = state["today"][name]
        assert held["numbers"] and held["next"], name
    assert any("no approval" in title for title in state["today"]["Rosalind Ames"]["risks"])
    assert all("child" not in title for title in state["today"]["Marcus Reed"]["waits"])


def test_the_board_packet_says_what_a_board_asks(state: State) -> None:
    packet = state["packet_text"][-1]  # the one of May; there is one more for every twenty weeks since
    assert state["packets"] >= 1
    for part in (
        "Today {n} uses of AI are approved.",
        "Adjust reading level and scaffold texts",
        "Evenings back: lesson drafts",
        "The registered rule says: use it more widely.",
        "The logs show {n} AI tools in use; {bare} of them have no approval.",
        "Groups of fewer than ten people are not shown.",
        "People asked approved tools {n} times through our gateway, which checks each call.",
        "The strategy for AI, version 1",
    ):
        assert part in packet, part
    for nobody in ("Anders", "Yazzie", "Maria", "Ravi", "grade 7, Juniper"):
        assert nobody not in packet


def test_every_number_that_is_read_to_the_board_opens_to_a_page(state: State) -> None:
    assert state["bare_numbers"] == []
    assert state["sources_nowhere"] == []
    assert state["strategy_goals"] == 3


def test_staff_said_what_they_use_and_the_district_knows_how_ready_it_is(state: State) -> None:
    assert state["said_of_tools"] == {"chatgpt": 30, "magicschool": 25, "notebooklm": 11}
    ready = state["ready"]
    assert ready["finished"] == [True] and ready["by_records"][0] >= 38 and ready["steps"] == {"done": 1, "open": 2}


def test_nothing_that_ended_and_no_small_group_stands_where_anybody_can_read_it(state: State) -> None:
    pages = state["public"]
    assert all(not text.startswith("status") for text in pages.values()), list(pages)
    for path, text in pages.items():
        for nobody in ("Anders", "Yazzie", "Ravi", "555-", "@family.example", "period 5"):
            assert nobody not in text, (path, nobody)
    listed = json.loads(pages["/register.json"])
    assert "MagicSchool" in json.dumps(listed["approved_uses"])
    assert "DeepL" not in json.dumps(listed["approved_uses"]) + pages["/register.csv"]
    assert "DeepL" in {each["tool"] for each in listed["ended"]}
    for path, word in (("/register/", "ended"), ("/register/?lang=es", "terminó")):
        assert re.findall(r"DeepL(?:</b>[^<]*)?", pages[path]) == re.findall(rf"DeepL</b>[^<]*{word}[^<]*", pages[path])
    assert 'lang="es"' in pages["/register/?lang=es"]
    assert not re.search(r"\b[1-9] (families|students|children|familias|estudiantes)\b", " ".join(pages.values()))


def test_a_student_got_help_and_a_person_had_it_within_minutes_drill_and_all(state: State) -> None:
    assert state["alerts"] == [["drill", "closed", 140, 0], ["self_harm", "closed", 75, 1]]
    assert state["helped"] == [["", True, True]]
    assert state["facts"]["oversee.alert.read/1"] == 1
