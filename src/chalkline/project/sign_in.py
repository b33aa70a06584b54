"""The OpenID providers of the configuration, as the library for signing in wants them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy

from chalkline.project.configuration import Configuration, SignIn
from chalkline.rulebook.trusting import IssuerKind

NAMES: dict[IssuerKind, Any] = {
    IssuerKind.GOOGLE: "Google",
    IssuerKind.MICROSOFT: "Microsoft",
    IssuerKind.CLEVER: "Clever",
    IssuerKind.CLASSLINK: "ClassLink",
    IssuerKind.OTHER: gettext_lazy("your district account"),
}


def provider_apps(configured: Configuration) -> list[dict[str, Any]]:
    """One app a provider. Secrets come from the key folder; the ID token says who it is, so nothing else is asked."""
    return [_app(each, configured.key_folder) for each in configured.sign_in]


def _app(one: SignIn, keys: Path) -> dict[str, Any]:
    return {
        "provider_id": one.provider_id,
        "name": one.name or NAMES[one.kind],
        "client_id": one.client_id,
        "secret": _secret(keys / f"sign-in-{one.provider_id}.secret"),
        "settings": {
            "server_url": one.address,
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "kind": one.kind.value,
            "tenant": one.tenant,
        },
    }


def _secret(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""
