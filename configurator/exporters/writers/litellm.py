"""The prompt that LiteLLM puts before every conversation.

It is a template, in which a line that begins with the name of a role opens a message of
that role. What is told has one line for each sentence, none of which begins so, and no
place to be filled in.
"""

from __future__ import annotations

from configurator.exporters import prompt
from configurator.exporters.marks import head
from configurator.exporters.writers.draft import Draft


def prompt_file(draft: Draft) -> str:
    """A head, which LiteLLM passes by, and the message. There is none where nothing is told."""
    told = prompt.one_text(draft.sentences)
    message = f"\nSystem:\n{told}\n" if told else ""
    return f"---\n{head('what LiteLLM tells a model', 'description:')}---\n{message}"
