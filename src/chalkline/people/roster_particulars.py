"""Reading particulars from an export: middle and preferred names, further ids, phones, home addresses, days of birth,
and whose family somebody is. No database.

OneRoster has columns for most of them; for the rest there are the columns that student systems add (``metadata.…`` or
by their usual names), and a file ``addresses.csv`` of person and address, because OneRoster has no place for one.
What cannot be read is told with its line and left out; the person is taken over all the same. Of demographics.csv
nothing but the day of birth is looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.particulars import Particulars
from chalkline.people.roster_rows import Rejected, Roster
from chalkline.people.roster_tables import is_gone, rows_of
from chalkline.people.words import FAMILIES

LONGEST_NAME, LONGEST_ADDRESS = 100, 200
MOST = 8  # phones, addresses, ids of one person
SHARED_BY = 25  # people who have one phone number: beyond that it is an office's, or a filler
PHONE_DIGITS = range(7, 16)
COLUMNS = {
    "middle": "middlename middle preferredmiddlename",
    "preferred_given": "preferredfirstname preferredgivenname preferredname chosenname goesby nickname",
    "preferred_family": "preferredlastname preferredfamilyname",
    "phones": "phone sms homephone cellphone cell mobilephone mobile workphone phonenumber telephone primaryphone "
    "secondaryphone phone1 phone2 phone3 homephonenumber cellphonenumber studentphone contactphone",
    "address": "address homeaddress streetaddress street address1 addressline1 streetaddress1 addressstreet "
    "physicaladdress mailingaddress residentialaddress studentstreet physicalstreet mailingstreet",
    "unit": "address2 addressline2 streetaddress2 apt apartment unit aptnumber unitnumber",
    "born": "birthdate dateofbirth dob birthday studentbirthdate",
    "agents": "agentsourcedids agents",
    "ids": "userids usermasteridentifier stateid studentstateid",
    "person": "sourcedid usersourcedid personid studentid studentnumber identifier localid id sisid",
}
MEANT = {name: part for part, names in COLUMNS.items() for name in names.split()}
TYPED_ID = re.compile(r"\{[^{}:]*:([^{}]*)\}")
BETWEEN_PHONES = re.compile(r"[,;/|]|\b(?:or|and|y|o)\b", re.IGNORECASE)
EXTENSION = re.compile(r"(?:x|ext\.?)\s*[0-9]+\s*$", re.IGNORECASE)
UNIT = re.compile(r"\s*(?:apt|apartment|unit|suite|ste|lot|depto|int|trlr|#)", re.IGNORECASE)
RELATED = ("relationships.csv", "usersourcedid", "relationshipusersourcedid")


class Gathering:
    """The particulars of the people of one export: ``take`` each row of users.csv, then ``finish``."""

    def __init__(self, files: Mapping[str, bytes], roster: Roster) -> None:
        self._files, self._roster = files, roster
        self._found: dict[str, dict[str, list[str]]] = {}
        self._roles: dict[str, str] = {}
        self._links: list[tuple[int, str, str, str]] = []  # line, file, who names, who is named
        self._known_as: dict[str, str] = {}  # a local number or another id -> roster id

    def take(self, line: int, row: Mapping[str, str], identity: str, role: str) -> None:
        """A row of users.csv that is taken over."""
        self._roles[identity] = role
        if row.get("identifier"):
            self._known_as.setdefault(row["identifier"], identity)
        for part, cell in _cells(row):
            if part == "agents":
                self._links += [(line, "users.csv", identity, each) for each in _listed(cell)]
            elif part != "person":
                self._note(identity, part, cell, line, "users.csv")

    def finish(self) -> dict[str, Particulars]:
        """By roster id; those of whom nothing is told are not in it."""
        self._demographics()
        self._addresses()
        self._relationships()
        self._link()
        self._drop_shared_phones()
        return {identity: told for identity, found in self._found.items() if (told := _told(found)) != Particulars()}

    def _demographics(self) -> None:
        for line, row in self._rows("demographics.csv"):
            identity = row.get("sourcedId") or row.get("userSourcedId", "")
            if identity not in self._roles:
                continue  # the audit of the export tells of it; here nobody lacks anything
            for part, cell in _cells(row):
                if part == "born":
                    self._note(identity, part, cell, line, "demographics.csv")

    def _addresses(self) -> None:
        for line, row in self._rows("addresses.csv"):
            if not {"person", "address"} <= {part for part, _ in _columns(tuple(row))}:
                raise _no_columns("addresses.csv")
            cells = _cells(row)
            named = next((cell for part, cell in cells if part == "person"), "")
            identity = named if named in self._roles else self._known_as.get(named, "")
            if not identity:
                self._tell("addresses.csv", line, named, Sentence("The person “{id}” is not in users.csv.", id=named))
                continue
            for part, cell in cells:
                if part in {"address", "unit", "phones"}:
                    self._note(identity, part, cell, line, "addresses.csv")

    def _relationships(self) -> None:
        """As Microsoft's School Data Sync tells them: one row for a student and somebody of the family."""
        file, one, other = RELATED
        for line, row in self._rows(file):
            plain = {_plain(column): cell for column, cell in row.items()}
            self._links.append((line, file, plain.get(one, ""), plain.get(other, "")))

    def _link(self) -> None:
        for line, file, naming, named in self._links:
            if naming not in self._roles or named not in self._roles:
                missing = named if naming in self._roles else naming
                nobody = Sentence("The family member or child “{id}” is not in users.csv.", id=missing)
                self._tell(file, line, naming, nobody)
                continue
            for family, child in ((naming, named), (named, naming)):
                if self._roles[family] in FAMILIES and self._roles[child] == "student":
                    self._add(family, "children", child)

    def _drop_shared_phones(self) -> None:
        counts = Counter(phone for found in self._found.values() for phone in found.get("phones", ()))
        shared = {phone for phone, count in counts.items() if count > SHARED_BY}
        for phone in sorted(shared):
            said = Sentence("The phone number of {n} people is nobody's own, and is left out.", n=counts[phone])
            self._tell("users.csv", 0, "", said)
        for found in self._found.values() if shared else ():
            found["phones"] = [each for each in found.get("phones", ()) if each not in shared]

    def _note(self, identity: str, part: str, cell: str, line: int, file: str) -> None:
        role = self._roles[identity]
        if part in {"phones", "address", "unit"} and role != "student" and role not in FAMILIES:
            return  # staff are reached at the district: what is theirs at home is nobody's business here
        if part == "born":
            if role == "student":
                day = _day(cell)
                if day:
                    self._found.setdefault(identity, {})["birth_on"] = [day]
                else:
                    self._tell(file, line, identity, Sentence("The day of birth cannot be read."))
            return
        if part == "phones":
            for phone in _phones(cell):
                self._add(identity, part, phone)
        elif part == "address":
            if len(cell) > LONGEST_ADDRESS:
                self._tell(file, line, identity, _too_long("address", LONGEST_ADDRESS))
            elif street := _street_line(cell):
                self._add(identity, "addresses", street)
        elif part == "unit":
            self._add_unit(identity, cell)
        elif part == "ids":
            for each in TYPED_ID.findall(cell) or _listed(cell):
                self._add(identity, "identifiers", each.strip()[:LONGEST_NAME])
        elif len(cell) > LONGEST_NAME:
            self._tell(file, line, identity, _too_long(part, LONGEST_NAME))
        else:
            self._add(identity, part, " ".join(cell.split()))

    def _add_unit(self, identity: str, cell: str) -> None:
        """Part of the address before it: "412 Maple Street", "Apt 2"."""
        addresses = self._found.get(identity, {}).get("addresses")
        if addresses and len(cell) <= LONGEST_NAME and not addresses[-1].endswith(f", {cell}"):
            addresses[-1] = f"{addresses[-1]}, {cell}"

    def _add(self, identity: str, part: str, value: str) -> None:
        several = self._found.setdefault(identity, {}).setdefault(part, [])
        if value and "\0" not in value and value not in several and len(several) < MOST:
            several.append(value)

    def _rows(self, name: str) -> Iterator[tuple[int, dict[str, str]]]:
        if name in self._files:
            aside = Roster()
            for line, row in rows_of(self._files, name, (), aside):
                if not is_gone(row):
                    yield line, row
            self._roster.unread += aside.rejected

    def _tell(self, file: str, line: int, identity: str, reason: Sentence) -> None:
        self._roster.unread.append(Rejected(file, line, identity, reason))


def _told(found: Mapping[str, list[str]]) -> Particulars:
    one = {part: " ".join(found.get(part, ())) for part in ("middle", "preferred_given", "preferred_family")}
    return Particulars(
        **one,
        birth_on=next(iter(found.get("birth_on", ())), ""),
        identifiers=tuple(found.get("identifiers", ())),
        phones=tuple(found.get("phones", ())),
        addresses=tuple(found.get("addresses", ())),
        children=tuple(sorted(found.get("children", ()))),
    )


def _cells(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """(what it means, cell) of the cells that say something, an address before its unit."""
    return [(part, row[column]) for part, column in _columns(tuple(row)) if row[column]]


@lru_cache(maxsize=64)
def _columns(header: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    meant = [(MEANT[_plain(column)], column) for column in header if _plain(column) in MEANT]
    return tuple(sorted(meant, key=lambda each: each[0] == "unit"))


def _plain(column: str) -> str:
    return "".join(each for each in column.lower().removeprefix("metadata.") if each.isalnum())


def _listed(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(",") if item.strip()]


def _phones(cell: str) -> Iterator[str]:
    """The digits of each number in a cell; fillers (000-000-0000) are none."""
    for piece in BETWEEN_PHONES.split(cell):
        digits = "".join(each for each in EXTENSION.sub("", piece) if each in "0123456789")
        digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
        if len(digits) in PHONE_DIGITS and len(set(digits)) > 1:
            yield digits


def _street_line(cell: str) -> str:
    """Street and number, with a unit; town, state and code say nothing of one person alone, and are not kept."""
    first, *rest = (each.strip() for each in cell.replace("\n", ",").split(","))
    line = ", ".join([first, *(each for each in rest[:1] if UNIT.match(each))])
    return " ".join(line.split()) if any(each in "0123456789" for each in line) else ""


def _day(cell: str) -> str:
    """A day as 2013-04-05, of 2013-04-05, 2013-04-05T00:00:00Z or 4/5/2013; "" for what is none."""
    for form, text in (("%Y-%m-%d", cell[:10]), ("%m/%d/%Y", cell), ("%Y%m%d", cell)):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, not an instant)
        except ValueError:
            continue
        return day.isoformat() if day > date(1900, 1, 1) else ""
    return ""


def _no_columns(file: str) -> Problem:
    return Problem(
        "roster.columns_missing",
        what=Sentence("{file} lacks the columns {columns}.", file=file, columns=("sourcedId", "address")),
        why=Sentence("Without them nobody knows whose address stands in a row."),
        next_step=Sentence("Name the columns so, or hand the export in without this file."),
    )


def _too_long(column: str, longest: int) -> Sentence:
    return Sentence("{column} is longer than {n} letters.", column=column, n=longest)
