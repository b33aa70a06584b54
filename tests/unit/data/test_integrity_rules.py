"""The audit against the sample's answer key, and against exports from elsewhere."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from pathlib import Path

import pytest

from chalkline.data.integrity.api import Findings, audit_apart
from expecting import problem
from exporting import FAULTY, SOUND, as_one_two, planted, rewritten

TODAY = date(2026, 11, 20)
# Where a fault concerns a pair, the key names the planted row; the audit names both, for nobody knows which is right.
PAIRS = {
    "enrollments.id_twice", "enrollments.twice", "enrollments.two_primary_teachers", "users.id_twice",
    "users.same_person", "users.username_twice",
}  # fmt: skip


def audited(source: Path, tmp_path: Path, today: date = TODAY) -> tuple[Findings, list[dict[str, str]]]:
    """What an audit finds, and the rows to fix."""
    rows = tmp_path / "rows.csv"
    findings = audit_apart(source, rows=rows, today=today)
    with rows.open(encoding="utf-8-sig", newline="") as file:
        return findings, list(csv.DictReader(file))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Findings, list[dict[str, str]], str]:
    """The audit of the export with planted faults, made once, and its file of rows to fix."""
    folder = tmp_path_factory.mktemp("faulty")
    findings, rows = audited(FAULTY, folder)
    return findings, rows, (folder / "rows.csv").read_text(encoding="utf-8-sig")


def test_nothing_is_found_in_the_sound_roster(tmp_path: Path) -> None:
    findings, rows = audited(SOUND, tmp_path)
    assert not findings.found and not rows and findings.faulty == 0 and not findings.missing
    assert findings.rows == 10277 and len(findings.asked) > 70


def test_every_planted_fault_is_found_and_nothing_else(faulty: tuple[Findings, list[dict[str, str]], str]) -> None:
    rows = faulty[1]
    found: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        found.setdefault((row["file"], int(row["line"])), set()).add(row["rule"])
    meant = {(kind["file"], row["line"]) for kind in planted().values() for row in kind["rows"]}
    assert meant - set(found) == set()
    for kind in planted().values():  # each kind by a rule of its own file, never by accident
        for row in kind["rows"]:
            rules = found[(kind["file"], row["line"])]
            assert any(rule.startswith(kind["file"].removesuffix(".csv")) for rule in rules)
    beside = {place: rules for place, rules in found.items() if place not in meant}
    assert all(rules <= PAIRS for rules in beside.values()), beside


def test_rows_to_fix_name_records_by_id_and_hold_no_names(faulty: tuple[Findings, list[dict[str, str]], str]) -> None:
    _findings, rows, text = faulty
    ids = {(kind["file"], row["line"]): row["sourcedId"] for kind in planted().values() for row in kind["rows"]}
    told = {(row["file"], int(row["line"])): row["record"] for row in rows}
    for place, record in ids.items():
        assert told[place] in (record, ""), place
    assert "Petrov" not in text and "@" not in text and "Winter2026" not in text


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16")])
def test_exports_of_other_systems_are_read_the_same(
    tmp_path: Path, faulty: tuple[Findings, list[dict[str, str]], str], delimiter: str, encoding: str
) -> None:
    source = rewritten(FAULTY, tmp_path / "other", reverse=True, delimiter=delimiter, encoding=encoding)
    findings, _rows = audited(source, tmp_path)
    assert findings.found == faulty[0].found and findings.files == faulty[0].files


def test_version_one_two_is_read(tmp_path: Path) -> None:
    findings, _ = audited(as_one_two(FAULTY, tmp_path / "faulty"), tmp_path)
    assert findings.version == "1.2" and "roles.org_unknown" in findings.asked
    assert findings.found["roles.role_unknown"] == 4 and findings.found["users.grade_missing"] == 4
    assert "users.role_unknown" not in findings.asked


def test_optional_files_may_be_absent_and_needed_ones_are_told(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    for name in ("orgs", "users", "classes"):
        (small / f"{name}.csv").write_bytes((SOUND / f"{name}.csv").read_bytes())
    findings, _ = audited(small, tmp_path)
    assert set(findings.missing) == {"academicSessions", "courses", "enrollments"}
    assert "classes.course_unknown" not in findings.asked and "users.grade_missing" in findings.asked
    assert not findings.found


def test_uneven_rows_and_breaks_inside_cells_keep_their_lines(tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "orgs.csv").write_text('sourcedId,name,type\nS1,"Alder\nCreek",school\nS2,Bluestem\n,Gone,school\n')
    findings, rows = audited(odd, tmp_path)
    assert findings.uneven == {"orgs": 1} and findings.files == {"orgs": 3}
    assert [row["line"] for row in rows if row["rule"] == "orgs.id_missing"] == ["5"]


def test_last_years_export_is_told(tmp_path: Path) -> None:
    findings, _ = audited(SOUND, tmp_path, today=date(2027, 9, 1))
    assert findings.found == {"academicSessions.year_over": 1}


def test_a_zip_is_opened_and_what_is_no_roster_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in SOUND.glob("*.csv"):
            archive.write(path, f"export/{path.name}")
    assert not audited(packed, tmp_path)[0].found
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "users.csv").write_bytes(b"")
    with problem("integrity.no_roster"):
        audited(empty, tmp_path)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    with problem("roster.unreadable"):
        audited(tmp_path / "broken.zip", tmp_path)


def test_formulas_in_ids_are_made_harmless(tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "orgs.csv").write_text("sourcedId,name,type\n=1+1,Alder,palace\n")
    _findings, rows = audited(odd, tmp_path)
    assert rows[0]["record"] == "'=1+1"


def test_groups_of_students_never_overlap(faulty: tuple[Findings, list[dict[str, str]], str]) -> None:
    coverage = faulty[0].coverage
    assert len({sum(row["students"] for row in groups) for groups in coverage.values()}) == 1
    assert all(row["sound"] <= row["students"] for groups in coverage.values() for row in groups)
