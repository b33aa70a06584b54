"""Fills the frames of the part on families with invented households. Run once: the files it wrote are what counts.

    python -m texts.family_filling      (from tests/)

As in ``filling.py`` the test part was written, and its digest committed, before the detector was first run on it.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path

from chalkline.rulebook.extract import PersonKind, RosterPerson, spell_person
from texts.filling import MESES, MONTHS
from texts.invented import FAMILY, GIVEN, PARENTS, STREETS, plain

HERE = Path(__file__).resolve().parent
SLOT = re.compile(r"\{([sdpqt]\d)\.([a-z0-9]+)\}")
TIMES = {"families_development": 8, "families_test": 10}
MIDDLES = "Elena Rosa Lynn Marie Antonio James Luis Anne Tyrone Inés Ray Soledad Quinn Patricia Joel".split()  # noqa: SIM905 (names)
CHOSEN = "Kai Remy Sol Ash Teo Indie Noor Wren".split()  # noqa: SIM905 (names)
CALLES = ["Calle Robles", "Avenida Juárez", "Calle 5 de Mayo", "Calzada del Valle"]
SECTIONS, IN_SECTION = 6, 12
TYPES = {"phone": "PHONE", "phone2": "PHONE", "addr": "ADDRESS", "dob": "DOB", "iso": "DOB", "famid": "ID"}


def people(seed: int = 97) -> list[RosterPerson]:
    """Six sections of twelve students, two grown-ups for each, six teachers."""
    chance = random.Random(seed)
    made: list[RosterPerson] = []
    for number in range(SECTIONS * IN_SECTION):
        given, family = GIVEN[number % len(GIVEN)], chance.choice(FAMILY[:60])
        calle = number % 4 == 3
        house = chance.randint(11, 980)
        home = f"{chance.choice(CALLES)} {house}" if calle else f"{house} {chance.choice(STREETS)}"
        born = date(2009, 1, 1) + timedelta(days=chance.randrange(3650))
        made.append(
            RosterPerson(
                mark=f"{number + 1:016x}", kind=PersonKind.STUDENT, role="student", given=given, family=family,
                middle=chance.choice(MIDDLES), preferred_given=chance.choice(CHOSEN) if number % 3 == 0 else "",
                identifiers=(str(310000 + number * 17),), addresses=(home,), birth_on=born.isoformat(),
                sections=frozenset({f"f-{number // IN_SECTION}"}),
            )
        )  # fmt: skip
        for place in range(2):
            area = chance.choice((512, 737, 254))
            made.append(
                RosterPerson(
                    mark=f"{1000 + number * 2 + place:016x}", kind=PersonKind.FAMILY, role="guardian",
                    given=chance.choice(PARENTS), family=family if place == 0 else chance.choice(FAMILY[:60]),
                    other_ids=(f"FAM-{40000 + number}",) if place == 0 else (), addresses=(home,),
                    phones=tuple(f"{area}{chance.randint(2200000, 9899999)}" for _ in range(2)),
                    children=frozenset({f"{number + 1:016x}"}),
                )
            )  # fmt: skip
    teachers = [(number, chance.choice(PARENTS), chance.choice(FAMILY)) for number in range(6)]
    made += [
        RosterPerson(
            mark=f"{5000 + number:016x}", kind=PersonKind.STAFF, role="teacher", given=given, family=family,
            sections=frozenset({f"f-{number}"}),
        )
        for number, given, family in teachers
    ]  # fmt: skip
    return made


def fill(part: str, everybody: list[RosterPerson]) -> list[dict[str, object]]:
    """The texts of one part."""
    chance = random.Random(part)
    texts: list[dict[str, object]] = []
    for language in ("en", "es"):
        lines = (HERE / "frames" / f"{part}_{language}.txt").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(each for each in lines if each and not each.startswith("#")):
            voice, frame = (each.strip() for each in line.split(" | ", 1))
            for _ in range(TIMES[part]):
                who = _chosen(chance, everybody, ".pref" in frame)
                text, spans = _filled(chance, who, frame.replace("\\n", "\n"), language)
                sections = sorted(who["s1"].sections)
                texts.append(
                    {"text": text, "language": language, "voice": voice, "frame": f"{language}-{number}",
                     "sections": sections, "spans": spans}
                )  # fmt: skip
    return texts


def _chosen(chance: random.Random, everybody: list[RosterPerson], has_chosen: bool) -> dict[str, RosterPerson]:
    students = [each for each in everybody if each.kind is PersonKind.STUDENT]
    section = chance.choice(students).sections
    inside = chance.sample([each for each in students if each.sections == section], IN_SECTION)
    if has_chosen:
        inside.sort(key=lambda each: not each.preferred_given)
    other = chance.choice([each for each in students if each.sections != section])
    staff = next(each for each in everybody if each.kind is PersonKind.STAFF and each.sections == section)
    who = {"s1": inside[0], "s2": inside[1], "s3": inside[2], "d1": other, "t1": staff}
    for name, child in (("p", inside[0]), ("q", other)):
        grown = [each for each in everybody if child.mark in each.children]
        who[f"{name}1"], who[f"{name}2"] = grown
    return who


def _filled(
    chance: random.Random, who: dict[str, RosterPerson], frame: str, language: str
) -> tuple[str, list[dict[str, object]]]:
    pieces: list[str] = []
    spans: list[dict[str, object]] = []
    at = length = 0
    for slot in SLOT.finditer(frame):
        before, person = frame[at : slot.start()], who[slot[1]]
        value = _said(chance, person, slot[2], language)
        start = length + len(before)
        pieces += [before, value]
        at, length = slot.end(), start + len(value)
        if slot[1][0] != "t":
            kind, form = TYPES.get(slot[2], "NAME"), f"{slot[1][0]}.{slot[2]}"
            spans.append({"start": start, "end": length, "type": kind, "form": form, "who": int(person.mark, 16)})
    return "".join([*pieces, frame[at:]]), spans


def _said(chance: random.Random, person: RosterPerson, form: str, language: str) -> str:
    given, middle, family = person.given, person.middle, person.family
    names = {
        "full": f"{given} {family}", "low": plain(f"{given} {family}").lower(), "plain": f"{given} {family}",
        "first": given, "last": family, "mid": middle, "lf": f"{family}, {given}",
        "fml": f"{given} {middle} {family}", "lfm": f"{family}, {given} {middle}", "midlast": f"{middle} {family}",
        "mid2": f"{given} {middle}", "fmil": f"{given} {middle[:1]}. {family}", "pref": person.preferred_given or given,
    }  # fmt: skip
    if form in names:
        return names[form]
    if form == "famid":
        return person.other_ids[0]
    if form == "addr":
        return _address(chance, person.addresses[0])
    if form in {"dob", "iso"}:
        return person.birth_on if form == "iso" else _day(chance, date.fromisoformat(person.birth_on), language)
    digits = person.phones[form == "phone2"]
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    return chance.choice(
        [f"({area}) {exchange}-{line}", f"{area}-{exchange}-{line}", f"{area}.{exchange}.{line}", digits,
         f"+1 {area} {exchange} {line}", f"{area} {exchange} {line}", f"1-{area}-{exchange}-{line}"]
    )  # fmt: skip


def _address(chance: random.Random, home: str) -> str:
    longer = home.replace("Street", "St").replace("Drive", "Dr").replace("Avenida", "Av.").replace("Road", "Rd.")
    shorter = home.replace("Ave", "Avenue").replace("Ln", "Lane").replace("Blvd", "Boulevard").replace("Ct", "Court")
    return chance.choice([home, longer, shorter, home.lower() if home[0].isdigit() else home])


def _day(chance: random.Random, day: date, language: str) -> str:
    if language == "es":
        return chance.choice([f"{day.day} de {MESES[day.month - 1]} de {day.year}", f"{day:%d/%m/%Y}"])
    month = MONTHS[day.month - 1]
    return chance.choice(
        [f"{day.month}/{day.day}/{day.year}", f"{month} {day.day}, {day.year}", f"{day:%m-%d-%Y}", f"{day:%m/%d/%y}",
         f"{day.day} {month} {day.year}", day.isoformat()]
    )  # fmt: skip


def main() -> None:
    """Write the files, once."""
    everybody = people()
    lines = b"".join(spell_person(each) + b"\n" for each in everybody)
    (HERE / "families_roster.jsonl").write_bytes(lines)
    for part in TIMES:
        written = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in fill(part, everybody))
        (HERE / f"{part}.jsonl").write_text(written, encoding="utf-8")
    for name in ("families_test.jsonl", "families_roster.jsonl"):
        print(hashlib.sha256((HERE / name).read_bytes()).hexdigest(), "", name)


if __name__ == "__main__":
    main()
