"""A roster that somebody uploads: read in a process of its own, looked at, and only then taken over."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.jobs.api import JOBS, WorkSeen, WorkState, work_by_id
from chalkline.people.api import (
    Person,
    compare_roster,
    confirm_roster,
    hand_in_roster,
    import_roster,
    kept_change,
    new_folder,
    read_roster,
    read_roster_apart,
    rejected_file,
)
from chalkline.people.roster_apart import opening
from expecting import problem

DISTRICT = Path(__file__).resolve().parents[3] / "demo" / "district"
ORGS = b"sourcedId,name,type\nS1,Alder Creek Elementary,school\nS9,Pine School,school\n"
USERS = (
    "sourcedId,role,orgSourcedIds,givenName,familyName,email,username\n"
    "cast-tess,teacher,S9,Tess,Moreno,tess.moreno@cedarhollow.example,tess.moreno\n"
    "cast-dana,administrator,S1,Dana,Whitfield,dana.whitfield@cedarhollow.example,dana.whitfield\n"
    "u1,teacher,S9,Ana,Núñez,ana@pine.example,\n=u2,wizard,S9,A,B,,\n"
).encode()


def zipped(path: Path, **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"export/orgs.csv": ORGS, "export/users.csv": USERS, **more}.items():
            archive.writestr(name, content)
    return path


def test_a_zip_and_its_folder_read_the_same_as_in_this_process(tmp_path: Path) -> None:
    here = read_roster({path.name: path.read_bytes() for path in (DISTRICT / "roster_faults").glob("*.csv")})
    steps: list[tuple[int, int]] = []
    apart = read_roster_apart(DISTRICT / "roster_faults", lambda done, of: steps.append((done, of)))
    assert apart.people == here.people and apart.orgs == here.orgs and apart.rejected == here.rejected
    assert steps[-1][0] == steps[-1][1] and len(steps) == 3
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        for path in (DISTRICT / "roster_faults").glob("*.csv"):
            archive.write(path, f"a folder/{path.name}")
        archive.writestr("__MACOSX/._users.csv", b"\x00")
    assert read_roster_apart(tmp_path / "r.zip").digest == here.digest


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "roster.unreadable"), (b"PK\x03\x04 cut off", "roster.unreadable"), (b"not a zip", "roster.unreadable")],
)
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "r.zip").write_bytes(content)
    with problem(code):
        read_roster_apart(tmp_path / "r.zip")


def test_other_exports_are_refused_in_plain_words(tmp_path: Path) -> None:
    with problem("roster.two_exports"):
        read_roster_apart(zipped(tmp_path / "two.zip", **{"old/users.csv": USERS}))
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with problem("roster.file_missing"):
        read_roster_apart(tmp_path / "none.zip")
    (tmp_path / "empty").mkdir()
    with problem("roster.file_missing"):
        read_roster_apart(tmp_path / "empty")


def test_bytes_are_counted_while_a_zip_is_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 1_000_000)
    bomb = zipped(tmp_path / "bomb.zip", **{"export/enrollments.csv": b"0" * 5_000_000})
    assert bomb.stat().st_size < 20_000
    with problem("roster.too_large"):
        opening.files_of(bomb)


def test_a_reader_that_needs_too_much_is_stopped(tmp_path: Path) -> None:
    with problem("roster.too_much"):
        read_roster_apart(zipped(tmp_path / "r.zip"), longest=100)


def test_a_change_says_who_is_new_who_changes_in_what_and_who_is_gone(cast: Cast) -> None:
    change = compare_roster(read_roster({"orgs.csv": ORGS, "users.csv": USERS}))
    assert [row.sourced_id for row in change.added] == ["u1"]
    assert [(str(each.person), each.fields) for each in change.changed][:1] == [("Tess Moreno", ("school",))]
    assert cast.kim.person in change.leaving and cast.otto.person not in change.leaving
    assert change.new_schools == ("Pine School",) and "Juniper Middle School" in change.closing_schools
    assert change.many_leave and len(change.rejected) == 1
    assert not Person.objects.filter(sourced_id="u1").exists()


def handed_in(cast: Cast, **files: bytes) -> WorkSeen:
    folder = new_folder()
    for name, content in (files or {"orgs.csv": ORGS, "users.csv": USERS}).items():
        (folder / name.replace("_csv", ".csv")).write_bytes(content)
    work = hand_in_roster(cast.dana.actor, folder, "roster.zip", now=NOW)
    JOBS["people.read_roster"](work_id=work.id, source=str(folder), now=NOW)
    assert not folder.exists()
    seen = work_by_id(work.id)
    assert seen
    return seen


def taken(cast: Cast, reading: WorkSeen, *, agreed: bool) -> WorkSeen:
    said = {"even_if_many_leave": agreed, "even_if_roles_end": agreed, "now": NOW}
    work = confirm_roster(cast.dana.actor, reading, **said)
    JOBS["people.take_roster"](work_id=work.id, reading_id=reading.id, actor_id=cast.dana.actor.id, **said)
    seen = work_by_id(work.id)
    assert seen
    return seen


def test_an_upload_is_read_looked_at_and_taken_over(cast: Cast) -> None:
    Person.objects.filter(pk=cast.dana.person.pk).update(sourced_id=None)  # she is not on it and has to stay
    reading = handed_in(cast)
    assert reading.state is WorkState.DONE and (reading.result["added"], reading.result["changed"]) == (1, 2)
    change, file = kept_change(reading.id), rejected_file(reading.id)
    assert change and file and "Sue Park" in change["losing_roles"]
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert rows[1][:3] == ["users.csv", "5", "'=u2"]  # harmless in a spreadsheet
    refused = taken(cast, reading, agreed=False)
    assert refused.state is WorkState.FAILED and "would mark" in refused.note
    assert not Person.objects.filter(sourced_id="u1").exists()
    done = taken(cast, reading, agreed=True)
    assert done.state is WorkState.DONE and done.note.startswith("1 people added, 2 changed")
    assert Person.objects.get(sourced_id="u1").family_name == "Núñez"
    assert kept_change(reading.id) is None  # names do not lie around
    assert taken(cast, reading, agreed=True).state is WorkState.FAILED


def test_a_broken_upload_ends_in_words_and_changes_nothing(cast: Cast) -> None:
    reading = handed_in(cast, users_csv=USERS)
    assert reading.state is WorkState.FAILED and reading.note == "orgs.csv is missing from the export."
    assert reading.result["next_step"]


def test_only_the_technology_director_hands_one_in(cast: Cast) -> None:
    reading = handed_in(cast)
    for who in (cast.sue, cast.priya, cast.tess):
        with problem("not_allowed"):
            hand_in_roster(who.actor, new_folder(), "x", now=NOW)
        with problem("not_allowed"):
            confirm_roster(who.actor, reading, now=NOW)
        with problem("not_allowed"):
            import_roster(who.actor, read_roster({"orgs.csv": ORGS, "users.csv": USERS}), now=NOW)
