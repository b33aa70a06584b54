"""Who used which app by the account they signed in with: Entra's sign-in logs, and Google's report on Gemini.

Both become sign-ins that tell of activity. Formats as their makers publish them; not tried on live exports.
"""

from __future__ import annotations

from chalkline.discover.sources.reading.columns import EMAIL, Part, plain_word
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.google_token import activity_rows, is_activity_of
from chalkline.discover.sources.shapes.headed import Headed, headed
from chalkline.discover.sources.shapes.objects import first_objects, have, object_rows, text_at
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence

GEMINI = "gemini_in_workspace_apps"
SIGN_IN_PARTS = (Part.TIME, Part.USER, Part.APP_NAME, Part.APP_ID, Part.ADDRESS, Part.ACTION)
OF_SIGN_INS = {"request id", "correlation id", "sign in error code", "failure reason", "conditional access",
               "application id", "client app", "resource id"}  # fmt: skip
NOTHING = "('', '0', '0.0')"


def recognise_gemini(head: Head, setting: Setting) -> Plan | None:
    """Activities of the application "gemini_in_workspace_apps": each one is Gemini at work beside somebody."""
    form = is_activity_of(GEMINI, head, setting)
    if form is None:
        return None
    select = {
        "moment": form.of("json_extract_string(j, '$.id.time')"),
        "who": text_at("$.actor.email"),
        "address": text_at("$.ipAddress"),
        "client_id": f"'{GEMINI}'",
        "app": "'Gemini'",
        "deed": "'activity'",
        "scopes": "[]::VARCHAR[]",
        "client_type": "''",
        "passed_over": "false",
    }
    return Plan(0.99, activity_rows, select, raw=text_at("$.id.time"))


def recognise_entra_graph(head: Head, setting: Setting) -> Plan | None:
    """signIns of Microsoft Graph. A sign-in that failed is no use."""
    objects = first_objects(head, "value")
    if not have(objects, ("createdDateTime", "appDisplayName"), ("userPrincipalName", "userDisplayName", "userId")):
        return None
    form = form_of([str(each.get("createdDateTime", "")) for each in objects], "UTC", setting.now_epoch)
    if form is None:
        return None
    select = {
        "moment": form.of("json_extract_string(j, '$.createdDateTime')"),
        "who": text_at("$.userPrincipalName", "$.userId"),
        "address": text_at("$.ipAddress"),
        "client_id": text_at("$.appId", "$.appDisplayName"),
        "app": text_at("$.appDisplayName"),
        "deed": "'activity'",
        "scopes": "[]::VARCHAR[]",
        "client_type": text_at("$.clientAppUsed"),
        "passed_over": f"{text_at('$.status.errorCode')} NOT IN {NOTHING}",
    }
    return Plan(0.98, lambda opened, keep: object_rows(opened, keep, "value"), select, raw=text_at("$.createdDateTime"))


def recognise_entra_csv(head: Head, setting: Setting) -> Plan | Missing | None:
    """The console's sign-in log: when, who, which application, and whether it went well."""
    table = headed(head, setting, SIGN_IN_PARTS)
    if table is None or len({plain_word(name) for name in table.header} & OF_SIGN_INS) < 2:
        return None
    if not table.has(Part.USER, Part.APP_NAME):
        return None
    moment = table.moment(Part.TIME, setting)
    if moment is None:
        return table.missing(0.9, Part.TIME)
    went = table.cell(Part.ACTION)
    select = {
        "moment": moment,
        "who": _best_user(table),
        "address": table.cell(Part.ADDRESS),
        "client_id": f"CASE WHEN {table.cell(Part.APP_ID)} = '' THEN {table.cell(Part.APP_NAME)} "
                     f"ELSE {table.cell(Part.APP_ID)} END",
        "app": table.cell(Part.APP_NAME),
        "deed": "'activity'",
        "scopes": "[]::VARCHAR[]",
        "client_type": "''",
        "passed_over": f"regexp_matches(lower({went}), 'fail|interrupt|error|fall|interrump')",
    }  # fmt: skip
    return table.plan(0.96, select, (Part.TIME, Part.APP_NAME))


def _best_user(table: Headed) -> str:
    """The user's account rather than the display name, where both are there."""
    for place, name in enumerate(table.header):
        values = [row[place] for row in table.rows if place < len(row) and row[place]]
        if plain_word(name) in {"username", "user principal name", "userprincipalname", "upn"} and any(
            map(EMAIL.search, values)
        ):
            return f"coalesce(trim(c{place}), '')"
    return table.cell(Part.USER)


OF_ENTRA = (
    Sentence("Only tools that people sign in to with Microsoft; use without signing in is not seen."),
    Sentence("Signing in is not using: an app may sign in by itself."),
    Sentence("Microsoft keeps sign-ins for 7 to 30 days, by licence."),
)
GEMINI_REPORT = Shape(
    name="gemini_report",
    title=Sentence("Gemini in Workspace apps (Reports API)"),
    kind=Kind.SIGN_IN,
    tells=frozenset({Tells.PERSON, Tells.AT_HOME}),
    cannot_show=(
        Sentence("Some of it was offered by Google and not asked for, such as a suggested reply."),
        Sentence("Google keeps it for about six months, and nothing from before June 20, 2025."),
    ),
    recognise=recognise_gemini,
)
ENTRA_GRAPH = Shape(
    name="entra_sign_ins_graph",
    title=Sentence("Entra sign-ins (Microsoft Graph)"),
    kind=Kind.SIGN_IN,
    tells=frozenset({Tells.PERSON, Tells.AT_HOME}),
    cannot_show=OF_ENTRA,
    recognise=recognise_entra_graph,
)
ENTRA_CSV = Shape(
    name="entra_sign_ins",
    title=Sentence("Entra sign-ins (console download)"),
    kind=Kind.SIGN_IN,
    tells=frozenset({Tells.PERSON, Tells.AT_HOME}),
    cannot_show=OF_ENTRA,
    recognise=recognise_entra_csv,
)
