"""The words of jobs: the states of work, and what may follow which."""

from __future__ import annotations

from enum import StrEnum


class WorkState(StrEnum):
    """How a long task stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


MAY_BECOME: dict[WorkState, frozenset[WorkState]] = {
    WorkState.WAITING: frozenset({WorkState.RUNNING, WorkState.DONE, WorkState.FAILED}),
    WorkState.RUNNING: frozenset({WorkState.RUNNING, WorkState.DONE, WorkState.FAILED}),
    WorkState.FAILED: frozenset({WorkState.RUNNING}),  # its job was revived and tries again
    WorkState.DONE: frozenset(),
}
