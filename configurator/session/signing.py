"""A second person's approval: a signature that the profile's owner cannot make.

The key comes from a passphrase and a salt by scrypt; what a layer carries is the
public half. The library for it is an extra, loaded only where there is an approval to
verify or to make.
Source: RFC 7914 (scrypt), RFC 8032 (Ed25519).
"""

from __future__ import annotations

import functools
from typing import Any

from configurator.domain.policy import ApprovalKey
from configurator.errors import ConfiguratorError
from configurator.messages import _

COST, BLOCK, LANES = 1 << 15, 8, 1
"""Of scrypt: 32 MiB and about a tenth of a second for each guess at a passphrase."""

MEMORY = 256 << 20
"""Bytes that scrypt may take, whatever a layer's file asks for."""

SHORTEST = 12
"""Characters that a passphrase needs: whoever is bound has the file, and all night to guess."""


class MissingLibraryError(ConfiguratorError):
    """There is an approval, and no library to verify or make it with."""

    def __init__(self) -> None:
        super().__init__(
            _("approvals need a library that is not installed"),
            hint=_("`pip install 'ai-behavior-configurator[signing]'` installs it"),
            slug="signing",
        )


def is_installed() -> bool:
    """Whether approvals can be verified and made."""
    try:
        _library()
    except MissingLibraryError:
        return False
    return True


def key_for(passphrase: str) -> ApprovalKey:
    """A new key that ``passphrase`` opens. Raises MissingLibraryError."""
    import secrets

    salt = secrets.token_bytes(16)
    bare = ApprovalKey(salt.hex(), COST, BLOCK, LANES, "")
    return ApprovalKey(bare.salt, COST, BLOCK, LANES, _public(_private(bare, passphrase)))


def opens(key: ApprovalKey, passphrase: str) -> bool:
    """Whether ``passphrase`` is the one that the key was made from. Raises MissingLibraryError."""
    import secrets

    return secrets.compare_digest(_public(_private(key, passphrase)), key.public_key)


def sign(key: ApprovalKey, passphrase: str, message: bytes) -> str:
    """The signature on ``message``, in hexadecimal. Raises MissingLibraryError."""
    return str(_private(key, passphrase).sign(message).hex())


@functools.lru_cache(4096)
def verifies(public_key: str, signature: str, message: bytes) -> bool:
    """Whether ``signature`` is that key's on ``message``. Raises MissingLibraryError."""
    ed25519, invalid = _library()
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(
            bytes.fromhex(signature), message
        )
    except (ValueError, invalid):
        return False
    return True


def message(kind: str, about: str, value: Any, day: int) -> bytes:
    """What is signed: ``kind`` is ``setting`` or ``layer``, ``about`` its key or id."""
    import json

    parts = ["ai-behavior-configurator/approval/1", kind, about, value, day]
    return json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str).encode()


def _private(key: ApprovalKey, passphrase: str) -> Any:
    import hashlib

    ed25519, _invalid = _library()
    seed = hashlib.scrypt(
        passphrase.encode(),
        salt=bytes.fromhex(key.salt),
        n=key.cost,
        r=key.block,
        p=key.lanes,
        maxmem=MEMORY,
        dklen=32,
    )
    return ed25519.Ed25519PrivateKey.from_private_bytes(seed)


def _public(private: Any) -> str:
    return str(private.public_key().public_bytes_raw().hex())


def _library() -> tuple[Any, type[Exception]]:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise MissingLibraryError from error
    return ed25519, InvalidSignature
