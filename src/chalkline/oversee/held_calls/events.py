"""The facts of held calls. No word of a call is in them; what people said about it is a part that can be erased."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("oversee.held_call.taken_in/1", says="The gateway held a call of an approved use until a person releases it.")
@dataclass(frozen=True)
class HeldCallTakenIn:
    """``responsible`` settles it. ``purpose`` is the id of what it was for."""

    held_call: SubjectRef
    use: SubjectRef
    responsible: SubjectRef
    purpose: str
    is_high_stakes: bool


@fact("oversee.held_call.read/1", says="{actor} read a held call.")
@dataclass(frozen=True)
class HeldCallRead:
    """With the reason they gave."""

    held_call: SubjectRef
    use: SubjectRef
    reason: str = part("words")


@fact("oversee.held_call.released/1", says="{actor} released a held call: it may go out once.")
@dataclass(frozen=True)
class HeldCallReleased:
    """``words`` say why; near a high-stakes decision they are the record of the human decision."""

    held_call: SubjectRef
    use: SubjectRef
    purpose: str
    is_high_stakes: bool
    words: str = part("words")


@fact("oversee.held_call.refused/1", says="{actor} refused a held call.")
@dataclass(frozen=True)
class HeldCallRefused:
    """``words`` are told to the caller."""

    held_call: SubjectRef
    use: SubjectRef
    words: str = part("words")


@fact("oversee.held_call.sent/1", says="A released call went out.")
@dataclass(frozen=True)
class HeldCallSent:
    """``exchange`` is the call that went out."""

    held_call: SubjectRef
    use: SubjectRef
    exchange: SubjectRef


@fact("oversee.held_call.lapsed/1", says="A held call lapsed.")
@dataclass(frozen=True)
class HeldCallLapsed:
    """``why``: unsettled (nobody did), unsent (it was released and not sent in time)."""

    held_call: SubjectRef
    use: SubjectRef
    why: str


@fact("oversee.held_call.overdue/1", says="A held call was not settled by the time it was due.")
@dataclass(frozen=True)
class HeldCallOverdue:
    """Told once."""

    held_call: SubjectRef
    use: SubjectRef
    responsible: SubjectRef


@fact("oversee.releaser.named/1", says="{actor} named who releases the calls of an approved use.")
@dataclass(frozen=True)
class ReleaserNamed:
    """``deputy`` settles what ``releaser`` sent themselves."""

    use: SubjectRef
    releaser: SubjectRef
    deputy: SubjectRef
