"""Reads of jobs: what has failed for good, and what waits. For those who keep the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalkline.jobs.models import Run, StuckReaction


@dataclass(frozen=True)
class DeadRun:
    """A job that has used up its attempts."""

    id: str
    job: str
    attempts: int
    problem: str
    dead_at: datetime


@dataclass(frozen=True)
class DeadReaction:
    """A reaction that has used up its attempts on one fact."""

    id: int
    reaction: str
    place: int
    problem: str
    dead_at: datetime


def dead_runs(*, limit: int = 100) -> list[DeadRun]:
    """Jobs on the dead list, newest first."""
    return [
        DeadRun(str(run.id), run.job, run.attempts, run.problem, run.dead_at)
        for run in Run.objects.filter(dead_at__isnull=False).order_by("-dead_at")[:limit]
        if run.dead_at
    ]


def dead_reactions(*, limit: int = 100) -> list[DeadReaction]:
    """Reactions on the dead list, newest first."""
    return [
        DeadReaction(stuck.id, stuck.reaction, stuck.place, stuck.problem, stuck.dead_at)
        for stuck in StuckReaction.objects.filter(dead_at__isnull=False).order_by("-dead_at")[:limit]
        if stuck.dead_at
    ]


def waiting_runs() -> int:
    """How many jobs wait or run."""
    return Run.objects.filter(finished_at=None).count()
