"""Loading a process: the collector rests meanwhile, and works again afterwards, whatever happened."""

from __future__ import annotations

import gc

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
