"""The public door of front ends and issuers."""

from chalkline.publish.front_ends.commands import (
    name_issuer,
    register_front_end,
    replace_secret,
    withdraw_front_end,
    withdraw_issuer,
)
from chalkline.publish.front_ends.models import FrontEnd, TrustedIssuer
from chalkline.publish.front_ends.queries import (
    front_end_by_id,
    front_ends,
    front_ends_believed,
    issuer_by_id,
    issuers,
    issuers_believed,
)
from chalkline.publish.front_ends.words import (
    ISSUER_NAMES,
    PROGRAM_NAMES,
    FrontEndWanted,
    IssuerWanted,
    Program,
)

__all__ = [
    "ISSUER_NAMES",
    "PROGRAM_NAMES",
    "FrontEnd",
    "FrontEndWanted",
    "IssuerWanted",
    "Program",
    "TrustedIssuer",
    "front_end_by_id",
    "front_ends",
    "front_ends_believed",
    "issuer_by_id",
    "issuers",
    "issuers_believed",
    "name_issuer",
    "register_front_end",
    "replace_secret",
    "withdraw_front_end",
    "withdraw_issuer",
]
