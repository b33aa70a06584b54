"""Loading a process: the collector rests meanwhile, and works again afterwards, whatever happened."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chalkline.project.loading import loading


def test_the_collector_rests_while_code_is_loaded_and_no_longer() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_it_works_again_after_a_fault() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled()
    gc.unfreeze()


def test_a_command_says_what_it_has_to_say_and_nothing_else(tmp_path: Path) -> None:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("CHALKLINE_", "DJANGO_"))}
    known |= {"CHALKLINE_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src")}
    known |= {"CHALKLINE_DISTRICT": "Cedar Hollow", "CHALKLINE_DOMAIN": "cedarhollow.example"}
    command = [sys.executable, "-m", "chalkline", "make-keys"]
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.startswith("The key folder is complete.")
    assert done.stderr == ""
