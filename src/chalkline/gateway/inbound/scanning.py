"""What a call's body says about students: every text in it is looked at, wherever it stands.

The body is gone through whole: messages, tool definitions, calls and results, names of fields, numbers. Texts in other
spellings are read in plain as well. Pictures, recordings and files cannot be looked into, so each counts as the data
element it is (``media``). What is not understood is refused, because what cannot be read cannot be checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import orjson

from chalkline.gateway.inbound.decoding import Find, Piece, is_json, pieces_of, put_back, with_letters
from chalkline.gateway.inbound.hiding import hidden_in
from chalkline.gateway.inbound.media import element_of, is_opaque
from chalkline.gateway.refusing import Refused, body_unclear
from chalkline.protect.detecting import Found
from chalkline.protect.redacting import StandIns, look_alikes

NOTHING_REPLACED = StandIns()  # of every call in which nothing is; nobody adds to it
DEEPEST = 40
# Characters of control as JSON spells them: set between letters they would hide a word from us and not from a model.
CONTROLS = re.compile(rb"(?<!\\)((?:\\\\)*)\\(?:u00(?:0[0-8bBeEfF]|1[0-9a-fA-F]|7[fF])|b)")
NOT_TEXT = {"model"}  # at the top of the body
# Names of fields that the protocols themselves have: nobody's data.
_FIELDS = """messages content tool_calls function arguments parameters properties required description temperature
    max_tokens max_completion_tokens max_output_tokens frequency_penalty presence_penalty response_format
    stream_options include_usage tool_choice tool_call_id tool_use_id parallel_tool_calls additionalProperties
    image_url input_audio reasoning reasoning_effort instructions function_call json_schema input_schema
    cache_control call_id truncation encoding_format dimensions logit_bias logprobs top_logprobs
    thinking budget_tokens stop_sequences media_type summary verbosity service_tier"""
FIELDS = frozenset(_FIELDS.split())
_WORDS = "user assistant system tool developer function text input_text string object"
WORDS = frozenset(["", *_WORDS.split()])  # values that say nothing about anybody
SMALLEST_NUMBER, LARGEST_NUMBER = 10_000, 10**20  # one with fewer digits, or with more, is nobody's
# Fields whose number says nothing of anybody.
_COUNTS = "seed max_tokens max_completion_tokens max_output_tokens budget_tokens num_ctx num_predict created ttl"
COUNTS = frozenset(_COUNTS.split())
ACROSS = 60  # characters on each side of where two parts of a message meet that are read together


@dataclass
class Slot:
    """One text or number in the body, and where to put another in its place. ``pieces``: of a text that is JSON.

    ``is_object``: what stands there is no text but the object itself.
    """

    holder: Any
    key: Any
    text: str
    found: tuple[Found, ...]
    pieces: tuple[Piece, ...] = ()
    is_object: bool = False


@dataclass
class Scanned:
    """A body that was gone through. ``hidden``: elements found where they cannot be replaced."""

    body: dict[str, Any]
    slots: list[Slot] = field(default_factory=list)
    elements: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    def redact(self, elements: frozenset[str]) -> StandIns:
        """Replace every finding of ``elements`` in the body. Gives the stand-ins to restore the answer by."""
        if not (elements and self.slots):
            return NOTHING_REPLACED
        stand_ins = StandIns(frozenset(self.taken))
        for slot in self.slots:
            if slot.pieces:
                replaced = put_back(
                    slot.text, slot.pieces, lambda text, found: stand_ins.replace(text, found, elements)
                )
            else:
                replaced = stand_ins.replace(slot.text, slot.found, elements)
            if replaced != slot.text:
                slot.holder[slot.key] = orjson.loads(replaced) if slot.is_object else replaced
        return stand_ins

    def spelled(self) -> bytes:
        """The body as it goes out: always spelled anew, so that model and gateway read the same."""
        return orjson.dumps(self.body)


def parse(data: bytes) -> dict[str, Any]:
    """The body as a JSON object, without characters that say nothing to anybody. Raises Refused."""
    if b"\\u00" in data or b"\\b" in data or b"\x7f" in data:
        data = CONTROLS.sub(rb"\1", data).replace(b"\x7f", b"")
    try:
        body = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise body_unclear("Its body is not JSON.") from None
    if not isinstance(body, dict):
        raise body_unclear("Its body is not a JSON object.")
    return body


def text_of(content: Any) -> str:
    """What a message's content says, whether it is a text or a list of parts."""
    if isinstance(content, list):
        return " ".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return str(content or "")


def scan(body: dict[str, Any], find: Find) -> Scanned:
    """Go through a parsed body. Raises Refused where something cannot be looked at."""
    scanned = Scanned(body)
    _walk(body, scanned, find, 0, in_media=False)
    return scanned


def _walk(node: Any, scanned: Scanned, find: Find, depth: int, *, in_media: bool) -> None:
    if depth > DEEPEST:
        raise body_unclear("Its body is nested too deeply.")
    if type(node) is list:
        for place, value in enumerate(node):
            _look(node, place, value, scanned, find, depth, in_media=in_media)
        if len(node) > 1:
            _look_across(node, scanned, find)
        return
    if depth and (element := element_of(node)):
        scanned.elements.add(element)
        in_media = True
    for key, value in node.items():
        # Shorter names are no more than a word, unless they are a number.
        if (len(key) > 6 or (len(key) > 3 and not key.isalpha())) and key not in FIELDS and _tells(key, find):
            raise body_unclear("A field's name holds personal data.")
        _look(node, key, value, scanned, find, depth, in_media=in_media)


def _tells(name: str, find: Find) -> bool:
    return bool(find(name)) or any(map(find, hidden_in(name)))


def _look(holder: Any, key: Any, value: Any, scanned: Scanned, find: Find, depth: int, *, in_media: bool) -> None:
    kind = type(value)  # what JSON gives has no other kinds, and every value of every call comes through here
    if kind is str:
        if value in WORDS or (not depth and key in NOT_TEXT) or (in_media and is_opaque(holder, key, value)):
            return
        _look_at_text(holder, key, value, scanned, find)
    elif kind is dict or kind is list:
        if key == "input" and kind is dict and holder.get("type") == "tool_use":
            _look_at_object(holder, key, value, scanned, find, depth)
        else:
            _walk(value, scanned, find, depth + 1, in_media=in_media)
    elif (kind is int or kind is float) and SMALLEST_NUMBER <= abs(value) < LARGEST_NUMBER and key not in COUNTS:
        _look_at_number(holder, key, value, scanned, find)


def _look_at_object(holder: Any, key: Any, value: dict[str, Any], scanned: Scanned, find: Find, depth: int) -> None:
    """What a tool was called with is read in one: a first and a last name stand in two fields, a name is a field's."""
    if _is_deeper(value, DEEPEST - depth):
        raise body_unclear("Its body is nested too deeply.")
    _look_at_text(holder, key, orjson.dumps(value).decode(), scanned, find, is_object=True)


def _is_deeper(node: Any, most: int) -> bool:
    inside = node.values() if type(node) is dict else node if type(node) is list else ()
    return most < 0 or any(_is_deeper(each, most - 1) for each in inside)


def _look_across(parts: list[Any], scanned: Scanned, find: Find) -> None:
    """Parts of a message are read one behind the other, so a name may begin in one and end in the next."""
    texts = [part for part in parts if type(part) is dict and type(part.get("text")) is str and part["text"]]
    for before, after in pairwise(texts):
        head, tail = before["text"][-ACROSS:], after["text"][:ACROSS]
        for between in ("", "\n"):
            begin = len(head) + len(between)
            for each in find(head + between + tail):
                if each.start < len(head) and begin < each.end:
                    end = len(before["text"])
                    _add(before, replace(each, start=end - len(head) + each.start, end=end), scanned)
                    _add(after, replace(each, start=0, end=each.end - begin), scanned)


def _add(part: dict[str, Any], found: Found, scanned: Scanned) -> None:
    """A finding more in a text that was looked at; where something was found in that place already, it stays so."""
    scanned.elements.add(found.element)
    slot = next((each for each in reversed(scanned.slots) if each.holder is part and each.key == "text"), None)
    if slot is None:
        scanned.slots.append(Slot(part, "text", part["text"], (found,)))
    elif slot.pieces:
        scanned.hidden.add(found.element)
    elif all(found.end <= each.start or each.end <= found.start for each in slot.found):
        slot.found = tuple(sorted((*slot.found, found), key=lambda each: each.start))


def _look_at_text(holder: Any, key: Any, text: str, scanned: Scanned, find: Find, *, is_object: bool = False) -> None:
    scanned.taken.update(look_alikes(text))
    found: tuple[Found, ...] = ()
    pieces: tuple[Piece, ...] = ()
    if is_object or ((key == "arguments" or "\\" in text) and is_json(text)):
        text = with_letters(text)
        pieces = pieces_of(text, find)
    else:
        found = find(text)
    if found or pieces:
        scanned.slots.append(Slot(holder, key, text, found, pieces, is_object))
        scanned.elements.update(each.element for each in found)
        scanned.elements.update(each.element for piece in pieces for each in piece.found)
    known: set[str] | None = None
    for plain in hidden_in(text):
        if known is None:
            known = {text[each.start : each.end] for each in found}
            known.update(piece.text[each.start : each.end] for piece in pieces for each in piece.found)
        # What is found in the text as it stands is replaced there.
        scanned.hidden.update(each.element for each in find(plain) if plain[each.start : each.end] not in known)
    if scanned.hidden:
        scanned.elements |= scanned.hidden


def _look_at_number(holder: Any, key: Any, value: float, scanned: Scanned, find: Find) -> None:
    """A number says what it is by its field's name. One with a fraction is nobody's."""
    if int(value) != value:
        return
    before = f"{str(key).replace('_', ' ')}: "
    text = str(int(value))
    found = tuple(
        replace(each, start=each.start - len(before), end=each.end - len(before))
        for each in find(before + text)
        if each.start >= len(before)
    )
    if found:
        scanned.slots.append(Slot(holder, key, text, found))
        scanned.elements.update(each.element for each in found)


def refuse_unfound(redact: frozenset[str], scanned: Scanned) -> None:
    """Refuse when data has to be replaced and cannot be: declared and not found, or found in another spelling."""
    if hidden := redact & scanned.hidden:
        raise Refused(
            403,
            "data_encoded",
            "This call was not sent. It holds data that has to be replaced first, written in a code (such as Base64 or "
            f"percent signs) in which it cannot be replaced ({', '.join(sorted(hidden))}). Write it in plain text.",
        )
    if redact <= scanned.elements:
        return
    missing = ", ".join(sorted(redact - scanned.elements))
    raise Refused(
        403,
        "data_not_found",
        "This call was not sent. It says that it carries data that has to be replaced first, but the gateway did "
        f"not find it ({missing}). Leave it out, or do not declare it when it is not there.",
    )
