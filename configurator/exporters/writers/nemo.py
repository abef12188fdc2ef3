"""The prompt by which NeMo Guardrails has a model judge an answer.

NeMo renders it as a template, so nothing in it is anybody's text but the table's.
"""

from __future__ import annotations

from configurator.exporters.formats.documents import document
from configurator.exporters.topics import QUESTION, TOPICS
from configurator.exporters.writers.draft import Draft


def prompts(draft: Draft) -> str:
    """The topics of the draft's key ``denied``, each with its description."""
    listed = "\n".join(f"- {name}: {TOPICS[name]}" for name in draft.keys["denied"])
    task = {"task": "self_check_output", "content": QUESTION.format(topics=listed)}
    return document("yaml", {"prompts": [task]})
