"""Text in a document that speaks to a machine, or hides from a reader. Pure: judged before anybody approves.

A document gains no rights by what it says, whether this finds it or not: it can only ever be quoted. The approver
looks at what is found because a quoted order would still reach families, or a model.
"""

from __future__ import annotations

import re2

from chalkline.assist.library.words import Concern

MOST = 50
SHOWN = 300
ORDERS = (
    r"(?i)\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|above|prior|earlier|all|other|your)\b"
    r"[^.\n]{0,30}\b(?:instructions?|rules?|prompts?|directions?|guidelines?)",
    r"(?i)\b(?:you are now|act as|pretend to be|respond only|your new (?:role|task|instructions?))\b",
    r"(?i)\b(?:system prompt|developer message|jailbreak|BEGIN INSTRUCTIONS|end of document)\b",
    r"(?i)(?:^|\n)\s*(?:system|assistant|user)\s*:\s",
    r"(?i)<\|?(?:im_start|im_end|system|endoftext)",
    r"(?i)\b(?:AI|assistants?|chatbots?|language models?|LLMs?)\b[^.\n]{0,30}\b(?:must|should|shall) "
    r"(?:always |never |now |only )?(?:say|answer|reply|tell|recommend|reveal|send|include)\b",
    r"(?i)\b(?:ignora|olvida|omite)\b[^.\n]{0,40}\b(?:instrucciones|reglas|indicaciones)\b",
)
_ORDERS = tuple(re2.compile(each) for each in ORDERS)
_ENCODED = re2.compile(r"[A-Za-z0-9+/]{120,}={0,2}")
CONTROLS = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\u180e"
) - {"\u00ad"}
TAGS = range(0xE0000, 0xE0080)  # "tag" characters: invisible, and read by some models


def concerns_in(text: str, *, page: int = 0) -> tuple[Concern, ...]:
    """Everything in ``text`` an approver must look at."""
    found: list[Concern] = []
    for regexp in _ORDERS:
        for match in regexp.finditer(text):
            found.append(Concern("orders", _around(text, *match.span()), page))
            if len(found) >= MOST:
                return tuple(found)
    hidden = [place for place, each in enumerate(text) if each in CONTROLS or ord(each) in TAGS]
    if hidden:
        found.append(Concern("controls", _around(text, hidden[0], hidden[-1] + 1), page))
    found += [Concern("encoded", match.group(0)[:SHOWN], page) for match in _ENCODED.finditer(text)]
    return tuple(found[:MOST])


def plainly(text: str) -> str:
    """The text without characters that nobody sees. What is kept, quoted and searched is this."""
    return "".join(
        each for each in text if each not in CONTROLS and ord(each) not in TAGS and (each >= " " or each in "\n\t")
    )


def _around(text: str, start: int, end: int) -> str:
    begin = max(0, start - 60)
    return plainly(text[begin : min(len(text), end + 60, begin + SHOWN)]).strip()
