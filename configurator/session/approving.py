"""Whose approval counts for a person, and whether one is there."""

from __future__ import annotations

from typing import Any

from configurator.domain.policy import ApprovalKey, Layer
from configurator.domain.profile import Approval
from configurator.resolution.compose import Composition
from configurator.session import signing


def approvers(composition: Composition) -> list[Layer]:
    """The layers whose second person can approve: managed ones where any applies, so that
    nobody approves for themselves past an administrator; otherwise guardians'."""
    managed = [layer for layer in composition.layers if layer.managed]
    pool = managed or [layer for layer in composition.layers if layer.kind == "guardian"]
    return [layer for layer in pool if layer.approval is not None]


def is_approved(composition: Composition, kind: str, about: str, approval: Approval | None) -> bool:
    """Whether ``approval`` was signed by somebody whose approval counts."""
    if approval is None:
        return False
    keys = [layer.approval for layer in approvers(composition) if layer.approval is not None]
    if not keys:
        return False
    signed = signing.message(kind, about, approval.to, approval.on)
    try:
        return any(signing.verifies(key.public_key, approval.signature, signed) for key in keys)
    except signing.MissingLibraryError:
        return False


def key_opened_by(composition: Composition, passphrase: str) -> ApprovalKey | None:
    """The key that ``passphrase`` opens, of those that count. Raises MissingLibraryError."""
    for layer in approvers(composition):
        if layer.approval is not None and signing.opens(layer.approval, passphrase):
            return layer.approval
    return None


def approval(by: tuple[ApprovalKey, str], kind: str, about: str, value: Any, day: int) -> Approval:
    """A new approval, ``by`` a key and its passphrase. Raises MissingLibraryError."""
    signature = signing.sign(*by, signing.message(kind, about, value, day))
    return Approval(day, value, signature)
