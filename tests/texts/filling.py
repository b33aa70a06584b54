"""Fills the frames with the invented people, and says where each stands. Run once: the files it wrote are what counts.

    python -m texts.filling      (from tests/)

A test compares the digest of the test part, so that nothing measured today can be changed to fit tomorrow.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

from texts.invented import Invented, invent, plain


def _words(text: str) -> list[str]:
    return text.split()


HERE = Path(__file__).resolve().parent
SLOT = re.compile(r"\{([sdpqwt]\d)\.([A-Za-z]+)\}|\{(phone_intl|addr_es|dob_es|dob_iso|[a-z]+6?)\}")
CHOICE = re.compile(r"\[([^\[\]]*)\]")
TIMES = {"development": 8, "test": 14}
PROSE_WORDS = {"development": 1500, "test": 21000}
TITLES = {"en": ("Mrs.", "Mr.", "Ms."), "es": ("Sra.", "Sr.")}
MONTHS = _words("January February March April May June July August September October November December")
MESES = _words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")


def fill(part: str) -> list[dict[str, object]]:
    """The texts of one part."""
    chance = random.Random(f"{part} texts")
    people = invent()
    texts: list[dict[str, object]] = []
    for language in ("en", "es"):
        lines = (HERE / "frames" / f"{part}_{language}.txt").read_text(encoding="utf-8").splitlines()
        frames = [line for line in lines if line and not line.startswith("#")]
        for number, line in enumerate(frames):
            voice, frame = (each.strip() for each in line.split(" | ", 1))
            frame = frame.replace("\\n", "\n").replace("\\t", "\t")
            for _ in range(TIMES[part] if SLOT.search(frame) else 1):
                text, spans, section = _filled(chance, people, frame, language)
                texts.append(
                    {"text": text, "language": language, "voice": voice, "frame": f"{language}-{number}",
                     "sections": [section], "spans": spans}
                )  # fmt: skip
    return texts


def _filled(
    chance: random.Random, people: list[Invented], frame: str, language: str
) -> tuple[str, list[dict[str, object]], str]:
    who = _chosen(chance, people, frame)
    pieces, spans, at, length = [], [], 0, 0
    for slot in SLOT.finditer(frame):
        before = frame[at : slot.start()]
        pieces.append(before)
        length += len(before)
        at = slot.end()
        if slot[1]:
            person = who[slot[1]]
            value, kind, lead = _said(chance, person, slot[2], language)
            form, number = f"{slot[1][0]}.{slot[2]}", person.number
        else:
            value, kind, lead, form, number = *VALUES[slot[3]](chance), "", slot[3], -1
        pieces += [lead, value]
        length += len(lead)
        spans.append({"start": length, "end": length + len(value), "type": kind, "form": form, "who": number})
        length += len(value)
    return "".join([*pieces, frame[at:]]), spans, who["section"].sections[0]


def _chosen(chance: random.Random, people: list[Invented], frame: str) -> dict[str, Invented]:
    students = [each for each in people if each.kind == "student"]
    section = chance.choice(students).sections[0]
    inside = [each for each in students if each.sections == (section,)]
    outside = [each for each in students if each.sections != (section,)]
    usual = [each for each in inside if each.number % 24 >= 3]
    ordinary = [each for each in inside if each.number % 24 < 3]
    chance.shuffle(usual)
    if ".nick" in frame:
        usual = sorted(usual, key=lambda each: not each.says_nickname)[:4]
    parents = {each.household: each for each in people if each.kind == "family"}
    who = {"section": inside[0], "w1": chance.choice(ordinary), "w2": ordinary[0]}
    firsts: set[str] = set()
    place = 0
    for each in usual:
        if plain(each.given) in firsts:
            continue
        firsts.add(plain(each.given))
        place += 1
        who[f"s{place}"], who[f"p{place}"] = each, parents[each.household]
        if place == 3:
            break
    for place, each in enumerate(chance.sample(outside, 2), 1):
        who[f"d{place}"], who[f"q{place}"] = each, parents[each.household]
    return who


def _said(chance: random.Random, person: Invented, form: str, language: str) -> tuple[str, str, str]:
    """How the person is written, of what type that is, and what stands before it and is not labelled."""
    given, family = person.given, person.family
    written = {
        "full": f"{given} {family}", "FULL": f"{given} {family}".upper(), "low": plain(f"{given} {family}").lower(),
        "plain": plain(f"{given} {family}"), "first": given, "FIRST": given.upper(), "flow": plain(given).lower(),
        "last": family, "LAST": family.upper(), "lf": f"{family}, {given}", "fi": f"{given[0]}. {family}",
        "fl": f"{given} {family[0].upper()}.", "nick": person.says_nickname or given,
        "file": plain(f"{family}_{given}").replace(" ", "_").replace("'", "").lower(),
    }  # fmt: skip
    if form in written:
        return written[form], "NAME", ""
    if form == "title":
        return family, "NAME", f"{chance.choice(TITLES[language])} "
    return {
        "id": lambda: (person.identifiers[0], "ID", ""),
        "email": lambda: (person.emails[0], "EMAIL", ""),
        "phone": lambda: (_phone(chance, person.phones[0]), "PHONE", ""),
        "address": lambda: (person.addresses[0], "ADDRESS", ""),
    }[form]()


def _phone(chance: random.Random, digits: str) -> str:
    area, exchange, line = digits.split("-")
    return chance.choice(
        [f"({area}) {exchange}-{line}", digits, f"{area}.{exchange}.{line}", f"+1 {area} {exchange} {line}",
         f"{area} {exchange} {line}", f"1-{digits}", f"({area}){exchange}-{line}", f"{area}{exchange}{line}"]
    )  # fmt: skip


def _some(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _any(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(count))


def _card(chance: random.Random) -> str:
    body = chance.choice(["4", "52", "55"]) + _some(chance, 15)
    body = body[:15]
    total = sum(int(each) if place % 2 else sum(divmod(2 * int(each), 10)) for place, each in enumerate(body))
    digits = body + str(-total % 10)
    return digits if chance.random() < 0.4 else chance.choice(" -").join(digits[at : at + 4] for at in range(0, 16, 4))


def _routing(chance: random.Random) -> str:
    body = chance.choice(["02", "11", "26", "31", "06", "12"]) + _some(chance, 6)
    total = sum(weight * int(each) for weight, each in zip((3, 7, 1, 3, 7, 1, 3, 7), body, strict=True))
    return body + str(-total % 10)


def _iban(chance: random.Random) -> str:
    country, body = chance.choice([("DE", _some(chance, 18)), ("ES", _some(chance, 20)), ("FR", _some(chance, 23))])
    number = int("".join(str(int(each, 36)) for each in f"{body}{country}00"))
    whole = f"{country}{98 - number % 97:02d}{body}"
    return whole if chance.random() < 0.5 else " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def _day(chance: random.Random) -> tuple[int, int, int]:
    return chance.randint(2007, 2020), chance.randint(1, 12), chance.randint(1, 28)


def _dob(chance: random.Random) -> str:
    year, month, day = _day(chance)
    return chance.choice(
        [f"{month}/{day}/{year}", f"{MONTHS[month - 1]} {day}, {year}", f"{month:02d}-{day:02d}-{year}",
         f"{day} {MONTHS[month - 1][:3]} {year}", f"{month}/{day}/{year % 100:02d}", f"{year}-{month:02d}-{day:02d}"]
    )  # fmt: skip


def _dob_es(chance: random.Random) -> str:
    year, month, day = _day(chance)
    return chance.choice([f"{day} de {MESES[month - 1]} de {year}", f"{day:02d}/{month:02d}/{year}"])


def _dob_iso(chance: random.Random) -> str:
    year, month, day = _day(chance)
    return f"{year}-{month:02d}-{day:02d}"


def _address(chance: random.Random) -> str:
    number = chance.randint(3, 9999)
    return chance.choice(
        [f"{number} Oak Ridge Drive, Apt 4", f"{number} N 5th St", f"P.O. Box {number}", f"{number} Sunset Blvd",
         f"{number} County Road 12", f"{number} Martin Luther King Jr. Way", f"{number} Pine Ct, Unit B",
         f"{number} old mill road"]
    )  # fmt: skip


def _address_es(chance: random.Random) -> str:
    number = chance.randint(3, 999)
    return chance.choice(
        [f"Calle Robles {number}", f"Av. Juárez {number}", f"Calle 5 de Mayo #{number}",
         f"Avenida Reforma No. {number}", f"Calzada del Valle {number}", f"calle los pinos {number}"]
    )  # fmt: skip


def _abroad(chance: random.Random) -> str:
    return chance.choice(
        [f"+52 55 {_some(chance, 4)} {_some(chance, 4)}", f"+502 2{_some(chance, 3)}-{_some(chance, 4)}",
         f"+63 917 {_some(chance, 3)} {_some(chance, 4)}", f"+44 20 7{_some(chance, 3)} {_some(chance, 4)}",
         f"011 52 33 {_some(chance, 4)} {_some(chance, 4)}", f"+84 912 {_some(chance, 3)} {_some(chance, 3)}"]
    )  # fmt: skip


OUTSIDERS, HOSTS = ["mama", "jfamily", "abuela", "tito"], ["gmail.com", "mail.example.org", "yahoo.com.mx"]
SIXES = ["fe80::{:x}:{:x}", "2001:db8:0:{:x}::{:x}", "2001:db8:85a3::8a2e:{:x}:{:x}"]
BEGINNINGS = ["Tiger", "lobo", "Lab#", "P4rty-"]
VALUES: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "ssn": lambda c: (f"{c.randint(101, 665)}-{c.randint(10, 99)}-{c.randint(1000, 9999)}", "SSN"),
    "card": lambda c: (_card(c), "CARD"),
    "dob": lambda c: (_dob(c), "DOB"),
    "dob_es": lambda c: (_dob_es(c), "DOB"),
    "dob_iso": lambda c: (_dob_iso(c), "DOB"),
    "phone": lambda c: (_phone(c, f"{c.randint(210, 989)}-{c.randint(220, 989)}-{c.randint(1000, 9999)}"), "PHONE"),
    "phone_intl": lambda c: (_abroad(c), "PHONE"),
    "email": lambda c: (f"{c.choice(OUTSIDERS)}.{_any(c, 5).lower()}@{c.choice(HOSTS)}", "EMAIL"),
    "ip": lambda c: (".".join(str(c.randint(1, 254)) for _ in range(4)), "IP"),
    "ip6": lambda c: (c.choice(SIXES).format(c.randint(1, 65535), c.randint(1, 65535)), "IP"),
    "iban": lambda c: (_iban(c), "IBAN"),
    "acct": lambda c: (_some(c, c.randint(8, 12)), "ACCOUNT"),
    "routing": lambda c: (_routing(c), "ROUTING"),
    "passport": lambda c: (c.choice(["", "C", "A"]) + _some(c, 8) + c.choice(["", "1"]), "PASSPORT"),
    "dl": lambda c: (c.choice(["", "D", "S"]) + _some(c, 8), "LICENSE"),
    "addr": lambda c: (_address(c), "ADDRESS"),
    "addr_es": lambda c: (_address_es(c), "ADDRESS"),
    "password": lambda c: (c.choice(BEGINNINGS) + _any(c, 3) + _some(c, 3) + c.choice(["!", "", "$"]), "SECRET"),
    "secret": lambda c: (c.choice(["sk-", "ghp_", "glpat-", "hf_"]) + _any(c, 36), "SECRET"),
}  # fmt: skip


def prose(part: str) -> list[dict[str, object]]:
    """Paragraphs with nobody in them, each with its choices made anew, until there are words enough."""
    chance = random.Random(f"{part} prose")
    lines: list[tuple[str, str]] = []
    for language in ("en", "es"):
        text = (HERE / "frames" / f"prose_{part}_{language}.txt").read_text(encoding="utf-8")
        lines += [(language, line) for line in text.splitlines() if line and not line.startswith("#")]
    told: list[dict[str, object]] = []
    words = 0
    while words < PROSE_WORDS[part]:
        for language, line in lines:
            text = CHOICE.sub(lambda found: chance.choice(found[1].split("|")), line)
            told.append({"text": text, "language": language})
            words += len(text.split())
    return told


def main() -> None:
    """Write the roster, both parts, and the digests of the test part."""
    people = "".join(json.dumps(each.line(), ensure_ascii=False) + "\n" for each in invent())
    (HERE / "roster.jsonl").write_text(people, encoding="utf-8")
    digests: list[str] = []
    for part in ("development", "test"):
        for name, texts in ((part, fill(part)), (f"prose_{part}", prose(part))):
            data = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in texts).encode()
            (HERE / f"{name}.jsonl").write_bytes(data)
            if part == "test":
                digests.append(f"{hashlib.sha256(data).hexdigest()}  {name}.jsonl\n")
    (HERE / "digests.txt").write_text("".join(digests), encoding="utf-8")


if __name__ == "__main__":
    main()
