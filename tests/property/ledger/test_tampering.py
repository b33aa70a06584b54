"""Any change to an export is found: flipped, dropped, added, swapped, cut bytes, lines and files.

Twice over: with the manifest as it was, and with a manifest that was signed anew to fit, so that the
deeper checks have to find it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import export_of, sign_again, verify

pytestmark = pytest.mark.django_db  # for the one export that all of them tamper with
MANY = settings(max_examples=110, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(scope="module")
def original(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small export with a full tile, and nothing erased: each of its bytes means something."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        folder = export_of(tmp_path_factory.mktemp("export") / "e", governance=258, exchange=3)
        transaction.set_rollback(True)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tampered(data: st.DataObject, before: bytes) -> bytes:
    """The bytes, changed somewhere."""
    size = len(before)
    at = data.draw(st.integers(0, max(0, size - 1)), "at")
    how = data.draw(st.sampled_from(["flip", "drop", "insert", "double", "swap", "truncate", "empty", "line"]), "how")
    other = data.draw(st.integers(0, max(0, size - 1)), "other")
    low, high = sorted((at, other))
    if how == "flip":
        bit = 1 << data.draw(st.integers(0, 7), "bit")
        return before[:at] + bytes([before[at] ^ bit]) + before[at + 1 :]
    if how == "drop":
        return before[:at] + before[at + 1 + data.draw(st.integers(0, 40), "more") :]
    if how == "insert":
        return before[:at] + data.draw(st.binary(min_size=1, max_size=40), "bytes") + before[at:]
    if how == "double":
        return before[:high] + before[low:]
    if how == "swap":
        return (
            before[:low] + before[high : high + 1] + before[low + 1 : high] + before[low : low + 1] + before[high + 1 :]
        )
    if how == "truncate":
        return before[:at]
    if how == "line":
        lines = before.split(b"\n")
        return b"\n".join(lines[:1] + lines[2:])
    return b""


def refused(folder: Path) -> None:
    status, said = verify(folder)
    assert status == 1, "the change was not found"
    assert said.startswith("NOT VERIFIED. ") and "Traceback" not in said


@MANY
@given(data=st.data())
def test_any_changed_file_is_found(original: Path, tmp_path: Path, data: st.DataObject) -> None:
    files = contents(original)
    name = data.draw(st.sampled_from(sorted(files)))
    after = tampered(data, files[name])
    if after == files[name]:
        return
    folder = shutil.copytree(original, tmp_path / "export", dirs_exist_ok=True)
    (folder / name).write_bytes(after)
    refused(folder)


@MANY
@given(data=st.data())
def test_any_change_within_a_log_is_found_whoever_signs_the_manifest(
    original: Path, tmp_path: Path, data: st.DataObject
) -> None:
    files = contents(original)
    name = data.draw(st.sampled_from(sorted(name for name in files if "/" in name)))
    after = tampered(data, files[name])
    if after == files[name]:
        return
    folder = shutil.copytree(original, tmp_path / "export", dirs_exist_ok=True)
    (folder / name).write_bytes(after)
    sign_again(folder)
    refused(folder)


@MANY
@given(data=st.data())
def test_any_moved_swapped_added_or_missing_file_is_found(original: Path, tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / "export"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(original, folder)
    names = sorted(contents(original))
    how = data.draw(st.sampled_from(["remove", "swap", "copy", "rename", "add"]))
    one, two = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    if how == "remove":
        (folder / one).unlink()
    elif how == "add":
        (folder / one).with_name(data.draw(st.from_regex(r"[a-z0-9]{1,9}", fullmatch=True))).write_bytes(b"x")
    elif how == "rename":
        (folder / one).rename((folder / one).with_name("other"))
    elif one == two or (folder / one).read_bytes() == (folder / two).read_bytes():
        return
    elif how == "copy":
        shutil.copyfile(folder / one, folder / two)
    else:
        first, second = (folder / one).read_bytes(), (folder / two).read_bytes()
        (folder / one).write_bytes(second)
        (folder / two).write_bytes(first)
    if contents(folder) == contents(original):
        return
    if data.draw(st.booleans(), "sign again") and how != "add" and "/" in one and "/" in two:
        sign_again(folder)
    refused(folder)
