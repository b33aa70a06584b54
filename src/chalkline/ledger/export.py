"""Evidence for somebody outside: a folder that proves itself with tools that are not ours.

    README.txt  policy.txt  verify.py  manifest
    governance/  checkpoint  tile/0/...  tile/entries/...  opened.jsonl
    exchange/    the same, once the log has an entry

A log's folder has the C2SP tlog-tiles layout, beside it the payloads that have not been erased, each
with its salt. The manifest lists every file with its digest and is signed by a key of its own, so that
also a dropped payload or a changed README shows. Docs: docs/reference/ledger-format.md.

This writes what it is told to write; who may have it is asked by the command that calls it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from chalkline.kernel.canonical import canonical_json, instant_text
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger import merkle
from chalkline.ledger.models import Checkpoint, Leaf, Node, Part
from chalkline.ledger.queries import latest_checkpoint
from chalkline.ledger.sequencing import LOGS, settle, signer_of

VERIFIER = Path(__file__).with_name("verifier.py")
README = Path(__file__).with_name("evidence_readme.txt")


@dataclass(frozen=True)
class Evidence:
    """What was exported: where, how many entries of each log, and how many payloads."""

    folder: Path
    entries: dict[str, int]
    opened: int
    erased: int


def write_evidence(folder: Path, *, now: datetime) -> Evidence:
    """Sequence and sign what is recorded, then write all of it to a new folder.

    Raises Problem("ledger.folder_in_use") when something is there already. The folder appears whole or
    not at all.
    """
    must_be_new(folder)
    settle(now=now)
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    part.mkdir(parents=True, mode=0o700)
    try:
        evidence = _write(part, folder, now)
        with suppress(FileNotFoundError):
            folder.rmdir()
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return evidence


def must_be_new(folder: Path) -> None:
    """Refuse a folder in which something is already. Raises Problem("ledger.folder_in_use")."""
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise Problem(
            "ledger.folder_in_use",
            what=Sentence("The folder {folder} is already in use.", folder=str(folder)),
            why=Sentence("An export is written to a new folder, so that nothing else can be taken for a part of it."),
            next_step=Sentence("Name a folder that does not exist yet."),
            kind=Kind.CONFLICT,
        )


def policy_text() -> str:
    """Whom to trust about this district's ledger, as C2SP tlog-policy: for the policy document and exports."""
    lines = [
        "# Keys of the ledger (format: C2SP tlog-policy). Compare them with the district's policy document.",
        *(f"log {signer_of(log).vkey}" for log in LOGS),
        "quorum none",
        "# The key that signs the manifest of an export:",
        f"# evidence {signer_of('evidence').vkey}",
    ]
    return "\n".join(lines) + "\n"


def _write(part: Path, folder: Path, now: datetime) -> Evidence:
    entries: dict[str, int] = {}
    opened = erased = 0
    for log in LOGS:
        checkpoint = latest_checkpoint(log)
        if checkpoint:
            entries[log] = checkpoint.size
            counts = _write_log(part / log, checkpoint)
            opened, erased = opened + counts[0], erased + counts[1]
    (part / "policy.txt").write_text(policy_text(), encoding="utf-8")
    shutil.copyfile(VERIFIER, part / "verify.py")
    shutil.copyfile(README, part / "README.txt")
    (part / "manifest").write_text(_manifest(part, now), encoding="utf-8")
    return Evidence(folder, entries, opened, erased)


def _write_log(folder: Path, checkpoint: Checkpoint) -> tuple[int, int]:
    folder.mkdir()
    (folder / "checkpoint").write_text(checkpoint.note, encoding="utf-8")
    opened = erased = 0
    with (folder / "opened.jsonl").open("wb") as lines:
        for start in range(0, checkpoint.size, merkle.WIDTH):
            leaves = _leaves(checkpoint, start)
            _put(folder, "0", start // merkle.WIDTH, [leaf.leaf_hash for leaf in leaves])
            bundle = [struct.pack(">H", len(leaf.entry)) + leaf.entry for leaf in leaves]
            _put(folder, "entries", start // merkle.WIDTH, bundle)
            for line, is_opened in _opened(leaves):
                lines.write(line)
                opened, erased = opened + is_opened, erased + (not is_opened)
    level = 1
    while count := checkpoint.size >> (merkle.STEP * level):
        for start in range(0, count, merkle.WIDTH):
            _put(folder, str(level), start // merkle.WIDTH, _nodes(checkpoint, level, start, count))
        level += 1
    return opened, erased


class _Leaf(NamedTuple):
    place: int
    number: int
    leaf_hash: bytes
    entry: bytes


def _leaves(checkpoint: Checkpoint, start: int) -> list[_Leaf]:
    end = min(start + merkle.WIDTH, checkpoint.size)
    rows = Leaf.objects.filter(log=checkpoint.log, index__gte=start, index__lt=end).order_by("index")
    return [
        _Leaf(place, number, bytes(leaf_hash), bytes(entry))
        for place, number, leaf_hash, entry in rows.values_list("index", "fact_id", "leaf_hash", "fact__leaf")
    ]


def _nodes(checkpoint: Checkpoint, level: int, start: int, count: int) -> list[bytes]:
    end = min(start + merkle.WIDTH, count)
    rows = Node.objects.filter(log=checkpoint.log, level=level * merkle.STEP, position__gte=start, position__lt=end)
    return [bytes(each) for each in rows.order_by("position").values_list("hash", flat=True)]


def _opened(leaves: list[_Leaf]) -> Iterator[tuple[bytes, bool]]:
    """A line for each part, in the order of entries and part names, and whether it opens it."""
    rows = Part.objects.filter(fact_id__in=[leaf.number for leaf in leaves])
    found: dict[int, list[tuple[str, Any, Any, datetime | None]]] = {}
    for number, name, payload, salt, erased_at in rows.values_list("fact_id", "name", "payload", "salt", "erased_at"):
        found.setdefault(number, []).append((name, payload, salt, erased_at))
    for leaf in leaves:
        for name, payload, salt, erased_at in sorted(found.get(leaf.number, []), key=lambda each: each[0]):
            if erased_at is not None:
                yield canonical_json({"erased_at": erased_at, "index": leaf.place, "part": name}) + b"\n", False
                continue
            # The payload is canonical JSON and stands here byte for byte: the commitment is over these bytes.
            place = b'{"index":%d,"part":"%s","payload":' % (leaf.place, name.encode())
            yield place + bytes(payload) + b',"salt":"%s"}\n' % bytes(salt).hex().encode(), True


def _put(folder: Path, level: str, number: int, pieces: list[bytes]) -> None:
    """One tile or entry bundle: tile/LEVEL/x001/x234/067, with .p/WIDTH while it is not full."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    path = folder.joinpath("tile", level, *groups)
    if len(pieces) < merkle.WIDTH:
        path = path.with_name(f"{path.name}.p") / str(len(pieces))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(pieces))


def _manifest(folder: Path, now: datetime) -> str:
    signer = signer_of("evidence")
    lines = [signer.name, "chalkline-evidence/1", f"made {instant_text(now)}"]
    for here, _, files in sorted(os.walk(folder)):
        for name in sorted(files):
            path = Path(here, name)
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{digest} {path.stat().st_size} {path.relative_to(folder).as_posix()}")
    return signer.signed("\n".join(lines) + "\n")
