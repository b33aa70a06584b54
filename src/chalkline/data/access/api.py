"""The public door of access requests."""

from chalkline.data.access.commands import (
    answer_access,
    ask_to_see,
    close_access,
    export_held,
    identify_asker,
    record_access_request,
)
from chalkline.data.access.law import access_duty
from chalkline.data.access.models import AccessRequest
from chalkline.data.access.queries import access_by_id, access_requests, open_access_requests
from chalkline.data.access.words import ACCESS_STATE_NAMES, OPEN, AccessAsked, AccessDuty, AccessState

__all__ = [
    "ACCESS_STATE_NAMES",
    "OPEN",
    "AccessAsked",
    "AccessDuty",
    "AccessRequest",
    "AccessState",
    "access_by_id",
    "access_duty",
    "access_requests",
    "answer_access",
    "ask_to_see",
    "close_access",
    "export_held",
    "identify_asker",
    "open_access_requests",
    "record_access_request",
]
