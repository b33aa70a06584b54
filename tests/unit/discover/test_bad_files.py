"""Whatever is handed in: a clear Problem or rows set aside with their reason, and nothing half-loaded."""

from __future__ import annotations

import csv
import gzip
import random
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.discover.sources.api import folder, import_log, rejected_rows, remove_log, source_by_id
from chalkline.discover.sources.models import Source
from chalkline.discover.sources.reading.orders import Limits
from chalkline.ledger.api import history_of, latest
from expecting import problem

sys.path.insert(0, str(Path(__file__).parent))
from loading import LOADED_AT, LOGS, exact
from made_visits import DRESSES, counted, people, visits

PLAIN = "spanish, day first, usernames, semicolons"


@pytest.fixture
def cast(db: None, catalogue_cast: Cast) -> Cast:
    return catalogue_cast


@pytest.fixture
def ready(cast: Cast) -> Cast:
    shutil.rmtree(folder("rows").parent)
    return cast


def whole() -> str:
    return DRESSES[PLAIN](visits(people(), 300))


def nothing_left() -> bool:
    """No source, no kept rows, no work folder."""
    return not Source.objects.exists() and not any(any(folder(name).iterdir()) for name in ("rows", "unknown", "work"))


HOPELESS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "discover.file_empty"),
    "blank": (b"\n \n\r\n\t\n", "discover.file_empty"),
    "only a header": ("Fecha y hora;Usuario;Dirección URL\n".encode(), "discover.file_empty"),
    "random bytes": (random.Random(3).randbytes(50_000), "discover.not_a_log"),
    "zeros": (b"\0" * 10_000, "discover.not_a_log"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 900, "discover.not_a_log"),
    "a PDF": (b"%PDF-1.7\n" + b"x" * 900, "discover.not_a_log"),
    "a workbook": (b"PK\x03\x04" + b"x" * 900, "discover.not_a_log"),
    "gzip cut short": (gzip.compress(random.Random(3).randbytes(9000))[:4000], "discover.gzip_cut_short"),
    "gzip with a flipped byte": (gzip.compress(b"a,b\n1,2\n" * 999)[:30] + b"\xff" * 40, "discover.gzip_damaged"),
    "empty gzip": (gzip.compress(b""), "discover.file_empty"),
    "a letter": (b"Dear Dana,\n\nplease find attached the logs you asked for.\n\nSam\n", "discover.shape_unknown"),
    "JSON of something else": (b'{"menu": [{"day": "Mon", "dish": "soup"}]}\n', "discover.shape_unknown"),
    "deep JSON": (b"[" * 200_000, "discover.shape_unknown"),
    "no web address": (b"date,user,amount\n2026-10-01 10:00:00,a@b.example,3\n", "discover.columns_not_understood"),
    "no person": (b"date,url,amount\n2026-10-01 10:00:00,https://chatgpt.com,3\n", "discover.columns_not_understood"),
    "no time": (b"user,url\n" + b"a@b.example,https://chatgpt.com\n" * 9, "discover.columns_not_understood"),
    "a page": (b"<!doctype html><html><body><table><tr><td>1</td></tr></table></html>\n", "discover.shape_unknown"),
    "mostly rubbish": (
        b"date,user,url\n" + b"2026-10-01 10:00:00,a@b.example,https://chatgpt.com/\n" * 500
        + b"soon,b@b.example,x.example\n" * 900,
        "discover.mostly_unreadable",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), HOPELESS.values(), ids=HOPELESS.keys())
def test_a_file_that_is_no_log_is_refused_whole(ready: Cast, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with problem(code):
        import_log(ready.dana.actor, path, "log.csv", now=LOADED_AT)
    assert nothing_left()


def test_a_real_archive_is_named_as_one(ready: Cast, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("log.csv", whole())
    with problem("discover.not_a_log"):
        import_log(ready.dana.actor, path, "log.csv", now=LOADED_AT)


def test_a_gzip_that_is_a_trap_is_stopped_while_it_inflates(ready: Cast, tmp_path: Path) -> None:
    path = tmp_path / "log.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(400):
            file.write(b"a" * 1024 * 1024)
    with problem("discover.file_too_large"):
        import_log(ready.dana.actor, path, "log.gz", now=LOADED_AT, limits=Limits(inflated_bytes=100 * 1024 * 1024))
    assert nothing_left()


@pytest.mark.parametrize(
    "limits", [Limits(wall_seconds=0), Limits(memory_bytes=90 * 1024 * 1024)], ids=["time", "memory"]
)
def test_a_load_that_takes_too_much_is_stopped(ready: Cast, limits: Limits) -> None:
    with problem("discover.too_much"):
        import_log(ready.dana.actor, LOGS / "umbrella_proxy.csv", "log", now=LOADED_AT, limits=limits)
    assert nothing_left()


def test_a_file_that_is_not_there(ready: Cast, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with problem("discover.file_missing"):
            import_log(ready.dana.actor, path, "none.csv", now=LOADED_AT)


@pytest.mark.parametrize("who", ["tess", "priya", "bo", "paula", "nora", "otto"])
def test_only_those_who_run_the_audit_load_logs(ready: Cast, who: str) -> None:
    with problem("not_allowed"):
        import_log(getattr(ready, who).actor, LOGS / "umbrella_proxy.csv", "log", now=LOADED_AT)
    assert nothing_left()


def test_the_same_file_counts_once_and_says_so(ready: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(whole())
    first = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    before = exact()
    again = import_log(ready.sam.actor, path, "the same under another name.csv", now=LOADED_AT)
    assert again.already and again.source_id == first.source_id and "a.csv" in str(again.sentence)
    assert exact() == before and Source.objects.count() == 1
    read_anew = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT, again=True)
    assert not read_anew.already and exact() == before
    assert Source.objects.filter(state="loaded").count() == 1


def test_a_removed_log_no_longer_counts_and_nothing_of_it_is_kept(ready: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(whole())
    source = source_by_id(ready.dana.actor, import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT).source_id)
    with problem("discover.cannot_remove"):
        remove_log(ready.dana.actor, source, why="  ", now=NOW)
    remove_log(ready.dana.actor, source, why="The wrong week.", now=NOW)
    assert not exact().services and not any(folder("rows").iterdir())
    with problem("discover.cannot_remove"):
        remove_log(ready.dana.actor, source, why="Twice.", now=NOW)
    import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    assert exact().services


def rejects(cast: Cast, source_id: str) -> list[dict[str, str]]:
    with rejected_rows(cast.dana.actor, source_id).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_rows_that_cannot_be_read_come_back_with_line_and_reason(ready: Cast, tmp_path: Path) -> None:
    made = visits(people(), 300)
    lines = DRESSES[PLAIN](made).splitlines()
    lines[3] = "Permitido;IA;https://chatgpt.com/secret?q=my+diary;ANUN00001;gestern"
    lines[8] = "=cmd|'/c calc';IA;https://chatgpt.com/;ANUN00002;=2+2"
    lines[12] = lines[12] + ";one;too;many"
    lines[20] = "cut sho"
    lines.insert(30, "")
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n")
    loaded = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    back = rejects(ready, loaded.source_id)
    assert [row["line"] for row in back] == ["4", "9", "13", "21"]
    assert loaded.rejected == 4 and loaded.rows == len(made)
    assert {row["reason"] for row in back if row["line"] != "13"} == {"The time cannot be read."}
    assert "columns" in back[2]["reason"]
    text = "".join(row["row"] for row in back)
    assert "secret" not in text and "diary" not in text and "chatgpt.com" in text
    assert not any(row["row"].startswith(("=", "+", "-", "@")) for row in back)
    kept = [made[n] for n in range(len(made)) if n + 1 not in (3, 8, 12, 20)]
    assert {slug: tally.events for slug, tally in exact().services.items()} == {
        slug: each["events"] for slug, each in counted(kept).items()
    }


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest(ready: Cast, tmp_path: Path) -> None:
    made = visits(people(), 300)
    lines = DRESSES["month first with AM and PM, quoted"](made).splitlines()
    lines[5] = '"opened and never closed,' + lines[5]
    lines[9] = '5" pipe' + lines[9]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n")
    loaded = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    back = rejects(ready, loaded.source_id)
    assert loaded.rows == len(made) and loaded.rejected == len(back) == 2
    assert [row["line"] for row in back] == ["6", "10"]


def test_a_cell_with_line_ends_in_quotes_is_one_row(ready: Cast, tmp_path: Path) -> None:
    rows = "".join(
        f'2026-10-0{day} 10:00:0{n},u{n}@pine.example,https://chatgpt.com/,"a note\nover two ""lines"""\n'
        for day in range(1, 6) for n in range(5)
    )  # fmt: skip
    path = tmp_path / "a.csv"
    path.write_text("date,user,url,note\n" + rows)
    loaded = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    assert (loaded.rows, loaded.rejected, loaded.events) == (25, 0, 25)


def test_a_line_without_an_end_is_set_aside(ready: Cast, tmp_path: Path) -> None:
    lines = whole().splitlines()
    lines.insert(7, "x" * 3_000_000)
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n")
    loaded = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    (row,) = rejects(ready, loaded.source_id)
    assert loaded.rejected == 1 and row["line"] == "8" and "too long" in row["reason"]


def test_a_plain_file_cut_in_the_middle_keeps_every_whole_row(ready: Cast, tmp_path: Path) -> None:
    text = whole()
    path = tmp_path / "a.csv"
    path.write_text(text[: len(text) // 2])
    loaded = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    assert loaded.rows == text[: len(text) // 2].count("\n") and loaded.rejected <= 1


HOSTILE = "'); DROP TABLE hits; --"


def test_hostile_words_are_only_words(ready: Cast, tmp_path: Path) -> None:
    header = f'time,user,url,"{HOSTILE}",""" || getenv(\'HOME\') || """\n'
    rows = "".join(
        f"2026-10-01 10:00:{n:02},{HOSTILE}{n},https://chatgpt.com/,{HOSTILE},../../etc/passwd\n" for n in range(40)
    )
    path = tmp_path / "a.csv"
    path.write_text(header + rows)
    import_log(ready.dana.actor, path, "../../../etc/passwd", now=LOADED_AT)
    assert exact().services["chatgpt"].events == 40
    assert Source.objects.get().name == "passwd"
    zeek = f"#fields\tts\tid.orig_h\tquery\t{HOSTILE}\n" + "1791203789.0\t10.0.0.1\tchatgpt.com\tx\n" * 9
    path.write_text(zeek)
    import_log(ready.dana.actor, path, "zeek", now=LOADED_AT)


def test_the_ledger_tells_of_loads_without_telling_of_anybody(ready: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(whole())
    loaded = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    (told,) = history_of("source", loaded.source_id)
    assert told.kind == "discover.source.loaded/1" and told.values["rows"] == loaded.rows
    every = " ".join(str(each.values) for each in latest(limit=50))
    assert "@" not in every and "anun" not in every


def test_what_is_kept_names_nobody(ready: Cast, tmp_path: Path) -> None:
    made = visits(people(), 300)
    path = tmp_path / "a.csv"
    path.write_text(DRESSES[PLAIN](made).replace("how+to", "canary-prompt"))
    import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    kept = b"".join(each.read_bytes() for each in folder("rows").parent.rglob("*") if each.is_file())
    for canary in (b"canary", b"search", b"magicschool.ai", b"anun", b"ANUN", b"nunez"):
        assert canary not in kept
    assert Source.objects.get().notes == []


@pytest.mark.parametrize("seed", range(6))
def test_every_line_is_accounted_for_however_a_file_is_mangled(ready: Cast, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    text = list(whole())
    for _ in range(rng.randrange(1, 60)):
        place = rng.randrange(200, len(text))
        text[place] = rng.choice(['"', ";", "\n", "\0", "é", "", "\r\n", '""', "\t", "x" * 300])
    mangled = "".join(text)
    path = tmp_path / "a.csv"
    path.write_text(mangled, newline="")
    loaded = import_log(ready.dana.actor, path, "a.csv", now=LOADED_AT)
    lines = sum(bool(line.strip()) for line in mangled.replace("\r\n", "\n").split("\n")) - 1
    joined = lines - loaded.rows  # records that a quote spans stand on several lines
    assert 0 <= joined <= mangled.count('"') * 30
    assert loaded.rejected < loaded.rows
