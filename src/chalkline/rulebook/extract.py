"""The extract of the roster: by whom a gateway knows callers, and whose data it notices in a text.

The third file beside bundle and pack (docs/reference/bundle-format.md), enclosed as the pack is. Each person is one
line of JSON; lines come in compressed blocks, so that a hundred thousand are read one by one and never all kept.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

import msgspec
from cryptography.exceptions import InvalidTag

from chalkline.kernel.canonical import instant_text
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.enclosing import Enclosed, enclose
from chalkline.rulebook.signing import BadSignature

FORMAT = "chalkline-roster/1"
LARGEST = 512 * 1024 * 1024
BLOCK_LINES = 2000
LARGEST_BLOCK = 64 * 1024 * 1024  # once inflated


class PersonKind(StrEnum):
    """What somebody is to the district."""

    STUDENT = "student"
    STAFF = "staff"
    FAMILY = "family"


class RosterPerson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One person, as a gateway is told of them.

    ``mark`` is ``student_mark`` of the roster id (of our own id, for those who have none). ``role`` is a roster role,
    ``school`` our id of it, ``grade_band`` the student's own. ``identifiers`` are student numbers, roster ids, state
    ids and names of accounts. ``children`` are the marks of a family's students. ``former`` have left: by what they
    can be told from strangers is kept, without their names. ``phones`` are digits, ``addresses`` street lines, and
    ``birth_on`` a day as 2013-04-05. ``preferred_given`` and ``preferred_family``: the names somebody has chosen. By
    ``other_ids`` nobody signs in: they are looked for in texts alone.
    """

    mark: str
    kind: PersonKind
    role: str
    given: str = ""
    family: str = ""
    middle: str = ""
    nicknames: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    school: str = ""
    grade_band: str = ""
    sections: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    former: bool = False
    preferred_given: str = ""
    preferred_family: str = ""
    birth_on: str = ""
    other_ids: tuple[str, ...] = ()


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(RosterPerson).decode  # made once, here: two threads may not make it at the same time


class Extract:
    """An extract whose signature fits. ``digest`` is the SHA-256 of its file in hex; the pack names it."""

    def __init__(self, enclosed: Enclosed, digest: str) -> None:
        about = enclosed.about
        self.digest = digest
        self.issue: int = about["issue"]
        self.issued_at = datetime.fromisoformat(about["issued_at"])
        self._enclosed = enclosed

    def people(self) -> Iterator[RosterPerson]:
        """Everybody, in the order of their marks. Raises Problem("extracts.damaged") where a block cannot be opened."""
        try:
            for block in self._enclosed.blocks():
                for line in _inflated(block).splitlines():
                    yield _decode(line)
        except (InvalidTag, ValueError, zlib.error, msgspec.DecodeError) as fault:
            raise _damaged() from fault


def spell_person(person: RosterPerson) -> bytes:
    """The line of a person, without its line feed. One spelling, whatever the order of a set."""
    return _encode(person)


def seal_extract(
    lines: Iterable[bytes], *, issue: int, issued_at: datetime, encryption: bytes, signing: bytes
) -> bytes:
    """The file of an extract. ``lines`` are those of ``spell_person``, in the order of the marks."""
    about = {"issue": issue, "issued_at": instant_text(issued_at)}
    return enclose(about, _deflated(lines), form=FORMAT, encryption=encryption, signing=signing)


def digest_of_extract(data: bytes) -> str:
    """SHA-256 of the file, by which the pack names it."""
    return hashlib.sha256(data).hexdigest()


def open_extract(data: bytes, *, encryption: bytes, public: bytes, at_least: int = 0) -> Extract:
    """The extract in ``data``, if it is whole, ours, and not older than issue ``at_least``.

    Raises Problem: extracts.damaged, extracts.older.
    """
    if len(data) > LARGEST:
        raise _damaged()
    try:
        enclosed = Enclosed(data, form=FORMAT, encryption=encryption, public=public)
        extract = Extract(enclosed, digest_of_extract(data))
    except (BadSignature, ValueError, KeyError, TypeError) as fault:
        raise _damaged() from fault
    if extract.issue < at_least:
        raise Problem(
            "extracts.older",
            what=Sentence("Roster extract {issue} is older than {held}.", issue=extract.issue, held=at_least),
            why=Sentence("An older one would not know who has come, left or changed."),
            next_step=Sentence("Wait a moment: a new one is made when the roster changes."),
            kind=Kind.CONFLICT,
        )
    return extract


def _deflated(lines: Iterable[bytes]) -> Iterator[bytes]:
    block: list[bytes] = []
    for line in lines:
        block.append(line)
        if len(block) == BLOCK_LINES:
            yield zlib.compress(b"\n".join(block), 6)
            block = []
    if block:
        yield zlib.compress(b"\n".join(block), 6)


def _inflated(block: bytes) -> bytes:
    inflating = zlib.decompressobj()
    text = inflating.decompress(block, LARGEST_BLOCK)
    if not inflating.eof or inflating.unused_data:
        raise ValueError("a block is too large, or not whole")
    return text


def _damaged() -> Problem:
    return Problem(
        "extracts.damaged",
        what=Sentence("This extract of the roster is not one that this district has made."),
        why=Sentence("Its bytes do not fit its signature, or it was made with other keys."),
        next_step=Sentence("Wait for the next one; if it happens again, tell the security lead."),
        kind=Kind.UNAVAILABLE,
    )
