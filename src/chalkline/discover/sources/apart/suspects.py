"""Which unknown hosts look like AI? They are proposed to people for a look, never counted as AI use."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"(^|[-_.])(ai|gpt|llm|chatbot|copilot|chat)([-_.]|$)|gpt|^ai\d*[-.]|chatbot|[-_]ai\.|homeworkai|aitutor|openai|claude|gemini"
)
ORDINARY = re.compile(r"(^|\.)(mail|rain|email|fair|hair|air|chair|stair|repair)[a-z]*\.[a-z]+$")


def looks_like_ai(host: str) -> bool:
    """A name under .ai, or a label such as "gpt", "ai-" or "chat"."""
    return why_suspect(host) != ""


def why_suspect(host: str) -> str:
    """ "ai_name" for a name under .ai, "label" for a telling word, "" for neither."""
    if host.endswith(".ai"):
        return "ai_name"
    return "label" if LABEL.search(host) and not ORDINARY.search(host) else ""
