"""LiteLLM's half: the proxy with an owner's models and the export, and what is asked through it.

The proxy is started as its own command starts it, but for the server; `served` starts that
as well. It is imported once: a question begins where everything that a start and a request
need is in memory.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

os.environ |= {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_TELEMETRY": "False",
    "LITELLM_MASTER_KEY": "sk-" + "0123456789abcdef" * 4,
    "DO_NOT_TRACK": "1",
}

import httpx
import litellm
import pydantic
from litellm.integrations.custom_guardrail import CustomGuardrail
from litellm.integrations.custom_logger import CustomLogger
from litellm.proxy import proxy_server
from litellm.proxy.guardrails.guardrail_hooks.litellm_content_filter.content_filter import (
    ContentFilterGuardrail,
)
from litellm.proxy.policy_engine.init_policies import get_policies_summary
from litellm.types.guardrails import ContentFilterPattern
from starlette.testclient import TestClient

from tests.oracles.inside.model import Model
from tests.oracles.inside.serve import serve

CONFIG = "litellm_config.yaml"
LONGEST = 900
"""Seconds for a question that imports all of it again."""

KEY = os.environ["LITELLM_MASTER_KEY"]
Post = Callable[[str, Any], Any]


class Kept(CustomLogger):  # type: ignore[misc]  # a class of a package that is not installed here
    """What a log of the owner's is given to keep."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    async def async_log_success_event(self, kwargs: Any, *_: Any, **__: Any) -> None:
        """Keep all of it as one text."""
        payload = kwargs["standard_logging_object"]
        self.texts.append(json.dumps([payload["messages"], payload["response"]], default=str))


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """What the proxy loads, and what it says to each of ``asks`` with what a model was
    asked for it. ``says`` is what models say, by name; ``own`` are keys of the owner's."""
    model = Model(question["says"])
    config = Path(CONFIG)
    own = {"model_list": [*_models(question["says"], model.url), *question.get("models", ())]}
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in own.items()]
    config.write_text("".join(lines) + config.read_text())
    if question.get("served"):
        with _served() as post:
            return {"answers": _answers(question, model, post)}
    kept = Kept()
    os.environ["WORKER_CONFIG"] = json.dumps({"config": str(config.absolute())})
    with TestClient(proxy_server.app, headers={"Authorization": f"Bearer {KEY}"}) as client:
        litellm.logging_callback_manager.add_litellm_callback(kept)
        answers = _answers(question, model, lambda path, body: client.post(path, json=body))
        _wait_for(kept, sum(one["status"] == 200 for one in answers))
        return {"answers": answers, "kept": kept.texts, **_loaded()}


def _models(says: Mapping[str, Any], url: str) -> list[dict[str, Any]]:
    return [
        {"model_name": name, "litellm_params": {"model": f"openai/{name}", "api_base": url, "api_key": "x"}}
        for name in says
    ]


def _answers(question: Mapping[str, Any], model: Model, post: Post) -> list[dict[str, Any]]:
    found = []
    for path, body in question["asks"]:
        model.asked.clear()
        said = post(path, body)
        time.sleep(question.get("rest", 0))
        text = said.text if body.get("stream") else said.json()
        found.append({"status": said.status_code, "said": text, "asked": [*model.asked]})
    return found


def _loaded() -> dict[str, Any]:
    logger = proxy_server.llm_router.router_budget_logger
    budgets = (logger and logger.provider_budget_config) or {}
    return {
        "guardrails": sorted(
            [
                one.guardrail_name,
                [one.event_hook] if isinstance(one.event_hook, str) else one.event_hook,
                one.default_on,
                getattr(one, "default_action", ""),
            ]
            for one in litellm.callbacks
            if isinstance(one, CustomGuardrail)
        ),
        "patterns": {
            one.guardrail_name: [pattern["pattern_name"] for pattern in one.compiled_patterns]
            for one in litellm.callbacks
            if isinstance(one, ContentFilterGuardrail)
        },
        "keys": [*ContentFilterPattern.model_fields],
        "policies": get_policies_summary(),
        "budgets": {name: [one.max_budget, one.budget_duration] for name, one in budgets.items()},
    }


def _wait_for(kept: Kept, count: int) -> None:
    """A log is written after an answer."""
    end = time.monotonic() + 5
    while len(kept.texts) < count and time.monotonic() < end:
        time.sleep(0.01)


@contextlib.contextmanager
def _served() -> Iterator[Post]:
    """The proxy as people start it."""
    port = 4000
    signal.alarm(LONGEST)
    command = [Path(sys.executable).with_name("litellm"), "--config", CONFIG, "--host", "127.0.0.1"]
    process = subprocess.Popen([*map(str, command), "--port", str(port)])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            client.headers["Authorization"] = f"Bearer {KEY}"
            while not _lives(client):
                if process.poll() is not None:
                    raise RuntimeError(f"it ended with {process.returncode}")
                time.sleep(0.2)
            yield lambda path, body: client.post(path, json=body)
    finally:
        process.terminate()
        process.wait()


def _lives(client: httpx.Client) -> bool:
    try:
        return bool(client.get("/health/liveliness").status_code == 200)
    except httpx.HTTPError:
        return False


def warm() -> None:
    """Import whatever a start and a request import, so that no question waits for it."""
    read, write = os.pipe()
    if os.fork() == 0:
        with open(os.devnull, "w") as nothing:
            os.dup2(nothing.fileno(), 1)
            os.dup2(nothing.fileno(), 2)
        with contextlib.suppress(Exception):
            _try()
        with os.fdopen(write, "w") as out:
            out.write("\n".join(sys.modules))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as names:
        for name in names.read().split("\n"):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    os.wait()
    for one in _below(pydantic.BaseModel):
        with contextlib.suppress(Exception):
            one.model_rebuild()
    TestClient(proxy_server.app, raise_server_exceptions=False).post("/v1/messages", json={})
    gc.freeze()


def _below(kind: Any) -> Iterator[Any]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _try() -> None:
    """One question on each route."""
    import tempfile

    os.chdir(tempfile.mkdtemp())
    Path(CONFIG).write_text("")
    talk = [{"role": "user", "content": "Hello."}]
    tool = {"type": "function", "function": {"name": "t", "parameters": {"type": "object", "properties": {}}}}
    asks = [
        ("/v1/chat/completions", {"model": "m", "messages": talk, "tools": [tool]}),
        ("/v1/messages", {"model": "m", "max_tokens": 9, "messages": talk}),
        ("/v1/responses", {"model": "m", "input": "Hello."}),
    ]
    answer({"says": {"m": {"content": "Hello."}}, "asks": asks})


if __name__ == "__main__":
    warm()
    serve(answer)
