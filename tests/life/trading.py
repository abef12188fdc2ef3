"""What is exchanged with AI tools: exports, exports taken back, imports, and what others write in the files."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.life import laws
from tests.life.living import FIGURES, Living
from tests.life.person import written
from tests.life.tools import FOREIGN, OF_TARGET, closed

TARGETS = st.lists(st.sampled_from(list(OF_TARGET)), min_size=1, max_size=3, unique=True)


class Trading(Living):
    """The part of a life that is spent with tools."""

    def is_ready(self) -> int:
        """The exit code of what acts on the profile as a whole: 2 where a wish is none."""
        now = self.person.now
        return 2 if now.broken or now.unsound() else int(bool(self.whole(now).obstacles))

    @rule(tools=TARGETS)
    def export(self, tools: list[str]) -> None:
        before, code, held = self.project.files(), self.is_ready(), self.effective()
        alive = self.act("export", lambda: self.run("export", *tools).code, lambda _person: None, code)
        files = self.project.files()
        if code == 2 or (not alive and files == before):
            assert files == before, "law 8: a profile that cannot be read was exported"
            return
        self.exported |= dict.fromkeys(tools, held)
        with self.entered():
            assert self.run("export", "--check", *tools).code == code, "law 6: drift right after an export"
            assert self.run("export", *tools).code == code
        assert self.project.files() == files, "law 6: the same export again writes something else"
        for target in tools:
            found = closed(target, self.project.root, held)
            assert not found, f"law 6: {target} is not kept from {found}"

    @rule(tools=TARGETS)
    def check_for_drift(self, tools: list[str]) -> None:
        """Where `export --check` sees no drift, the files grant no more than holds now."""
        FIGURES["export --check"] += 1
        with self.entered():
            code = self.run("export", "--check", *tools).code
        assert code == 2 or self.is_ready() < 2, "law 8: a profile that cannot be read has no drift"
        if code == 0:
            for target in tools:
                for granted in self.project.granted(target):
                    laws.law_6_no_more_than_held(granted, self.effective(), target)

    @precondition(lambda self: self.exported)
    @rule(data=st.data())
    def unexport(self, data: st.DataObject) -> None:
        tools = data.draw(st.lists(st.sampled_from(sorted(self.exported)), min_size=1, unique=True))
        every = len(tools) == len(self.exported)
        before = self.project.files()
        arguments = ("unexport", *(["--all"] if every else tools))
        code = 2 if self.person.now.broken else 0
        alive = self.act("unexport", lambda: self.run(*arguments).code, lambda _person: None, code)
        if code == 2 or (not alive and self.project.files() == before):
            assert self.project.files() == before
            return
        for target in tools:
            del self.exported[target]

    @rule(name=st.sampled_from(list(FOREIGN)))
    def others_write(self, name: str) -> None:
        FIGURES["written by others"] += 1
        self.number += 1
        self.project.note(name, self.number)

    @rule(tool=st.sampled_from(list(OF_TARGET)))
    def import_from(self, tool: str) -> None:
        now, code, before = self.person.now, self.is_ready(), self.effective()
        was_exported = self.exported.get(tool) == before
        taken: list[int] = []

        def does() -> int:
            taken.append(self.run("import", tool).code)
            return taken[0]

        wishes = dict(now.preferences)
        FIGURES["import"] += 1
        with self.entered():
            died = self._done(does) is None
        found = written(self.world.home).get(self.person.used)
        asked = wishes if found is None else found[0]
        changes: dict[str, Any] = {
            key: asked.get(key) for key in {**wishes, **asked} if wishes.get(key) != asked.get(key)
        }
        assert code < 2 or not changes, "law 8: a profile that cannot be read was changed"
        assert laws.refusal(self.whole(now), now, changes) in (0, code), f"law 7: import takes {changes}"
        now.ask(changes)
        if died:
            self.reborn(self.person)
        elif code == 2:
            assert taken == [2]
        assert not (was_exported and changes), f"law 3: what was exported is imported as {changes}"
