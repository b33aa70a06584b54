"""DNS servers that districts run themselves: Pi-hole, AdGuard Home, dnsmasq. They know no warning, only yes and no."""

from __future__ import annotations

import re

from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.forms.shape import (
    TEXT,
    File,
    Form,
    Head,
    Tried,
    apart_notes,
    joined,
    remarked,
)
from chalkline.publish.filter_lists.words import Entry, Sheet

NO_WARNING = "DNS can only answer or not: what people are to be warned of is not on any list here."


def pihole(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """Subscribed lists (Pi-hole 6; the deny list also 5.22), and regular expressions for older ones.

    In Pi-hole what is allowed goes before what is denied, so an allowed name below which something is denied is
    allowed as a single host.
    """
    notes = [NO_WARNING, *apart_notes(sheet)]
    return (
        File("block.txt", TEXT, joined([*remarked(head, "#", *notes), *map(_abp, sheet.block)])),
        File("allow.txt", TEXT, joined([*remarked(head, "#"), *map(_abp, sheet.allow)])),
        File("block-regex.txt", TEXT, joined(_regex(each) for each in sheet.block)),
        File("allow-regex.txt", TEXT, joined(_regex(each) for each in sheet.allow)),
    )


def adguard(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """One list of rules. ``$important`` makes a denial stand above what other lists let through."""
    rules = [f"{_anchored(each)}$important" for each in sheet.block]
    rules += [f"@@{_anchored(each)}" for each in sheet.allow]
    return (File("rules.txt", TEXT, joined([*remarked(head, "!", NO_WARNING, *apart_notes(sheet)), *rules])),)


def dnsmasq(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """Lines for a file in /etc/dnsmasq.d. The longest name decides, so what is allowed needs no exceptions.

    A single host gets an address that leads nowhere, because ``local`` would take what is below it as well.
    """
    lines = [f"host-record={each.host},0.0.0.0,::" if each.exact else f"local=/{each.host}/" for each in sheet.block]
    lines += [f"server=/{each.host}/#" for each in sheet.allow]
    return (File("chalkline.conf", TEXT, joined([*remarked(head, "#", NO_WARNING, *apart_notes(sheet)), *lines])),)


def _abp(entry: Entry) -> str:
    return entry.host if entry.exact else f"||{entry.host}^"


def _anchored(entry: Entry) -> str:
    return f"|{entry.host}^" if entry.exact else f"||{entry.host}^"


def _regex(entry: Entry) -> str:
    return f"^{re.escape(entry.host)}$" if entry.exact else rf"(\.|^){re.escape(entry.host)}$"


FORMS = (
    Form(
        "pihole",
        Sentence("Pi-hole"),
        Sentence("Subscribed deny and allow lists, and regular expressions for older versions."),
        Tried.READ_BACK,
        pihole,
    ),
    Form(
        "adguard",
        Sentence("AdGuard Home"),
        Sentence("One DNS blocklist with exceptions in it."),
        Tried.READ_BACK,
        adguard,
    ),
    Form(
        "dnsmasq",
        Sentence("dnsmasq"),
        Sentence("Lines for a file in /etc/dnsmasq.d."),
        Tried.WITH_IT,
        dnsmasq,
    ),
)
