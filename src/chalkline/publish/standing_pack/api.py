"""The public door of the standing pack."""

from chalkline.publish.calling_gateway import Came, gateway_address, get_from_gateway, post_to_gateway
from chalkline.publish.standing_pack.commands import build_pack, issue_key, revoke_key
from chalkline.publish.standing_pack.jobs import keep_pack_fresh
from chalkline.publish.standing_pack.models import Key, PackHead
from chalkline.publish.standing_pack.queries import (
    PackContents,
    key_by_id,
    keys_of,
    named_in_records,
    own_keys_of,
    pack_contents,
    pack_head,
)
from chalkline.publish.standing_pack.renewing import PackKeeper
from chalkline.publish.standing_pack.words import HOLDER_NAMES, Holder
from chalkline.rulebook.pack import HolderKind

__all__ = [
    "HOLDER_NAMES",
    "Came",
    "Holder",
    "HolderKind",
    "Key",
    "PackContents",
    "PackHead",
    "PackKeeper",
    "build_pack",
    "gateway_address",
    "get_from_gateway",
    "issue_key",
    "keep_pack_fresh",
    "key_by_id",
    "keys_of",
    "named_in_records",
    "own_keys_of",
    "pack_contents",
    "pack_head",
    "post_to_gateway",
    "revoke_key",
]
