"""Surveys as forms export them: what people type is matched, and not a word of it is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_here import as_csv, counted, read_here, services

from chalkline.tools.register.named_in_text import NamesInText

ENGLISH = ["Timestamp", "What is your role?", "Which school do you work at?", "Which AI tools did you use this month?",
           "Anything else?"]  # fmt: skip
SPANISH = ["¿Qué herramientas de IA usó este mes?", "Marca temporal", "¿En qué escuela trabaja?", "¿Cuál es su puesto?"]
ANSWERS = [
    ("Teacher, grade 3", "Alder Creek", "I mostly use chat gtp and gemeni for plans"),
    ("Maestra", "Alder Creek Elementary", "chatgpt 4o; Claudette; canvas"),
    ("Principal", "Larkspur K-8", "1. Google Bard 2. Brisk"),
    ("Paraprofessional", "Cedar Hollow HS", "n/a"),
    ("Office staff", "", "I don't use ChatGPT"),
    ("Teacher", "Nowhere Academy", "Open AIrways, my own script"),
]
TOLD = {"chatgpt": 2, "gemini": 2, "brisk-teaching": 1}


@pytest.mark.parametrize(
    ("spoken", "names"),
    [
        ("I mostly use gemini for lesson plans", {"gemini"}),
        ("ChatGPT & Diffit, sometimes Khanmigo", {"chatgpt", "diffit", "khanmigo"}),
        ("uso chatgpt y canva", {"chatgpt", "canva"}),
        ("Magik school / MagicSchool.ai", {"magicschool"}),
        ("https://app.magicschool.ai/tools", {"magicschool"}),
        ("copilot", {"microsoft-copilot"}),
        ("GitHub Copilot", {"github-copilot"}),
        ("claudette", set()),
        ("Open AIrways", set()),
        ("Canvas", set()),
        ("cloud, notes, motions, word", set()),
        ("nunca he usado ChatGPT", set()),
        ("x" * 100_000, set()),
        ("=cmd|'/c calc'", set()),
    ],
)
def test_what_people_type(spoken: str, names: set[str]) -> None:
    assert NamesInText(services()).said(spoken) == names


def english(start: int = 0) -> str:
    rows = [[f"10/{20 + n}/2026 3:0{n}:00 PM", role, school, tools, "My student Ana Canary told me"]
            for n, (role, school, tools) in enumerate(ANSWERS)]  # fmt: skip
    return as_csv([ENGLISH, *rows[start:]])


def spanish() -> bytes:
    rows = [[tools, f"{20 + n}/10/2026 15:0{n}:00", school, role] for n, (role, school, tools) in enumerate(ANSWERS)]
    return as_csv([SPANISH, *rows], ";").encode("utf-16")


@pytest.mark.parametrize("content", [english(), spanish()], ids=["English", "Spanish"])
def test_a_survey_of_any_form(tmp_path: Path, content: str | bytes) -> None:
    read = read_here(tmp_path, content)
    assert (read.told.shape, read.told.rows, read.told.rejected) == ("survey_file", len(ANSWERS), 0)
    exact = counted(read)
    assert {slug: each.people for slug, each in exact.answers.items()} == TOLD
    assert exact.answered.by_role == {"teacher": 3, "administrator": 1, "aide": 1, "other_staff": 1}
    assert exact.answered.by_school == {"alder": 2, "larkspur": 1, "high": 1, "": 2}
    assert exact.answers["gemini"].by_role == {"teacher": 1, "administrator": 1}
    assert "unnamed:2" in read.told.notes


def test_no_word_of_an_answer_is_kept_and_none_can_be_put_together_again(tmp_path: Path) -> None:
    read = read_here(tmp_path, english())
    kept = read.kept.read_bytes().lower()
    assert not [word for word in (b"canary", b"ana", b"bard", b"claudette", b"script", b"15:0") if word in kept]
    keys = [row["answer"] for row in read.rows()]
    assert len(keys) == len(set(keys)), "each service that one person named has a key of its own"
    assert len({row["day"] for row in read.rows()}) == 1


def test_a_longer_export_of_the_same_survey_counts_each_answer_once(tmp_path: Path) -> None:
    both = counted(read_here(tmp_path, english(3), "early"), read_here(tmp_path, english(), "late"))
    assert both.answered.people == len(ANSWERS) and {s: e.people for s, e in both.answers.items()} == TOLD


def test_whoever_gave_an_address_counts_once_at_the_school_the_roster_knows(tmp_path: Path) -> None:
    rows = [[f"2026-10-0{n + 1}", "Ana.Nunez1@pine.example", "ChatGPT" if n else "ChatGPT; Poe"] for n in range(3)]
    exact = counted(read_here(tmp_path, as_csv([["Date", "Email Address", "AI tools used"], *rows])))
    assert exact.answered.by_school == {"high": 1} and exact.answered.by_role == {"teacher": 1}
    assert {slug: each.people for slug, each in exact.answers.items()} == {"chatgpt": 1, "poe": 1}


def test_broken_answers_come_back_with_line_and_reason_only(tmp_path: Path) -> None:
    lines = english().splitlines()
    lines[2] = lines[2].replace("10/21/2026 3:01:00 PM", "yesterday")
    read = read_here(tmp_path, "\n".join([*lines, "10/26/2026 1:00:00 PM,Teacher,Alder Creek,Poe,no,more"]))
    assert [line for line, _ in read.rejected()] == [3, 8] and "canary" not in read.rejects.read_text().lower()
