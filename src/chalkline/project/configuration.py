"""Every setting of Chalkline, in one documented class. Environment names begin with CHALKLINE_."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from pydantic import BaseModel, Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chalkline.rulebook.trusting import PUBLISHED, IssuerKind


class SignIn(BaseModel):
    """One OpenID provider with which people sign in to the pages.

    ``tenant``: the district's own there (Google: domain; Microsoft, ClassLink: tenant ID; Clever: district ID).
    ``issuer``: its address, where ``kind`` is "other". Its secret is the text of KEYS/sign-in-ID.secret.
    """

    kind: IssuerKind
    client_id: str
    tenant: str = ""
    issuer: str = ""
    id: str = Field("", pattern="^[a-z0-9-]{0,40}$")
    name: str = ""

    @property
    def provider_id(self) -> str:
        """How its addresses name it."""
        return self.id or str(self.kind)

    @property
    def address(self) -> str:
        """Where its discovery document is."""
        return PUBLISHED[self.kind].issuer.format(tenant=self.tenant) or self.issuer.rstrip("/")

    @model_validator(mode="after")
    def _whole(self) -> SignIn:
        if PUBLISHED[self.kind].tenant and not self.tenant:
            raise ValueError(f"sign_in: {self.kind} needs the district's tenant, or people of others could sign in")
        if not self.address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise ValueError("sign_in: an issuer begins with https://")
        return self


class Configuration(BaseSettings):
    """Read from the environment, then from the file HOME/chalkline.env (or the one CHALKLINE_ENV_FILE names)."""

    model_config = SettingsConfigDict(env_prefix="CHALKLINE_", extra="ignore")

    home: Path = Field(Path("var"), description="Folder for the database, uploads, bundles, packs and spools.")
    keys: Path | None = Field(None, description="Folder of keys; HOME/keys when not given.")
    database: str = Field("", description="postgres://user:password@host/name; empty means SQLite in HOME.")
    district: str = Field("Our School District", description="The district's name, as people say it.")
    domain: str = Field("district.example", description="The district's domain: the origin of its ledger.")
    contact: str = Field("", description="How families reach whoever answers for AI: an address or a telephone.")
    zone: str = Field("America/Chicago", description="The district's time zone: due dates are days in it.")
    state: str = Field("", description="The district's state in two letters: whose law counts after an incident.")
    fiscal_month: int = Field(7, ge=1, le=12, description="The month in which the district's fiscal year begins.")
    hosts: list[str] = Field(["localhost", "127.0.0.1", "[::1]"], description="Host names this server answers to.")
    web_port: int = Field(8000, description="Port of the web application.")
    gateway_port: int = Field(8080, description="Port of the gateway.")
    gateway_workers: int = Field(1, ge=1, le=64, description="Processes of the gateway that share its port.")
    public_url: str = Field("", description="Address of the web application as people see it, for links.")
    gateway_url: str = Field("", description="Address of the gateway as callers see it.")
    ground_url: str = Field(
        "", description="Where the gateway asks for approved passages; empty: the web application on this machine."
    )
    models_url: str = Field("", description="Address of the OpenAI-compatible model service behind the gateway.")
    models_file: Path | None = Field(
        None, description="YAML file of models: names, the deployments behind them, keys, prices; see connect-a-model."
    )
    answer_seconds: int = Field(
        600,
        ge=1,
        le=3600,
        description="Seconds that an answer may take in all, where the file of models gives its model no other time: a "
        "provider that never ends would hold the caller, and the call's record.",
    )
    encoder: Path | None = Field(None, description="Folder of the encoder that matches by meaning; HOME/encoder.")
    assist_model: str = Field("", description="Model that drafts answers through the gateway; empty: none.")
    link_hosts: list[str] = Field(
        [], description="Hosts that links and images in answers may lead to; all others are left out of an answer."
    )
    refuse_injection: bool = Field(
        False, description="Refuse calls of students whose results of tools give orders to the model."
    )
    moderation_model: str = Field("", description="Model that takes a second look at what students write; empty: none.")
    moderation_must_answer: bool = Field(False, description="Refuse any student's call when that second look fails.")
    question_days: int = Field(30, ge=1, le=365, description="How many days the text of a family's question is kept.")
    demo: bool = Field(False, description="One-click sign-in as sample people. Only ever answers on loopback.")
    sign_in: list[SignIn] = Field(
        default_factory=list,
        description='OpenID providers to sign in with: [{"kind": "google", "client_id": "…", "tenant": "…"}].',
    )
    secure: bool = Field(False, description="Served over https: secure cookies and strict transport.")
    debug: bool = Field(False, description="Show faults in the browser. Never on a server others can reach.")
    email_host: str = Field("", description="Mail server; empty prints messages to the log.")
    email_from: str = Field("chalkline@localhost", description="Sender of mail.")

    upload_gb: int = Field(2, ge=1, le=64, description="How many GB of files the browser may send at once.")
    logs_folder: Path | None = Field(
        None, description="Folder of logs that is watched: what is put there is read once it is complete."
    )
    logs_folder_delete: bool = Field(
        False, description="Delete a file of that folder when it has been read; otherwise it stays, and is remembered."
    )

    @property
    def key_folder(self) -> Path:
        """Where keys are kept."""
        return self.keys or self.home / "keys"

    def databases(self) -> dict[str, dict[str, object]]:
        """Django's DATABASES: SQLite in the home folder, or PostgreSQL."""
        if not self.database:
            return {
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": str(self.home / "chalkline.sqlite3"),
                    "OPTIONS": {
                        "transaction_mode": "IMMEDIATE",
                        "timeout": 20,
                        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
                    },
                }
            }
        parts = urlparse(self.database)
        return {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path.lstrip("/")),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": parts.hostname or "",
                "PORT": str(parts.port or ""),
                "CONN_MAX_AGE": 60,
            }
        }


def read_configuration() -> Configuration:
    """The settings of this process."""
    home = Path(os.environ.get("CHALKLINE_HOME", Configuration.model_fields["home"].default))
    file = Path(os.environ.get("CHALKLINE_ENV_FILE", home / "chalkline.env"))
    return Configuration(_env_file=file if file.exists() else None)  # type: ignore[call-arg]
