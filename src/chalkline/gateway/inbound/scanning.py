"""What a call's body says about students: every text in it is looked at, wherever it stands.

The body is gone through whole: messages, tool definitions, tool results, names, metadata. Pictures, recordings
and files cannot be looked into, so each counts as the data element it is. What this module does not understand
is refused, because what cannot be read cannot be checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.refusing import Refused, body_unclear
from chalkline.protect.detecting import Detector, Found
from chalkline.protect.redacting import StandIns

DEEPEST = 40
LOOKS_LIKE_STAND_IN = re.compile(r"\[[A-Za-z_]{2,20}_[0-9]{1,6}\]")
PART_ELEMENTS = {
    "image_url": "stu_photo",
    "input_image": "stu_photo",
    "input_audio": "stu_voice",
    "file": "ai_upload",
    "input_file": "ai_upload",
}
PART_TEXTS = {"text", "input_text", "refusal"}
NOT_TEXT = {"model"}  # at the top of the body


@dataclass
class Slot:
    """One text in the body, and where to put another in its place."""

    holder: Any
    key: Any
    text: str
    found: tuple[Found, ...]


@dataclass
class Scanned:
    """A body that was gone through."""

    body: dict[str, Any]
    slots: list[Slot] = field(default_factory=list)
    elements: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def redact(self, elements: frozenset[str]) -> StandIns:
        """Replace every finding of ``elements`` in the body. Gives the stand-ins to restore the answer by."""
        stand_ins = StandIns(frozenset(self.taken))
        for slot in self.slots:
            replaced = stand_ins.replace(slot.text, slot.found, elements)
            if replaced is not slot.text:
                slot.holder[slot.key] = replaced
        return stand_ins

    def spelled(self) -> bytes:
        """The body as it goes out: always spelled anew, so that model and gateway read the same."""
        return orjson.dumps(self.body)


def parse(data: bytes) -> dict[str, Any]:
    """The body as a JSON object. Raises Refused."""
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


def scan(body: dict[str, Any], detector: Detector) -> Scanned:
    """Go through a parsed body. Raises Refused where something cannot be looked at."""
    scanned = Scanned(body)
    _walk(body, scanned, detector.find, depth=0)
    return scanned


def _walk(
    node: Any, scanned: Scanned, find: Callable[[str], tuple[Found, ...]], depth: int, *, media: bool = False
) -> None:
    if depth > DEEPEST:
        raise body_unclear("Its body is nested too deeply.")
    element = PART_ELEMENTS.get(str(node.get("type"))) if isinstance(node, dict) and depth else None
    if element:
        scanned.elements.add(element)
    inside = media or element is not None
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(key, str) and len(key) > 6 and find(key):
            raise body_unclear("A field's name holds personal data.")
        if isinstance(value, dict | list):
            _walk(value, scanned, find, depth + 1, media=inside)
        elif isinstance(value, str) and not _is_opaque(key, value, depth, inside):
            _look(node, key, value, scanned, find)


def _is_opaque(key: Any, value: str, depth: int, inside_media: bool) -> bool:
    """Whether a text is no text: the model's name, or the bytes of a picture, recording or file."""
    if depth == 0:
        return key in NOT_TEXT
    return inside_media and (value.startswith("data:") or key in {"data", "file_data"})


def _look(holder: Any, key: Any, text: str, scanned: Scanned, find: Callable[[str], tuple[Found, ...]]) -> None:
    if "[" in text:
        scanned.taken.update(each.upper() for each in LOOKS_LIKE_STAND_IN.findall(text))
    found = find(text)
    if found:
        scanned.slots.append(Slot(holder, key, text, found))
        scanned.elements.update(each.element for each in found)


def refuse_unfound(redact: frozenset[str], scanned: Scanned) -> None:
    """Refuse when the caller declared data that has to be replaced and none was found: it may be there unseen."""
    if redact <= scanned.elements:
        return
    missing = ", ".join(sorted(redact - scanned.elements))
    raise Refused(
        403,
        "data_not_found",
        "This call was not sent. It says that it carries data that has to be replaced first, but the gateway did "
        f"not find it ({missing}). Leave it out, or do not declare it when it is not there.",
    )
