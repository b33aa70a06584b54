"""From courses of tools to hosts on lists, so that nothing allowed is lost and nothing denied slips onto an allow list.

Products read a listed domain as that domain and everything below it, and differ in whether allow or deny goes first.
So what is listed here is right in either order:

- a host belongs to the tool with the longest domain that it equals or ends in at a dot, as everywhere in Chalkline;
- what an allowed host hangs below is denied by no list: it is told as *apart*, cannot be separated by host;
- a host below which something has another course is listed *exactly*: that host alone, not what is below it;
- a host that two tools share has the milder course, and the stricter tool is told as apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chalkline.publish.filter_lists.words import (
    STRICTNESS,
    Apart,
    AppEntry,
    Course,
    Entry,
    Listed,
    Outcome,
    Sheet,
)
from chalkline.tools.register.api import normal_host


def sheet_of(tools: Mapping[str, Listed], outcomes: Mapping[str, Outcome]) -> Sheet:
    """What one scope's lists say of hosts, client ids and extension ids."""
    owners, apart = _owners(tools, outcomes)
    courses = {host: outcomes[slug].course for host, slug in owners.items()}
    below = _below(courses)
    entries: dict[Course, list[Entry]] = {course: [] for course in Course}
    for host, slug in sorted(owners.items()):
        course, other = courses[host], [each for each in below.get(host, ()) if courses[each] != courses[host]]
        hanging = [each for each in other if courses[each] is Course.ALLOW]
        if hanging and course is not Course.ALLOW:
            apart.append(_apart(host, tools[slug], hanging[0], tools[owners[hanging[0]]]))
            courses[host] = Course.LEAVE
            continue
        if course is Course.LEAVE:
            continue
        said = outcomes[slug]
        for name in (host, f"www.{host}") if other else (host,):
            if name == host or name not in owners:
                entries[course].append(Entry(name, bool(other), slug, tools[slug].name, said.why, said.decision))
    return Sheet(
        allow=_shortened(entries[Course.ALLOW]),
        warn=_shortened(entries[Course.WARN]),
        block=_shortened(entries[Course.BLOCK]),
        apart=tuple(sorted(apart, key=lambda each: (each.slug, each.host))),
        clients=_apps((each, tool, outcomes) for tool in tools.values() for each in tool.client_ids),
        extensions=_apps((each, tool, outcomes) for tool in tools.values() for each in tool.extension_ids),
        outcomes=dict(outcomes),
    )


def _owners(tools: Mapping[str, Listed], outcomes: Mapping[str, Outcome]) -> tuple[dict[str, str], list[Apart]]:
    """Which tool decides about a host: of those that share it, the one of the mildest course."""
    shared: dict[str, list[str]] = {}
    for slug, tool in sorted(tools.items()):
        for host in dict.fromkeys(_domain(each) for each in tool.domains):
            if host and slug in outcomes:
                shared.setdefault(host, []).append(slug)
    owners: dict[str, str] = {}
    apart: list[Apart] = []
    for host, slugs in shared.items():
        mild = min(slugs, key=lambda each: (STRICTNESS[outcomes[each].course], each))
        owners[host] = mild
        apart += [
            _apart(host, tools[each], host, tools[mild])
            for each in slugs
            if outcomes[each].course in (Course.WARN, Course.BLOCK) and outcomes[each].course != outcomes[mild].course
        ]
    return owners, apart


def _domain(text: str) -> str:
    """A listed domain in its one spelling, without "www."; "" for what is none, or would stand for a whole country."""
    host = normal_host(text).removeprefix("www.")
    return host if "." in host else ""


def _below(courses: Iterable[str]) -> dict[str, list[str]]:
    """The listed hosts that lie below a listed host."""
    hosts = set(courses)
    found: dict[str, list[str]] = {}
    for host in sorted(hosts):
        labels = host.split(".")
        for start in range(1, len(labels) - 1):
            above = ".".join(labels[start:])
            if above in hosts:
                found.setdefault(above, []).append(host)
    return found


def _shortened(entries: list[Entry]) -> tuple[Entry, ...]:
    """Without what a listed domain above already says: some products refuse a list that says a thing twice."""
    whole = {each.host for each in entries if not each.exact}
    return tuple(sorted(each for each in entries if not _said_above(each.host, whole)))


def _said_above(host: str, whole: set[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[start:]) in whole for start in range(1, len(labels)))


def _apart(host: str, tool: Listed, with_host: str, other: Listed) -> Apart:
    return Apart(host, tool.slug, tool.name, with_host, other.name)


def _apps(found: Iterable[tuple[str, Listed, Mapping[str, Outcome]]]) -> tuple[AppEntry, ...]:
    """Apps by id; one that two tools claim has the milder course."""
    mildest: dict[str, AppEntry] = {}
    for app_id, tool, outcomes in found:
        if tool.slug not in outcomes:
            continue
        entry = AppEntry(app_id, tool.slug, tool.name, outcomes[tool.slug].course)
        held = mildest.get(app_id)
        if held is None or STRICTNESS[entry.course] < STRICTNESS[held.course]:
            mildest[app_id] = entry
    return tuple(mildest[each] for each in sorted(mildest))
