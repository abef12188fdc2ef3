"""Whatever the server dies of, no app outlives it, and none saves anything. By process id."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from configurator.web.address import CONSENT
from tests.web.tab import ROOT, Tab, is_gone, process, tab_at, wait_gone

RIGHT = "\x1b[C"
DEATHS = {
    signal.SIGINT: 130,
    signal.SIGTERM: 143,
    signal.SIGHUP: 129,
    signal.SIGKILL: -9,
}


async def change_something(tab: Tab) -> None:
    """Skip the questions of the first start, and relax a setting."""
    await tab.sees(b"Who is it for?")
    await tab.press("\x1b")
    await tab.sees(b"shows the presets")
    await tab.press(RIGHT)
    await tab.sees(b"unsaved")


def files_in(folder: Path) -> list[str]:
    """What a person would miss, or wonder at."""
    return [str(path) for path in sorted(folder.rglob("*.toml"))]


@pytest.mark.parametrize("death", DEATHS, ids=lambda one: one.name)
async def test_the_app_ends_with_the_server_and_saves_nothing(tmp_path: Path, death: signal.Signals) -> None:
    with process(tmp_path) as server:
        async with tab_at(server.url) as tab:
            await change_something(tab)
            (pid,) = server.children
            server.process.send_signal(death)
            await tab.closes()
        assert await asyncio.to_thread(wait_gone, pid)
        code, out, err = await asyncio.to_thread(server.ended)
    assert (code, out) == (DEATHS[death], "")
    assert "Traceback" not in err
    assert not files_in(tmp_path)


async def test_the_app_ends_with_its_tab_and_saves_nothing(tmp_path: Path) -> None:
    with process(tmp_path) as server:
        async with tab_at(server.url) as tab:
            await change_something(tab)
            (pid,) = server.children
        assert await asyncio.to_thread(wait_gone, pid)
        assert server.process.poll() is None
    assert not files_in(tmp_path)


@pytest.mark.parametrize("death", [signal.SIGTERM, signal.SIGKILL], ids=lambda one: one.name)
async def test_an_app_that_turns_for_ever_and_hears_no_signal_ends_too(
    tmp_path: Path, death: signal.Signals
) -> None:
    with process(tmp_path, "-m", "tests.web.serve_fakes", "spinning") as server:
        async with tab_at(server.url) as tab:
            await tab.sees(b"spinning")
            (pid,) = server.children
            server.process.send_signal(death)
            await tab.closes()
        assert await asyncio.to_thread(wait_gone, pid)


async def test_a_second_server_knows_nothing_of_the_first_ones_tabs(tmp_path: Path) -> None:
    arguments = ("-m", "tests.web.serve_fakes", "good")
    with process(tmp_path, *arguments) as one, process(tmp_path, *arguments) as other:
        async with tab_at(one.url) as tab:
            await tab.sees(b"good")
            (pid,) = one.children
            other.process.send_signal(signal.SIGTERM)
            assert (await asyncio.to_thread(other.ended))[0] == 143
            assert not is_gone(pid)


def test_the_address_alone_is_on_stdout(tmp_path: Path) -> None:
    with process(tmp_path, "-m", "configurator", "serve", "--json") as server:
        server.process.send_signal(signal.SIGINT)
        code, out, err = server.ended()
    url = json.loads(server.url + out)["url"]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{43}/", url)
    assert (code, err.count("\n")) == (130, 1)
    assert "Ctrl-C ends" in err
    assert url not in err


@pytest.mark.skipif(not os.path.isdir("/proc/self/net"), reason="the kernel's list of sockets is Linux's")
def test_every_socket_it_opens_is_on_loopback(tmp_path: Path) -> None:
    with process(tmp_path) as server:
        folder = Path(f"/proc/{server.process.pid}")
        opened = {os.readlink(one) for one in (folder / "fd").iterdir()}
        rows = [
            line.split()
            for family in ("tcp", "tcp6", "udp", "udp6")
            for line in (folder / "net" / family).read_text().splitlines()[1:]
        ]
    mine = [row[1].partition(":")[0] for row in rows if f"socket:[{row[9]}]" in opened]
    loopback = socket.inet_aton("127.0.0.1")[::-1].hex().upper()  # the kernel writes it in its own order
    assert mine == [loopback if sys.byteorder == "little" else "7F000001"]


def run(home: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """A run of the program that ends by itself."""
    return subprocess.run(
        [sys.executable, *(("-c", code) if code else ("-m", "configurator")), *arguments],
        cwd=ROOT,
        env={**os.environ, "CONFIGURATOR_HOME": str(home), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )


@pytest.mark.parametrize("listen", ["0.0.0.0", "::"])
def test_the_network_is_refused_without_the_flag(tmp_path: Path, listen: str) -> None:
    ran = run(tmp_path, "serve", "--listen", listen)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        f"error: listening on `{listen}` lets other machines open the app and change your settings [not-loopback]",
        f"hint: if that is what you want, add `{CONSENT}`; nothing on the way is encrypted",
    ]


def test_what_is_wrong_with_the_profile_is_said_before_anything_listens(tmp_path: Path) -> None:
    ran = run(tmp_path, "--policy", "/nowhere", "serve")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: ")


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve"])
def test_without_the_extra_the_error_says_how_to_get_it(tmp_path: Path, missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from configurator.cli.main import main; sys.exit(main())"
    ran = run(tmp_path, "serve", code=code)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.splitlines() == [
        f"error: `configurator serve` needs `{missing}`, which is not installed [not-installed]",
        "hint: `pip install 'ai-behavior-configurator[web]'` installs it",
    ]


def test_the_app_outside_a_terminal_still_needs_one(tmp_path: Path) -> None:
    ran = run(tmp_path)
    assert (ran.returncode, ran.stderr.partition("\n")[0]) == (2, "error: the app needs a terminal [usage]")


async def test_the_app_has_the_profile_and_language_that_the_server_was_given(tmp_path: Path) -> None:
    given = ("--preferences", str(tmp_path / "-my own; $(file).toml"), "--lang=zh-CN")
    (tmp_path / "-my own; $(file).toml").write_text("schema = 1\n", encoding="utf-8")
    with process(tmp_path, "-m", "configurator", *given, "serve") as server:
        async with tab_at(server.url) as tab:
            await tab.sees("对话".encode())
            await tab.press(RIGHT)
            await tab.sees("未保存".encode())
            await tab.press("s")
            await tab.sees("放宽".encode())  # what is loosened is asked about once
            await tab.press("\r")
            await tab.sees("已把 1 项更改保存到".encode())
    assert "[preferences." in (tmp_path / "-my own; $(file).toml").read_text(encoding="utf-8")


async def test_the_app_loads_nothing_from_the_folder_it_is_served_from(tmp_path: Path) -> None:
    (tmp_path / "textual.py").write_text("raise SystemExit('loaded from here')", encoding="utf-8")
    program = "import os, sys; sys.path[0] = os.getcwd(); os.chdir(sys.argv.pop(1)); from configurator.__main__ import main; sys.exit(main())"
    with process(tmp_path, "-c", program, str(tmp_path), "serve") as server:
        async with tab_at(server.url) as tab:
            await tab.sees(b"quit")
