"""Audits taken and compared: frozen, repeatable, and nothing small in what is kept, said or worked out."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.discover.audits.api import audits_taken, compare_audits, compared, contents_taken, since_last, take_audit
from chalkline.discover.audits.rules import contents_of, read, spelled
from chalkline.discover.audits.words import Comparison
from chalkline.discover.findings.api import audit
from chalkline.discover.findings.exact import Count, Exact, Tally
from chalkline.discover.findings.rolling import roll_up
from chalkline.discover.findings.words import Audit, Reach
from chalkline.discover.sources.api import remove_log, sources
from chalkline.ledger.api import history_of
from chalkline.protect.disclosure import Shown
from chalkline.rulebook.api import Standing
from expecting import problem
from visiting import visitor

sys.path.insert(0, str(Path(__file__).parent))
from loading import load

LATER = NOW + timedelta(days=30)


@pytest.fixture
def cast(db: None, district_cast: Cast) -> Cast:
    return district_cast


@pytest.fixture
def taken(cast: Cast) -> Cast:
    """Two audits: of the sign-ins alone, then of the proxy's log too."""
    dana = cast.dana.actor
    load(dana, "google_reports_token.jsonl")
    take_audit(dana, note="Before the filter's log.", now=NOW)
    load(dana, "umbrella_proxy.csv")
    take_audit(dana, now=LATER)
    return cast


def test_an_audit_is_frozen_with_what_it_rests_on_and_never_changes(taken: Cast) -> None:
    dana = taken.dana.actor
    second, first = audits_taken(dana)
    told = history_of("ai_audit", str(second.pk))[0]
    files = {each.digest for each in sources(dana)}
    assert set(told.values["source_digests"]) == files and told.values["digest"] == second.digest
    frozen = contents_taken(dana, second)
    assert {each.digest for each in frozen.sources} == files
    remove_log(dana, sources(dana).get(name="umbrella_proxy.csv"), why="A wrong period.", now=LATER)
    assert contents_taken(dana, second) == frozen and audit(dana).core.people != frozen.people
    assert first.note == "Before the filter's log."

    found = compare_audits(dana, second, first)
    assert found == compare_audits(dana, first, second) and found.before_on == first.on
    assert found.new and not found.counted and not found.grown, "sign-ins alone count nobody's visits"
    assert any("kinds of source" in str(each) for each in found.cautions)
    with problem("discover.same_audit"):
        compare_audits(dana, first, first)
    assert since_last(dana, audit(dana)) is not None


def test_who_may_take_one_and_when_there_is_nothing(cast: Cast) -> None:
    with problem("discover.nothing_to_take"):
        take_audit(cast.dana.actor, now=NOW)
    for somebody in (cast.tess, cast.bo, cast.paula):
        if not somebody.actor.may("discover.take_audit"):
            with problem("not_allowed"):
                take_audit(somebody.actor, now=NOW)


def test_the_pages_the_paper_and_the_files_tell_of_no_small_group(taken: Cast) -> None:
    client, (second, first) = visitor(taken.dana), audits_taken(taken.dana.actor)
    here = f"/discover/audits/{second.pk}/"
    compare = f"/discover/audits/compare/?before={first.number}&after={second.number}"
    for page in ("/discover/audits/", here, compare):
        text = re.sub(r"<[^>]+>", " ", client.get(page).content.decode())
        assert not re.search(r"\b[1-9] people\b", text), page
    rows = list(csv.reader(io.StringIO(client.get(f"{here}?table=tools&as=csv").content.decode("utf-8-sig"))))
    assert len(rows) > 20 and not [row for row in rows[1:] for cell in row[1:3] if re.fullmatch("[1-9]", cell)]
    assert client.get(f"{here}?table=tools&as=xlsx").content[:2] == b"PK"
    assert client.get(f"/discover/audits/{second.pk}.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{compare}&as=docx").content[:2] == b"PK"
    plain = json.dumps(contents_taken(taken.dana.actor, second).by_school and second.contents["by_school"])
    assert not re.search(r": [1-9][,}]", plain)


People = dict[tuple[str, str, str], int]
PEOPLE = st.dictionaries(
    st.tuples(st.sampled_from(["oak", "elm", "fir"]), st.sampled_from(["student"]), st.sampled_from(["g68", "g912"])),
    st.integers(0, 40),
    min_size=1,
)
TOOLS = st.fixed_dictionaries({"one": PEOPLE, "two": PEOPLE, "three": PEOPLE})


def audit_of(tools: dict[str, People]) -> Audit:
    """What may be shown of exact counts, as the product makes it."""
    tallies = {slug: _tally(people) for slug, people in tools.items() if sum(people.values())}
    whole: People = {}
    for people in tools.values():
        for key, count in people.items():
            whole[key] = whole.get(key, 0) + count
    rollup = roll_up("", Exact(tallies, _tally(whole), Tally(), {}), {}, (), "UTC")

    def reach(rolled: Any) -> Reach:
        same = {
            name: getattr(rolled, name)
            for name in [
                "slug",
                "people",
                "events",
                "allowed",
                "blocked",
                "users",
                "first_on",
                "last_on",
                "student_bands",
                "sign_ins",
                "scopes",
            ]
        }
        detail = rollup.details(rolled.slug)
        return Reach(
            **same, name=rolled.slug, vendor="", category="", ai_scope="core", k12=False, terms_age_min=None,
            table=detail.table, by_day=detail.by_day, schools=1, standing=Standing.UNAPPROVED, standings=(),
            said_no=False, students=rolled.students,
        )  # fmt: skip

    return Audit(
        on=date(2026, 10, 1), period=None, services=tuple(reach(each) for each in rollup.services),
        core=reach(rollup.wholes["core"]) if "core" in rollup.wholes else None, feature=None, proposed=(),
        schools={"oak": "Oak", "elm": "Elm", "fir": "Fir"}, catalogue_version=1, devices=Shown(0),
        not_on_roster=Shown(0), kinds=("network",),
    )  # fmt: skip


def _tally(people: People) -> Tally:
    total = sum(people.values())
    by_school: dict[str, int] = {}
    for (school, _, _), count in people.items():
        by_school[school] = by_school.get(school, 0) + count
    return Tally(
        events=2 * total, people=total, allowed=2 * total, people_allowed=total, users=total,
        by_school={school: Count(2 * count, count) for school, count in by_school.items() if count},
        by_group={key: count for key, count in people.items() if count},
    )  # fmt: skip


def frozen(tools: dict[str, People]) -> Any:
    return contents_of(audit_of(tools), (), (), (), policy_digest="", policy_revision=0)


def numbers_of(found: Comparison) -> list[tuple[str, str, int, int]]:
    """Every count that a comparison says, with what it is of."""
    told = [*found.grown, *found.shrunk, *found.schools, *found.by_school, *([found.people] if found.people else [])]
    return [(each.slug, each.school, each.before, each.after) for each in told]


@settings(max_examples=60, deadline=None)
@given(TOOLS, TOOLS)
def test_a_comparison_says_only_what_both_audits_show_and_no_difference_under_ten(
    before: dict[str, People], after: dict[str, People]
) -> None:
    """Somebody who subtracts one audit from the other learns of no group under ten: neither by a count, nor by a
    difference, nor because a tool or a school is said to have grown from something that may not be shown."""
    first, second = frozen(before), frozen(after)
    for slug, school, old, new in numbers_of(compared(first, second)):
        assert abs(new - old) >= 10 and not 0 < old < 10 and not 0 < new < 10
        for contents, count in ((first, old), (second, new)):
            tool = next((each for each in contents.tools if each.slug == slug), None)
            cells = (
                (tool.by_school if tool else contents.by_school)
                if school
                else {"": tool.people if tool else contents.people}
            )
            ids = {"Oak": "oak", "Elm": "elm", "Fir": "fir", "": ""}
            assert cells.get(ids[school], Shown(0)) == Shown(count), "what is said is what is shown"
    assert read(json.loads(json.dumps(spelled(second)))) == second
    assert not numbers_of(compared(first, first))
