"""A model that says what a test tells it to, for behaviour runs of real clients.

A client is told which tool to call; what matters is what the client does about it: runs it, asks,
refuses, or never offered it. Speaks Anthropic Messages, OpenAI Responses and Chat Completions,
and Gemini generateContent.

Run as a program it is a wrapper: it raises loopback, starts the server, runs a command and writes
down what was seen. Run under `unshare -rn` the command then has no network but this server.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

Json = dict[str, Any]
DONE = "done"


@dataclass
class Script:
    """The tool calls still to be made, and every request that asked for one."""

    calls: list[Json]
    requests: list[Json] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_call(self, body: Json) -> Json | None:
        """Only requests that offer tools count: clients also ask for titles and the like."""
        with self.lock:
            self.requests.append(body)
            return self.calls.pop(0) if self.calls and offers_tools(body) else None


def offers_tools(body: Json) -> bool:
    """Newer OpenAI models are given their tools as an input item instead of a field."""
    items = body.get("input")
    listed = items if isinstance(items, list) else []
    return bool(body.get("tools")) or any(i.get("type") == "additional_tools" for i in listed)


def anthropic_events(call: Json | None, number: int) -> Iterator[tuple[str, Json]]:
    """One streamed Messages answer: a text, or a single tool call."""
    message: Json = {
        "id": f"msg_{number}",
        "type": "message",
        "role": "assistant",
        "model": "fake",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }
    yield "message_start", {"type": "message_start", "message": message}
    if call is None:
        block: Json = {"type": "text", "text": ""}
        delta: Json = {"type": "text_delta", "text": DONE}
        reason = "end_turn"
    else:
        block = {"type": "tool_use", "id": f"toolu_{number}", "name": call["name"], "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(call["input"])}
        reason = "tool_use"
    yield "content_block_start", {"type": "content_block_start", "index": 0, "content_block": block}
    yield "content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta}
    yield "content_block_stop", {"type": "content_block_stop", "index": 0}
    stop = {"stop_reason": reason, "stop_sequence": None}
    yield (
        "message_delta",
        {"type": "message_delta", "delta": stop, "usage": {"output_tokens": 1}},
    )
    yield "message_stop", {"type": "message_stop"}


def openai_events(call: Json | None, number: int) -> Iterator[tuple[str, Json]]:
    """One streamed Responses answer; `custom` marks a free-form tool such as apply_patch."""
    if call is None:
        content = [{"type": "output_text", "text": DONE, "annotations": []}]
        item: Json = {"type": "message", "role": "assistant", "content": content}
    elif call.get("custom"):
        item = {"type": "custom_tool_call", "name": call["name"], "input": call["input"]}
    else:
        arguments = json.dumps(call["input"])
        item = {"type": "function_call", "name": call["name"], "arguments": arguments}
    if call is not None and "namespace" in call:
        item["namespace"] = call["namespace"]
    item |= {"id": f"item_{number}", "status": "completed"}
    if call is not None:
        item["call_id"] = f"call_{number}"
    created = {"id": f"resp_{number}", "object": "response", "status": "in_progress", "output": []}
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    completed = created | {"status": "completed", "output": [item], "usage": usage}
    yield "response.created", {"type": "response.created", "response": created}
    yield (
        "response.output_item.done",
        {"type": "response.output_item.done", "output_index": 0, "item": item},
    )
    yield "response.completed", {"type": "response.completed", "response": completed}


def chat_chunks(call: Json | None, number: int) -> bytes:
    """One streamed Chat Completions answer."""
    base: Json = {"id": f"chat_{number}", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
    delta: Json = {"role": "assistant", "content": DONE}
    if call is not None:
        function = {"name": call["name"], "arguments": json.dumps(call["input"])}
        delta["tool_calls"] = [{"index": 0, "id": f"call_{number}", "type": "function", "function": function}]
        delta["content"] = None
    reason = "stop" if call is None else "tool_calls"
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    chunks = (
        base | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        base | {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}], "usage": usage},
    )
    return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks).encode() + b"data: [DONE]\n\n"


def gemini_answer(call: Json | None) -> Json:
    """One generateContent answer."""
    part: Json = {"text": DONE}
    if call is not None:
        part = {"functionCall": {"name": call["name"], "args": call["input"]}}
    return {
        "candidates": [{"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
        "modelVersion": "fake",
    }


def as_sse(events: Iterator[tuple[str, Json]]) -> bytes:
    """Named server-sent events."""
    lines = (f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
    return "".join(lines).encode()


def answer(script: Script, path: str, body: Json) -> tuple[str, bytes]:
    """Content type and bytes for one request; the path says which API is spoken."""
    route = path.partition("?")[0]
    if route.endswith(("/count_tokens", ":countTokens")):
        return "application/json", b'{"input_tokens": 1, "totalTokens": 1}'
    call = script.next_call(body)
    number = len(script.requests)
    if route.endswith("/messages"):
        return "text/event-stream", as_sse(anthropic_events(call, number))
    if route.endswith("/responses"):
        return "text/event-stream", as_sse(openai_events(call, number))
    if route.endswith("/chat/completions"):
        return "text/event-stream", chat_chunks(call, number)
    reply = json.dumps(gemini_answer(call))
    if route.endswith(":streamGenerateContent"):
        return "text/event-stream", f"data: {reply}\n\n".encode()
    return "application/json", reply.encode()


class Handler(BaseHTTPRequestHandler):
    """Answers POSTs from the script; anything else is an empty 404, which every client survives."""

    script: Script
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Every model request."""
        size = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(size)
        try:
            body = cast(Json, json.loads(raw))
        except ValueError:
            self.reply(404, "text/plain", b"")
            return
        kind, payload = answer(self.script, self.path, body)
        self.reply(200, kind, payload)

    def do_GET(self) -> None:
        """Model lists, updates, telemetry."""
        self.reply(404, "text/plain", b"")

    def do_CONNECT(self) -> None:
        """A client that takes this server for its proxy names each host that it wants to reach."""
        self.script.hosts.append(self.path.rpartition(":")[0])
        self.reply(502, "text/plain", b"")

    def reply(self, status: int, kind: str, payload: bytes) -> None:
        """A client that has hung up is no error of the server."""
        try:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        """Silent: the record is what tests read."""


def serve(script: Script) -> ThreadingHTTPServer:
    """A server on a free loopback port, in the background."""
    handler = type("ScriptedHandler", (Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def raise_loopback() -> None:
    """A new network namespace starts with loopback down; no `ip` program is needed to raise it."""
    siocgifflags, siocsifflags, up = 0x8913, 0x8914, 0x1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(link, siocgifflags, request))[1]
        if not flags & up:
            fcntl.ioctl(link, siocsifflags, struct.pack("16sh14x", b"lo", flags | up))


def run(command: list[str], url: str, timeout: float) -> tuple[int, str, str]:
    """Run the client in its own process group, so that a hung one leaves nothing behind."""
    command = [part.replace("{url}", url) for part in command]
    env = {key: value.replace("{url}", url) for key, value in os.environ.items()}
    client = subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = client.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(client.pid, signal.SIGKILL)
        out, err = client.communicate()
        return 124, out, err
    return client.returncode, out, err


def main() -> int:
    """`fake_model.py --calls JSON --record FILE -- COMMAND…`; `{url}` is put in for the server."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", default="[]")
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    if sys.platform == "linux":
        raise_loopback()
    script = Script(json.loads(options.calls))
    server = serve(script)
    url = f"http://127.0.0.1:{server.server_port}"
    code, out, err = run(options.command, url, options.timeout)
    record = {"exit": code, "stdout": out, "stderr": err, "requests": script.requests, "hosts": script.hosts}
    options.record.write_text(json.dumps(record))
    return 0


if __name__ == "__main__":
    sys.exit(main())
