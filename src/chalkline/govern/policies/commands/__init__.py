"""Writes of policies."""

from chalkline.govern.policies.commands.adopting import put_before, record_board_adoption, settle_version
from chalkline.govern.policies.commands.commenting import answer_comment, comment, open_comments, take_back
from chalkline.govern.policies.commands.signing import keep_policy, remind_signers, sign_policy, tell_class
from chalkline.govern.policies.commands.writing import begin_policy, begin_version, translate_version, write_draft

__all__ = [
    "answer_comment",
    "begin_policy",
    "begin_version",
    "comment",
    "keep_policy",
    "open_comments",
    "put_before",
    "record_board_adoption",
    "remind_signers",
    "settle_version",
    "sign_policy",
    "take_back",
    "tell_class",
    "translate_version",
    "write_draft",
]
