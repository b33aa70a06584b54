"""An answer on its way out: sentence by sentence, and no further once a sentence may not be shown.

One sentence is held back, never more than ``LONGEST_HELD`` characters. Where sentences are cut depends on the text
alone, so that every way of splitting a stream gives the same. Once stopped, nothing of the model follows: a help
answer, or a note, stands instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chalkline.protect.safety.help import SchoolHelp, help_answer, left_out
from chalkline.protect.safety.reading import reader
from chalkline.protect.safety.setting import NOTHING, Judged, SafetySetting, judge
from chalkline.protect.safety.words import Act, Category, Direction, Signal

LONGEST_HELD = 480
KNOWN_BEFORE = 2000  # characters of what was said before that may explain a sentence
STOPS = ".!?…\n"
END = re.compile(r"[.!?…](?=\s)|\n")


@dataclass
class AnswerSafety:
    """``feed`` gives what may go out of a piece, ``finish`` the rest. One channel of one answer.

    ``asked`` is what the person wrote: help comes in its language. ``judged`` says in the end what was found.
    ``instead`` is what stands in place of the model's words once they were stopped; an answer that is not streamed
    shows nothing else. ``whole``: the first piece is all of the text.
    """

    setting: SafetySetting
    asked: str = ""
    school: SchoolHelp | None = None
    closed: bool = False
    whole: bool = False
    judged: Judged = NOTHING
    instead: str = ""
    stopped: bool = False  # whether the model's words were
    _held: str = ""
    _looked: int = 0  # up to where no sentence of what is held ends
    _half: str = ""  # the beginning of a sentence too long to be held whole
    _before: str = ""
    _signals: list[Signal] = field(default_factory=list)

    def feed(self, text: str) -> str:
        """The next piece in; what may be shown, out."""
        if self.stopped:
            return ""
        if self.whole and reader().quiet(text, Direction.OUT):
            return text  # as all of its sentences would give, in one look
        self._held += text
        shown = []
        while not self.stopped and (cut := _cut_of(self._held, self._looked)):
            piece, self._held, self._looked = self._held[:cut], self._held[cut:], 0
            shown.append(self._read(piece))
        self._looked = max(0, len(self._held) - 1)
        return "".join(shown)

    def finish(self) -> str:
        """What is left when the channel ends."""
        rest, self._held = self._held, ""
        return self._read(rest) if rest and not self.stopped else ""

    def _read(self, piece: str) -> str:
        found = reader().find(self._half + piece, Direction.OUT, background=self._before)
        self._before = (self._before + piece)[-KNOWN_BEFORE:]
        ended = piece.rstrip(" ")[-1:] in STOPS
        self._half = "" if ended else (self._half + piece)[-LONGEST_HELD:]
        if not found:
            return piece
        known = {each.rule_id for each in self._signals}
        self._signals += [each for each in found if each.rule_id not in known]
        self.judged = judge(tuple(self._signals), self.setting, Direction.OUT)
        self.stopped = self.judged.act.stops
        if not self.stopped:
            return piece
        self._held = ""
        self.instead = self._instead()
        return self.instead

    def _instead(self) -> str:
        if self.judged.act is Act.REFUSE:
            return left_out(self.asked or self._before)
        category = self.judged.by.category if self.judged.by else Category.SELF_HARM
        return help_answer(category, self.asked or self._before, self.school, closed=self.closed)


def _cut_of(text: str, looked: int) -> int:
    """Where the first sentence of ``text`` ends, 0 while that cannot be told. What follows an end must be seen.

    ``looked``: before it none ends.
    """
    end = END.search(text, looked, LONGEST_HELD + 1)
    if end:
        return end.start() + 1
    if len(text) <= LONGEST_HELD:
        return 0
    return text.rfind(" ", 1, LONGEST_HELD) + 1 or LONGEST_HELD
