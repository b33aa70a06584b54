"""Files of every version a district may have in its archive are still read, and still say the same.

The files are in tests/vectors/versions and are never written anew (see write.py there). When a format gets a
new version, its own files come beside these, and these must go on passing: a field that is added to what is
signed needs a new format name, for a bundle of version 1 has one spelling.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from chalkline.rulebook.api import (
    HolderKind,
    Outcome,
    Question,
    Standing,
    Verdict,
    bundle_body,
    decide,
    digest_of_key,
    open_pack,
    public_half,
    read_bundle,
    read_records,
)
from evidence import verify
from expecting import problem

ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "tests" / "vectors" / "versions"
SIGNING, HIDING = bytes(range(32)), b"\x07" * 32
IN_TIME, TOO_LATE = datetime(2027, 1, 15, 9, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
DIGESTS = {
    "bundle-1.chalkline": "9637db83b5db40cda1ad1f211ec48b4634d17f8d2fe273ad655cb9696ece820c",
    "ledger-1.zip": "ec3c34a1c42b1331e6bbef47b2140a1f0dc3f3ae3f2c8aa2163d20c69edd7c64",
    "pack-1.chalkline": "9133b21f142cac7064aa7d91df68a51f3ae4a76b9727fc931cb5f7da2ac37fbd",
    "spool-1.spool": "6aa6b55afd5773413ce796156b744bcedfd154d951dc8a866c4e63b38e2da12c",
}
ASKED = Question(
    tool="magicschool", on=date(2027, 1, 15), role="teacher", grade_band="g68", school="S4", purpose="uc_lesson",
    elements=frozenset({"public_docs"}),
)  # fmt: skip


def test_the_files_are_those_that_were_written_then() -> None:
    for name, digest in DIGESTS.items():
        assert hashlib.sha256((KEPT / name).read_bytes()).hexdigest() == digest, name


class TestBundle:
    data = (KEPT / "bundle-1.chalkline").read_bytes()

    def test_it_is_read_and_decides_as_it_did(self) -> None:
        bundle = read_bundle(self.data, public_half(SIGNING), now=IN_TIME)
        assert (bundle.revision, bundle.previous) == (1, "")
        assert [terms.use_id for terms in bundle.policy.terms] == ["use-feedback", "use-lesson"]
        covered = decide(ASKED, bundle.policy)
        assert (covered.verdict, covered.standing) == (Verdict.ALLOW, Standing.COVERED)
        young = decide(replace(ASKED, grade_band="k2"), bundle.policy)
        assert (young.verdict, young.standing) == (Verdict.REFUSE, Standing.OUTSIDE_TERMS)
        grading = decide(replace(ASKED, purpose="uc_grading"), bundle.policy)
        assert grading.standing is Standing.NEVER

    def test_its_bytes_follow_from_its_content(self) -> None:
        bundle = read_bundle(self.data, public_half(SIGNING), now=IN_TIME)
        body = bundle_body(bundle.policy, previous=bundle.previous, good_until=bundle.good_until)
        assert self.data.startswith(body) and bundle.digest == hashlib.sha256(body).hexdigest()

    def test_it_is_not_believed_after_its_day_or_with_a_byte_changed(self) -> None:
        with problem("bundles.out_of_date"):
            read_bundle(self.data, public_half(SIGNING), now=TOO_LATE)
        with problem("bundles.damaged"):
            read_bundle(self.data.replace(b"uc_lesson", b"uc_lessom", 1), public_half(SIGNING), now=IN_TIME)


@pytest.mark.parametrize("seed", ["1", "2", "77"])
def test_another_process_compiles_the_same_bytes(seed: str) -> None:
    """Sets have another order in each process; the bytes of a policy have not."""
    words = (
        "import hashlib; from datetime import datetime, UTC; from policies import *;"
        "from chalkline.rulebook.api import bundle_body;"
        "made = bundle_body(policy(FEEDBACK, LESSON), previous='', good_until=datetime(2027, 1, 1, tzinfo=UTC));"
        "print(hashlib.sha256(made).hexdigest())"
    )
    known = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}
    run = subprocess.run([sys.executable, "-c", words], env=known, capture_output=True, text=True, check=True)
    from policies import FEEDBACK, LESSON, policy

    here = bundle_body(policy(LESSON, FEEDBACK), previous="", good_until=datetime(2027, 1, 1, tzinfo=UTC))
    assert run.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_a_standing_pack_is_opened() -> None:
    data = (KEPT / "pack-1.chalkline").read_bytes()
    pack = open_pack(data, encryption=HIDING, public=public_half(SIGNING), now=IN_TIME)
    (key,) = pack.keys
    assert (pack.issue, pack.bundle_revision, key.digest) == (4, 1, digest_of_key("ck-one"))
    assert (key.holder_kind, key.role, key.grade_bands) == (HolderKind.CLASS, "student", {"g68"})
    assert pack.stops.uses == {"use-old"} and pack.hints.student_number_lengths == {6}
    with problem("packs.damaged"):
        open_pack(data, encryption=HIDING, public=public_half(HIDING), now=IN_TIME)


def test_a_spool_is_read() -> None:
    read = read_records((KEPT / "spool-1.spool").read_bytes())
    assert read.damaged == 0 and [each.decision_id for each in read.records] == ["d-0", "d-1", "d-2"]
    first = read.records[0]
    assert (first.v, first.outcome, first.replaced, first.tokens_out) == (1, Outcome.ANSWERED, {"stu_phone": 2}, 20)


class TestLedger:
    @pytest.fixture
    def export(self, tmp_path: Path) -> Path:
        with zipfile.ZipFile(KEPT / "ledger-1.zip") as archive:
            archive.extractall(tmp_path)
        return tmp_path

    def test_the_verifier_of_today_accepts_it(self, export: Path) -> None:
        status, said = verify(export)
        assert status == 0, said
        assert "governance: 5 entries" in said and "exchange: 2 entries" in said and "1 erased" in said

    def test_the_verifier_that_came_with_it_still_runs(self, export: Path) -> None:
        run = subprocess.run(
            [sys.executable, "-I", "verify.py", "."], cwd=export, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0 and run.stdout.startswith("VERIFIED."), run.stdout + run.stderr

    def test_and_a_changed_byte_is_still_found(self, export: Path) -> None:
        entries = export / "governance" / "tile" / "entries" / "000.p" / "5"
        entries.write_bytes(entries.read_bytes().replace(b"system:tests", b"system:other", 1))
        status, said = verify(export)
        assert status == 1 and "NOT VERIFIED" in said
