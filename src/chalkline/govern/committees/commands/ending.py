"""How a vote in writing ends without a decision: stopped, failed, or overtaken by its meeting."""

from __future__ import annotations

from datetime import datetime

from chalkline.govern.committees.events import WrittenVoteEnded
from chalkline.govern.committees.models import Meeting, Vote, WrittenVote
from chalkline.govern.committees.queries import subject_of
from chalkline.govern.committees.words import WRITTEN_END_NAMES, WrittenEnd
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor


def end_written_vote(written: WrittenVote, actor: Actor, how: WrittenEnd, *, reason: str = "", now: datetime) -> None:
    """Part of the commands that end one. Its votes count no more; they stay in the ledger."""
    written.ended_at, written.ended_how = now, how.value
    written.save(update_fields=["ended_at", "ended_how"])
    Vote.objects.filter(item=written.item).delete()
    told = WrittenVoteEnded(
        subject=subject_of(written.item),
        meeting=SubjectRef("meeting", str(written.item.meeting_id)),
        item=str(written.item_id),
        how=how.value,
        how_said=str(WRITTEN_END_NAMES[how]),
        reason=reason,
    )
    record(told, actor_id=actor.id, now=now)


def end_written_votes(meeting: Meeting, actor: Actor, how: WrittenEnd, *, now: datetime) -> None:
    """All that run on items of a meeting."""
    running = WrittenVote.objects.select_for_update(of=("self",), no_key=True).select_related("item")
    for written in running.filter(item__meeting=meeting, ended_at=None):
        end_written_vote(written, actor, how, now=now)
