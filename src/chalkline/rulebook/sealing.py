"""What a gateway may write down and never read again: sealed to the district's own key ``channel`` of the key folder.

A sealed text is one that only the holder of the private half can open. Each is made with a key pair of its own
(X25519), whose shared secret becomes an AES-256-GCM key by HKDF-SHA256 (RFC 7748, RFC 5869, NIST SP 800-38D):

    byte 1            the version, 1
    bytes 2 to 33     the public half of the pair that was made for this text alone
    the rest          the encrypted text and its 16-byte tag

``context`` says what the text is and of which call; it is bound in, so that a sealed text moved to another place does
not open there. The key is used once, which is why the nonce may stand still. Pure: nothing is read or kept here.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY = "channel"  # its name in the key folder; channel.pub is the public half as 64 hex digits
FORMAT = b"chalkline-sealed/1\n"
VERSION = b"\x01"
PUBLIC_BYTES = 32
TAG_BYTES = 16
NONCE = bytes(12)


class CannotOpen(Exception):
    """Sealed to another key, moved from its place, changed, or not sealed at all."""


def sealing_half(private: bytes) -> bytes:
    """The 32 public bytes of a key of 32 private bytes."""
    public = X25519PrivateKey.from_private_bytes(private).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def seal(public: bytes, data: bytes, context: str) -> bytes:
    """``data`` so that only the private half of ``public`` opens it, and only as what ``context`` says it is."""
    once = X25519PrivateKey.generate()
    half = once.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    about = _about(context)
    return VERSION + half + AESGCM(_key(shared, half + public, about)).encrypt(NONCE, data, about)


def unseal(private: bytes, sealed: bytes, context: str) -> bytes:
    """What was sealed. Raises CannotOpen."""
    half, hidden = sealed[1 : 1 + PUBLIC_BYTES], sealed[1 + PUBLIC_BYTES :]
    if sealed[:1] != VERSION or len(hidden) < TAG_BYTES:
        raise CannotOpen("not sealed")
    about = _about(context)
    try:
        mine = X25519PrivateKey.from_private_bytes(private)
        shared = mine.exchange(X25519PublicKey.from_public_bytes(half))
        public = mine.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return AESGCM(_key(shared, half + public, about)).decrypt(NONCE, hidden, about)
    except (InvalidTag, ValueError):
        raise CannotOpen("does not open") from None


def _key(shared: bytes, halves: bytes, about: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=halves, info=about).derive(shared)


def _about(context: str) -> bytes:
    return FORMAT + context.encode("utf-8", "surrogatepass")
