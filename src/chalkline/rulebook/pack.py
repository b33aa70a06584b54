"""The standing pack: which keys, people and stops count right now (docs/reference/bundle-format.md).

Encrypted (AES-256-GCM) because it speaks of people, signed because it opens doors, and short-lived because it
must not outlast what it says. It is made anew at every change and is never kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import msgspec
from cryptography.exceptions import InvalidTag

from chalkline.kernel.canonical import canonical_json, instant_text
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.enclosing import Enclosed, enclose
from chalkline.rulebook.limits import Limit, Totals
from chalkline.rulebook.signing import BadSignature
from chalkline.rulebook.spelling import plain, restored
from chalkline.rulebook.stops import Stops
from chalkline.rulebook.trusting import FrontEnd, Issuer

FORMAT = "chalkline-pack/1"
ENCRYPTION_KEY = "pack"  # names in the key folder
SIGNING_KEY = "pack-signing"
MARKING_KEY = "marking"  # people in records of calls are named by it; the control plane alone has the file
LARGEST = 256 * 1024 * 1024


class HolderKind(StrEnum):
    """Who holds a key."""

    PERSON = "person"
    CLASS = "class"
    APP = "app"
    SERVICE = "service"


@dataclass(frozen=True)
class PackKey:
    """One gateway key: the SHA-256 of it, what it opens and for whom.

    ``grade_bands`` empty and ``school`` "" mean that the caller says so at each call. ``training`` are the
    trainings of the holder that are current. ``student`` is the mark of a holder who is a student. ``person`` is the
    mark of whoever answers for the key, as the roster extract has it. Where ``people_sign_in``, the holder is an app,
    and each call names the person behind it, with proof. ``class_id``: of a key of a class, the class on the roster.
    """

    digest: str
    key_id: str
    use_id: str
    holder_kind: HolderKind
    role: str
    grade_bands: frozenset[str] = frozenset()
    school: str = ""
    training: frozenset[str] = frozenset()
    student: str = ""
    person: str = ""
    people_sign_in: bool = False
    class_id: str = ""


@dataclass(frozen=True)
class StudentChoices:
    """What one family has said, and the marks of the student it is about."""

    marks: frozenset[str]
    refused: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Families:
    """What families have said. ``known`` are the marks of every student, so that a misspelled one is noticed."""

    known: frozenset[str] = frozenset()
    choices: tuple[StudentChoices, ...] = ()


@dataclass(frozen=True)
class Hints:
    """What helps to find student data in a text: domains of e-mail addresses, lengths of student numbers.

    Addresses in ``staff_addresses`` are staff; every other address in ``district_domains`` is a student's.
    """

    district_domains: frozenset[str] = frozenset()
    student_domains: frozenset[str] = frozenset()
    staff_addresses: frozenset[str] = frozenset()
    student_number_lengths: frozenset[int] = frozenset()


class HoldState(StrEnum):
    """How a call stands that waits for a person."""

    WAITING = "waiting"
    RELEASED = "released"
    REFUSED = "refused"
    EXPIRED = "expired"
    SENT = "sent"  # it was released, and has gone out


@dataclass(frozen=True)
class PackHold:
    """A held call as gateways know it. ``digest`` is of key and body; ``words`` are for the caller.

    ``good_until``: while it waits, the day it lapses; once it is released, until when the same call goes out, once.
    """

    held_id: str
    digest: str
    key_id: str
    state: HoldState
    good_until: datetime
    words: str = ""


@dataclass(frozen=True)
class PackRecord:
    """An open record of a person who decides a matter of high stakes, until the end of a day.

    ``person``: as ``mark_in_records`` names them.
    """

    record_id: str
    use_id: str
    purpose: str
    until_on: date
    person: str


@dataclass(frozen=True)
class PackHelp:
    """Who a student can turn to at one school ("" for all others), as it is told to them in English and Spanish.

    ``is_open``: somebody on call is on duty there right now.
    """

    school: str
    people: str = ""
    people_es: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class StandingPack:
    """All of it. ``bundle_revision`` is the policy in force when it was made: an older one is refused.

    ``extract_issue`` and ``extract_digest`` name the extract of the roster that must be held (0: there is none).
    ``training`` are the trainings that are current, by mark. ``marking`` is the secret, in hex, by which people are
    named in records of calls (``mark_in_records``): who has the records and not this cannot tell whom they are about.
    ``issuers`` and ``front_ends`` are believed about the person behind an app. ``alerts_named``: somebody is told when
    a student may be in danger; without, no student's call is answered. ``helps`` say whom students can turn to.
    """

    issue: int
    issued_at: datetime
    good_until: datetime
    bundle_revision: int
    keys: tuple[PackKey, ...] = ()
    stops: Stops = field(default_factory=Stops)
    hints: Hints = field(default_factory=Hints)
    families: Families = field(default_factory=Families)
    extract_issue: int = 0
    extract_digest: str = ""
    training: dict[str, frozenset[str]] = field(default_factory=dict)
    marking: str = ""
    holds: tuple[PackHold, ...] = ()
    limits: tuple[Limit, ...] = ()
    totals: Totals = field(default_factory=Totals)
    issuers: tuple[Issuer, ...] = ()
    front_ends: tuple[FrontEnd, ...] = ()
    human_records: tuple[PackRecord, ...] = ()
    alerts_named: bool = False
    helps: tuple[PackHelp, ...] = ()


def student_mark(identifier: str) -> str:
    """How the pack names a student: 16 hex digits made of a roster id, a student number or an e-mail address."""
    spelled = f"chalkline-student\n{identifier.strip().casefold()}"
    return hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def mark_in_records(mark: str, marking: str) -> str:
    """How a record names the person of ``mark``: 16 hex digits of HMAC-SHA256; "" without a secret.

    A plain mark can be found out by trying every student number. This one cannot, without the secret.
    """
    if not mark or not marking:
        return ""
    return hmac.digest(bytes.fromhex(marking), mark.encode(), "sha256").hex()[:16]


def digest_of_key(secret: str) -> str:
    """SHA-256 of a key, in hex. Keys are 256 random bits, so a plain digest cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def seal_pack(pack: StandingPack, *, encryption: bytes, signing: bytes) -> bytes:
    """The file of a pack: a readable header, the encrypted rest, the signature."""
    about = {
        "good_until": instant_text(pack.good_until),
        "issue": pack.issue,
        "issued_at": instant_text(pack.issued_at),
    }
    hidden = {
        "bundle_revision": pack.bundle_revision,
        "keys": sorted(plain(pack.keys), key=lambda each: str(each["key_id"])),
        "stops": plain(pack.stops),
        "hints": plain(pack.hints),
        "families": plain(pack.families),
        "extract": {"issue": pack.extract_issue, "digest": pack.extract_digest},
        "training": plain(pack.training),
        "marking": pack.marking,
        "holds": plain(pack.holds),
        "human_records": plain(pack.human_records),
        "limits": plain(pack.limits),
        "totals": plain(pack.totals),
        "issuers": plain(pack.issuers),
        "front_ends": plain(pack.front_ends),
        "alerts_named": pack.alerts_named,
        "helps": plain(pack.helps),
    }
    return enclose(about, [canonical_json(hidden)], form=FORMAT, encryption=encryption, signing=signing)


def open_pack(data: bytes, *, encryption: bytes, public: bytes, now: datetime, at_least: int = 0) -> StandingPack:
    """The pack in ``data``, if it is whole, ours, not older than issue ``at_least`` and in date.

    Raises Problem: packs.damaged, packs.older, packs.out_of_date.
    """
    try:
        pack = _opened(data, encryption, public)
    except (BadSignature, InvalidTag, ValueError, KeyError, TypeError, msgspec.ValidationError) as fault:
        raise _damaged() from fault
    if pack.issue < at_least:
        raise Problem(
            "packs.older",
            what=Sentence("Standing pack {issue} is older than {held}.", issue=pack.issue, held=at_least),
            why=Sentence("An older pack could bring back keys that were revoked."),
            next_step=Sentence("Wait a moment: a new pack is made at every change."),
            kind=Kind.CONFLICT,
        )
    if now > pack.good_until:
        raise Problem(
            "packs.out_of_date",
            what=Sentence("The standing pack is out of date."),
            why=Sentence("Keys may have been revoked since it was made."),
            next_step=Sentence("Start the jobs of Chalkline: they make a new pack every few minutes."),
            kind=Kind.UNAVAILABLE,
        )
    return pack


def _opened(data: bytes, encryption: bytes, public: bytes) -> StandingPack:
    if len(data) > LARGEST:
        raise BadSignature("too large")
    enclosed = Enclosed(data, form=FORMAT, encryption=encryption, public=public)
    about, (text,) = enclosed.about, enclosed.blocks()
    hidden = json.loads(text)
    extract = hidden.get("extract", {"issue": 0, "digest": ""})
    return StandingPack(
        issue=about["issue"],
        issued_at=datetime.fromisoformat(about["issued_at"]),
        good_until=datetime.fromisoformat(about["good_until"]),
        bundle_revision=hidden["bundle_revision"],
        keys=restored(hidden["keys"], tuple[PackKey, ...]),
        stops=restored(hidden["stops"], Stops),
        hints=restored(hidden["hints"], Hints),
        families=restored(hidden.get("families", {}), Families),
        extract_issue=extract["issue"],
        extract_digest=extract["digest"],
        training=restored(hidden.get("training", {}), dict[str, frozenset[str]]),
        marking=hidden.get("marking", ""),
        holds=restored(hidden.get("holds", []), tuple[PackHold, ...]),
        human_records=restored(hidden.get("human_records", []), tuple[PackRecord, ...]),
        limits=restored(hidden.get("limits", []), tuple[Limit, ...]),
        totals=restored(hidden.get("totals", {}), Totals),
        issuers=restored(hidden.get("issuers", []), tuple[Issuer, ...]),
        front_ends=restored(hidden.get("front_ends", []), tuple[FrontEnd, ...]),
        alerts_named=hidden.get("alerts_named", False) is True,
        helps=restored(hidden.get("helps", []), tuple[PackHelp, ...]),
    )


def _damaged() -> Problem:
    return Problem(
        "packs.damaged",
        what=Sentence("This standing pack is not one that this district has made."),
        why=Sentence("Its bytes do not fit its signature, or it was made with other keys."),
        next_step=Sentence("Wait for the next pack; if it happens again, tell the security lead."),
        kind=Kind.UNAVAILABLE,
    )
