"""The public door of jobs."""

from chalkline.jobs.channel import ChannelKeeper, Handler, hand_over, open_sealed
from chalkline.jobs.declaring import JOBS, Job, job
from chalkline.jobs.effects import effect, has_happened
from chalkline.jobs.queries import DeadReaction, DeadRun, dead_reactions, dead_runs, waiting_runs
from chalkline.jobs.queueing import revive
from chalkline.jobs.reacting import Reaction, react, revive_reaction
from chalkline.jobs.running import Chore, Ran, run_pending, work_forever
from chalkline.jobs.words import WorkState
from chalkline.jobs.work import (
    Progress,
    WorkSeen,
    advance_work,
    begin_work,
    fail_work,
    finish_work,
    recent_work,
    start_work,
    work_by_id,
    works_of,
)

__all__ = [
    "JOBS",
    "ChannelKeeper",
    "Chore",
    "DeadReaction",
    "DeadRun",
    "Handler",
    "Job",
    "Progress",
    "Ran",
    "Reaction",
    "WorkSeen",
    "WorkState",
    "advance_work",
    "begin_work",
    "dead_reactions",
    "dead_runs",
    "effect",
    "fail_work",
    "finish_work",
    "hand_over",
    "has_happened",
    "job",
    "open_sealed",
    "react",
    "recent_work",
    "revive",
    "revive_reaction",
    "run_pending",
    "start_work",
    "waiting_runs",
    "work_by_id",
    "work_forever",
    "works_of",
]
