"""Writes of policies."""

from chalkline.govern.policies.commands.adopting import put_before, record_board_adoption, settle_version
from chalkline.govern.policies.commands.commenting import answer_comment, comment, open_comments, take_back
from chalkline.govern.policies.commands.owning import hand_over_policy
from chalkline.govern.policies.commands.repealing import (
    propose_repeal,
    put_repeal_before,
    record_board_repeal,
    settle_repeal,
    withdraw_repeal,
)
from chalkline.govern.policies.commands.signing import keep_policy, remind_signers, sign_policy, tell_class
from chalkline.govern.policies.commands.writing import begin_policy, begin_version, translate_version, write_draft

__all__ = [
    "answer_comment",
    "begin_policy",
    "begin_version",
    "comment",
    "hand_over_policy",
    "keep_policy",
    "open_comments",
    "propose_repeal",
    "put_before",
    "put_repeal_before",
    "record_board_adoption",
    "record_board_repeal",
    "remind_signers",
    "settle_repeal",
    "settle_version",
    "sign_policy",
    "take_back",
    "tell_class",
    "translate_version",
    "withdraw_repeal",
    "write_draft",
]
