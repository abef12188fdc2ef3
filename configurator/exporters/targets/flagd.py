"""flagd: feature flags that a program reads through OpenFeature.

A flag holds a value, and the program that reads it has to act on it: nothing here is
enforced. The file can say no value that is not permitted. Where it is missing or broken
a program gets the default of its own code, which therefore has to be the tightest value.
"""

from __future__ import annotations

from configurator.exporters.table import Everything, Oracle, Target, TargetFile

TARGET = Target(
    id="flagd",
    title="flagd",
    checked="provider 0.6.1",
    files={
        "flags": TargetFile(
            "behavior.flagd.json", ".config/flagd/behavior.flagd.json", "json", writer="flagd-flags"
        )
    },
    rows=(Everything("instructed", "the flag holds the value; the program that reads it has to act on it"),),
    hint="give `code_default` of a flag's metadata as the default in the code: it holds while the file cannot be read",
    group="engines",
    oracle=Oracle(
        "client", "OpenFeature's provider for flagd serves every value, and every variant is permitted"
    ),
)
