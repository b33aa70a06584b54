"""The public door of responsibilities."""

from chalkline.govern.responsibilities.commands import leave_post, name_to_post, share_out
from chalkline.govern.responsibilities.models import PostHeld, SharedOut
from chalkline.govern.responsibilities.queries import (
    Responsibilities,
    answers_for,
    kind_by_id,
    last_change,
    post_by_id,
    post_held_by_id,
    responsibilities,
    shares_of,
)
from chalkline.govern.responsibilities.words import (
    BY_CASE,
    COMMITTEE,
    MANY_HOLD,
    PART_NAMES,
    Answer,
    DecisionKind,
    Gap,
    GapKind,
    Held,
    Part,
    Post,
    Shares,
)
from chalkline.govern.responsibilities.words import vocabulary as responsibilities_vocabulary

__all__ = [
    "BY_CASE",
    "COMMITTEE",
    "MANY_HOLD",
    "PART_NAMES",
    "Answer",
    "DecisionKind",
    "Gap",
    "GapKind",
    "Held",
    "Part",
    "Post",
    "PostHeld",
    "Responsibilities",
    "SharedOut",
    "Shares",
    "answers_for",
    "kind_by_id",
    "last_change",
    "leave_post",
    "name_to_post",
    "post_by_id",
    "post_held_by_id",
    "responsibilities",
    "responsibilities_vocabulary",
    "share_out",
    "shares_of",
]
