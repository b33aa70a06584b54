"""Chrome: extensions by id (ExtensionSettings) and addresses (URLBlocklist, URLAllowlist), as policies of a unit.

Chrome reads a plain host as that host and what is below it and a host with a dot before it as that host alone; the
longest match decides, and where both match alike the allow list does.
"""

from __future__ import annotations

import json

from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.forms.shape import JSON, File, Form, Head, Tried
from chalkline.publish.filter_lists.words import Course, Entry, Sheet

MOST_ADDRESSES = 1000  # Chrome reads no more of a list


def extensions(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """ExtensionSettings for the extensions that are known; what the unit says of others stays as it is."""
    settings: dict[str, dict[str, str]] = {}
    for each in sheet.extensions:
        if each.course is Course.BLOCK:
            settings[each.id] = {
                "installation_mode": "blocked",
                "blocked_install_message": f"{each.name} is not approved for you. Ask in Chalkline what is.",
            }
        elif each.course is Course.ALLOW:
            settings[each.id] = {"installation_mode": "allowed"}
    return (File("extension-settings.json", JSON, _spelled(settings)),)


def addresses(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """URLBlocklist and URLAllowlist. What is allowed goes in only where it lies below something denied."""
    block, allow = [_host(each) for each in sheet.block], [each.host for each in sheet.allow]
    return (File("url-policies.json", JSON, _spelled({"URLBlocklist": block[:MOST_ADDRESSES], "URLAllowlist": allow})),)


def _host(entry: Entry) -> str:
    return f".{entry.host}" if entry.exact else entry.host


def _spelled(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


FORMS = (
    Form(
        "chrome-extensions",
        Sentence("Chrome extensions"),
        Sentence("The ExtensionSettings policy of an organizational unit, by extension id."),
        Tried.NOT_LIVE,
        extensions,
    ),
    Form(
        "chrome-urls",
        Sentence("Chrome addresses"),
        Sentence("URLBlocklist and URLAllowlist of an organizational unit: they hold on managed devices at home too."),
        Tried.NOT_LIVE,
        addresses,
    ),
)
