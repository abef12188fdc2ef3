"""promptfoo 0.121.20: a suite that asks a model about every setting that it is told.

Nothing is enforced: a test says afterwards whether a model kept to it. A misspelled key
of a configuration is dropped without a word, and a suite of no tests passes.
"""

from __future__ import annotations

from configurator.exporters.table import Everything, Oracle, Target, TargetFile

TARGET = Target(
    id="promptfoo",
    title="promptfoo",
    checked="0.121.20",
    files={"suite": TargetFile("evals/promptfooconfig.yaml", "", "yaml", writer="promptfoo")},
    rows=(
        Everything("instructed", "a test says whether a model keeps to it, where the setting has a probe"),
    ),
    hint="`promptfoo eval -c evals/promptfooconfig.yaml -r MODEL --grader MODEL -o results.json`, "
    "then `configurator evals read results.json`",
    group="evals",
    oracle=Oracle(
        "client",
        "promptfoo runs it against a model that keeps to what it is told, and one that does not",
        "apart",
    ),
)
