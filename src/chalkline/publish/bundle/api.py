"""The public door of bundles."""

from chalkline.publish.bundle.commands import (
    activate_bundle,
    prepare_bundle,
    put_bundle_in_place,
    roll_back_bundle,
)
from chalkline.publish.bundle.models import Bundle
from chalkline.publish.bundle.queries import (
    ask,
    bundle_by_id,
    bundles,
    changes_waiting,
    in_force,
    look_at,
    policy_digest,
    policy_in_force,
    policy_to_come,
    signed_by,
    state_of,
    stops_in_force,
    unpublished,
    waiting,
)
from chalkline.publish.bundle.words import RENEW_WITHIN, STATE_NAMES, Look, State

__all__ = [
    "RENEW_WITHIN",
    "STATE_NAMES",
    "Bundle",
    "Look",
    "State",
    "activate_bundle",
    "ask",
    "bundle_by_id",
    "bundles",
    "changes_waiting",
    "in_force",
    "look_at",
    "policy_digest",
    "policy_in_force",
    "policy_to_come",
    "prepare_bundle",
    "put_bundle_in_place",
    "roll_back_bundle",
    "signed_by",
    "state_of",
    "stops_in_force",
    "unpublished",
    "waiting",
]
