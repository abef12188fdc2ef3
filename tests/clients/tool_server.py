"""A tool server (MCP) with one tool, which leaves a file behind when it is started.

`tool_server.py MARK`; one JSON message a line on standard input and output.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TOOL = {"name": "lookup", "description": "looks up", "inputSchema": {"type": "object", "properties": {}}}


def answer(method: str, params: dict[str, Any]) -> dict[str, Any]:
    """What a client gets for one request."""
    if method == "initialize":
        about = {"serverInfo": {"name": "helper", "version": "1"}, "capabilities": {"tools": {}}}
        return {"protocolVersion": params["protocolVersion"], **about}
    if method == "tools/list":
        return {"tools": [TOOL]}
    return {"content": [{"type": "text", "text": "looked"}]} if method == "tools/call" else {}


def main() -> None:
    """Answer until the client hangs up."""
    Path(sys.argv[1]).touch()
    for line in sys.stdin:
        message = json.loads(line)
        if "id" in message:
            result = answer(message["method"], message.get("params", {}))
            print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)


if __name__ == "__main__":
    main()
