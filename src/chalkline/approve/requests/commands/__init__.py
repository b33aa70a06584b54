"""Writes of requests: asking, moving along the way, keeping drafts."""

from chalkline.approve.requests.commands.asking import (
    attach_use_case,
    file_request,
    join_request,
    revise_request,
    withdraw_request,
)
from chalkline.approve.requests.commands.drafting import drop_draft, keep_draft
from chalkline.approve.requests.commands.importing import RequestRow, compare_requests, take_over_requests
from chalkline.approve.requests.commands.moving import move_request

__all__ = [
    "RequestRow",
    "attach_use_case",
    "compare_requests",
    "drop_draft",
    "file_request",
    "join_request",
    "keep_draft",
    "move_request",
    "revise_request",
    "take_over_requests",
    "withdraw_request",
]
