"""Every oracle that is run apart."""

from __future__ import annotations

from tests.oracles import aider, bedrock, inspect, librechat, litellm, nemo, open_webui, promptfoo, vscode
from tests.oracles.frame import Oracle

ORACLES: dict[str, Oracle] = {
    module.ORACLE.target: module.ORACLE
    for module in (aider, bedrock, inspect, librechat, litellm, nemo, open_webui, promptfoo, vscode)
}
"""By target."""
