"""However logs come: archives, folders, several at once. Every file is read, or it is told why not."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cast import Cast
from chalkline.discover.sources.api import (
    WatchState,
    folder,
    hand_in_logs,
    import_all,
    read_watched,
    unpack_archive,
    watched_files,
)
from chalkline.discover.sources.models import Source
from chalkline.discover.sources.reading.orders import Limits
from chalkline.discover.sources.unpacking import is_archive
from chalkline.jobs.api import run_pending, works_of
from chalkline.kernel.apart import Progress
from chalkline.people.api import system_actor
from expecting import problem

sys.path.insert(0, str(Path(__file__).parent))
from dresses import DEVICES, NAMED, address_book
from loading import LOADED_AT, exact
from made_visits import Visit, counted, people, visits


@pytest.fixture
def cast(db: None, catalogue_cast: Cast) -> Cast:
    return catalogue_cast


@pytest.fixture
def pine(db: None) -> list[Visit]:
    return visits(people(1, 40), 200)


def quiet(_: str) -> Progress:
    return lambda done, of: None


def as_zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def as_tar(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize("pack", [as_zip, as_tar], ids=["zip", "tar.gz"])
def test_an_archive_with_folders_is_read_file_by_file_and_ties_its_own_addresses(
    cast: Cast, pine: list[Visit], tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    half = len(pine) // 2
    path = tmp_path / "logs.bin"
    path.write_bytes(pack({
        "dns/01/a.log": DEVICES["unbound"](pine[:half]).encode(),
        "dns/02/b.json.gz": gzip.compress(DEVICES["adguard, API"](pine[half:]).encode()),
        "people/addresses.csv": address_book(pine).encode(),
        "__MACOSX/._a.log": b"x",
        "letter.txt": b"Dear Dana,\n\nthe logs.\n",
    }))  # fmt: skip
    assert is_archive(path)
    came = import_all(cast.dana.actor, [path], now=LOADED_AT, watch=quiet)
    told = {each.name.removeprefix("logs.bin: "): each for each in came}
    assert told["__MACOSX/._a.log"].left and told["letter.txt"].problem
    assert len([each for each in came if each.loaded]) == 3
    found = {slug: (tally.events, tally.people) for slug, tally in exact().services.items()}
    assert found == {slug: (each["events"], each["people"]) for slug, each in counted(pine).items()}
    assert not any(folder("unpacked").iterdir())


def test_a_folder_is_walked_and_what_is_left_out_is_said(cast: Cast, pine: list[Visit], tmp_path: Path) -> None:
    below = tmp_path / "logs" / "2026" / "10"
    below.mkdir(parents=True)
    (below / "proxy.csv").write_text(NAMED["zscaler, JSON"](pine))
    (below / ".hidden").write_text("x")
    (below / "more.csv.part").write_text("half a row")
    (below / "elsewhere").symlink_to("/etc/passwd")
    came = import_all(cast.dana.actor, [tmp_path / "logs"], now=LOADED_AT, watch=quiet)
    assert [each.name for each in came if each.loaded] == ["2026/10/proxy.csv"]
    assert sorted(each.name for each in came if each.left) == [
        "2026/10/.hidden", "2026/10/elsewhere", "2026/10/more.csv.part",
    ]  # fmt: skip


def hostile() -> dict[str, tuple[bytes, str]]:
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    locked = bytearray(as_zip({"a.csv": b"x" * 99}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    tar_link = io.BytesIO()
    with tarfile.open(fileobj=tar_link, mode="w") as archive_of_links:
        info = tarfile.TarInfo("a.csv")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive_of_links.addfile(info)
    many = as_zip({f"{n}.csv": b"" for n in range(5_001)})
    return {
        "a way out": (as_zip({"../../../etc/cron.d/x": b"x"}), "discover.archive_unsafe"),
        "a way out, the other slash": (as_zip({"..\\..\\x": b"x"}), "discover.archive_unsafe"),
        "the root": (as_zip({"/etc/x": b"x"}), "discover.archive_unsafe"),
        "a drive": (as_zip({"C:\\x": b"x"}), "discover.archive_unsafe"),
        "a link": (linked.getvalue(), "discover.archive_unsafe"),
        "a link in a tar": (tar_link.getvalue(), "discover.archive_unsafe"),
        "a way out of a tar": (as_tar({"../x": b"x"}), "discover.archive_unsafe"),
        "locked": (bytes(locked), "discover.archive_encrypted"),
        "cut short": (as_zip({"a.csv": bytes(range(256)) * 99})[:-30], "discover.archive_damaged"),
        "tar cut short": (as_tar({"a.csv": bytes(range(256)) * 99}, "w")[:9_000], "discover.archive_damaged"),
        "too many": (many, "discover.archive_too_many"),
        "nothing in it": (as_zip({}), "discover.archive_empty"),
        "an archive in it": (as_zip({"a.zip": as_zip({"b": b"x"})}), "discover.archive_empty"),
        "a workbook": (as_zip({"[Content_Types].xml": b"<x/>"}), "discover.not_a_log"),
        "a bomb": (as_zip({f"{n}.csv": b"\0" * 40_000_000 for n in range(3)}), "discover.file_too_large"),
    }


def test_what_was_made_to_do_harm_is_refused_whole(tmp_path: Path) -> None:
    path, room = tmp_path / "x.zip", tmp_path / "room"
    for name, (content, code) in hostile().items():
        path.write_bytes(content)
        room.mkdir(exist_ok=True)
        with problem(code):
            unpack_archive(path, name, room, Limits(inflated_bytes=100 * 1024 * 1024))
    assert [each for each in tmp_path.rglob("*") if each.is_file() and room not in each.parents] == [path]


def test_what_is_handed_in_together_is_read_in_the_order_that_ties_it(
    cast: Cast, pine: list[Visit], tmp_path: Path
) -> None:
    inbox = folder("inbox")
    contents = {
        "archive.zip": as_zip({"in/a.log": DEVICES["pi-hole, plain"](pine).encode()}),
        "dns.log": DEVICES["unbound"](pine).encode(),
        "book.csv": address_book(pine).encode(),
    }
    for name, content in contents.items():
        (inbox / name).write_bytes(content)
    hand_in_logs(cast.dana.actor, [(inbox / name, name) for name in contents], now=LOADED_AT)
    ran = run_pending(now=LOADED_AT)
    assert not ran.failed and not any(path.is_file() for path in inbox.rglob("*"))
    assert Source.objects.filter(kind="network", without_person=0).count() == 2
    assert all(not each.note.startswith("Could not") for each in works_of(cast.dana.actor.id))


def test_a_watched_folder_is_read_once_each_file_is_complete(
    cast: Cast, pine: list[Visit], tmp_path: Path, settings: Any
) -> None:
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"logs_folder": tmp_path})
    proxy, letter = tmp_path / "new" / "proxy.csv", tmp_path / "letter.txt"
    proxy.parent.mkdir()
    text = NAMED["zscaler, JSON"](pine)
    proxy.write_text(text[: len(text) // 2])
    letter.write_text("Dear Dana,\n\nthe logs.\n")
    for path in (proxy, letter):
        os.utime(path, (LOADED_AT.timestamp() - 5, LOADED_AT.timestamp() - 5))
    me = system_actor("watched-folder")
    at = [LOADED_AT + timedelta(minutes=2 * n) for n in range(6)]
    assert read_watched(me, now=at[0]) == []
    proxy.write_text(text)
    os.utime(proxy, (at[1].timestamp() - 5, at[1].timestamp() - 5))
    assert [each.name for each in read_watched(me, now=at[1])] == ["letter.txt"], "the log was still being written"
    (came,) = read_watched(me, now=at[2])
    assert came.loaded and came.loaded.rows == len(pine)
    assert read_watched(me, now=at[3]) == [] and proxy.exists()
    told = {each.name: each.state for each in watched_files(cast.dana.actor)}
    assert told == {"new/proxy.csv": WatchState.READ, "letter.txt": WatchState.REFUSED}
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"logs_folder_delete": True})
    letter.write_text(DEVICES["unbound"](pine))
    os.utime(letter, (at[3].timestamp() - 5, at[3].timestamp() - 5))
    assert read_watched(me, now=at[4]) == []
    assert [bool(each.loaded) for each in read_watched(me, now=at[5])] == [True] and not letter.exists()
