"""Server-sent events: whole events out of pieces, at the cost of a search for an empty line."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_EVENT = 1024 * 1024
DONE = b"[DONE]"
MARK = b"\xef\xbb\xbf"  # that some writers put before a text in UTF-8


class Nonsense(Exception):
    """What came is not of the shape it should have."""


@dataclass
class Frames:
    """Bytes in, bytes of whole events out: every one ends with its empty line."""

    _rest: bytes = b""
    _begun: bool = False

    def feed(self, data: bytes) -> bytes:
        """What is whole now; "" when nothing is. Raises Nonsense for an event without end."""
        text = self._rest + data if self._rest else data
        if not self._begun and len(text) > 2:
            self._begun, text = True, text.removeprefix(MARK)
        if b"\r" in text:
            return self._with_returns(text)
        if text.endswith(b"\n\n"):
            self._rest = b""
            return text
        end = text.rfind(b"\n\n") + 2
        if end == 1:
            self._rest = text
            if len(text) > LARGEST_EVENT:
                raise Nonsense
            return b""
        self._rest = text[end:]
        return text[:end]

    def _with_returns(self, text: bytes) -> bytes:
        """A line may end with a return, with or without a line feed behind it, which may be still to come."""
        held = b"\r" if text.endswith(b"\r") else b""
        self._rest = b""
        whole = self.feed(text.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        self._rest += held
        return whole

    def rest(self) -> bytes:
        """What stands there without its end; a last line that a return ends is whole."""
        return self._rest.replace(b"\r", b"\n")


def data_of(event: bytes) -> bytes | None:
    """The data of one event (HTML standard, 9.2.6: the fields we need); None where it has none."""
    if event.startswith(b"data: ") and b"\n" not in event:
        return event[6:]
    lines = [line[5:].removeprefix(b" ") for line in event.split(b"\n") if line.startswith(b"data:")]
    return b"\n".join(lines) if lines else None


def events_in(whole: bytes) -> list[bytes]:
    """The data of each event of a text of whole events."""
    return [data for event in whole.split(b"\n\n") if event and (data := data_of(event)) is not None]


def spelled(data: bytes, name: str = "") -> bytes:
    """One event."""
    return b"event: %s\ndata: %s\n\n" % (name.encode(), data) if name else b"data: " + data + b"\n\n"
