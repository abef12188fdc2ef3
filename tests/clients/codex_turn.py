"""One Codex turn over its app server: `codex exec` never asks, so only here can asking be seen.

Prints one JSON object: what Codex asked the person, each item it finished, and how the turn ended.
Every question is declined.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, cast

Json = dict[str, Any]
DECLINED = {"decision": "decline"}


class Server:
    """The app server's standard input and output, one JSON message a line."""

    def __init__(self, argv: list[str]) -> None:
        """Start the server; its errors go to ours."""
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.seen: Json = {"asked": [], "items": [], "status": None, "warnings": []}
        self.number = 0

    def send(self, message: Json) -> None:
        """Write one message."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def receive(self) -> Json | None:
        """The next message, or nothing when the server has gone."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return cast(Json, json.loads(line)) if line else None

    def request(self, method: str, params: Json) -> Json:
        """Ask and wait for the reply, noting what comes in between."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (message := self.receive()) is not None:
            if message.get("id") == self.number and "method" not in message:
                if "error" in message:
                    self.seen["error"] = message["error"]
                    raise SystemExit(self.close())
                return cast(Json, message["result"])
            self.note(message)
        raise SystemExit(self.close())

    def note(self, message: Json) -> None:
        """Decline what is asked, keep what is finished."""
        method, params = message.get("method", ""), message.get("params", {})
        if "id" in message and method:
            self.seen["asked"].append({"method": method, "params": params})
            self.send({"id": message["id"], "result": DECLINED})
        elif method == "item/completed":
            self.seen["items"].append(params["item"])
        elif method == "turn/completed":
            self.seen["status"] = params["turn"]["status"]
        elif method in {"warning", "configWarning", "error"}:
            self.seen["warnings"].append(params)

    def close(self) -> int:
        """Say what was seen and end the server."""
        print(json.dumps(self.seen))
        self.process.kill()
        return 0 if self.seen["status"] else 1


def main(argv: list[str]) -> int:
    """`codex_turn.py CWD codex app-server …`."""
    server = Server(argv[1:])
    server.request("initialize", {"clientInfo": {"name": "test", "version": "0"}})
    server.send({"method": "initialized"})
    thread = server.request("thread/start", {"cwd": argv[0]})
    server.seen["thread"] = {
        key: thread.get(key) for key in ("approvalPolicy", "sandbox", "instructionSources")
    }
    text = [{"type": "text", "text": "do it"}]
    server.request("turn/start", {"threadId": thread["thread"]["id"], "input": text})
    while server.seen["status"] is None and (message := server.receive()) is not None:
        server.note(message)
    return server.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
