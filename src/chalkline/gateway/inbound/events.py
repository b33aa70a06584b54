"""Server-sent events, read whole however their bytes are cut. No input, no output."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalkline.gateway.inbound.shape import Unreadable

LARGEST_EVENT = 8 * 1024 * 1024  # the last event of a stream may repeat the whole answer


@dataclass
class EventReader:
    """Bytes in, the data of whole events out (HTML standard, 9.2.6: the fields we need)."""

    _rest: list[bytes] = field(default_factory=list)
    _size: int = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The data of each event that is whole now. Raises Unreadable for an event without end."""
        if self._rest:
            if b"\n" not in data:  # nothing can have become whole
                return self._wait(data)
            self._rest.append(data)
            data = b"".join(self._rest)
            self._rest, self._size = [], 0
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        *whole, rest = data.split(b"\n\n")
        if rest:
            self._wait(rest)
        found = []
        for event in whole:
            if len(event) > LARGEST_EVENT:
                raise Unreadable
            if (told := _data_of(event)) is not None:
                found.append(told)
        return found

    def _wait(self, data: bytes) -> list[bytes]:
        self._rest.append(data)
        self._size += len(data)
        if self._size > LARGEST_EVENT:
            raise Unreadable
        return []


def _data_of(event: bytes) -> bytes | None:
    if event.startswith(b"data: ") and b"\n" not in event:
        return event[6:]
    lines = [line[5:].removeprefix(b" ") for line in event.split(b"\n") if line.startswith(b"data:")]
    return b"\n".join(lines) if lines else None
