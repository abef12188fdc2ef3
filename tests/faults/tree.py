"""What a disk would still hold after a power cut: entries and bytes that were synced, apart from those that were not.

A folder's entry is safe once the folder was synced, a file's bytes once the file was. POSIX promises
nothing else, and file systems differ in what more they keep, so that is tried in several ways. What
happened in one folder is kept in its order, and a rename is one thing, as in every journal.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Loss = Literal["all", "bytes", "some"]
"""What of the unsynced is gone: all of it; bytes and no names; some of it, by chance."""


@dataclass(eq=False)
class Node:
    """A file, folder or link. ``entries`` are a folder's now, ``safe`` those that are synced, and
    ``since`` what they were after each change since then; ``data`` is what is synced of a file,
    and ``is_dirty`` says that there is more."""

    kind: str
    mode: int = 0o600
    data: bytes = b""
    is_dirty: bool = False
    entries: dict[str, Node] = field(default_factory=dict)
    safe: dict[str, Node] = field(default_factory=dict)
    since: list[dict[str, Node]] = field(default_factory=list)


def seen(path: str) -> Node:
    """The tree at ``path``, all of it synced."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return Node("link", data=os.readlink(path).encode())
    if stat.S_ISREG(mode):
        with open(path, "rb") as file:
            return Node("file", mode & 0o777, file.read())
    entries = {name: seen(os.path.join(path, name)) for name in os.listdir(path)}
    return Node("folder", mode & 0o777, entries=entries, safe=dict(entries))


class Tree:
    """The tree below ``root``, told of each change."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.top = seen(root)

    def node(self, path: str) -> Node | None:
        """What stands at ``path`` now."""
        found: Node | None = self.top
        for name in self._names(path):
            found = found.entries.get(name) if found is not None else None
        return found

    def _names(self, path: str) -> list[str]:
        relative = os.path.relpath(path, self.root)
        return [] if relative == "." else relative.split(os.sep)

    def _parent(self, path: str) -> Node:
        parent = self.node(os.path.dirname(path))
        assert parent is not None, path
        return parent

    def put(self, path: str, node: Node) -> None:
        """Something new stands at ``path``."""
        parent = self._parent(path)
        parent.entries[os.path.basename(path)] = node
        parent.since.append(dict(parent.entries))

    def take(self, path: str) -> None:
        """Nothing stands at ``path`` any more."""
        parent = self._parent(path)
        del parent.entries[os.path.basename(path)]
        parent.since.append(dict(parent.entries))

    def move(self, source: str, place: str) -> None:
        """What stood at ``source`` stands at ``place``, in the same folder."""
        parent = self._parent(place)
        assert os.path.dirname(source) == os.path.dirname(place)
        parent.entries[os.path.basename(place)] = parent.entries.pop(os.path.basename(source))
        parent.since.append(dict(parent.entries))

    def synced(self, node: Node, data: bytes) -> None:
        """``node`` was synced; ``data`` is what a file holds."""
        if node.kind == "folder":
            node.safe, node.since = dict(node.entries), []
        else:
            node.data, node.is_dirty = data, False

    def after_a_cut(self, loss: Loss, seed: int) -> None:
        """Put on the disk what a power cut leaves."""
        held = dict(self._contents(self.top, self.root))
        chance = random.Random(seed)
        for name in os.listdir(self.root):
            path = os.path.join(self.root, name)
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
        self._fill(self.top, self.root, _choice(loss, chance), held)

    def _contents(self, folder: Node, path: str) -> list[tuple[Node, bytes]]:
        found: list[tuple[Node, bytes]] = []
        for name, node in folder.entries.items():
            place = os.path.join(path, name)
            if node.kind == "folder":
                found += self._contents(node, place)
            elif node.kind == "file":
                with open(place, "rb") as file:
                    found.append((node, file.read()))
        return found

    def _fill(
        self,
        folder: Node,
        path: str,
        choice: tuple[Callable[[Node], dict[str, Node]], Callable[[Node, bytes], bytes]],
        held: Mapping[Node, bytes],
    ) -> None:
        entries, data = choice
        for name, node in entries(folder).items():
            place = os.path.join(path, name)
            if node.kind == "folder":
                os.mkdir(place, node.mode)
                self._fill(node, place, choice, held)
            elif node.kind == "link":
                os.symlink(node.data.decode(), place)
            else:
                with open(place, "wb") as file:
                    file.write(data(node, held.get(node, node.data)))
                os.chmod(place, node.mode)


def _choice(
    loss: Loss, chance: random.Random
) -> tuple[Callable[[Node], dict[str, Node]], Callable[[Node, bytes], bytes]]:
    """Which entries of a folder, and which bytes of a file, are left."""
    if loss == "all":
        return (lambda folder: folder.safe), (lambda node, _held: node.data)
    if loss == "bytes":
        return (lambda folder: folder.entries), (lambda node, _held: b"" if node.is_dirty else node.data)

    def some_entries(folder: Node) -> dict[str, Node]:
        return chance.choice([folder.safe, *folder.since])

    def some_bytes(node: Node, held: bytes) -> bytes:
        return chance.choice((node.data, b"", held[: len(held) // 2], held)) if node.is_dirty else node.data

    return some_entries, some_bytes
