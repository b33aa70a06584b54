"""A calendar as programs read it: RFC 5545, all-day events, lines folded at 75 octets. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FOLD = 75


@dataclass(frozen=True)
class Event:
    """A day on which something is due. ``uid`` stays the same when its day changes."""

    uid: str
    day: date
    title: str
    text: str = ""
    url: str = ""


def ics_of(events: Iterable[Event], *, name: str, domain: str, now: datetime) -> bytes:
    """The whole calendar, with CRLF line ends."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chalkline//Review calendar//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]
    for each in events:
        lines += ["BEGIN:VEVENT", f"UID:{_escaped(each.uid)}@{domain}", f"DTSTAMP:{stamp}"]
        lines += [f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}", f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}"]
        lines += [f"SUMMARY:{_escaped(each.title)}", "TRANSP:TRANSPARENT"]
        lines += [f"DESCRIPTION:{_escaped(each.text)}"] if each.text else []
        lines += [f"URL:{each.url}"] if each.url else []
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """Folded between characters, never inside one."""
    pieces, piece = [], b""
    for letter in line:
        coded = letter.encode()
        if len(piece) + len(coded) > FOLD:
            pieces.append(piece)
            piece = b" "
        piece += coded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
