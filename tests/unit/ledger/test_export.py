"""An export proves itself, by a verifier written apart; and each way to falsify one is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from cast import NOW
from chalkline.kernel.canonical import canonical_json
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger import verifier
from chalkline.ledger.api import (
    GOVERNANCE,
    latest_checkpoint,
    log_size,
    policy_text,
    record,
    settle,
    write_evidence,
)
from chalkline.ledger.models import Fact
from chalkline.ledger.notes import Signer, TreeHead, parsed_head
from chalkline.ledger.sequencing import signer_of
from evidence import EvidenceGiven, export_of, give, sign_again, verify
from expecting import problem


@pytest.fixture(scope="module")
def original(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of 300 governance facts (two of them with an erased part) and 5 exchanges."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        folder = export_of(tmp_path_factory.mktemp("export") / "e", governance=300, exchange=5, erased=2)
        transaction.set_rollback(True)
    return folder


@pytest.fixture
def export(original: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return shutil.copytree(original, tmp_path / "export")


def refused(folder: Path, saying: str, *arguments: str) -> None:
    status, said = verify(folder, *arguments)
    assert status == 1 and said.startswith("NOT VERIFIED. ") and saying in said, said
    assert "could not be carried out" not in said and "Traceback" not in said


def test_an_export_is_verified_by_the_copy_of_the_verifier_in_it(export: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-I", "verify.py", "."], cwd=export, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("VERIFIED.")
    assert "cedarhollow.example/ledger/governance: 300 entries" in run.stdout
    assert "598 payloads opened and as recorded, 2 erased." in run.stdout
    assert "cedarhollow.example/ledger/exchange: 5 entries" in run.stdout


def test_it_claims_no_more_than_it_knows(export: Path) -> None:
    _, said = verify(export)
    assert said.count("No outside anchor was given") == 2
    assert "not that the district never rewrote the log before" in said
    assert "The keys were taken from the export itself" in said and signer_of("governance").vkey in said


def test_the_verifier_knows_nothing_of_the_writer() -> None:
    text = Path(verifier.__file__).read_text()
    imported = {line.split()[1].partition(".")[0] for line in text.splitlines() if line.startswith(("import", "from"))}
    assert imported & {"chalkline", "django", "msgspec"} == set()
    assert "chalkline." not in "".join(line for line in text.splitlines() if "import " in line)


def test_the_layout_is_that_of_tlog_tiles(export: Path) -> None:
    files = {path.relative_to(export).as_posix() for path in export.rglob("*") if path.is_file()}
    assert files == {
        "README.txt",
        "manifest",
        "policy.txt",
        "verify.py",
        "exchange/checkpoint",
        "exchange/opened.jsonl",
        "exchange/tile/0/000.p/5",
        "exchange/tile/entries/000.p/5",
        "governance/checkpoint",
        "governance/opened.jsonl",
        "governance/tile/0/000",
        "governance/tile/0/001.p/44",
        "governance/tile/1/000.p/1",
        "governance/tile/entries/000",
        "governance/tile/entries/001.p/44",
    }


def test_no_payload_is_in_what_is_public_for_ever(export: Path) -> None:
    for name in ["tile/entries/000", "tile/entries/001.p/44", "checkpoint"]:
        assert "Ñandú".encode() not in (export / "governance" / name).read_bytes()


def test_every_leaf_is_canonical_json(export: Path) -> None:
    for entry in verifier.entries_of(export / "governance", 300):
        assert canonical_json(json.loads(entry)) == entry


# Ways to falsify an export. Each is done twice: plainly, and by somebody who can sign the manifest anew,
# so that not only the manifest notices.

Tampering = Callable[[Path], None]


def change(name: str, old: bytes, new: bytes) -> Tampering:
    def tamper(folder: Path) -> None:
        data = (folder / name).read_bytes()
        assert old in data
        (folder / name).write_bytes(data.replace(old, new, 1))

    return tamper


def lines(name: str, edit: Callable[[list[bytes]], list[bytes]]) -> Tampering:
    def tamper(folder: Path) -> None:
        (folder / name).write_bytes(b"".join(edit((folder / name).read_bytes().splitlines(keepends=True))))

    return tamper


def drop_last_entry(folder: Path) -> None:
    """Take the last entry away everywhere, as if it had never been; only the root can tell."""
    bundle = folder / "governance/tile/entries/001.p/44"
    data, at = bundle.read_bytes(), 0
    for _ in range(43):
        at += 2 + int.from_bytes(data[at : at + 2], "big")
    bundle.with_name("43").write_bytes(data[:at])
    tile = folder / "governance/tile/0/001.p/44"
    tile.with_name("43").write_bytes(tile.read_bytes()[: 43 * 32])
    bundle.unlink()
    tile.unlink()
    lines("governance/opened.jsonl", lambda all_lines: all_lines[:-2])(folder)
    change("governance/checkpoint", b"\n300\n", b"\n299\n")(folder)


def swap_entries(folder: Path) -> None:
    bundle = folder / "exchange/tile/entries/000.p/5"
    entries = list(verifier.entries_of(folder / "exchange", 5))
    entries[1], entries[2] = entries[2], entries[1]
    bundle.write_bytes(b"".join(len(each).to_bytes(2, "big") + each for each in entries))


def second_signature(folder: Path) -> None:
    path = folder / "governance/checkpoint"
    path.write_text(path.read_text() + path.read_text().split("\n")[-2] + "\n")


def foreign_signature(folder: Path) -> None:
    path = folder / "governance/checkpoint"
    text = path.read_text().partition("\n\n")[0] + "\n"
    path.write_text(path.read_text() + Signer("elsewhere.example/log", b"x" * 32).signed(text).split("\n")[-2] + "\n")


def other_key(folder: Path) -> None:
    path = folder / "governance/checkpoint"
    text = path.read_text().partition("\n\n")[0] + "\n"
    path.write_text(Signer(signer_of("governance").name, b"x" * 32).signed(text))


def extra_file(folder: Path) -> None:
    (folder / "governance/tile/0/002").write_bytes(b"")


def symlink(folder: Path) -> None:
    (folder / "exchange/checkpoint").rename(folder.with_name("aside"))
    (folder / "exchange/checkpoint").symlink_to(folder.with_name("aside"))


DEEP: dict[str, tuple[Tampering, str]] = {
    "a byte of an entry": (
        change("governance/tile/entries/000", b'"actor":"s', b'"actor":"t'),
        "hashes of the entries",
    ),
    "an entry that is no leaf": (change("governance/tile/entries/000", b'"v":1', b'"v":2'), "not a leaf"),
    "an entry spelled otherwise": (
        change("governance/tile/entries/000", b'"rule":"governance","v":1', b'"v":1,"rule":"governance"'),
        "not a leaf",
    ),
    "a longer entry length": (change("exchange/tile/entries/000.p/5", b"\x01", b"\x02"), "Bundle 0"),
    "a byte of a tile": (lambda folder: flip(folder / "governance/tile/0/000", 77), "hashes of the entries"),
    "a byte of an upper tile": (lambda folder: flip(folder / "governance/tile/1/000.p/1", 3), "hashes of the entries"),
    "a payload": (change("governance/opened.jsonl", b"said so", b"said no"), "not what was recorded"),
    "a salt": (change("governance/opened.jsonl", b'"salt":"', b'"salt":"0'), "neither opened nor"),
    "a payload dropped": (lines("governance/opened.jsonl", lambda all_lines: all_lines[1:]), "neither opened nor"),
    "payloads swapped": (
        lines("governance/opened.jsonl", lambda each: [each[1], each[0], *each[2:]]),
        "neither opened nor",
    ),
    "a payload twice": (lines("governance/opened.jsonl", lambda each: [*each, each[-1]]), "no entry commits to"),
    "a line cut": (
        lines("governance/opened.jsonl", lambda each: [*each[:-1], each[-1][:-5]]),
        "neither opened nor",
    ),
    "a line with another space": (change("governance/opened.jsonl", b'"index":0', b'"index": 0'), "neither opened nor"),
    "true for one": (change("governance/opened.jsonl", b'"index":1,', b'"index":true,'), "neither opened nor"),
    "a larger size": (change("governance/checkpoint", b"\n300\n", b"\n301\n"), "signature"),
    "a size beyond reason": (change("governance/checkpoint", b"\n300\n", b"\n999999999999\n"), "signature"),
    "the root": (lambda folder: flip(folder / "governance/checkpoint", 48), "signature"),
    "the signature": (lambda folder: flip(folder / "governance/checkpoint", -6), ""),
    "no signature": (lines("governance/checkpoint", lambda each: each[:-1]), "signed note"),
    "a second signature": (second_signature, "exactly one signature"),
    "a stranger's signature": (foreign_signature, "exactly one signature"),
    "another key of that name": (other_key, "exactly one signature"),
    "the last entry dropped": (drop_last_entry, "signature"),
    "two entries swapped": (swap_entries, "not what was recorded"),
    "an empty file added": (extra_file, "does not belong to a log of 300"),
    "a log's checkpoint gone": (lambda folder: (folder / "exchange/checkpoint").unlink(), "no checkpoint"),
    "a tile gone": (lambda folder: (folder / "governance/tile/1/000.p/1").unlink(), ""),
    "a link instead of a file": (symlink, "neither a file nor a folder"),
    "an empty folder": (lambda folder: (folder / "governance/tile/2").mkdir(), "is empty and should not be there"),
}


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", DEEP)
def test_tampering_is_found(export: Path, name: str) -> None:
    tamper, _ = DEEP[name]
    tamper(export)
    refused(export, "")


@pytest.mark.parametrize("name", DEEP)
def test_tampering_is_found_even_by_whoever_can_sign_the_manifest(export: Path, name: str) -> None:
    tamper, saying = DEEP[name]
    tamper(export)
    sign_again(export)
    refused(export, saying)


PLAIN: dict[str, tuple[Tampering, str]] = {
    "a payload called erased": (
        lines(
            "governance/opened.jsonl",
            lambda each: [
                b'{"erased_at":"2026-11-20T15:00:00.000000Z","index":0,"part":"body"}\n',
                *each[1:],
            ],
        ),
        "is not as it was exported",
    ),
    "the readme": (change("README.txt", b"VERIFIED", b"verified"), "is not as it was exported"),
    "the verifier": (change("verify.py", b"return 1", b"return 0"), "is not as it was exported"),
    "a comment of the policy": (change("policy.txt", b"# Keys", b"# Yeks"), "is not as it was exported"),
    "a line of the policy": (lambda folder: (folder / "policy.txt").write_text("trust me\n"), "does not belong there"),
    "a whole log gone": (lambda folder: shutil.rmtree(folder / "exchange"), "is missing"),
    "the manifest gone": (lambda folder: (folder / "manifest").unlink(), "'manifest' is missing"),
    "the policy gone": (lambda folder: (folder / "policy.txt").unlink(), "'policy.txt' is missing"),
    "a line of the manifest gone": (lines("manifest", lambda each: [*each[:4], *each[5:]]), "does not fit its text"),
    "a file beside": (lambda folder: (folder / "notes.txt").write_text("x"), "should not be there"),
    "not text": (lambda folder: (folder / "manifest").write_bytes(b"\xff\xfe"), "is not text"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_only_the_manifest_protects_is_found_too(export: Path, name: str) -> None:
    tamper, saying = PLAIN[name]
    tamper(export)
    refused(export, saying)


def test_a_manifest_signed_by_anybody_else_is_refused(export: Path) -> None:
    text = (export / "manifest").read_text().rpartition("\n\n")[0] + "\n"
    (export / "manifest").write_text(Signer(signer_of("evidence").name, b"x" * 32).signed(text))
    refused(export, "the manifest must carry exactly one signature")


def test_an_export_by_other_keys_does_not_pass_for_the_district(export: Path, tmp_path: Path) -> None:
    (tmp_path / "trusted.txt").write_text(policy_text())
    assert verify(export, "--policy", str(tmp_path / "trusted.txt"))[0] == 0
    forged = Signer(signer_of("exchange").name, b"y" * 32).vkey
    (tmp_path / "other.txt").write_text(policy_text().replace(signer_of("exchange").vkey, forged))
    refused(export, "not those of the policy you gave", "--policy", str(tmp_path / "other.txt"))


@pytest.mark.parametrize("what", ["nothing", "a file", "an empty folder", "another folder"])
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, what: str) -> None:
    path = tmp_path / "x"
    if what == "a file":
        path.write_text("x")
    elif what != "nothing":
        path.mkdir()
    if what == "another folder":
        (path / "holiday.jpg").write_bytes(os.urandom(100))
    refused(path, "")


# Anchors


def anchored(tmp_path: Path, *, kept_at: int, exported_at: int) -> tuple[Path, Path]:
    """A checkpoint kept by somebody, and an export of the same log."""
    give(kept_at)
    checkpoint = latest_checkpoint()
    assert checkpoint
    (tmp_path / "kept.txt").write_text(checkpoint.note)
    give(exported_at - kept_at)
    write_evidence(tmp_path / "export", now=NOW)
    return tmp_path / "export", tmp_path / "kept.txt"


@pytest.mark.django_db
@pytest.mark.parametrize(("kept_at", "exported_at"), [(1, 2), (7, 7), (256, 300), (257, 300), (3, 4)])
def test_an_older_checkpoint_that_somebody_kept_is_met(tmp_path: Path, kept_at: int, exported_at: int) -> None:
    export, kept = anchored(tmp_path, kept_at=kept_at, exported_at=exported_at)
    status, said = verify(export, "--anchor", str(kept))
    assert status == 0, said
    assert f"Consistent with 1 outside anchor; the oldest covers the first {kept_at} entries, up to 2026-11-20" in said


@pytest.mark.django_db
def test_an_anchor_with_cosignatures_of_witnesses_is_accepted(tmp_path: Path) -> None:
    export, kept = anchored(tmp_path, kept_at=3, exported_at=5)
    text = kept.read_text().partition("\n\n")[0] + "\n"
    kept.write_text(kept.read_text() + Signer("witness.example", b"w" * 32).signed(text).split("\n")[-2] + "\n")
    assert verify(export, "--anchor", str(kept))[0] == 0


@pytest.mark.django_db
def test_a_rewritten_history_is_found_by_an_anchor_and_by_nothing_else(tmp_path: Path) -> None:
    """The district itself, with all its keys, makes a new log with another past."""
    give(3)
    checkpoint = latest_checkpoint()
    assert checkpoint
    (tmp_path / "kept.txt").write_text(checkpoint.note)
    head = parsed_head(checkpoint.note.rpartition("\n\n")[0] + "\n")
    forged = TreeHead(head.origin, 3, bytes(32)).text()
    (tmp_path / "other.txt").write_text(signer_of(GOVERNANCE).signed(forged))
    give(2)
    write_evidence(tmp_path / "export", now=NOW)
    assert verify(tmp_path / "export")[0] == 0
    refused(tmp_path / "export", "history was rewritten", "--anchor", str(tmp_path / "other.txt"))
    both = ["--anchor", str(tmp_path / "kept.txt"), "--anchor", str(tmp_path / "other.txt")]
    refused(tmp_path / "export", "history was rewritten", *both)


@pytest.mark.django_db
def test_an_export_that_ends_before_the_anchor_is_refused(tmp_path: Path) -> None:
    give(2)
    write_evidence(tmp_path / "export", now=NOW)
    give(3)
    checkpoint = latest_checkpoint()
    assert checkpoint
    (tmp_path / "kept.txt").write_text(checkpoint.note)
    refused(tmp_path / "export", "had 5 entries; this export has 2", "--anchor", str(tmp_path / "kept.txt"))


@pytest.mark.parametrize("anchor", ["", "nonsense", "elsewhere.example/log\n3\nAAAA\n\n— x AAAA\n"])
def test_an_anchor_that_is_none_is_refused(export: Path, tmp_path: Path, anchor: str) -> None:
    (tmp_path / "kept.txt").write_text(anchor)
    refused(export, "not a checkpoint of a log of this policy", "--anchor", str(tmp_path / "kept.txt"))


def test_an_anchor_that_cannot_be_read_ends_in_a_sentence(export: Path, tmp_path: Path) -> None:
    status, said = verify(export, "--anchor", str(tmp_path / "not-there.txt"))
    assert status == 1 and said.startswith("NOT VERIFIED.") and "Traceback" not in said


# Writing


@pytest.mark.django_db
def test_an_export_is_written_to_a_new_folder_only(tmp_path: Path) -> None:
    give(1)
    (tmp_path / "used").mkdir()
    (tmp_path / "used/holiday.jpg").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "used")
    for name in ["used", "used/holiday.jpg", "link"]:
        with problem("ledger.folder_in_use"):
            write_evidence(tmp_path / name, now=NOW)
    (tmp_path / "empty").mkdir()
    assert write_evidence(tmp_path / "empty", now=NOW).entries == {"governance": 1}
    assert verify(tmp_path / "empty")[0] == 0


@pytest.mark.django_db
def test_an_export_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(1)
    monkeypatch.setattr("chalkline.ledger.export.README", tmp_path / "not-there")
    with pytest.raises(FileNotFoundError):
        write_evidence(tmp_path / "export", now=NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_what_waits_is_sequenced_and_signed_before_it_is_exported(tmp_path: Path) -> None:
    give(1)
    with transaction.atomic():
        record(EvidenceGiven(SubjectRef("tool", "chalk"), 2), actor_id="system:tests", now=NOW)
    assert write_evidence(tmp_path / "export", now=NOW).entries == {"governance": 2}


@pytest.mark.django_db
def test_the_entries_exported_are_the_facts_recorded(tmp_path: Path) -> None:
    give(5)
    write_evidence(tmp_path / "export", now=NOW)
    entries = list(verifier.entries_of(tmp_path / "export/governance", log_size()))
    assert entries == [bytes(fact.leaf) for fact in Fact.objects.order_by("place__index")]


@pytest.mark.django_db
def test_a_simulation_is_told_apart(tmp_path: Path, settings: object) -> None:
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"demo": True})  # type: ignore[attr-defined]
    give(1)
    write_evidence(tmp_path / "export", now=NOW)
    status, said = verify(tmp_path / "export")
    assert status == 0 and "a simulation, not the record of a district" in said


def test_a_key_with_a_wrong_hash_or_kind_is_refused(export: Path) -> None:
    vkey = signer_of("governance").vkey
    for other in [vkey.replace("+", "+0", 1), vkey[:-4] + "AAA=", vkey + "=", "x+y", ""]:
        with pytest.raises(verifier.Failed):
            verifier.key_of(other)
    assert verifier.key_of(vkey).text == vkey


@pytest.mark.django_db
def test_an_empty_ledger_has_nothing_to_export(tmp_path: Path) -> None:
    settle(now=NOW)
    assert write_evidence(tmp_path / "export", now=NOW).entries == {}
    refused(tmp_path / "export", "holds no log")
