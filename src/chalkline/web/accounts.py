"""How accounts come to be and are guarded: never by signing up, and with a second step.

Two adapters that django-allauth asks. Accounts are opened by a person with the right to (people's
commands); the secret behind a second step is kept encrypted, with a key outside the database.
"""

from __future__ import annotations

import base64
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest

from chalkline.kernel.keyring import Keyring

NONCE_BYTES = 12
KEY = "sign-in"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up: accounts are opened by a person with the right to."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps and recovery codes encrypted (AES-256-GCM)."""

    def encrypt(self, text: str) -> str:
        """Nonce and ciphertext, as base64."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of encrypt. Raises InvalidTag when it was altered or the key is another."""
        sealed = base64.b64decode(encrypted_text)
        return _cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()


def _cipher() -> AESGCM:
    return AESGCM(Keyring(settings.CHALKLINE.key_folder).key(KEY))
