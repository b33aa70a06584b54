"""The file by which an evaluation goes from one district to another: made, signed, read, judged. Pure.

The first line is canonical JSON, the second its signature (Ed25519, ``rulebook/signing.py``), so that not one byte can
be changed unnoticed. Who signed is proved by the key in the file and nothing else: a person compares its fingerprint
once, by another way than the file came. Nobody is named in it, and no address stands in it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chalkline.kernel.canonical import canonical_json, digest_of
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.signing import BadSignature, public_half, signed, unsigned
from chalkline.tools.evaluations.words import (
    LARGEST_FILE,
    LONGEST_ANSWER,
    LONGEST_NOTE,
    MOST_FILES,
    MOST_SUBPROCESSORS,
    Judgment,
    ProofKind,
    Says,
)
from chalkline.tools.questionnaires.api import Question, Questions

FORMAT = "chalkline-evaluation/1"
KEY = "exchange"  # its name in the key folder
LARGEST = 64 * 1024 * 1024
OLDEST = timedelta(days=365)  # vendor_questions.yaml, evidence_age_limit_days
LICENSE = (
    "Reuse is free for school districts and education agencies, with credit to the district named here and the day it "
    "finished. It is what that district found, on that day; whoever reuses it answers for its own decision."
)
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]{2,}")
GONE = "[address left out]"
NOTHING_KEPT = Sentence("Nothing was kept. Ask the other district whether it has a newer one.")


@dataclass(frozen=True)
class Document:
    """A file that is whole and signed by the key it names. ``digest``: SHA-256 of the whole file."""

    body: Mapping[str, Any]
    public: str
    digest: str
    questions: Questions
    finished_on: date

    @property
    def district(self) -> str:
        """Whose it says it is; the key proves it once somebody has compared the fingerprint."""
        return str(self.body["district"]["name"])

    @property
    def domain(self) -> str:
        """The district's domain, as it says."""
        return str(self.body["district"]["domain"])

    @property
    def tool(self) -> Mapping[str, Any]:
        """What was evaluated: slug, name, vendor."""
        found: Mapping[str, Any] = self.body["tool"]
        return found


def sign_document(body: Mapping[str, Any], secret: bytes) -> bytes:
    """The whole file. ``body`` is completed with the format and the public key."""
    plain = {**body, "format": FORMAT, "key": public_half(secret).hex(), "license": LICENSE}
    return signed(canonical_json(plain) + b"\n", secret, FORMAT)


def read_document(data: bytes) -> Document:
    """The document in a file. Raises Problem: evaluations.file_damaged, evaluations.file_foreign."""
    if len(data) > LARGEST:
        raise _damaged(Sentence("It is larger than any such file."))
    line = data.split(b"\n", 1)[0]
    try:
        body = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _damaged(Sentence("It is not an evaluation that Chalkline wrote.")) from None
    if not isinstance(body, dict) or not isinstance(body.get("format"), str):
        raise _damaged(Sentence("It is not an evaluation that Chalkline wrote."))
    if body["format"] != FORMAT:
        raise _foreign(body["format"][:60])
    try:
        public = bytes.fromhex(str(body["key"]))
        if unsigned(data, public, FORMAT) != canonical_json(body) + b"\n":
            raise BadSignature("not canonical")
        questions = Questions(tuple(Question.read(row) for row in body["questionnaire"]["questions"]))
        _must_be_sound(body, questions)
        finished = date.fromisoformat(body["finished_on"])
    except BadSignature:
        raise _damaged(Sentence("Its signature does not fit: it was changed after it was signed.")) from None
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        raise _damaged(Sentence("It is signed, and what is in it does not fit together.")) from None
    return Document(body, public.hex(), hashlib.sha256(data).hexdigest(), questions, finished)


def must_be_new_enough(document: Document, *, ours: str, newest: date | None, today: date) -> None:
    """Raise Problem: evaluations.file_own, evaluations.file_old, evaluations.file_older.

    ``newest``: the day of the newest evaluation of the same product that this district sent us before.
    """
    if document.public == ours:
        own = Sentence("This is your own file.")
        raise Problem(
            "evaluations.file_own",
            what=own,
            why=Sentence("You have what is in it."),
            next_step=NOTHING_KEPT,
            kind=Kind.CONFLICT,
            fields={"file": own},
        )
    if document.finished_on > today:
        raise _damaged(Sentence("It would have been finished in the future."))
    if today - document.finished_on > OLDEST:
        old = Sentence("This evaluation was finished on {day}.", day=document.finished_on)
        raise Problem(
            "evaluations.file_old",
            what=old,
            why=Sentence("After {n} days nobody knows whether it still holds.", n=OLDEST.days),
            next_step=NOTHING_KEPT,
            kind=Kind.CONFLICT,
            fields={"file": old},
        )
    if newest and document.finished_on < newest:
        older = Sentence("A newer evaluation by {district} is here already.", district=document.district)
        raise Problem(
            "evaluations.file_older",
            what=older,
            why=Sentence("It was finished on {day}.", day=newest),
            next_step=NOTHING_KEPT,
            kind=Kind.CONFLICT,
            fields={"file": older},
        )


def fingerprint(public: str) -> str:
    """A key as two people compare it: SHA-256 of the key, in groups of four."""
    whole = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32]
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def without_addresses(text: str) -> str:
    """The text without e-mail addresses: whoever wrote it did not write to another district."""
    return ADDRESS.sub(GONE, text)


def packed(content: bytes) -> str:
    """A file's bytes as the document carries them."""
    return base64.b64encode(content).decode("ascii")


def files_in(body: Mapping[str, Any]) -> dict[str, bytes]:
    """The files that travel with it, by digest."""
    return {name: base64.b64decode(str(text), validate=True) for name, text in body.get("files", {}).items()}


def _must_be_sound(body: Mapping[str, Any], questions: Questions) -> None:
    """Every value is of its kind, within its bounds, and about a question of the document."""
    if body["questionnaire"]["digest"] != questions.digest or not 1 <= len(questions.items) <= 200:
        raise ValueError("the questions are not those of the digest")
    asked = {each.id for each in questions.put_to([str(each) for each in body["facets"]])}
    for row in body["answers"]:
        _about(row, asked)
        Says(row["says"]), date.fromisoformat(row["on"])
        _text(row["words"], LONGEST_ANSWER)
    for row in body["assessments"]:
        _about(row, asked)
        Judgment(row["how"]), date.fromisoformat(row["on"])
        _text(row["note"], LONGEST_NOTE)
        if not isinstance(row["red_flag"], bool):
            raise ValueError("a red flag shows or does not")
    for rows in (body["answers"], body["assessments"]):
        if len({row["question"] for row in rows}) != len(rows):
            raise ValueError("one question twice")
    if len(body["evidence"]) > MOST_FILES or len(body["subprocessors"]) > MOST_SUBPROCESSORS:
        raise ValueError("too many")
    for row in body["evidence"]:
        ProofKind(row["kind"]), date.fromisoformat(row["good_until"]), bytes.fromhex(row["digest"])
        _text(row["title"], 200), _text(row["version"], 60)
        if not set(row["questions"]) <= asked:
            raise ValueError("evidence about another question")
    for row in body["subprocessors"]:
        _text(row["name"], 120), _text(row["country"], 80), _text(row["purpose"], 300)
        [_text(each, 80) for each in row["elements"]]
    for name in ("name", "domain"):
        _text(body["district"][name], 200)
    for name in ("slug", "name", "vendor"):
        _text(body["tool"][name], 120)
    datetime.fromisoformat(body["made_at"])
    _text(body.get("summary", ""), LONGEST_NOTE)
    for name, content in files_in(body).items():
        if hashlib.sha256(content).hexdigest() != name or len(content) > LARGEST_FILE:
            raise ValueError("a file is not what its digest says")


def same_question(ours: Question, theirs: Question) -> bool:
    """Whether both districts asked exactly this."""
    return digest_of(ours.as_json()) == digest_of(theirs.as_json())


def _about(row: Mapping[str, Any], asked: set[str]) -> None:
    if row["question"] not in asked:
        raise ValueError("about a question that was not put")


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise ValueError("not a text of that length")
    return value


def _damaged(why: Sentence) -> Problem:
    return Problem(
        "evaluations.file_damaged",
        what=Sentence("This file cannot be trusted."),
        why=why,
        next_step=Sentence("Ask the other district for the file again, as it left their Chalkline. Nothing was kept."),
        fields={"file": why},
    )


def _foreign(name: str) -> Problem:
    return Problem(
        "evaluations.file_foreign",
        what=Sentence("This file is of a kind that we do not read: “{name}”.", name=name),
        why=Sentence("We read {name}. A newer Chalkline may have written it.", name=FORMAT),
        next_step=Sentence("Update Chalkline, or ask the other district for a file that this version reads."),
        fields={"file": Sentence("Of a kind that we do not read.")},
    )
