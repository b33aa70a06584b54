"""Two people at the same moment, on SQLite: the races that PostgreSQL runs, with threads, connections and a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def test_of_people_at_once_one_acts_and_the_other_is_told(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CHALKLINE_", "DJANGO_"))}
    known = {**clean, "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])}
    run = subprocess.run(
        [sys.executable, str(TESTS / "racing.py"), str(tmp_path)],
        env=known, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    went = json.loads(run.stdout.splitlines()[-1])
    assert len(went) >= 15
    wrong = {race: said for race, said in went.items() if said}
    assert not wrong, "\n".join(f"{race}\n{said}" for race, said in wrong.items())
