"""The squid proxy: files for ``dstdomain`` and the lines that use them."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.forms.shape import TEXT, File, Form, Head, Tried, apart_notes, joined, remarked
from chalkline.publish.filter_lists.words import Entry, Sheet

FOLDER = "/etc/squid/chalkline"


def squid(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """A file for each course and the lines for squid.conf. Denials go first: nothing allowed lies below one."""
    lists = (("block", sheet.block), ("warn", sheet.warn), ("allow", sheet.allow))
    named = [(name, entries) for name, entries in lists if entries]
    files = [
        File(
            f"{name}.txt",
            TEXT,
            joined([*remarked(head, "#", *(apart_notes(sheet) if name == "block" else ())), *map(_name, entries)]),
        )
        for name, entries in lists
    ]
    conf = [*remarked(head, "#", "Put these lines before the http_access lines that let your people through.")]
    conf += [f'acl chalkline_{name} dstdomain "{FOLDER}/{name}.txt"' for name, _ in named]
    conf += ["http_access deny chalkline_block"] if sheet.block else []
    conf += ["# deny_info sends people to a page of yours that warns them; without one, delete the line below."]
    conf += ["# deny_info 302:https://example.invalid/ai-warning?url=%u chalkline_warn"] if sheet.warn else []
    return (*files, File("squid.conf", TEXT, joined(conf)))


def _name(entry: Entry) -> str:
    return entry.host if entry.exact else f".{entry.host}"


FORMS = (
    Form(
        "squid",
        Sentence("squid"),
        Sentence("Files for dstdomain lists, and the lines of squid.conf that use them."),
        Tried.WITH_IT,
        squid,
    ),
)
