"""Personal data by its looks, as patterns for tools that look for it in a text."""

from __future__ import annotations

from collections.abc import Mapping

PATTERNS: Mapping[str, str] = {
    "payment_card": r"\b[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,4}(?:[ -]?\d{1,3})?\b|\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b",
    "credentials": r"\b(?:sk-|gh[opsu]_|xox[abp]-|AKIA)[A-Za-z0-9_-]{12,}|-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "government_id": r"\b\d{3}-\d{2}-\d{4}\b",
}
"""By item of ``privacy.redact``."""
