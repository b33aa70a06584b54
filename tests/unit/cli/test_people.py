"""The terminal's door to people: set up once, load a roster, be told what was set aside."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cast import Cast
from chalkline.cli.main import chalkline
from chalkline.people.models import Account, Person

DISTRICT = Path(__file__).resolve().parents[3] / "demo" / "district"


def run(*words: str) -> Result:
    return CliRunner().invoke(chalkline, list(words))


def test_setting_up_and_loading_a_roster_from_a_zip(db: None, tmp_path: Path) -> None:
    begun = run("begin", "--given", "Summer", "--family", "Pérez", "--email", "summer.perez@cedarhollow.example",
                "--password", "a long enough password")  # fmt: skip
    assert begun.exit_code == 0, begun.output
    archive = tmp_path / "roster.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in (DISTRICT / "roster_faults").glob("*.csv"):
            file.write(path, f"export/{path.name}")
    rejected = tmp_path / "rejected.csv"
    loaded = run(
        "roster", "import", str(archive), "--as", "summer.perez@cedarhollow.example", "--rejected", str(rejected)
    )
    assert loaded.exit_code == 0, loaded.output
    assert "rows set aside" in loaded.output
    assert "users.csv,1499,U101497" in rejected.read_text()
    summer = Person.objects.get(email="summer.perez@cedarhollow.example")
    assert summer.school is not None and summer.school.kind == "district"
    assert Account.objects.get().check_password("a long enough password")


@pytest.mark.parametrize("who", ["tess.moreno@cedarhollow.example", "nobody@cedarhollow.example"])
def test_who_may_not_is_told_in_words_and_not_with_a_trace(cast: Cast, who: str) -> None:
    refused = run("roster", "import", str(DISTRICT / "roster"), "--as", who)
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output and refused.output.strip().endswith(")")
    assert not Person.objects.filter(sourced_id="U100000").exists()


def test_a_file_that_is_no_zip_is_told(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "roster.zip").write_text("hello")
    refused = run("roster", "import", str(tmp_path / "roster.zip"), "--as", "dana.whitfield@cedarhollow.example")
    assert refused.exit_code == 1 and "is not a zip file that can be opened" in refused.output


ORGS = "sourcedId,name,type\nS9,Pine School,school\nS9,Pine School again,school\n,No id,school\nS10,,school\n"
USERS = (
    "sourcedId,role,orgSourcedIds,givenName,familyName,email\n"
    "u1,teacher,S9,Ana,Núñez,ana@pine.example\n"
    "u1,teacher,S9,Ana,Twice,ana2@pine.example\n"
    "u2,student,S404,No,School,\n"
    f"u3,student,S9,{'Long' * 40},Name,\n"
    "u4,wizard,S9,Wi,Zard,\n"
    "u5,student,S9,Too,Few\n"
    "u6,student,S9,Will,Grace,ana@pine.example\n"
)
CLASSES = "sourcedId,grades\nk1,04\n"
ENROLLMENTS = "sourcedId,classSourcedId,userSourcedId,role\ne1,k1,u1,teacher\ne2,k9,u1,teacher\ne3,k1,u99,teacher\n"


def files_in(folder: Path, **contents: str) -> Path:
    folder.mkdir()
    for name, content in contents.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def test_duplicate_and_dangling_ids_come_back_as_a_file_and_the_rest_is_taken_over(cast: Cast, tmp_path: Path) -> None:
    folder = files_in(tmp_path / "export", orgs=ORGS, users=USERS, classes=CLASSES, enrollments=ENROLLMENTS)
    target = tmp_path / "rows.csv"
    words = ("roster", "import", str(folder), "--as", "dana.whitfield@cedarhollow.example", "--rejected", str(target))
    Person.objects.filter(pk=cast.dana.person.pk).update(sourced_id=None)
    asked = run(*words, "--even-if-many-leave")
    assert asked.exit_code != 0 and "Sue Park" in asked.output
    loaded = run(*words, "--even-if-many-leave", "--even-if-roles-end")
    assert loaded.exit_code == 0, loaded.output
    assert "2 people added" in loaded.output and "10 rows set aside" in loaded.output
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["file"], row["line"]): row["reason"] for row in csv.DictReader(file)}
    assert rows == {
        ("orgs.csv", "3"): "The sourcedId “S9” stands on an earlier row too; the first one is kept.",
        ("orgs.csv", "4"): "The row has no sourcedId.",
        ("orgs.csv", "5"): "The school has no name.",
        ("users.csv", "3"): "The sourcedId “u1” stands on an earlier row too; the first one is kept.",
        ("users.csv", "4"): "The school “S404” is not in orgs.csv.",
        ("users.csv", "5"): "givenName is longer than 100 letters.",
        ("users.csv", "6"): "The role “wizard” is not one of OneRoster's.",
        ("users.csv", "7"): "The row has 5 cells, the header 6.",
        ("enrollments.csv", "3"): "The class “k9” is not in classes.csv.",
        ("enrollments.csv", "4"): "The person “u99” is not in users.csv.",
    }
    ana = Person.objects.get(sourced_id="u1")
    assert (ana.family_name, ana.grades_taught, str(ana.school)) == ("Núñez", "04", "Pine School")
    assert not Person.objects.filter(sourced_id__in=["u2", "u3", "u4", "u5"]).exists()


def locked(whole: bytes) -> bytes:
    """The same zip file with the mark of a password on each of its files."""
    marked = bytearray(whole)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(signature)
        while place >= 0:
            marked[place + at] |= 1
            place = marked.find(signature, place + 4)
    return bytes(marked)


def damaged(whole: bytes) -> bytes:
    broken = bytearray(whole)
    broken[60:90] = b"\xff" * 30
    return bytes(broken)


@pytest.mark.parametrize("spoil", [lambda whole: whole[: len(whole) // 2], damaged, locked, lambda whole: b""])
def test_a_zip_that_is_cut_damaged_locked_or_empty_is_told_and_nobody_leaves(
    cast: Cast, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    archive = tmp_path / "roster.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in (DISTRICT / "roster").glob("*.csv"):
            file.write(path, path.name)
    archive.write_bytes(spoil(archive.read_bytes()))
    refused = run("roster", "import", str(archive), "--as", "dana.whitfield@cedarhollow.example")
    assert refused.exit_code == 1 and refused.output.strip().endswith("(roster.unreadable)"), refused.output
    assert Person.objects.get(pk=cast.tess.person.pk).is_active


def test_an_empty_folder_is_told(cast: Cast, tmp_path: Path) -> None:
    refused = run("roster", "import", str(tmp_path), "--as", "dana.whitfield@cedarhollow.example")
    assert refused.exit_code == 1 and "orgs.csv is missing" in refused.output


def test_a_roster_is_audited_and_the_rows_to_fix_are_written(cast: Cast, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    export = str(DISTRICT / "roster_faults")
    told = run("roster", "audit", export, "--as", cast.priya.person.email, "--rows", str(rows))
    assert told.exit_code == 0, told.output
    assert "196 of 10299 rows to fix" in told.output and "Hand this export to nobody" in told.output
    with rows.open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) >= 196
    assert run("roster", "audit", export, "--as", cast.tess.person.email).exit_code != 0
