"""A model on loopback that says what it is told to, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Model:
    """Chat completions, and OpenAI's Responses, none of them streamed. ``says`` is a message by the name of the
    model, or one for all. ``asked`` are the bodies of requests; ``pages`` the paths of
    those that were for a page."""

    def __init__(self, says: Mapping[str, Any] | str) -> None:
        self.asked: list[Any] = []
        self.pages: list[str] = []
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                model.asked.append(body)
                said = {"content": says} if isinstance(says, str) else says[body["model"]]
                if self.path.endswith("/responses"):
                    self.send(_response(said))
                    return
                message = {"role": "assistant", "content": None, **said}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
                self.send(
                    {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
                    | {"usage": usage}
                )

            def do_GET(self) -> None:
                model.pages.append(self.path)
                self.send({})

            def send(self, body: Any) -> None:
                data = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}"

    def told(self) -> str:
        """All that was in its requests, as one text."""
        return json.dumps(self.asked, ensure_ascii=False)


def _response(said: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a Response."""
    text: dict[str, Any] = {"type": "output_text", "text": said.get("content") or "", "annotations": []}
    message = {"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": [text]}
    calls = [
        {"type": "function_call", "id": call["id"], "call_id": call["id"], **call["function"]}
        for call in said.get("tool_calls", ())
    ]
    return {
        "id": "r",
        "object": "response",
        "created_at": 1,
        "status": "completed",
        "model": "m",
        "output": [message, *calls],
        "parallel_tool_calls": True,
        "tools": [],
        "tool_choice": "auto",
        "usage": {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2},
    }
