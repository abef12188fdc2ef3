"""Turns of an agent over ACP.

Headless, Gemini and Qwen drop every tool they would have to ask about, so asking is seen only here.

Prints one JSON object: what Gemini asked the person, what became of each tool call, and how the
turn ended. Every question is answered with a refusal.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, cast

Json = dict[str, Any]


class Agent:
    """The client's standard input and output, one JSON message a line."""

    def __init__(self, argv: list[str]) -> None:
        """Start the client; its errors go to ours."""
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.seen: Json = {"asked": [], "calls": {}, "stop": None, "mode": None}
        self.number = 0

    def send(self, message: Json) -> None:
        """Write one message."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        self.process.stdin.flush()

    def request(self, method: str, params: Json) -> Json:
        """Ask and wait for the reply, answering what comes in between."""
        assert self.process.stdout is not None
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        for line in self.process.stdout:
            if not line.startswith("{"):
                continue
            message = cast(Json, json.loads(line))
            if message.get("id") == self.number and "method" not in message:
                if "error" in message:
                    self.seen["error"] = message["error"]
                    break
                return cast(Json, message["result"])
            self.note(message)
        raise SystemExit(self.close())

    def note(self, message: Json) -> None:
        """Refuse what is asked, keep the state of each tool call."""
        params = message.get("params", {})
        if "id" in message and "method" in message:
            self.seen["asked"].append(params.get("toolCall", params))
            refusal = next(
                (o["optionId"] for o in params.get("options", []) if o["kind"] == "reject_once"),
                "cancel",
            )
            outcome = {"outcome": "selected", "optionId": refusal}
            self.send({"id": message["id"], "result": {"outcome": outcome}})
            return
        update = params.get("update", {})
        if update.get("sessionUpdate") in {"tool_call", "tool_call_update"}:
            self.seen["calls"].setdefault(update["toolCallId"], {}).update(update)

    def close(self) -> int:
        """Say what was seen and end the client."""
        print(json.dumps(self.seen))
        self.process.kill()
        return 0 if self.seen["stop"] else 1


def main(argv: list[str]) -> int:
    """`acp_turn.py CWD TURNS gemini --acp …`; an agent may end its turn at the first refusal."""
    agent = Agent(argv[2:])
    files = {"readTextFile": False, "writeTextFile": False}
    agent.request("initialize", {"protocolVersion": 1, "clientCapabilities": {"fs": files}})
    session = agent.request("session/new", {"cwd": argv[0], "mcpServers": []})
    agent.seen["mode"] = (session.get("modes") or {}).get("currentModeId")
    prompt = [{"type": "text", "text": "do it"}]
    for _ in range(int(argv[1])):
        done = agent.request("session/prompt", {"sessionId": session["sessionId"], "prompt": prompt})
        agent.seen["stop"] = done.get("stopReason")
    return agent.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
