"""Reading a OneRoster CSV export: files in, people and rejected rows out. No database.

OneRoster 1.1 (role and schools on the user) and 1.2 (roles.csv, primaryOrgSourcedId) are both read.
Columns and files may come in any order and in any case, and with others beside them; a byte-order mark, Windows
encodings, and semicolons or tabs between cells are accepted; an optional file that holds nothing counts as not there,
and a row marked tobedeleted as gone. Nothing is guessed: a row that cannot be used is returned with its file, line and
reason, and the rest goes on; an export that holds changes only is refused.
Checks against the format of OneRoster; it is not a certified validator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from chalkline.kernel.apart import Progress
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.particulars import NONE
from chalkline.people.roster_particulars import Gathering
from chalkline.people.roster_rows import OrgRow, PersonRow, Roster
from chalkline.people.roster_tables import BLANK, READ, is_gone, must_be_whole, reject, rows_of

ROLES = frozenset(
    {
        "administrator", "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor",
        "relative", "siteAdministrator", "student", "systemAdministrator", "teacher",
    }
)  # fmt: skip
AS_ADMINISTRATOR = {"districtAdministrator", "principal", "siteAdministrator", "systemAdministrator"}
IN_CLASS = frozenset({"teacher", "student"})
MOST_CLASSES = 60  # no real timetable has more


# What the tables hold: a longer text in these columns is no name and no id (models.py).
LONGEST = {
    "sourcedId": 100, "givenName": 100, "familyName": 100, "email": 254, "username": 100, "identifier": 60, "name": 200,
}  # fmt: skip
LONGEST_GRADE, LONGEST_GRADES = 10, 80

NEEDED = ("orgs.csv", "users.csv")


def read_roster(files: Mapping[str, bytes], progress: Progress = lambda done, of: None) -> Roster:
    """Read an export given as {file name: bytes}. Raises Problem where a needed file is missing.

    ``progress``: told the bytes read so far, of all that will be, after each file.
    """
    digest = digest_of({name: sha256(content).hexdigest() for name, content in files.items()})
    files = {name.lower(): content for name, content in files.items() if name.lower() in NEEDED or content.strip(BLANK)}
    for needed in NEEDED:
        if needed not in files:
            raise _no_file(needed)
    must_be_whole(files)
    sizes = {name: len(content) for name, content in files.items() if name in READ}
    done, of = 0, max(sum(sizes.values()), 1)

    def have_read(*names: str) -> None:
        nonlocal done
        done += sum(sizes.get(name, 0) for name in names)
        progress(done, of)

    roster = Roster(digest=digest)
    orgs = _orgs(files, roster)
    users = {row["sourcedId"] for _, row in rows_of(files, "users.csv", ("sourcedId",), Roster())}
    primary_roles = _roles_of_users(files, roster, users)
    have_read("orgs.csv", "roles.csv")
    taught, classes = _taught_and_classes(files, roster, users)
    have_read("classes.csv", "enrollments.csv")
    _people(files, roster, orgs, primary_roles, taught, classes)
    have_read("users.csv", "demographics.csv", "relationships.csv", "addresses.csv")
    return roster


def _orgs(files: Mapping[str, bytes], roster: Roster) -> set[str]:
    known: set[str] = set()
    for line, row in rows_of(files, "orgs.csv", ("sourcedId", "name", "type"), roster):
        identity = row["sourcedId"]
        if is_gone(row):
            continue
        if not identity or identity in known:
            reject(roster, "orgs.csv", line, identity, _twice(identity))
            continue
        if not row["name"]:
            reject(roster, "orgs.csv", line, identity, Sentence("The school has no name."))
            continue
        if unfit := _does_not_fit(row):
            reject(roster, "orgs.csv", line, identity, unfit)
            continue
        known.add(identity)
        roster.orgs.append(
            OrgRow(identity, row["name"], "school" if row["type"] == "school" else row["type"][:20] or "school")
        )
    return known


def _roles_of_users(files: Mapping[str, bytes], roster: Roster, users: set[str]) -> dict[str, tuple[str, str]]:
    """OneRoster 1.2: user id -> (role, org id) of the primary role. Empty for 1.1."""
    found: dict[str, tuple[str, str]] = {}
    if "roles.csv" not in files:
        return found
    for line, row in rows_of(files, "roles.csv", ("userSourcedId", "role", "orgSourcedId"), roster):
        user = row["userSourcedId"]
        if is_gone(row):
            continue
        if user not in users:
            reject(roster, "roles.csv", line, row.get("sourcedId", ""), _nobody(user))
        elif row.get("roleType", "primary") == "primary" or user not in found:
            found[user] = (row["role"], row["orgSourcedId"])
    return found


ByPerson = dict[str, tuple[str, ...]]


def _taught_and_classes(files: Mapping[str, bytes], roster: Roster, users: set[str]) -> tuple[ByPerson, ByPerson]:
    """Teacher id -> grades taught; teacher or student id -> classes. Both empty when the export has no classes."""
    if "classes.csv" not in files or "enrollments.csv" not in files:
        return {}, {}
    aside = Roster()  # rows are counted where people are read; what is wrong with these is told all the same
    grades = {
        row["sourcedId"]: row["grades"] for _, row in rows_of(files, "classes.csv", ("sourcedId", "grades"), aside)
    }
    taught: dict[str, set[str]] = {}
    classes: dict[str, set[str]] = {}
    columns = ("classSourcedId", "userSourcedId", "role")
    for line, row in rows_of(files, "enrollments.csv", columns, aside):
        of, user = row["classSourcedId"], row["userSourcedId"]
        if is_gone(row):
            continue
        if user not in users:
            reject(aside, "enrollments.csv", line, row.get("sourcedId", ""), _nobody(user))
        elif of not in grades:
            no_class = Sentence("The class “{id}” is not in classes.csv.", id=of)
            reject(aside, "enrollments.csv", line, row.get("sourcedId", ""), no_class)
        elif row["role"] in IN_CLASS:
            classes.setdefault(user, set()).add(of)
            if row["role"] == "teacher":
                taught.setdefault(user, set()).update(_items(grades[of]))
    roster.rejected += aside.rejected
    by_teacher = {teacher: _fitting(sorted(found)) for teacher, found in taught.items()}
    return by_teacher, {person: tuple(sorted(found))[:MOST_CLASSES] for person, found in classes.items()}


def _fitting(grades: list[str]) -> tuple[str, ...]:
    """As many of the grades as the table holds; no real teacher has more."""
    kept: list[str] = []
    for grade in grades:
        if len(",".join([*kept, grade])) <= LONGEST_GRADES:
            kept.append(grade)
    return tuple(kept)


def _people(
    files: Mapping[str, bytes],
    roster: Roster,
    orgs: set[str],
    primary_roles: dict[str, tuple[str, str]],
    taught: ByPerson,
    classes: ByPerson,
) -> None:
    seen: set[str] = set()
    gathering = Gathering(files, roster)
    for line, row in rows_of(files, "users.csv", ("sourcedId", "givenName", "familyName"), roster):
        identity = row["sourcedId"]
        if is_gone(row):
            continue
        role, org = primary_roles.get(identity, (row.get("role", ""), ""))
        org = org or row.get("primaryOrgSourcedId", "") or next(iter(_items(row.get("orgSourcedIds", ""))), "")
        problem = _wrong_with(row, identity, role, org, orgs, seen)
        if problem:
            reject(roster, "users.csv", line, identity, problem)
            continue
        seen.add(identity)
        if row.get("enabledUser", "true").lower() == "false":
            continue
        gathering.take(line, row, identity, role)
        roster.people.append(
            PersonRow(
                sourced_id=identity,
                given_name=row["givenName"],
                family_name=row["familyName"],
                email=row.get("email", ""),
                username=row.get("username", ""),
                local_number=row.get("identifier", ""),
                org_id=org,
                role="administrator" if role in AS_ADMINISTRATOR else role,
                grade=next(iter(_items(row.get("grades", ""))), ""),
                grades_taught=taught.get(identity, ()),
                classes=classes.get(identity, ()),
            )
        )
    told = gathering.finish()
    roster.people = [replace(each, particulars=told.get(each.sourced_id, NONE)) for each in roster.people]


def _wrong_with(
    row: Mapping[str, str], identity: str, role: str, org: str, orgs: set[str], seen: set[str]
) -> Sentence | None:
    if not identity:
        return Sentence("The row has no sourcedId.")
    if identity in seen:
        return _twice(identity)
    if not row["givenName"] or not row["familyName"]:
        return Sentence("First or last name is empty.")
    if role not in ROLES:
        return Sentence("The role “{role}” is not one of OneRoster's.", role=role)
    if org not in orgs:
        return Sentence("The school “{org}” is not in orgs.csv.", org=org)
    return _does_not_fit(row)


def _does_not_fit(row: Mapping[str, str]) -> Sentence | None:
    """What no table can hold: a text far too long, or one with a null character in it."""
    for column, longest in LONGEST.items():
        if len(row.get(column, "")) > longest:
            return Sentence("{column} is longer than {n} letters.", column=column, n=longest)
    if len(next(iter(_items(row.get("grades", ""))), "")) > LONGEST_GRADE:
        return Sentence("{column} is longer than {n} letters.", column="grades", n=LONGEST_GRADE)
    if any("\0" in cell for cell in row.values()):
        return Sentence("The row holds a null character.")
    return None


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(",") if item.strip()]


def _twice(identity: str) -> Sentence:
    if not identity:
        return Sentence("The row has no sourcedId.")
    return Sentence("The sourcedId “{id}” stands on an earlier row too; the first one is kept.", id=identity)


def _nobody(user: str) -> Sentence:
    return Sentence("The person “{id}” is not in users.csv.", id=user)


def _no_file(name: str) -> Problem:
    return Problem(
        "roster.file_missing",
        what=Sentence("{file} is missing from the export.", file=name),
        why=Sentence("A roster needs at least orgs.csv and users.csv."),
        next_step=Sentence("Choose the folder or zip file that holds the whole OneRoster CSV export."),
    )
