"""promptfoo's configuration: a prompt of two messages, and a test for each setting.

The prompt is JSON, so that promptfoo fills in each message as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from configurator.exporters.evals.suite import Test, suite
from configurator.exporters.formats.documents import document
from configurator.exporters.writers.draft import Draft

_PROMPT = json.dumps([{"role": role, "content": f"{{{{{role}}}}}"} for role in ("system", "user")])
_SOMETHING = r"\S"


def config_file(draft: Draft) -> str:
    """The suite; which model is tested and which judges is said on promptfoo's command line."""
    made = suite(draft.choices, draft.sentences)
    return document(
        "yaml",
        {
            "description": "Does a model keep to what it is told?",
            "metadata": made.metadata,
            "providers": [],
            "prompts": [{"label": "told", "raw": _PROMPT}],
            "defaultTest": {"vars": {"system": made.system}},
            "tests": [
                {
                    "description": f"{test.setting}: {test.value}",
                    "metadata": test.metadata,
                    "vars": {"user": test.ask},
                    "assert": list(_assertions(test)),
                }
                for test in made.tests
            ],
        },
    )


def _assertions(test: Test) -> Iterator[dict[str, Any]]:
    check = test.check
    yield {"type": "regex", "value": check.matches or _SOMETHING}
    if check.avoids:
        yield {"type": "not-regex", "value": check.avoids}
    if check.most_words:
        yield {"type": "word-count", "value": {"max": check.most_words}}
    if test.rubric:
        yield {"type": "llm-rubric", "value": test.rubric}
