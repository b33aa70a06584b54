"""A district of a hundred thousand students with two hundred approved uses, as its gateway sees it: three files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chalkline.kernel.keyring import Keyring
from chalkline.rulebook.api import (
    EVERY,
    Hints,
    HolderKind,
    PackKey,
    PersonKind,
    RosterPerson,
    StandingPack,
    ToolFacts,
    bundle_body,
    digest_of_extract,
    digest_of_key,
    seal_extract,
    seal_pack,
    sign_bundle,
    spell_person,
    student_mark,
)
from policies import FEEDBACK, policy

KEY = "ck-bench-" + "b" * 40
GIVEN_PARTS = ("Mar", "Jo", "Lu", "An", "Ke", "Ta", "Ri", "Sa", "De", "El", "No", "Vi", "Ca", "Be", "Ha", "Zo")
GIVEN_ENDS = ("ia", "el", "is", "na", "vin", "lan", "ta", "ra", "mon", "ise", "ah", "ctor", "rla", "cky", "n", "ey")
FAMILY_PARTS = (
    "Lop",
    "Gard",
    "Wil",
    "Sand",
    "Bran",
    "Ca",
    "Mor",
    "Her",
    "Tor",
    "Ash",
    "Whit",
    "Fer",
    "Val",
    "Ng",
    "Oka",
)
FAMILY_ENDS = (
    "ez",
    "ner",
    "son",
    "oval",
    "don",
    "rillo",
    "eno",
    "rera",
    "res",
    "ford",
    "field",
    "nandez",
    "dez",
    "uyen",
    "for",
)
SOMEBODY = "Maria Lopez"


def publish(home: Path, *, students: int, uses: int) -> None:
    """Write bundle, pack, extract and keys below ``home``."""
    keys, now = Keyring(home / "keys"), datetime.now(UTC)
    folder = home / "publish"
    folder.mkdir(parents=True)
    today = now.date()
    first = replace(
        FEEDBACK,
        starts_on=today - timedelta(days=30),
        expires_on=today + timedelta(days=200),
        schools=EVERY,
        conditions=(),
        models=frozenset({"stub"}),
    )
    terms = (first, *(replace(first, use_id=f"use-{each}", tool=f"tool-{each % 60}") for each in range(uses - 1)))
    agreed = frozenset({"student_work", "local_assessment"})
    tools = (ToolFacts("magicschool", "MagicSchool", agreement_elements=agreed, agreement_ends_on=first.expires_on),)
    made = policy(*terms, compiled_on=today, tools=tools)
    body = bundle_body(made, previous="", good_until=now + timedelta(days=100))
    (folder / "bundle.chalkline").write_bytes(sign_bundle(body, keys.key("bundle")))
    enclosing = {"encryption": keys.key("pack"), "signing": keys.key("pack-signing")}
    extract = seal_extract(people(students), issue=1, issued_at=now, **enclosing)
    (folder / "roster.chalkline").write_bytes(extract)
    key = PackKey(digest_of_key(KEY), "k-bench", "use-feedback", HolderKind.CLASS, "student", frozenset({"g68"}), "S4")
    pack = StandingPack(
        issue=1,
        issued_at=now,
        good_until=now + timedelta(hours=2),
        bundle_revision=1,
        keys=(key,),
        hints=Hints(frozenset({"cedarhollow.example"}), student_number_lengths=frozenset({7})),
        **named(digest_of_extract(extract)),
    )
    (folder / "pack.chalkline").write_bytes(seal_pack(pack, **enclosing))
    keys.key("channel")


def named(digest: str) -> dict[str, object]:
    """How a pack names the extract that must be held, and that somebody is named for alerts."""
    fields = StandingPack.__dataclass_fields__
    wanted: dict[str, object] = {"extract_issue": 1, "extract_digest": digest, "alerts_named": True}
    return {name: value for name, value in wanted.items() if name in fields}


def people(count: int) -> Iterator[bytes]:
    """The lines of so many students, with numbers, addresses and sections."""
    drawn = random.Random(20261120)  # noqa: S311  (invented people, the same each time)
    rows = []
    for place in range(count):
        given = drawn.choice(GIVEN_PARTS) + drawn.choice(GIVEN_ENDS) + ("" if place % 3 else drawn.choice(GIVEN_ENDS))
        family = (
            drawn.choice(FAMILY_PARTS) + drawn.choice(FAMILY_ENDS) + ("" if place % 2 else drawn.choice(FAMILY_ENDS))
        )
        if place == 0:
            given, family = SOMEBODY.split()
        number = str(1_000_000 + place)
        rows.append(
            RosterPerson(
                mark=student_mark(number),
                kind=PersonKind.STUDENT,
                role="student",
                given=given,
                family=family,
                identifiers=(number,),
                emails=(f"{given}.{family}{place}@cedarhollow.example".lower(),),
                school=f"S{place % 30}",
                grade_band="g68",
                sections=frozenset({f"sec-{place // 25}"}),
            )
        )
    for row in sorted(rows, key=lambda each: each.mark):
        yield spell_person(row)
