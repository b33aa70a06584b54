"""Detection of student data: recall and precision by type and language, false hits, leaks, speed; Presidio beside it.

    python benchmarks/detect.py [PRESIDIO_RESEARCH.json]      (or CHALKLINE_PRESIDIO_RESEARCH=...)

Our labelled test parts, ordinary prose with a roster of 100,000 and their 150,000 guardians, and the public set of
presidio-research where its path is given. Presidio runs with its patterns and no language model, in an environment of
its own under var/.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from chalkline.protect.detecting import Detector, Found, Hints, NameScope, RosterIndex  # noqa: E402
from chalkline.protect.patterns import REPLACEABLE  # noqa: E402
from chalkline.protect.redacting import StandIns, StreamRestorer, look_alikes  # noqa: E402
from chalkline.protect.stream_scanning import StreamScanner  # noqa: E402
from chalkline.rulebook.extract import RosterPerson  # noqa: E402
from texts.large_roster import large_district, large_roster  # noqa: E402
from texts.measuring import Span, Tally, families_index, roster_index, spans, tally, texts  # noqa: E402

STUDENTS = 100_000
HINTS = Hints(district_domains=frozenset({"cedarhollow.example"}), student_number_lengths=frozenset({6, 10}))
VERSION = "2.2.362"
PRESIDIO = {
    "EMAIL_ADDRESS": "EMAIL", "US_SSN": "SSN", "CREDIT_CARD": "CARD", "PHONE_NUMBER": "PHONE", "IP_ADDRESS": "IP",
    "IBAN_CODE": "IBAN", "US_DRIVER_LICENSE": "LICENSE", "US_PASSPORT": "PASSPORT", "US_BANK_NUMBER": "ACCOUNT",
}  # fmt: skip
CHUNKS = ((2, 6), (10, 30), (60, 200))


def main() -> None:
    """Everything, once."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CHALKLINE_PRESIDIO_RESEARCH", "")
    test = texts("test")
    detector = Detector(HINTS, roster_index())
    public = _public(Path(given)) if given else []
    theirs = _presidio([each["text"] for each in test + public])
    ours = tally(test, lambda each: spans(detector.find_who(each["text"], _scope(each))))
    print(f"Our test part: {len(test)} texts. A label counts as found when every letter and digit of it is.")
    _table(ours, tally(test, _looked_up(test, theirs["found"])) if theirs else None)
    _families()
    if public:
        alone = Detector()
        print(f"\npresidio-research: {len(public)} texts, English. Patterns only, nobody's roster.")
        found = theirs["found"][len(test) :] if theirs else []
        _table(
            tally(public, lambda each: spans(alone.find_who(each["text"]))),
            tally(public, _looked_up(public, found)) if theirs else None,
        )
    _leaks(test, detector)
    _build("students", large_roster)
    index = _build("students and 150,000 guardians", large_district)
    _false_hits(index)
    _speed(index, test, theirs["cpu"] if theirs else None, [each["text"] for each in test + public])


def _scope(each: dict[str, Any]) -> NameScope:
    return NameScope(sections=frozenset(each["sections"]))


def _families() -> None:
    """The part on families, by the scope that a gateway gives to whoever has sections."""
    part, detector = texts("families_test"), Detector(HINTS, families_index())
    near = {"district_families": False}
    print(f"\nThe part on families: {len(part)} texts.")
    found = tally(
        part,
        lambda each: spans(detector.find_who(each["text"], NameScope(sections=frozenset(each["sections"]), **near))),
    )
    _table(found, None)
    missed = ", ".join(f"{form} {count} of {found.wanted_forms[form]}" for form, count in found.missed_forms.items())
    print(f"  not found whole: {missed or 'none'}")


def _table(ours: Tally, theirs: Tally | None) -> None:
    print(f"{'type':<10}{'labels':>7}{'recall':>9}{'precision':>11}{'F1':>7}{'en':>8}{'es':>8}{'Presidio F1':>13}")
    for kind in sorted({kind for kind, _ in ours.wanted}):
        count = sum(n for (of, _), n in ours.wanted.items() if of == kind)
        spoken = [
            f"{ours.recall(kind, language):8.3f}" if ours.wanted[kind, language] else " " * 8
            for language in ("en", "es")
        ]
        beside = f"{theirs.f1(kind):13.3f}" if theirs and kind in PRESIDIO.values() else ""
        print(
            f"{kind:<10}{count:>7}{ours.recall(kind):>9.3f}{ours.precision(kind):>11.3f}{ours.f1(kind):>7.3f}"
            f"{spoken[0]}{spoken[1]}{beside}"
        )


def _looked_up(labelled: list[dict[str, Any]], found: list[list[Any]]) -> Callable[[dict[str, Any]], list[Span]]:
    by_text = {each["text"]: several for each, several in zip(labelled, found, strict=False)}
    return lambda each: [(PRESIDIO[kind], start, end) for kind, start, end in by_text[each["text"]] if kind in PRESIDIO]


def _public(path: Path) -> list[dict[str, Any]]:
    """The public set with its labels as ours: those of the types that need no roster."""
    return [
        {
            "text": each["full_text"],
            "language": "en",
            "spans": [
                {
                    "start": span["start_position"], "end": span["end_position"],
                    "type": PRESIDIO[span["entity_type"]], "form": "",
                }
                for span in each["spans"]
                if span["entity_type"] in PRESIDIO
            ],
        }
        for each in json.loads(path.read_text(encoding="utf-8"))
    ]  # fmt: skip


def _presidio(several: list[str]) -> dict[str, Any]:
    """What Presidio finds in the texts, and its processor seconds; nothing where it cannot be installed."""
    home = ROOT / "var" / "presidio"
    python = home / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        known = subprocess.run([str(python), "-c", "import presidio_analyzer"], capture_output=True, check=False)
        if known.returncode:
            install = [str(python), "-m", "pip", "install", "--quiet", f"presidio-analyzer=={VERSION}"]
            subprocess.run(install, check=True, capture_output=True)
    except (subprocess.CalledProcessError, OSError):
        print("Presidio could not be installed: its columns are empty.")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "texts.json", Path(folder) / "found.json"
        asked.write_text(json.dumps(several))
        script = ROOT / "benchmarks" / "apart" / "presidio_patterns.py"
        subprocess.run([str(python), str(script), str(asked), str(told)], check=True, capture_output=True)
        answer: dict[str, Any] = json.loads(told.read_text())
    return answer


def _leaks(test: list[dict[str, Any]], detector: Detector) -> None:
    """Streams of several texts, cut anywhere: what each piece alone, and the scanner, let through; what is restored."""
    chance = random.Random(5)  # noqa: S311 (the same cuts each time)
    streams = [chance.sample(test, 4) for _ in range(150)]
    print(
        "\nStreams cut at random: labels that leaked, pieces scanned alone and by the stream scanner; restored exactly"
    )
    for least, most in CHUNKS:
        alone = scanned = wanted = restored = 0
        for several in streams:
            whole = "\n\n".join(each["text"] for each in several)
            scope = NameScope(sections=frozenset(section for each in several for section in each["sections"]))
            found = detector.find_who(whole, scope)
            wanted += len(found)
            pieces = _cut(whole, chance, least, most)
            alone += _unfound(found, pieces, lambda piece, scope=scope: detector.find_who(piece, scope))
            scanned += len(set(_places(found)) - set(_scanned(detector, scope, pieces)))
            restored += _comes_back(whole, found, chance, least, most)
        print(
            f"  {least}-{most} characters: {alone / wanted:6.1%} alone, {scanned} of {wanted} by the scanner; "
            f"restored {restored} of {len(streams)}"
        )


def _cut(text: str, chance: random.Random, least: int, most: int) -> list[str]:
    pieces, at = [], 0
    while at < len(text):
        size = chance.randint(least, most)
        pieces.append(text[at : at + size])
        at += size
    return pieces


def _places(found: tuple[Found, ...]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in found]


def _unfound(found: tuple[Found, ...], pieces: list[str], find: Callable[[str], tuple[Found, ...]]) -> int:
    seen, at = set(), 0
    for piece in pieces:
        seen |= {(at + each.start, at + each.end) for each in find(piece)}
        at += len(piece)
    return len(set(_places(found)) - seen)


def _scanned(detector: Detector, scope: NameScope, pieces: list[str]) -> list[tuple[int, int]]:
    scanner, at, places = StreamScanner(detector, scope), 0, []
    for said in [said for piece in pieces for said in scanner.feed(piece)] + scanner.finish():
        if said.found:
            places.append((at, at + len(said.text)))
        at += len(said.text)
    return places


def _comes_back(whole: str, found: tuple[Found, ...], chance: random.Random, least: int, most: int) -> bool:
    stand_ins = StandIns(frozenset(look_alikes(whole)))
    sent = stand_ins.replace(whole, found, REPLACEABLE)
    stream = StreamRestorer(stand_ins)
    return "".join(stream.feed(piece) for piece in _cut(sent, chance, least, most)) + stream.finish() == whole


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _build(said: str, roster: Callable[[int], Iterator[RosterPerson]]) -> RosterIndex:
    people = list(roster(STUDENTS))
    memory, before = _memory(), time.process_time()
    index = RosterIndex.build(iter(people))
    took = time.process_time() - before
    print(f"\nIndex of {STUDENTS:,} {said}: {took:.1f} processor seconds, {_memory() - memory:.0f} MB")
    return index


def _false_hits(index: RosterIndex) -> None:
    detector, prose = Detector(index=index), texts("prose_test")
    people = list(large_roster(2000))
    own = [NameScope(sections=each.sections, district_families=False) for each in people[::50]]
    print("Findings per 1,000 words of ordinary prose with nobody in it:")
    for said, scopes in (
        ("whole names and numbers of the district", [NameScope()]),
        ("and single names of the caller's 150 (forty callers)", own),
        ("and single given names of all 100,000", [NameScope(district_singles=True)]),
    ):
        words = found = 0
        for scope in scopes:
            for each in prose:
                words += len(each["text"].split())
                found += len(detector.find(each["text"], scope))
        print(f"  {said}: {1000 * found / words:.3f}")


def _speed(index: RosterIndex, test: list[dict[str, Any]], theirs: float | None, both: list[str]) -> None:
    detector = Detector(HINTS, index)
    scope = NameScope(sections=next(large_roster(1)).sections)
    before = time.process_time()
    for text in both:
        detector.find(text, scope)
    took = time.process_time() - before
    size = sum(map(len, both))
    beside = f"; Presidio's patterns {size / theirs / 1e6:.3f}: {theirs / took:.0f} times" if theirs else ""
    print(f"\nThe same texts, million characters a processor second: {size / took / 1e6:.2f}{beside}")
    kilobyte = " ".join(each["text"] for each in texts("prose_test"))[:1024]
    before = time.process_time()
    for _ in range(2000):
        detector.find(kilobyte, scope)
    print(f"1 KB of prose: {(time.process_time() - before) / 2000 * 1e6:.0f} microseconds")


if __name__ == "__main__":
    main()
