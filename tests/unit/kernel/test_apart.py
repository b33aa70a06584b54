"""A child process may answer, fail, stall, flood or die; its parent is told which, and never hangs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalkline.kernel import apart
from chalkline.kernel.apart import Ended, run_apart

pytestmark = pytest.mark.afresh

Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run these lines as a child."""
    code = tmp_path / "code"
    code.mkdir()
    monkeypatch.setattr(apart, "SOURCE", code)

    def made(lines: str, order: str = "{}", **options: Any) -> Ended:
        (code / "reader.py").write_text("import json, os, sys, time\n" + lines, encoding="utf-8")
        return run_apart("reader", order, **{"wall_seconds": 20, **options})

    return made


def test_it_tells_progress_and_gives_its_answer(run: Run) -> None:
    told: list[tuple[int, int]] = []
    ended = run(
        "order = json.load(sys.stdin)\n"
        "for n in (1, 2): print(json.dumps({'done': n, 'of': 2}), flush=True)\n"
        "print(json.dumps({'told': order['say']}))",
        '{"say": "Zúñiga"}',
        progress=lambda done, of: told.append((done, of)),
    )
    assert ended == Ended({"told": "Zúñiga"}, 0)
    assert told == [(1, 2), (2, 2)]


def test_one_that_stalls_is_ended_and_said_to_have_been_stopped(run: Run) -> None:
    ended = run("time.sleep(60)", wall_seconds=0.3)
    assert ended.was_stopped
    assert not ended.answer


def test_one_that_dies_before_it_reads_a_long_order_is_told_from_one_that_was_stopped(run: Run) -> None:
    ended = run("sys.exit(3)", "x" * 5_000_000)
    assert (ended.code, ended.was_stopped) == (3, False)


def test_an_answer_that_is_too_long_is_not_taken_in(run: Run) -> None:
    ended = run("sys.stdout.write('1' * 50_000_000)", longest_answer=1000)
    assert ended.was_stopped
    assert not ended.answer


def test_what_it_complains_of_is_kept_to_its_end_and_never_blocks_it(run: Run) -> None:
    ended = run("sys.stderr.write('x' * 1_000_000)\nraise MemoryError('no more')")
    assert ended.was_stopped
    assert ended.error.rstrip().endswith("MemoryError: no more")
    assert len(ended.error) <= apart.END_OF_ERRORS


def test_it_sees_nothing_of_our_environment_and_imports_nothing_from_where_files_lie(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHALKLINE_SECRET", "canary")
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "colorsys.py").write_text("trap = True", encoding="utf-8")
    ended = run(
        "import colorsys\n"
        "print(json.dumps({'env': sorted(os.environ), 'at': os.getcwd(), 'trap': hasattr(colorsys, 'trap')}))",
        cwd=uploads,
    )
    assert ended.answer["at"] == str(uploads)
    assert ended.answer["trap"] is False
    assert "CHALKLINE_SECRET" not in ended.answer["env"]
