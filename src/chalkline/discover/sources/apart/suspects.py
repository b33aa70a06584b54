"""Which unknown hosts look like AI? They are proposed to people for a look, never counted as AI use."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"(^|[-_.])(ai|gpt|llm|chatbot|copilot|chat)([-_.]|$)|gpt|^ai\d*[-.]|chatbot|[-_]ai\.|homeworkai|aitutor|openai|claude|gemini"
)
# The same for SQL (RE2), to be read to the end of a host as the log writes it: with a port, in any case. It lets too
# much through, never too little: whatever holds a sign that no plain host has is to be spelled out first.
MAY_BE = (
    r"[^a-z0-9._:-].*|\.ai\.?(?::.*)?|(?:^|[-_.])(?:ai|gpt|llm|chatbot|copilot|chat)(?:[-_.:].*)?|gpt.*|^ai[0-9]*[-.].*"
    r"|chatbot.*|[-_]ai[.:].*|homeworkai.*|aitutor.*|openai.*|claude.*|gemini.*"
)
ORDINARY = re.compile(r"(^|\.)(mail|rain|email|fair|hair|air|chair|stair|repair)[a-z]*\.[a-z]+$")


def may_matter(services: str) -> str:
    """A pattern (RE2) for hosts of ``services`` (HostMatcher.pattern) and those that look like AI.

    One pattern that ends where the host does is read once, from its end: two cost twice as much.
    """
    return f"(?is)(?:{services}|{MAY_BE})$"


def looks_like_ai(host: str) -> bool:
    """A name under .ai, or a label such as "gpt", "ai-" or "chat"."""
    return why_suspect(host) != ""


def why_suspect(host: str) -> str:
    """ "ai_name" for a name under .ai, "label" for a telling word, "" for neither."""
    if host.endswith(".ai"):
        return "ai_name"
    return "label" if LABEL.search(host) and not ORDINARY.search(host) else ""


def telling_word(host: str) -> str:
    """The word that makes a name sound like AI: "gpt" in "mygpt.example"; "" where there is none."""
    found = LABEL.search(host)
    return found[0].strip("-_.") if found else ""
