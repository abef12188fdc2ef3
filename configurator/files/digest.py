"""SHA-256 without the loading time of `hashlib`, which brings in OpenSSL.

The interpreter carries its own implementation under names that change between
versions; where neither is there, `hashlib` answers.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import sha256
    from typing import Any
else:
    try:
        from _sha2 import sha256  # Python 3.12 and newer
    except ImportError:
        try:
            from _sha256 import sha256  # Python 3.11
        except ImportError:
            from hashlib import sha256

LARGE = 1 << 18
"""Bytes from which OpenSSL, six times as fast, makes good the time it takes to load."""


def sha256_of_many(size: int) -> Any:
    """A fresh SHA-256 for about ``size`` bytes."""
    if size < LARGE:
        return sha256()
    import hashlib

    return hashlib.sha256()


__all__ = ["sha256", "sha256_of_many"]
