"""Reading the parts of a chat completion's request that every translation needs. Pure."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes

import orjson

from chalkline.gateway.models.speaking import CannotAsk, Json

INSTRUCTS = frozenset({"system", "developer"})
# With these an answer would not be what was asked for, so they are not dropped in silence.
FORBIDDEN = ("functions", "function_call", "audio", "web_search_options", "prediction")


def refuse_forbidden(body: Json, *, also: tuple[str, ...] = ()) -> None:
    """Raise CannotAsk for what only OpenAI's own services do."""
    for name in (*FORBIDDEN, *also):
        if body.get(name):
            raise CannotAsk(f"The model behind this name does not know “{name}”.")


def parts_of(content: Any) -> list[Json]:
    """The parts of a message's content; a plain text is one of them."""
    if content is None or content == "":
        return []
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        raise CannotAsk("A message's content is neither a text nor a list of parts.")
    return content


def text_of(content: Any) -> str:
    """All text of a message's content."""
    return "\n".join(str(each.get("text", "")) for each in parts_of(content) if each.get("type") in TEXTS)


TEXTS = frozenset({"text", "input_text", "output_text", "refusal"})


def data_url(url: str) -> tuple[str, str] | None:
    """Media type and base64 of a ``data:`` address; None where it is another one."""
    if not url.startswith("data:"):
        return None
    about, _, data = url[5:].partition(",")
    media, *options = about.split(";")
    if "base64" not in options:
        raise CannotAsk("A picture or file in a message is not base64.")
    return media or "application/octet-stream", unquote_to_bytes(data).decode("ascii", "replace")


def image_of(part: Json) -> str:
    """The address of a picture."""
    found = part.get("image_url")
    url = found.get("url") if isinstance(found, dict) else found
    if not isinstance(url, str):
        raise CannotAsk("A picture in a message has no address.")
    return url


def file_of(part: Json) -> str:
    """The ``data:`` address of a file that is in the message itself."""
    found = part.get("file")
    data = found.get("file_data") if isinstance(found, dict) else part.get("file_data")
    if not isinstance(data, str) or not data.startswith("data:"):
        raise CannotAsk("A file is named that lies with another service; put it into the message itself.")
    return data


def calls_of(message: Json) -> list[tuple[str, str, Json, Json]]:
    """Tool calls of a message: id, name, arguments, and the call itself."""
    found = []
    for call in message.get("tool_calls") or []:
        function = call.get("function") if isinstance(call, dict) else None
        if not isinstance(function, dict):
            raise CannotAsk("A message holds a call of a tool that is no function.")
        found.append((str(call.get("id", "")), str(function.get("name", "")), arguments_of(function), call))
    return found


def arguments_of(function: Json) -> Json:
    """The arguments of a call as an object."""
    text = function.get("arguments") or "{}"
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise CannotAsk("The arguments of a tool call are not JSON.") from None
    if not isinstance(said, dict):
        raise CannotAsk("The arguments of a tool call are not a JSON object.")
    return said


def functions_of(body: Json) -> list[Json]:
    """The functions among the tools. Raises CannotAsk for tools of another kind."""
    found = []
    for tool in body.get("tools") or []:
        function = tool.get("function") if isinstance(tool, dict) and tool.get("type") == "function" else None
        if not isinstance(function, dict):
            raise CannotAsk("The call brings a tool that is no function; the model behind this name has none of these.")
        found.append(function)
    return found


def limit_of(body: Json, usual: int) -> int:
    """How long an answer may be, in tokens."""
    for name in ("max_completion_tokens", "max_tokens"):
        value = body.get(name)
        if isinstance(value, int) and value > 0:
            return value
    return usual


def stops_of(body: Json) -> list[str]:
    """The texts at which an answer ends."""
    found = body.get("stop")
    listed = [found] if isinstance(found, str) else found or []
    return [each for each in listed if isinstance(each, str) and each]
