"""Sign-in: which apps may be let into an account. Google Workspace app access control, Microsoft Entra.

Both name apps by their client id, which the district confirms once on a tool's entry; a tool without one is named in
no file. Google's ids are numbers or end in apps.googleusercontent.com, Microsoft's are GUIDs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.forms.shape import CSV, JSON, TEXT, File, Form, Head, Tried, joined, remarked, table
from chalkline.publish.filter_lists.words import AppEntry, Course, Sheet

GUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
ACCESS = {Course.ALLOW: "Limited", Course.BLOCK: "Blocked"}  # limited: what is not restricted, never everything
NOT_A_UNIT = "(put the organizational unit here)"
NOT_A_GROUP = "00000000-0000-0000-0000-000000000000"


def google(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """The file of "Bulk update list" in app access control.

    An approved app becomes *limited*: it gets what the console does not hold back. *Trusted* opens everything, and no
    approved use says that; whoever means it changes the word in the console.
    """
    unit = head.place or NOT_A_UNIT
    rows = [
        (each.name, "Web", each.id, ACCESS[each.course], unit)
        for each in sheet.clients
        if each.course in ACCESS and not GUID.match(each.id)
    ]
    return (File("app-access.csv", CSV, table(("App Name", "Type", "Id", "Access", "Org Unit"), rows)),)


def entra(sheet: Sheet, head: Head) -> tuple[File, ...]:
    """A conditional access policy that blocks apps for a group, a consent policy that keeps them out, and the commands.

    The policy reports only until somebody switches it on: an admin locked out by a file would be a poor first day.
    """
    ours = [each for each in sheet.clients if GUID.match(each.id)]
    blocked = [each.id.lower() for each in ours if each.course is Course.BLOCK]
    allowed = [each.id.lower() for each in ours if each.course is Course.ALLOW]
    group = head.place or NOT_A_GROUP
    called = f"Chalkline: AI not approved for {head.audience}"[:120]
    access = {
        "displayName": called,
        "state": "enabledForReportingButNotEnforced",
        "conditions": {
            "clientAppTypes": ["all"],
            "applications": {"includeApplications": blocked or ["None"]},
            "users": {"includeGroups": [group]},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["block"]},
    }
    consent = {
        "id": "chalkline-ai",
        "displayName": "Chalkline: consent to AI apps",
        "includes": [{"permissionType": "delegated", "clientApplicationIds": allowed}] if allowed else [],
        "excludes": [{"permissionType": "delegated", "clientApplicationIds": blocked}] if blocked else [],
    }
    return (
        File("conditional-access.json", JSON, _spelled(access)),
        File("consent-policy.json", JSON, _spelled(consent)),
        File("entra.ps1", TEXT, joined([*remarked(head, "#", *_how(ours)), *_commands(blocked)])),
    )


def _how(ours: Iterable[AppEntry]) -> list[str]:
    named = [f"{each.id}: {each.name}, {each.course.value}" for each in ours]
    return ["Microsoft Graph PowerShell. Read it before you run it; not tried live.", *named]


def _commands(blocked: list[str]) -> list[str]:
    ids = ", ".join(f'"{each}"' for each in blocked)
    return [
        'Connect-MgGraph -Scopes "Policy.ReadWrite.ConditionalAccess","Policy.ReadWrite.PermissionGrant"',
        "$access = Get-Content -Raw conditional-access.json | ConvertFrom-Json -AsHashtable",
        "New-MgIdentityConditionalAccessPolicy -BodyParameter $access",
        'New-MgPolicyPermissionGrantPolicy -Id "chalkline-ai" -DisplayName "Chalkline: consent to AI apps"',
        *(
            [
                'New-MgPolicyPermissionGrantPolicyExclude -PermissionGrantPolicyId "chalkline-ai" '
                f'-PermissionType "delegated" -ClientApplicationIds @({ids})'
            ]
            if blocked
            else []
        ),
    ]


def _spelled(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


FORMS = (
    Form(
        "google-apps",
        Sentence("Google app access control"),
        Sentence("The file of “Bulk update list”: approved apps limited, denied apps blocked, for one unit."),
        Tried.NOT_LIVE,
        google,
        Sentence("Organizational unit"),
    ),
    Form(
        "entra",
        Sentence("Microsoft Entra"),
        Sentence("A conditional access policy that only reports at first, a consent policy, and the commands."),
        Tried.NOT_LIVE,
        entra,
        Sentence("Object id of the group"),
    ),
)
