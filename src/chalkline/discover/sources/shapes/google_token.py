"""Google's token activity from the Reports API: which app a person let into their account, and when."""

from __future__ import annotations

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.opening import Opened
from chalkline.discover.sources.reading.times import TimeForm, form_of
from chalkline.discover.sources.shapes.objects import first_objects, object_rows
from chalkline.discover.sources.shapes.shape import Kind, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Activities of the application "token"; events are a list, in some exports a single object."""
    form = is_activity_of("token", head, setting)
    if form is None:
        return None
    select = {
        "moment": form.of("json_extract_string(j, '$.id.time')"),
        "who": "coalesce(json_extract_string(j, '$.actor.email'), '')",
        "address": "coalesce(json_extract_string(j, '$.ipAddress'), '')",
        "client_id": _parameter("client_id"),
        "app": _parameter("app_name"),
        "deed": "lower(coalesce(json_extract_string(e, '$.name'), ''))",
        "scopes": "coalesce(CAST(from_json(json_extract(p_scope, '$.multiValue'), '[\"VARCHAR\"]') AS VARCHAR[]), [])",
        "client_type": _parameter("client_type"),
        "passed_over": "false",
    }
    return Plan(0.99, activity_rows, select, raw="json_extract_string(j, '$.id.time')")


def is_activity_of(application: str, head: Head, setting: Setting) -> TimeForm | None:
    """How to read the times of a file of activities of one application; None where it is none."""
    first = first_objects(head, "items")[:50]
    if not first or not all(isinstance(each.get("id"), dict) and "events" in each for each in first):
        return None
    if not any(each["id"].get("applicationName") == application for each in first):
        return None
    return form_of([str(each["id"].get("time", "")) for each in first], "UTC", setting.now_epoch)


def activity_rows(opened: Opened, keep: bool) -> str:
    """SQL: one row an event, with the activity as ``j``, the event as ``e`` and its parameters as ``ps``."""
    events = _listed("json_extract(j, '$.events')")
    params = _listed("json_extract(e, '$.parameters')")
    return (
        f"(SELECT *, list_filter(ps, lambda x: json_extract_string(x, '$.name') = 'scope')[1] AS p_scope "
        f"FROM (SELECT *, {params} AS ps FROM (SELECT j, unnest({events}) AS e "
        f"FROM {object_rows(opened, keep, 'items')})))"
    )


def _listed(json: str) -> str:
    """A JSON list as a list; a single object as a list of one; nothing as a list of one nothing."""
    return (
        f"CASE json_type({json}) WHEN 'ARRAY' THEN from_json({json}, '[\"JSON\"]') "
        f"WHEN 'OBJECT' THEN [{json}] ELSE [NULL::JSON] END"
    )


def _parameter(name: str) -> str:
    found = f"list_filter(ps, lambda x: json_extract_string(x, '$.name') = '{name}')[1]"
    return f"coalesce(json_extract_string({found}, '$.value'), '')"


SHAPE = Shape(
    name="google_token",
    title=Sentence("Google token activity (Reports API)"),
    kind=Kind.SIGN_IN,
    tells=frozenset({Tells.PERSON, Tells.AT_HOME, Tells.ACCESS}),
    cannot_show=(
        Sentence("Only tools that people signed in to with Google; use without signing in is not seen."),
        Sentence("Google keeps it for about six months."),
    ),
    recognise=recognise,
)
