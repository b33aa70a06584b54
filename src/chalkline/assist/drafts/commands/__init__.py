"""Writes of drafts: questions, replies, newsletters, corrections, gaps."""

from chalkline.assist.drafts.commands.corrections import (
    find_still_right,
    note_readers_told,
    report_wrong,
    write_correction,
)
from chalkline.assist.drafts.commands.gaps import close_filled_gaps, close_gap, note_unanswered_call
from chalkline.assist.drafts.commands.newsletters import (
    accept_newsletter,
    begin_newsletter,
    close_newsletter,
    draft_newsletter,
    mark_newsletter_sent,
)
from chalkline.assist.drafts.commands.questions import close_question, forget_texts, take_question
from chalkline.assist.drafts.commands.replies import accept_reply, draft_reply, mark_sent

__all__ = [
    "accept_newsletter",
    "accept_reply",
    "begin_newsletter",
    "close_filled_gaps",
    "close_gap",
    "close_newsletter",
    "close_question",
    "draft_newsletter",
    "draft_reply",
    "find_still_right",
    "forget_texts",
    "mark_newsletter_sent",
    "mark_sent",
    "note_readers_told",
    "note_unanswered_call",
    "report_wrong",
    "take_question",
    "write_correction",
]
