"""What the operator decides about one gateway. Filled by the wiring from the district's configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from chalkline.rulebook.wire import CHANNEL_FOLDER, PUBLISH_FOLDER, SPOOL_FOLDER

TOKEN_FILE = "models.token"  # the provider's key, as text, in the key folder  # noqa: S105


@dataclass(frozen=True)
class GatewaySettings:
    """Seconds are waits; ``largest_body`` is bytes.

    ``models_url`` is the base address of an OpenAI-compatible service ("http://127.0.0.1:8090/v1"); it answers for
    every name that ``models_file`` (gateway/models/configuration.py) does not list. One of the two must be given.
    ``node`` names this gateway's spool: two gateways never share one. ``ask_url`` is where people ask for a use;
    ``ground_url`` is where Assist gives approved passages ("" where it does not: uses that need them are refused).
    """

    home: Path
    keys: Path
    models_url: str
    zone: str
    node: str = "gateway"
    ask_url: str = ""
    ground_url: str = ""
    ground_seconds: float = 5.0
    poll_seconds: float = 0.5
    connect_seconds: float = 5.0
    first_byte_seconds: float = 60.0
    between_seconds: float = 30.0
    longest_seconds: float = 600.0
    largest_body: int = 8 * 1024 * 1024
    largest_answer: int = 64 * 1024 * 1024
    held_url: str = ""  # where people see how a held call stands, its id added
    models_file: Path | None = None
    link_hosts: frozenset[str] = frozenset()  # links and images of answers may lead there
    refuse_injection: bool = False  # of students: where the result of a tool gives orders to the model
    moderation_model: str = ""  # asked for a second look at what students write; "": none
    moderation_seconds: float = 1.5
    moderation_must_answer: bool = False
    head_seconds: float = 10.0  # for the whole of a call's head to arrive
    body_seconds: float = 30.0  # for the whole of a call's body to arrive
    drain_seconds: int = 10  # that calls which are being answered are given when the gateway is asked to stop

    @property
    def publish_folder(self) -> Path:
        """Where the bundle and the pack arrive."""
        return self.home / PUBLISH_FOLDER

    @property
    def spool_folder(self) -> Path:
        """Where this node writes what happened."""
        return self.home / SPOOL_FOLDER / self.node

    @property
    def channel_folder(self) -> Path:
        """Where this node writes what a person has to see, sealed."""
        return self.home / CHANNEL_FOLDER / self.node

    @property
    def models_base(self) -> str:
        """The plain address with its path. A bare host is given the usual /v1."""
        base = self.models_url.rstrip("/")
        return base if urlsplit(base).path else f"{base}/v1"

    def provider_token(self) -> str:
        """The provider's key from the key folder; "" where the service needs none."""
        path = self.keys / TOKEN_FILE
        return path.read_text(encoding="utf-8").strip() if path.exists() else ""
