"""Gemini's generateContent: chat completions to it and back. From its published format; not tried live."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.models.anthropic import usage_told
from chalkline.gateway.models.framing import Nonsense
from chalkline.gateway.models.reading import (
    INSTRUCTS,
    TEXTS,
    calls_of,
    data_url,
    file_of,
    functions_of,
    image_of,
    limit_of,
    parts_of,
    refuse_forbidden,
    stops_of,
    text_of,
)
from chalkline.gateway.models.speaking import CannotAsk, Json, Usage, count
from chalkline.gateway.models.words import Deployment
from chalkline.kernel.ids import new_id

FINISH = {"STOP": "stop", "MAX_TOKENS": "length"}
SAFETY = frozenset(
    {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT"}
)
MODES = {"auto": "AUTO", "none": "NONE", "required": "ANY"}


def headers(deployment: Deployment) -> dict[str, str]:
    """How the key is shown."""
    return {"x-goog-api-key": deployment.secret}


def path(deployment: Deployment, what: str) -> str:
    """The path of one way of asking a model."""
    version = deployment.api_version or "v1beta"
    return f"/{version}/models/{deployment.model}:{what}"


def request(body: Json) -> Json:
    """A chat completion's request as generateContent. Raises CannotAsk for what it cannot say."""
    refuse_forbidden(body, also=("logprobs",))
    said: Json = {"contents": _contents(body["messages"])}
    system = [text_of(each.get("content")) for each in body["messages"] if each.get("role") in INSTRUCTS]
    if any(system):
        said["systemInstruction"] = {"parts": [{"text": each} for each in system if each]}
    if functions := functions_of(body):
        said["tools"] = [{"functionDeclarations": [_declaration(each) for each in functions]}]
        if choice := _choice(body.get("tool_choice")):
            said["toolConfig"] = {"functionCallingConfig": choice}
    if settings := _settings(body):
        said["generationConfig"] = settings
    return said


def _contents(messages: list[Json]) -> list[Json]:
    names = {identity: name for each in messages for identity, name, _, _ in calls_of(each)}
    told: list[Json] = []
    for message in messages:
        role = message.get("role")
        if role in INSTRUCTS:
            continue
        if role not in {"user", "assistant", "tool"}:
            raise CannotAsk("A message is neither of the user, the assistant nor a tool.")
        parts = [_response(message, names)] if role == "tool" else [_part(p) for p in parts_of(message.get("content"))]
        parts += [_called(name, given, call) for _, name, given, call in calls_of(message)]
        speaker = "model" if role == "assistant" else "user"
        if told and told[-1]["role"] == speaker:
            told[-1]["parts"] += parts
        elif parts:
            told.append({"role": speaker, "parts": parts})
    return told


def _part(part: Json) -> Json:
    kind = part.get("type")
    if kind in TEXTS:
        return {"text": str(part.get("text") or part.get("refusal") or "")}
    if kind == "image_url":
        inline = data_url(image_of(part))
        if inline is None:
            raise CannotAsk("The model behind this name does not fetch pictures; put the picture into the message.")
        return _inline(inline)
    if kind == "file":
        inline = data_url(file_of(part))
        assert inline is not None  # file_of gives nothing else
        return _inline(inline)
    if kind == "input_audio" and isinstance(part.get("input_audio"), dict):
        audio = part["input_audio"]
        return _inline((f"audio/{audio.get('format', 'wav')}", str(audio.get("data", ""))))
    raise CannotAsk(f"The model behind this name does not take a part of the kind “{kind}”.")


def _inline(inline: tuple[str, str]) -> Json:
    return {"inlineData": {"mimeType": inline[0], "data": inline[1]}}


def _called(name: str, given: Json, call: Json) -> Json:
    told: Json = {"functionCall": {"name": name, "args": given}}
    signature = ((call.get("extra_content") or {}).get("google") or {}).get("thought_signature")
    return {**told, "thoughtSignature": signature} if isinstance(signature, str) else told


def _response(message: Json, names: dict[str, str]) -> Json:
    name = names.get(str(message.get("tool_call_id", "")))
    if name is None:
        raise CannotAsk("A tool's result does not say which call it answers.")
    text = text_of(message.get("content"))
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        said = text
    return {"functionResponse": {"name": name, "response": said if isinstance(said, dict) else {"result": said}}}


def _declaration(function: Json) -> Json:
    told: Json = {"name": function.get("name"), "description": function.get("description") or ""}
    if function.get("parameters"):
        told["parametersJsonSchema"] = function["parameters"]
    return told


def _choice(choice: Any) -> Json | None:
    if isinstance(choice, dict):
        return {"mode": "ANY", "allowedFunctionNames": [(choice.get("function") or {}).get("name")]}
    return {"mode": MODES[choice]} if choice in MODES else None


def _settings(body: Json) -> Json:
    names = {
        "temperature": "temperature", "top_p": "topP", "seed": "seed", "n": "candidateCount",
        "presence_penalty": "presencePenalty", "frequency_penalty": "frequencyPenalty",
    }  # fmt: skip
    told: Json = {ours: body[theirs] for theirs, ours in names.items() if isinstance(body.get(theirs), int | float)}
    if limit := limit_of(body, 0):
        told["maxOutputTokens"] = limit
    if stops := stops_of(body):
        told["stopSequences"] = stops
    form = body.get("response_format") or {}
    if form.get("type") in {"json_object", "json_schema"}:
        told["responseMimeType"] = "application/json"
    if form.get("type") == "json_schema":
        told["responseJsonSchema"] = (form.get("json_schema") or {}).get("schema")
    return told


@dataclass
class GeminiBack:
    """Turns what generateContent answers into chat completions."""

    model: str
    usage: Usage = field(default_factory=Usage)
    finished: bool = False
    _id: str = field(default_factory=lambda: f"chatcmpl-{new_id()}")
    _began: set[int] = field(default_factory=set)
    _calls: dict[int, int] = field(default_factory=dict)  # candidate -> tool calls so far

    def whole(self, answer: Json) -> Json:
        """A whole answer. One that was stopped for what the question says has an empty text."""
        self._note(answer.get("usageMetadata"))
        choices = []
        for number, candidate in enumerate(_candidates(answer)):
            text, thought, calls = self._parts(candidate, number)
            message: Json = {"role": "assistant", "content": text if text or not calls else None}
            if thought:
                message["reasoning_content"] = thought
            if calls:
                message["tool_calls"] = calls
            choices.append({"index": number, "message": message, "finish_reason": self._finish(candidate, number)})
        return {**self._head("chat.completion", answer), "choices": choices, "usage": usage_told(self.usage)}

    def event(self, event: Json) -> list[Json]:
        """The chunks that one event makes."""
        if "error" in event:
            raise Nonsense
        self._note(event.get("usageMetadata"))
        head, chunks = self._head("chat.completion.chunk", event), []
        for place, candidate in enumerate(_candidates(event)):
            number = candidate.get("index", place)
            text, thought, calls = self._parts(candidate, number)
            delta: Json = {} if number in self._began else {"role": "assistant", "content": ""}
            self._began.add(number)
            delta |= {"content": text} if text else {}
            delta |= {"reasoning_content": thought} if thought else {}
            first = self._calls.get(number, 0) - len(calls)
            delta |= {"tool_calls": [{**each, "index": first + at} for at, each in enumerate(calls)]} if calls else {}
            ends = self._finish(candidate, number) if candidate.get("finishReason") else None
            self.finished = self.finished or ends is not None
            chunks.append({**head, "choices": [{"index": number, "delta": delta, "finish_reason": ends}]})
        if self.finished:
            chunks.append({**head, "choices": [], "usage": usage_told(self.usage)})
        return chunks

    def _parts(self, candidate: Json, number: int) -> tuple[str, str, list[Json]]:
        text: list[str] = []
        thought: list[str] = []
        calls: list[Json] = []
        for part in (candidate.get("content") or {}).get("parts") or []:
            if "functionCall" in part:
                calls.append(_call(part))
            elif isinstance(part.get("text"), str):
                (thought if part.get("thought") else text).append(part["text"])
        self._calls[number] = self._calls.get(number, 0) + len(calls)
        return "".join(text), "".join(thought), calls

    def _finish(self, candidate: Json, number: int) -> str:
        reason = candidate.get("finishReason")
        if reason in SAFETY:
            return "content_filter"
        if reason == "STOP" and self._calls.get(number):
            return "tool_calls"
        return FINISH.get(str(reason), "stop")

    def _head(self, kind: str, answer: Json) -> Json:
        model = answer.get("modelVersion") or self.model
        return {"id": self._id, "object": kind, "created": int(time.time()), "model": model}

    def _note(self, said: Any) -> None:
        if isinstance(said, dict):
            answered = count(said.get("candidatesTokenCount")) + count(said.get("thoughtsTokenCount"))
            self.usage.note(said.get("promptTokenCount"), answered)


def _candidates(answer: Json) -> list[Json]:
    found = answer.get("candidates")
    if isinstance(found, list) and found:
        return found
    if (answer.get("promptFeedback") or {}).get("blockReason"):
        return [{"index": 0, "finishReason": "SAFETY"}]
    if "usageMetadata" in answer and found is None:
        return []  # an event that only counts
    raise Nonsense


def _call(part: Json) -> Json:
    called = part["functionCall"]
    told: Json = {
        "id": called.get("id") or f"call_{new_id()}",
        "type": "function",
        "function": {"name": called["name"], "arguments": orjson.dumps(called.get("args") or {}).decode()},
    }
    if isinstance(part.get("thoughtSignature"), str):
        told["extra_content"] = {"google": {"thought_signature": part["thoughtSignature"]}}
    return told
