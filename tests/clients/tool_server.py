"""A tool server (MCP) with two tools, which leaves a file behind when it is started.

`tool_server.py [--resources] [MARK]`, or with tools of these names instead:
`tool_server.py -- NAME…`; one JSON message a line on standard input and output.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

NOTHING = {"type": "object", "properties": {}}
NAMES = sys.argv[2:] if sys.argv[1:2] == ["--"] else ["lookup", "add"]
TOOLS = [{"name": name, "description": f"{name}s a note", "inputSchema": NOTHING} for name in NAMES]
RESOURCES = "--resources"
NOTE = {"uri": "note://one", "name": "one"}


def answer(method: str, params: dict[str, Any]) -> dict[str, Any]:
    """What a client gets for one request."""
    if method == "initialize":
        can: dict[str, Any] = {"tools": {}} | ({"resources": {}} if RESOURCES in sys.argv else {})
        about = {"serverInfo": {"name": "helper", "version": "1"}, "capabilities": can}
        return {"protocolVersion": params["protocolVersion"], **about}
    if method == "tools/list":
        return {"tools": TOOLS}
    if method == "resources/list":
        return {"resources": [NOTE]}
    return {"content": [{"type": "text", "text": "looked"}]} if method == "tools/call" else {}


def main() -> None:
    """Answer until the client hangs up."""
    for mark in [] if sys.argv[1:2] == ["--"] else sys.argv[1:]:
        if mark != RESOURCES:
            Path(mark).touch()
    for line in sys.stdin:
        message = json.loads(line)
        if "id" in message:
            result = answer(message["method"], message.get("params", {}))
            print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)


if __name__ == "__main__":
    main()
