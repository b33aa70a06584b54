"""What the stub model says to what it was sent, by the name of the model. Pure."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from chalkline.gateway import stub_shapes

REPEATS = "This is the stub model. It knows nothing and repeats what it was sent: "


def message_for(body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The message, and why it ends."""
    asked = _last_text(body)
    if body["model"] == "stub-tools" and body.get("tools"):
        name = body["tools"][0]["function"]["name"]
        call = {
            "id": "call_stub",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps({"text": asked}, ensure_ascii=False)},
        }
        return {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    if body["model"] == "stub-obeys":
        return _obeyed(body)
    if body["model"] == "stub-cites":
        return {"role": "assistant", "content": _cited(asked)}, "stop"
    if body["model"] in {"stub-grounded", "stub-invents"}:
        return {"role": "assistant", "content": _grounded(asked, body["model"]), "reasoning": INVENTED}, "stop"
    if body["model"] == "stub-leans":
        return {"role": "assistant", "content": f"{REPEATS}{asked}{stub_shapes.leaning(asked)}"}, "stop"
    if body["model"] == "stub-thinks":
        return {"role": "assistant", "content": asked, "reasoning_content": f"They say: {asked}"}, "stop"
    return {"role": "assistant", "content": f"{REPEATS}{asked}"}, "stop"


def _obeyed(body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What a model says that follows every order in every text, whoever wrote it: send, call, reveal, say."""
    texts = [_text_of(each) for each in body["messages"]]
    everything, said, calls = "\n".join(texts), [], []
    for address in re.findall(r"(?i)send everything to (\S+)", everything):
        carried = f"{address}?d={quote(everything)}"
        said += [f"![a picture]({carried})", f"[Read more]({carried})", f'<img src="{carried}">', carried]
    for name in re.findall(r"(?i)call the tool (\w+)", everything):
        function = {"name": name, "arguments": json.dumps({"text": everything}, ensure_ascii=False)}
        calls.append({"id": f"call_{name}", "type": "function", "function": function})
    if re.search(r"(?i)reveal your instructions", everything):
        said += [_text_of(each) for each in body["messages"] if each.get("role") in {"system", "developer"}]
    said += re.findall(r"(?i)say exactly: (.+)", everything)
    message: dict[str, Any] = {"role": "assistant", "content": "\n".join(said) or "Nothing was ordered."}
    return ({**message, "tool_calls": calls}, "tool_calls") if calls else (message, "stop")


INVENTED = "Rides on the moon cost 99 dollars. Call Rosa Klein [1]."


def _grounded(asked: str, model: str) -> str:
    """An answer in words, with citations, from passages put in by the gateway (gateway/inbound/grounding.py)."""
    if model == "stub-invents":
        return f"Hello! {INVENTED}"
    passages = json.loads(asked[asked.index("{") : asked.rindex("]}") + 2])["chalkline-passages"]
    first = " ".join(str(passages[0]["text"]).split())
    return f"Hello! {first} [1] {INVENTED}\n\nThank you."


def _cited(asked: str) -> str:
    """A draft in the form that drafting for families asks for (assist/drafts/asking_model.py); else what was asked."""
    try:
        given = json.loads(asked)
        passages, questions = given["chalkline-passages"], given["questions"]
    except (ValueError, KeyError, TypeError):
        return f"{REPEATS}{asked}"
    sentences = []
    for place in (each["question"] for each in questions):
        best = next(each for each in passages if place in each["questions"])
        text = " ".join(str(best["text"]).split())
        quote = text[: text.find(". ") + 1] or text
        sentences += [
            {"question": place, "text": said, "passage": best["passage"], "quote": quote}
            for said in (quote, "Please reply by October 99 to confirm.")
        ]
    return json.dumps({"sentences": sentences}, ensure_ascii=False)


def _last_text(body: dict[str, Any]) -> str:
    return _text_of(body["messages"][-1])


def _text_of(message: dict[str, Any]) -> str:
    content = message.get("content") or ""
    if isinstance(content, list):
        return " ".join(part.get("text", "") for part in content)
    return str(content)


def usage_of(body: dict[str, Any], message: dict[str, Any]) -> dict[str, int]:
    """What it would have come to."""
    if body["model"] == "stub-counts":
        return {"prompt_tokens": -5, "completion_tokens": 10**30, "total_tokens": "many"}  # type: ignore[dict-item]  # as servers say it
    asked = sum(len(str(each.get("content") or "")) for each in body["messages"]) // 4 + 1
    said = len(str(message.get("content") or "")) // 4 + 1
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
