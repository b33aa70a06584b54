"""The wire contract of trying out: what a page asks a gateway about a text, and what it is told. Nothing is kept.

The page proves itself, and the gateway its answer, with the stamp of ``grounding.py`` (kinds "tried" and "seen"): both
hold that key, and no caller does. So a person sees what the gateway itself would do, with the policy, the roster and
the stops that it holds at that moment, and nobody else can use this door.
"""

from __future__ import annotations

import msgspec

ADDRESS = "/v1/chalkline/try"
LARGEST = 256 * 1024
LONGEST_TEXT = 8000


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A text as a person would send it. ``key_id``: the person's own key of this use, "" without one; with ``sends``
    the model is asked too, by that key, as in any other call.
    """

    text: str
    use_id: str
    role: str
    key_id: str = ""
    grade_band: str = ""
    school: str = ""
    purpose: str = ""
    model: str = ""
    training: tuple[str, ...] = ()
    sends: bool = False
    record_id: str = ""  # the open record of the person who decides the matter; "" without one


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Something found in the text: where, which data element, and what takes its place ("" where nothing does)."""

    start: int
    end: int
    element: str
    stand_in: str = ""


class SafetySeen(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from signals in the text, by the setting of the band and the use.

    ``act`` is pass, tell, refuse, help or alert; ``instead`` is what a person would read in place of an answer.
    ``second_look``: "answered" or "failed" where a model took one, "later" where one would with a call that is sent.
    """

    act: str
    categories: tuple[str, ...] = ()
    instead: str = ""
    second_look: str = ""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a gateway makes of it. ``sent`` is the text as it would go out ("" where nothing would); ``code`` and
    ``message`` are those of a refusal. ``answered`` is what a model said to it, ``restored`` what the caller reads.
    """

    verdict: str
    revision: int
    code: str = ""
    message: str = ""
    elements: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    sent: str = ""
    answered: str = ""
    restored: str = ""
    safety: SafetySeen | None = None


def spell(message: Tried | Seen) -> bytes:
    """A message as it goes over the wire."""
    return msgspec.json.encode(message)


def read_tried(body: bytes) -> Tried:
    """Raises ValueError for anything else."""
    return msgspec.json.decode(body, type=Tried)


def read_seen(body: bytes) -> Seen:
    """Raises ValueError for anything else."""
    return msgspec.json.decode(body, type=Seen)
