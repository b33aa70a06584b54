"""An answer on its way out that nobody has read: sentence by sentence, only what approved passages bear out. Pure.

Of a stream one sentence is held back, and never more than ``LONGEST_HELD``. A sentence that fails is replaced by a
note; one that only a person could judge goes out with a mark, or not at all where the use asks for that. Greetings, and
sentences that say no more than that the passages do not say it, pass: they state nothing. "No." and a tick do state
something, and nothing of it could be looked up: they fail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from chalkline.protect.borne_out.checking import check_said, turned_words
from chalkline.protect.borne_out.splitting import cuts_of
from chalkline.protect.borne_out.terms import language_of, terms_of, words_of
from chalkline.protect.borne_out.words import Source, Standing

LONGEST_HELD = 1500  # characters
LEFT_OUT = {
    "en": "[Left out: no approved source says this.]",
    "es": "[Omitido: ninguna fuente aprobada dice esto.]",
}
LOOK_AT_IT = {"en": " [check this with its source]", "es": " [compruébelo en su fuente]"}
CITES = re.compile(r"\[\s*(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\s*\]")
CITES_BEHIND = re.compile(r"(?:[ \t]*\[[\d\s,;]{1,20}\])+")
MAY_CITE = re.compile(r"[ \t]*(?:\[[\d\s,;]{0,20})?")
STAND_IN = re.compile(r"\[[A-Z_]{2,20}_\d{1,6}\]")
DRESS = re.compile(r"^[-•#>*\s]+|[*_`]+")
LISTED = re.compile(r"[-*•#>\s]*\(?(\d{1,2})[.)]\s+")
COURTESY = re.compile(
    r"(?:hello|hi|good (?:morning|afternoon)|thank you(?: for (?:your question|asking))?|you(?:'re| are) welcome"
    r"|i hope (?:this|that) helps|here is what the (?:approved )?(?:passages|sources|documents) say"
    r"|hola|buenos d[ií]as|gracias(?: por su pregunta)?|espero que (?:esto )?le ayude"
    r"|esto dicen (?:los|las) (?:pasajes|fuentes|documentos)(?: aprobad[oa]s)?)[\s.,:!]*",
    re.IGNORECASE,
)
NOT_SAID = re.compile(
    r"(?:(?:i am|i'm) sorry,? )?(?:but )?(?:i do not know|i don't know|(?:the|these) (?:approved |numbered )*"
    r"(?:passages?|sources?|documents?) (?:do not|does not|don't|doesn't)"
    r" (?:say|tell|mention|state|answer|contain|cover|include)"
    r"|no (?:lo )?sé|(?:los|las) (?:pasajes|fuentes|documentos)(?: aprobad[oa]s)?"
    r" no (?:lo )?(?:dicen|mencionan|indican))\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# What may begin another statement behind "the passages do not say it".
TURNS = frozenset(
    "and but however although though yet so then because not no except".split()  # noqa: SIM905  (read as words)
    + "y pero aunque sino entonces porque excepto".split()  # noqa: SIM905  (read as words)
)
CLAUSE = re.compile(r"[,;:(\u2013\u2014]|\s-\s")
OWN_WORDS = "answer question information this that it passages sources documents approved respuesta pregunta eso esto"


@dataclass
class AnswerCheck:
    """``feed`` an answer as it comes; what may go out comes back. ``finish`` gives the rest.

    ``sources`` by the number an answer cites them by, from 1; ``asked``: the question, its personal data replaced.
    """

    sources: Mapping[int, Source]
    asked: str
    strict: bool = False
    held: int = 0
    doubted: int = 0
    left_out: int = 0
    _rest: str = ""
    _noted: bool = False
    _too_long: bool = False
    _item: int = 0
    _language: str = field(init=False)

    def __post_init__(self) -> None:
        self._language = language_of(self.asked)

    @property
    def nothing_held(self) -> bool:
        """Whether it stated something, and nothing of that went out."""
        return bool(self.left_out) and not self.held and not self.doubted

    def feed(self, text: str) -> str:
        """The next piece in; the sentences that are whole now, as they may go out."""
        self._rest += text
        out = []
        while end := self._end_of_first():
            out.append(self._judged(self._rest[:end]))
            self._rest = self._rest[end:]
        if len(self._rest) > LONGEST_HELD:
            self._rest, self._too_long = "", True
        return "".join(out)

    def finish(self) -> str:
        """What was held back, as it may go out."""
        rest, self._rest = self._rest, ""
        return self._judged(rest) if rest or self._too_long else ""

    def _end_of_first(self) -> int:
        """Behind the first whole sentence and what it cites; 0 while more has to come."""
        for cut in cuts_of(self._rest):
            if self._rest[cut - 1] == "\n":
                return cut
            cited = CITES_BEHIND.match(self._rest, cut)
            end = cited.end() if cited else cut
            return 0 if MAY_CITE.fullmatch(self._rest, end) else end
        return 0

    def _judged(self, sentence: str) -> str:
        core = sentence.strip()
        before, after = sentence[: len(sentence) - len(sentence.lstrip())], sentence[len(sentence.rstrip()) :]
        if self._too_long:
            self._too_long = False
            return before + self._note() + after
        if not any(_says_something(each) for each in CITES.sub("", core)):
            return sentence if not CITES.search(core) or not self._noted else before + after
        standing = self._standing(core)
        if standing is Standing.FAILS or (standing is Standing.LOOK and self.strict):
            return before + self._note() + after
        self._noted = False
        if standing is Standing.LOOK:
            self.doubted += 1
            return before + core + LOOK_AT_IT[self._language] + after
        return sentence

    def _standing(self, core: str) -> Standing:
        said = CITES.sub("", self._without_number(core))
        claim = " ".join(DRESS.sub("", STAND_IN.sub("", said)).split())
        if states_nothing(claim, self.asked):
            return Standing.HOLDS
        if not terms_of(claim, language_of(claim)):
            return Standing.FAILS  # "No.", "You should.": an answer, and no word of it that a source could bear out
        cites = {int(each) for found in CITES.findall(core) for each in re.split(r"\s*[,;]\s*", found)}
        checked = check_said(claim, self.sources, cites)
        if checked.standing is Standing.LOOK and "not" in turned_words(claim, checked.quote):
            return Standing.FAILS  # no person looks at it before it is read: what says the opposite stays here
        if checked.standing is Standing.HOLDS and STAND_IN.search(said):
            return Standing.LOOK  # what it stands for came from the question, never from a source
        self.held += checked.standing is Standing.HOLDS
        return checked.standing

    def _without_number(self, core: str) -> str:
        """The text without its number in a list, where the list counts: any other number says something."""
        listed = LISTED.match(core)
        if not listed or int(listed[1]) not in {1, self._item + 1}:
            return core
        self._item = int(listed[1])
        return core[listed.end() :]

    def _note(self) -> str:
        """A note for the first of several that are left out one after the other."""
        self.left_out += 1
        if self._noted:
            return ""
        self._noted = True
        return LEFT_OUT[self._language]


def states_nothing(sentence: str, asked: str) -> bool:
    """Whether a sentence is a courtesy, or says only that what was asked is not said."""
    if COURTESY.fullmatch(sentence):
        return True
    found = NOT_SAID.fullmatch(sentence)
    if not found:
        return False
    known = set(words_of(f"{asked} {OWN_WORDS}"))
    language = language_of(asked)
    known_terms, rest = set(terms_of(" ".join(known), language)), found["rest"].lstrip().rstrip(" .,!")
    goes_on = CLAUSE.search(rest) or set(words_of(rest)) & TURNS
    return not goes_on and set(terms_of(rest, language)) <= known_terms


def _says_something(letter: str) -> bool:
    """Whether a sign by itself can be an answer: a letter, a number, a tick, a picture."""
    return letter.isalnum() or unicodedata.category(letter) == "So"
