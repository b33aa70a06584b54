"""Pictures, recordings and files of a body: which data element each is, and that it is sent itself, not an address.

An address would have the provider fetch it: others learn of it, nobody here can look at it, and it may lead anywhere.
"""

from __future__ import annotations

from typing import Any

import re2

from chalkline.gateway.refusing import body_unclear, part_elsewhere

PART_ELEMENTS = {
    "image_url": "stu_photo",
    "input_image": "stu_photo",
    "image": "stu_photo",
    "input_audio": "stu_voice",
    "file": "ai_upload",
    "input_file": "ai_upload",
    "document": "ai_upload",
}
PAYLOADS = ("image_url", "input_audio", "file", "source", "file_id", "file_data", "file_url", "url")
PART_TEXTS = {"text", "input_text", "output_text", "refusal", "summary_text", "reasoning_text"}
READ_SOURCES = frozenset({"text", "content"})  # a document that is sent as text is looked at like any text
ADDRESSES = frozenset({"url", "image_url", "file_url"})
SAYS = frozenset({"text", "title", "context", "filename", "name"})  # what a person reads beside one
BYTES = re2.compile(r"[A-Za-z0-9+/=_\r\n-]*")  # anything else that stands in their place is read as a text
IN_PLACE = re2.compile(r"(?i)data:[\w.+-]{1,60}/[\w.+-]{1,80}(?:;[ ]?(?:charset|codecs)=[\w.-]{1,30})?;base64,")
TEXT_IN_PLACE = re2.compile(r"(?i)data:\s*(?:text/|[,;]|[^,;]{0,100}(?:json|xml|yaml|javascript)\s*[,;])")
SCHEME = re2.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]{1,20}:\s*)?//")


def kind_of(node: Any, *, without: str = "") -> str:
    """What a part or an item says that it is; "" for what says nothing readable, ``without`` for what says nothing."""
    kind = node.get("type", without) if isinstance(node, dict) else ""
    return kind if isinstance(kind, str) else ""


def element_of(node: dict[str, Any]) -> str | None:
    """The data element that a part of a message is, where it is a picture, a recording or a file."""
    kind = kind_of(node)
    element = PART_ELEMENTS.get(kind)
    if element is None:
        # What says that it is a text and brings a picture besides is one for whoever looks at its fields.
        strange = len(node) > 2 and kind in PART_TEXTS and next((each for each in PAYLOADS if each in node), None)
        return PART_ELEMENTS.get(strange, "ai_upload") if strange else None
    payloads = [name for name in PAYLOADS if name in node]
    # A source that is a text says nothing of what else the part carries.
    is_read = kind == "document" and payloads == ["source"] and kind_of(node["source"]) in READ_SOURCES
    return element if payloads and not is_read else None


def is_opaque(holder: Any, key: Any, value: str) -> bool:
    """Whether a text is the bytes of a picture, recording or file. Raises Refused for an address of one."""
    if key == "file_id" or (key in ADDRESSES and value[:5].lower() != "data:"):
        raise part_elsewhere()
    if key not in SAYS and kind_of(holder) not in PART_TEXTS and SCHEME.match(value):
        raise part_elsewhere()
    if key in ADDRESSES or key == "file_data":
        if TEXT_IN_PLACE.match(value):
            raise body_unclear("It has a text in the place of a picture or file.")
        begin = IN_PLACE.match(value)
        return BYTES.fullmatch(value, begin.end() if begin else 0) is not None
    return key == "data" and kind_of(holder) != "text" and BYTES.fullmatch(value) is not None
