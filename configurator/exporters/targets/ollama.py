"""Ollama's Modelfile at fb30760: what a model is told before every conversation.

Nothing is enforced: `PARAMETER` has numbers for sampling and sizes in tokens, and no
setting is one of these; whoever runs the model may tell it something else. Which
model it is made from is a person's to choose, so a `FROM` that was changed stays.
"""

from __future__ import annotations

from configurator.exporters.table import Everything, Oracle, Target, TargetFile, unsupported

TARGET = Target(
    id="ollama",
    title="Ollama Modelfile",
    checked="fb30760",
    files={
        "modelfile": TargetFile(
            "behavior.Modelfile", "behavior.Modelfile", "text", writer="modelfile", base={"from": "llama3.2"}
        )
    },
    rows=(
        *unsupported(
            "a model that runs here trains nothing and sends nothing to its maker",
            "privacy.training_use",
            "privacy.usage_data",
        ),
        *unsupported("Ollama's own program is updated apart from its models", "oversight.updates"),
        *unsupported("a model does not see what its work costs", "money.model_budget"),
        *unsupported("kept by the configurator itself, which exports again", "oversight.relaxed_days"),
        Everything("instructed", "told before every conversation; whoever runs the model may tell it more"),
    ),
    hint="change the name after `FROM`, then `ollama create NAME -f behavior.Modelfile`",
    group="local",
    unread="a model is built from it once, and does what was built in",
    oracle=Oracle("parser", "read back by the grammar of a Modelfile: one model, one text, nothing more"),
)
