"""A survey that staff or families filled in: a form's answers as a table, one person a row.

The columns are questions in anybody's words, so the one that asks for tools is told by how the question is put,
then by whether the answers name services.
"""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.columns import Part, plain_word
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.shapes.headed import Headed, headed
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape, text_sql
from chalkline.kernel.sentences import Sentence

PARTS = (Part.TIME, Part.USER, Part.ROLE, Part.PLACE, Part.TOOLS)
ASKS = re.compile(r"\b(which|what|list|name|do you|have you|que|cual|cuales|indique|nombre|enumere|usa|utiliza)\b")
FOR_TOOLS = re.compile(r"\b(ai|ia|tools?|apps?|herramientas?|aplicacion(es)?|chatbots?|artificial|chatgpt)\b")
FOR_ROLE = re.compile(r"\b(role|position|job|puesto|cargo|rol|funcion)\b")
FOR_PLACE = re.compile(r"\b(school|campus|building|site|where do you work|escuela|plantel|centro|edificio)\b")


def recognise(head: Head, setting: Setting) -> Plan | Missing | None:
    """A table with a question for tools, and something of a survey beside it: when, who, in which role or school."""
    table = headed(head, setting, PARTS)
    if table is None:
        return None
    asked = _columns_for_tools(table, setting)
    role, place = _column(table, Part.ROLE, FOR_ROLE, asked), _column(table, Part.PLACE, FOR_PLACE, asked)
    moment = table.moment(Part.TIME, setting)
    beside = sum((role is not None, place is not None, moment is not None, table.has(Part.USER)))
    if not asked or not beside:
        return None
    answer = f"concat_ws('; ', {', '.join(f'c{column}' for column in asked)})"
    select = {
        "who": table.cell(Part.USER) if table.columns.get(Part.USER) not in asked else "''",
        "moment": moment or "NULL::BIGINT",
        "dated": f"{table.cell(Part.TIME)} <> ''" if moment else "false",
        "role": text_sql(f"trim(c{role})") if role is not None else "''",
        "place": text_sql(f"trim(c{place})") if place is not None else "''",
        "answer": f"coalesce({answer}, '')",
        "line": table.whole(),
        "passed_over": "false",
    }
    return table.plan(0.75, select, (Part.TIME,))  # of a rejected answer only its time is handed back


def _columns_for_tools(table: Headed, setting: Setting) -> list[int]:
    said = table.columns.get(Part.TOOLS)
    found = [said] if said is not None else []
    asking = []
    for place, name in enumerate(table.header):
        word = plain_word(name)
        is_question = "?" in name or len(word.split()) >= 4
        if place in found or not is_question or not ASKS.search(word):
            continue
        answers = [row[place] for row in table.rows if place < len(row) and row[place]]
        named = sum(setting.names_tool(answer) for answer in answers[:100])
        if FOR_TOOLS.search(word):
            asking.append(place)
        if named and (FOR_TOOLS.search(word) or named >= 0.3 * len(answers[:100])):
            found.append(place)
    return sorted(found) or asking[:1]  # a survey in which nobody named anything is one as well


def _column(table: Headed, part: Part, pattern: re.Pattern[str], asked: list[int]) -> int | None:
    known = table.columns.get(part)
    if known is not None and known not in asked:
        return known
    return next(
        (place for place, name in enumerate(table.header) if place not in asked and pattern.search(plain_word(name))),
        None,
    )


SHAPE = Shape(
    name="survey_file",
    title=Sentence("Survey of staff or families"),
    kind=Kind.SURVEY,
    tells=frozenset(),
    cannot_show=(
        Sentence("People say what they remember and care to tell; those who did not answer are not seen."),
        Sentence("Somebody who answered twice without a name counts twice."),
        Sentence("Names that are spelled too far off are not recognised, and counted as such."),
    ),
    recognise=recognise,
)
