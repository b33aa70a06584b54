"""What a text and its days have to be, how a version holds on a day, who signs which. Pure."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from chalkline.govern.policies import refusals, repeal_refusals
from chalkline.govern.policies.words import (
    LARGEST_FILE,
    MAY_BECOME,
    STAFF_ROLES,
    STUDENT,
    VERSION_STATE_NAMES,
    About,
    Binds,
    BoardAdoption,
    Brought,
    Days,
    Drafted,
    Holds,
    Repealing,
    Section,
    VersionState,
)
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")
LONGEST_TITLE, LONGEST_HEADING, LONGEST_TEXT, LONGEST_WHY, LONGEST_COMMENT = 160, 200, 20_000, 1000, 2000
MOST_SECTIONS = 100
LONGEST_UNTIL_REVIEW = timedelta(days=3 * 366)
USUAL_REVIEW = timedelta(days=365)
LONGEST_COMMENT_TIME = timedelta(days=120)


def tidy_about(about: About) -> About:
    """As it is kept. Raises Problem("policies.text_unclear")."""
    code, title = about.code.strip(), " ".join(about.title.split())
    wrong = {}
    if not CODE.fullmatch(code):
        wrong["code"] = Sentence("Use up to 20 letters, digits, hyphens or points, like “AI-2” or “4710”.")
    if not title or len(title) > LONGEST_TITLE:
        wrong["title"] = Sentence("Say in at most {n} characters what it is called.", n=LONGEST_TITLE)
    if wrong:
        raise refusals.text_unclear(wrong)
    return replace(about, code=code, title=title)


def tidy_draft(drafted: Drafted, *, is_first: bool, schools: Collection[str]) -> Drafted:
    """As it is kept, each section with a key. Raises Problem("policies.text_unclear") naming what is wrong."""
    sections = tuple(_tidy_sections(drafted.sections))
    wrong: dict[str, Sentence] = {}
    if not sections or len(sections) > MOST_SECTIONS:
        wrong["sections"] = Sentence("Write at least one section, and at most {n}.", n=MOST_SECTIONS)
    for number, each in enumerate(sections, 1):
        if not each.heading or len(each.heading) > LONGEST_HEADING or len(each.text) > LONGEST_TEXT or not each.text:
            wrong["sections"] = Sentence("Section {n} needs a heading and a text, neither too long.", n=number)
    if not drafted.binds.roles <= {*STAFF_ROLES, STUDENT} or not drafted.binds.schools <= set(schools):
        wrong["binds"] = Sentence("Choose among the roles and schools that are shown.")
    why = drafted.why.strip()
    if len(why) > LONGEST_WHY or (not why and not is_first):
        wrong["why"] = Sentence("Say in a sentence or two what this version changes, and why.")
    if wrong:
        raise refusals.text_unclear(wrong)
    return replace(drafted, sections=sections, why=why, changes_duties=drafted.changes_duties or is_first)


def _tidy_sections(sections: Iterable[Section]) -> Iterable[Section]:
    seen: set[str] = set()
    for each in sections:
        heading = " ".join(each.heading.split())
        lines = each.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        text = "\n".join(line.rstrip() for line in lines).strip()
        if not heading and not text:
            continue
        key = each.key if each.key and len(each.key) <= 16 and each.key not in seen else secrets.token_hex(6)
        seen.add(key)
        yield Section(heading, text, key)


def must_become(state: VersionState, wanted: VersionState) -> None:
    """Raises Problem("policies.not_now") where a version cannot become that."""
    if wanted not in MAY_BECOME[state]:
        raise refusals.not_now(VERSION_STATE_NAMES[state])


def check_comment_day(until_on: date, today: date) -> None:
    """Raises Problem("policies.days_unclear")."""
    if not today < until_on <= today + LONGEST_COMMENT_TIME:
        said = Sentence("Choose a day after today, at most four months away.")
        raise refusals.days_unclear({"until_on": said})


def check_days(days: Days, decided_on: date) -> None:
    """Raises Problem("policies.days_unclear") unless it holds from its decision at the earliest, and is looked at."""
    wrong = {}
    if days.effective_on < decided_on:
        wrong["effective_on"] = Sentence("It cannot hold before it is decided.")
    if not days.effective_on < days.review_on <= days.effective_on + LONGEST_UNTIL_REVIEW:
        wrong["review_on"] = Sentence("Choose a day after it takes effect, within three years.")
    if wrong:
        raise refusals.days_unclear(wrong)


def check_adoption(adoption: BoardAdoption, today: date) -> None:
    """Raises Problem("policies.adoption_unclear"), or policies.file_unfit for the minutes."""
    wrong = {}
    if not adoption.body.strip() or len(adoption.body) > LONGEST_TITLE:
        wrong["body"] = Sentence("Say who adopted it, for example “Board of Education”.")
    if not adoption.resolution.strip() or len(adoption.resolution) > 80:
        wrong["resolution"] = Sentence("Write the number of the resolution, as the minutes have it.")
    if not date(1990, 1, 1) <= adoption.adopted_on <= today:
        wrong["adopted_on"] = Sentence("Choose the day of the vote; it cannot be in the future.")
    if not adoption.minutes.file:
        wrong["minutes"] = Sentence("Add the minutes as a file.")
    if wrong:
        raise refusals.adoption_unclear(wrong)
    check_file(adoption.minutes)


def check_file(brought: Brought) -> None:
    """Raises Problem("policies.file_unfit")."""
    if not brought.file:
        raise refusals.file_unfit(Sentence("The file is empty."))
    if len(brought.file) > LARGEST_FILE:
        raise refusals.file_unfit(Sentence("The file is larger than {mb} MB.", mb=LARGEST_FILE // 1024 // 1024))


def check_words(text: str, field: str) -> str:
    """A comment or an answer, stripped. Raises Problem("policies.text_unclear")."""
    words = text.strip()
    if not words or len(words) > LONGEST_COMMENT:
        raise refusals.text_unclear({field: Sentence("Write at most {n} characters.", n=LONGEST_COMMENT)})
    return words


def digest_of_text(about: About, number: int, drafted: Drafted, file_digest: str) -> str:
    """What a version is known by once it is decided on or signed: its name, its words, whom it binds, its file."""
    spelled: dict[str, Any] = {
        "policy": [about.code, about.title, about.kind.value],
        "version": number,
        "sections": [each.as_json() for each in drafted.sections],
        "binds": drafted.binds.as_json(),
        "why": drafted.why,
        "changes_duties": drafted.changes_duties,
        "file": file_digest,
    }
    return digest_of(spelled)


def check_repealing(said: Repealing) -> Repealing:
    """As it is kept. Raises Problem("policies.text_unclear")."""
    why, instead = said.why.strip(), said.instead.strip()
    wrong = {}
    if not why or len(why) > LONGEST_WHY:
        wrong["why"] = Sentence("Say in a sentence or two why it shall end.")
    if len(instead) > LONGEST_WHY:
        wrong["instead"] = Sentence("Write at most {n} characters.", n=LONGEST_WHY)
    if wrong:
        raise refusals.text_unclear(wrong)
    return Repealing(why, instead)


def check_end(effective_on: date, decided_on: date) -> None:
    """Raises Problem("policies.days_unclear") unless it ends with its decision at the earliest, within three years."""
    if not decided_on <= effective_on <= decided_on + LONGEST_UNTIL_REVIEW:
        said = Sentence("It cannot end before that is decided, nor later than three years after.")
        raise refusals.days_unclear({"effective_on": said})


def must_be_body(adopted_by: str, asked: str) -> None:
    """Raises Problem("policies.another_body") unless whoever ends it is who adopted it."""
    if " ".join(adopted_by.split()).casefold() != " ".join(asked.split()).casefold():
        raise repeal_refusals.another_body(adopted_by)


def digest_of_repeal(version_digest: str, said: Repealing, effective_on: date) -> str:
    """What a repeal is known by once it is decided on: which text, why, what instead, from when."""
    spelled = {"version": version_digest, "why": said.why, "instead": said.instead, "ends": effective_on.isoformat()}
    return digest_of(spelled)


def holds_on(on: date, effective_on: date, newer: date | None, ends: date | None = None) -> Holds:
    """How an adopted version stands. ``newer``: from when the next adopted version holds. ``ends``: its repeal."""
    if newer and newer <= on:
        return Holds.SUPERSEDED
    if ends and ends <= on:
        return Holds.REPEALED
    return Holds.NOT_YET if on < effective_on else Holds.IN_FORCE


def counts_from(changes: Iterable[tuple[int, bool]], number: int) -> int:
    """From which version on a signature counts for version ``number``: the last that changed duties.

    ``changes``: (number, whether it changed duties) of every adopted version.
    """
    return max((each for each, changed in changes if changed and each <= number), default=number)


def binds_person(binds: Binds, roster_role: str, school_id: str) -> bool:
    """Whether somebody of this role and school is bound."""
    return roster_role in binds.roles and (not binds.schools or school_id in binds.schools)
