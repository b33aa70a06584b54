"""What tests expect, said briefly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chalkline.kernel.problem import Problem


@contextmanager
def problem(code: str) -> Iterator[pytest.ExceptionInfo[Problem]]:
    """The block must end in the Problem of this code, complete with why and what to do next."""
    with pytest.raises(Problem) as caught:
        yield caught
    assert caught.value.code == code, str(caught.value)
    assert str(caught.value.what) and str(caught.value.why) and str(caught.value.next_step)
