"""Exports of a small ledger, for tests that check and tamper with them."""

from __future__ import annotations

import hashlib
import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from cast import NOW
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger import verifier
from chalkline.ledger.api import fact, ingest, part, record_all, settle, write_evidence
from chalkline.ledger.models import Part
from chalkline.ledger.sequencing import signer_of
from chalkline.rulebook.api import Outcome, SpoolRecord


@fact("tests.evidence.given/1", says="{actor} gave evidence {number}: {words}.")
@dataclass(frozen=True)
class EvidenceGiven:
    tool: SubjectRef
    number: int
    words: str = part("words", default="")


def give(count: int, *, words: str = "“Ñandú” said so\n") -> None:
    """Record and settle some facts of the governance log."""
    with transaction.atomic():
        events = [EvidenceGiven(SubjectRef("tool", "chalk"), number, f"{words}{number}") for number in range(count)]
        record_all(events, actor_id="system:tests", now=NOW)
    settle(now=NOW)


def call(number: int) -> SpoolRecord:
    """One call at the gateway."""
    return SpoolRecord(
        decision_id=f"d-{number}",
        node="one",
        sequence=number,
        at=NOW,
        bundle_revision=3,
        bundle_digest="ab" * 32,
        pack_issue=7,
        verdict="redact",
        outcome=Outcome.ANSWERED,
        status=200,
        use_id="u-1",
        key_id="k-1",
        model="stub",
        rules=("role",),
        replaced={"stu_phone": 2},
        tokens_in=10,
        tokens_out=20,
    )


def export_of(folder: Path, *, governance: int, exchange: int = 0, erased: int = 0) -> Path:
    """Record, erase and export; the caller holds a transaction that it rolls back."""
    give(governance)
    ingest([call(number) for number in range(exchange)], now=NOW)
    for row in Part.objects.filter(name="words")[:erased]:
        Part.objects.filter(pk=row.pk).update(payload=None, salt=None, erased_at=NOW)
    write_evidence(folder, now=NOW)
    return folder


def verify(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit status of the verifier and what it said."""
    said = io.StringIO()
    with redirect_stdout(said):
        status = verifier.main([str(folder), *arguments])
    return status, said.getvalue()


def sign_again(folder: Path) -> None:
    """Make the manifest fit what is in the folder, as somebody with the evidence key could."""
    lines = (folder / "manifest").read_text().split("\n")[:3]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "manifest":
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{digest} {path.stat().st_size} {path.relative_to(folder).as_posix()}")
    (folder / "manifest").write_text(signer_of("evidence").signed("\n".join(lines) + "\n"))
