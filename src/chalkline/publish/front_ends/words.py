"""The words of front ends and issuers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.trusting import Algorithm, IssuerKind

SECRET_KEY = "front-ends"  # in the key folder: shared secrets follow from it, so that none is stored  # noqa: S105


class Program(StrEnum):
    """What a front end runs."""

    OPEN_WEBUI = "open_webui"
    LIBRECHAT = "librechat"
    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    LANGCHAIN = "langchain"
    APPS_SCRIPT = "apps_script"
    OTHER = "other"


PROGRAM_NAMES: dict[Program, Sentence] = {
    Program.OPEN_WEBUI: Sentence("Open WebUI"),
    Program.LIBRECHAT: Sentence("LibreChat"),
    Program.OPENAI: Sentence("A program with OpenAI's client"),
    Program.ANTHROPIC: Sentence("A program with Anthropic's client"),
    Program.LANGCHAIN: Sentence("A program with LangChain"),
    Program.APPS_SCRIPT: Sentence("A Google Apps Script"),
    Program.OTHER: Sentence("Another program"),
}
ISSUER_NAMES: dict[IssuerKind, Sentence] = {
    IssuerKind.GOOGLE: Sentence("Google Workspace"),
    IssuerKind.MICROSOFT: Sentence("Microsoft Entra"),
    IssuerKind.CLEVER: Sentence("Clever"),
    IssuerKind.CLASSLINK: Sentence("ClassLink"),
    IssuerKind.OTHER: Sentence("Another OpenID provider"),
}


@dataclass(frozen=True)
class FrontEndWanted:
    """A front end as it is registered. ``public_key``: 64 hex digits, for Ed25519; "" for a shared secret."""

    name: str
    program: Program
    owner_id: str
    uses: frozenset[str]
    algorithm: Algorithm = Algorithm.HMAC
    public_key: str = ""


@dataclass(frozen=True)
class IssuerWanted:
    """An issuer as it is named. ``tenant``: the district's own there; ``issuer``: its address, where it has its own."""

    kind: IssuerKind
    audiences: frozenset[str]
    tenant: str = ""
    issuer: str = ""
    keys_url: str = ""
