"""Trees and notes agree with an implementation that is not ours (see tests/vectors/ledger/generate.go)."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from chalkline.ledger import merkle, verifier
from chalkline.ledger.notes import Signer, opened, parsed_vkey
from chalkline.ledger.sequencing import signer_of
from evidence import export_of

VECTORS = Path(__file__).resolve().parents[2] / "vectors" / "ledger"
GO_CODE = Path("/usr/share/gocode")


@cache
def vectors(name: str) -> Any:
    return json.loads((VECTORS / name).read_text())


def unbase64(texts: list[str]) -> list[bytes]:
    return [base64.b64decode(text) for text in texts]


def leaves_of_vectors() -> list[bytes]:
    entries = [base64.b64decode(each["base64"]) * each["times"] for each in vectors("tree.json")["entries"]]
    return [merkle.leaf_hash(entry) for entry in entries]


class Kept:
    """Kept hashes in memory, grown as the sequencer grows them."""

    def __init__(self) -> None:
        self.rows: dict[int, list[bytes]] = {0: []}

    def add(self, leaves: list[bytes]) -> None:
        for level, position, value in merkle.growth(len(self.rows[0]), leaves, self.read):
            row = self.rows.setdefault(level, [])
            assert position == len(row)
            row.append(value)
        self.rows[0].extend(leaves)

    def read(self, level: int, start: int, end: int) -> list[bytes]:
        row = self.rows.get(level, [])
        assert 0 <= start <= end <= len(row), f"level {level} has {len(row)} hashes, asked for {start} to {end}"
        return row[start:end]


@pytest.fixture(scope="module")
def small() -> Kept:
    kept = Kept()
    kept.add(leaves_of_vectors())
    return kept


@pytest.fixture(scope="module")
def big() -> Kept:
    kept = Kept()
    leaves = [merkle.leaf_hash(b"entry %d" % number) for number in range(66_000)]
    for start in range(0, 66_000, 1234):
        kept.add(leaves[start : start + 1234])
    return kept


def test_roots(small: Kept) -> None:
    roots = unbase64(vectors("tree.json")["roots"])
    assert [merkle.root(size, small.read) for size in range(len(roots))] == roots
    tree = verifier.Tree()
    for size, leaf in enumerate(leaves_of_vectors()):
        assert tree.root() == roots[size]
        tree.add(leaf)
    assert tree.root() == roots[-1]


def test_inclusion_proofs(small: Kept) -> None:
    roots, leaves = unbase64(vectors("tree.json")["roots"]), leaves_of_vectors()
    for case in vectors("tree.json")["inclusion"]:
        index, size, proof = case["index"], case["size"], unbase64(case["proof"])
        assert merkle.inclusion_proof(index, size, small.read) == proof
        assert merkle.includes(leaves[index], index, size, proof, roots[size])


def test_consistency_proofs(small: Kept) -> None:
    roots = unbase64(vectors("tree.json")["roots"])
    for case in vectors("tree.json")["consistency"]:
        old, size, proof = case["old"], case["size"], unbase64(case["proof"])
        assert merkle.consistency_proof(old, size, small.read) == proof
        assert merkle.consistent(old, size, roots[old], roots[size], proof)


def test_large_trees_and_their_tiles(big: Kept) -> None:
    for case in vectors("tree.json")["large"]:
        size = case["size"]
        assert merkle.root(size, big.read) == base64.b64decode(case["root"])
        expected = verifier.expected_files(size)
        for path, digest in case["tiles"].items():
            assert path in expected
            parts = path.removesuffix(".p/" + path.rpartition("/")[2]).split("/") if ".p/" in path else path.split("/")
            level, number = int(parts[1]), int("".join(each.lstrip("x") for each in parts[2:]))
            end = min((number + 1) * 256, size >> (8 * level))
            content = b"".join(big.read(level * 8, number * 256, end))
            assert hashlib.sha256(content).hexdigest() == digest, path


def test_the_verifier_fills_the_same_tiles() -> None:
    tree, digests = verifier.Tree(), {}
    counts: dict[int, int] = {}
    for number in range(66_000):
        for level, content in tree.add(merkle.leaf_hash(b"entry %d" % number)):
            path = verifier.tile_path(str(level), counts.get(level, 0), len(content) // 32)
            counts[level] = counts.get(level, 0) + 1
            digests[path] = hashlib.sha256(content).hexdigest()
    for level, content in tree.partial_tiles():
        path = verifier.tile_path(str(level), counts.get(level, 0), len(content) // 32)
        digests[path] = hashlib.sha256(content).hexdigest()
    case = vectors("tree.json")["large"][-1]
    assert case["size"] == 66_000 and case["tiles"].items() <= digests.items()
    assert tree.root() == base64.b64decode(case["root"])
    assert verifier.tile_path("0", 1_234_067) == "tile/0/x001/x234/067"


def test_notes_are_signed_alike() -> None:
    case = vectors("notes.json")
    signer = Signer(case["name"], bytes.fromhex(case["seed"]))
    assert signer.vkey == case["vkey"]
    assert signer.signed(case["text"]) == case["signed"]
    assert parsed_vkey(case["vkey"]) == (case["name"], signer.public)
    assert opened(case["signed"], case["vkey"]) == case["text"]


@pytest.mark.parametrize("case", vectors("notes.json")["cases"], ids=lambda case: case["what"])
def test_notes_are_accepted_and_refused_alike(case: dict[str, Any]) -> None:
    vkey = vectors("notes.json")["vkey"]
    for reader in (opened, lambda note, key: verifier.opened_note(note, verifier.key_of(key), "it")):
        if case["good"]:
            assert reader(case["note"], vkey) == vectors("notes.json")["text"]
            continue
        with pytest.raises((ValueError, verifier.Failed)):
            reader(case["note"], vkey)


@pytest.mark.django_db
@pytest.mark.skipif(not (shutil.which("go") and GO_CODE.is_dir()), reason="Go and its x/mod are not on this machine")
@pytest.mark.parametrize("count", [1, 5, 256, 300])
def test_the_code_of_gos_checksum_database_proves_an_export(tmp_path: Path, count: int) -> None:
    with transaction.atomic():
        export_of(tmp_path / "export", governance=count, exchange=3)
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GO_CODE),
        "GOCACHE": str(Path(tempfile.gettempdir(), "chalkline-go")),
    }
    for log, entries in [("governance", count), ("exchange", 3)]:
        command = ["go", "run", str(VECTORS / "check_export.go"), str(tmp_path / "export" / log), signer_of(log).vkey]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0 and run.stdout == f"{entries} entries proved\n", run.stdout + run.stderr
