"""Counting what is installed, paid for and told, from kept rows; and what of it may be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from chalkline.discover.findings.counting import count
from chalkline.discover.findings.counting_others import Others
from chalkline.discover.findings.exact import Installed, SurveyTold
from chalkline.discover.findings.showing_others import installed_shown, told_shown
from chalkline.protect.disclosure import SUPPRESSED, Shown


def kept(path: Path, columns: str, rows: str) -> Path:
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) AS t({columns})) TO '{path}' (FORMAT parquet)")
    return path


INVENTORY = "service, shape, app, as_of, school_id, devices, users, access, scopes"


def test_the_newest_inventory_of_each_kind_counts(tmp_path: Path) -> None:
    old = kept(
        tmp_path / "old", INVENTORY,
        "('poe', 'jamf', 'p', DATE '2026-09-01', '', 50, NULL::BIGINT, 'allowed', []::VARCHAR[]), "
        "('', 'jamf', '', DATE '2026-09-01', '', 0, 0, 'allowed', []), "
        "('claude', 'chrome', 'c', DATE '2026-08-01', 'a', 5, 7, 'blocked', ['tabs'])",
    )  # fmt: skip
    new = kept(
        tmp_path / "new", INVENTORY,
        "('', 'jamf', '', DATE '2026-10-01', '', 0, 0::BIGINT, 'allowed', []::VARCHAR[]), "
        "('claude', 'jamf', 'mac', DATE '2026-10-01', '', 20, NULL, 'allowed', [])",
    )  # fmt: skip
    found = count([], [], {}, [], Others(inventories=[old, new, new])).inventory
    assert found == {
        "claude": Installed(20, 7, {"a": 7, "": 20}, 1, date(2026, 10, 1), {"tabs": 1}, 2, ("chrome", "jamf"))
    }


def test_an_order_that_was_paid_counts_once_and_a_line_exported_twice_too(tmp_path: Path) -> None:
    columns = "line, service, stage, order_key, day, cents, shared, school_id, fund"
    books = kept(
        tmp_path / "books", columns,
        "('1', 'canva', 'ordered', 'po1', DATE '2026-08-01', 100, false, 'a', ''), "
        "('2', 'canva', 'paid', 'po1', DATE '2026-08-20', 110, false, 'a', 'Title I'), "
        "('3', 'canva', 'ordered', 'po2', NULL, 40, false, '', ''), "
        "('4', 'canva', 'paid', '', DATE '2026-09-20', -10, false, '', ''), "
        "('5', 'canva', 'paid', '', DATE '2026-09-21', 999, true, '', '')",
    )  # fmt: skip
    paid = count([], [], {}, [], Others(purchases=[books, books])).purchases["canva"]
    assert (paid.cents, paid.rows, paid.shared) == (140, 4, 1)
    assert (paid.first_on, paid.last_on) == (date(2026, 8, 20), date(2026, 9, 21))
    assert paid.by_school == {"a": 110, "": 30} and paid.by_fund == {"Title I": 110, "": 30}


def test_answers_are_counted_by_role_and_school_and_everybody_apart(tmp_path: Path) -> None:
    rows = ", ".join(
        f"('{n}{service}', '{service}', '{'teacher' if n < 14 else 'aide'}', 's{n % 2}')"
        for n in range(16)
        for service in ("", "poe")[: 2 if n % 4 else 1]
    )
    survey = kept(tmp_path / "survey", "answer, service, role, school_id", rows)
    exact = count([], [], {}, [], Others(surveys=[survey, survey]))
    assert exact.answered == SurveyTold(16, {"teacher": 14, "aide": 2}, {"s0": 8, "s1": 8})
    assert exact.answers == {"poe": SurveyTold(12, {"teacher": 10, "aide": 2}, {"s1": 8, "s0": 4})}
    assert exact.subjects() == {"poe"}


@pytest.mark.parametrize("people", [0, 3, 9])
def test_small_groups_are_not_shown(people: int) -> None:
    few = told_shown(SurveyTold(people, {"teacher": people}, {"a": people}))
    some = installed_shown(Installed(users=people, devices=40, by_school={"a": people, "b": 30}, scopes={"tabs": 1}))
    assert (few.people == SUPPRESSED) == (people > 0)
    assert (some.users == SUPPRESSED) == (people > 0) and some.devices == Shown(40)
    assert not people or (few.by_role["teacher"], few.by_school["a"], some.by_school["a"]) == (SUPPRESSED,) * 3
    assert (some.scopes == ("tabs",)) == (not people)


def test_what_is_left_over_is_hidden_with_a_small_part() -> None:
    told = told_shown(SurveyTold(30, {"teacher": 27, "aide": 3}, {"a": 15, "b": 15}))
    assert told.people == Shown(30) and set(told.by_role.values()) == {SUPPRESSED}
    assert set(told.by_school.values()) == {Shown(15)}
