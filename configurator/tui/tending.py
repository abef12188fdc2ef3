"""What the app looks after while a person thinks: drafts, and files that others change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from configurator.domain.frozen import replace
from configurator.errors import ConfiguratorError
from configurator.exporters.places import beside, is_under_way
from configurator.files.stamp import GONE, stamp
from configurator.messages import clauses, commas
from configurator.resolution.compose import Obstacle
from configurator.session.moves import Moved, moved_between
from configurator.session.remembered import moved_since, remember
from configurator.session.session import Session
from configurator.store import clock
from configurator.tui import layer_words, words
from configurator.tui.draft import Draft
from configurator.tui.editing import Editing, Merge
from configurator.tui.trial import Said, outlook_said, refused

POLICY = "policy"
"""What is named where the bounds as a whole cannot be read anew."""


class Tending:
    """Keeps the draft, and notices when the profile's file, or one that its bounds are
    read from, is another one. ``ground`` lists those files; they are looked at, not read."""

    def __init__(
        self,
        editing: Editing,
        reopen: Callable[[], Session] | None,
        ground: Callable[[Session], Sequence[str]] | None = None,
    ) -> None:
        self._editing = editing
        editing.reopen = reopen
        self._list_ground = ground
        self._draft = Draft(editing.session.profile.path)
        self._stamp = stamp(editing.session.profile.path)
        self._paths: Sequence[str] = ()
        self._watched = editing.session.profile.layers
        self._ground = self._ground_now(anew=True)
        self._good: Session | None = None  # what held before loosening was stopped
        self._is_troubled = False
        self.moved: list[Moved] = []
        editing.on_save = self.saved

    def restore(self) -> Said | None:
        """Give back what an earlier run left unsaved, finish an export that was interrupted;
        what to say about it."""
        mended = self._mended()
        left = self._draft.left_behind()
        if not left.count:
            return mended
        count, lost = self._editing.restore(left)
        hint = words.RESTORED_LOST.format(keys=commas(lost)) if lost else ""
        hint = clauses((hint, mended.message if mended else ""))
        return Said(words.RESTORED.format(count=words.changes(count)), hint, is_error=False)

    def _mended(self) -> Said | None:
        path = self._editing.session.profile.path
        if not path or not is_under_way(beside(path)):
            return None
        from configurator.exporters.under_way import mend

        try:
            told = mend(beside(path))
        except ConfiguratorError as error:
            return refused(error)
        return Said(clauses(said for said, _hint in told), told[0][1], is_error=False) if told else None

    def keep(self) -> None:
        """Make the draft say what is not saved."""
        self._draft.keep(self._editing.unsaved())

    def drop(self) -> None:
        """Forget the draft: the person saved, or chose to discard."""
        self._draft.drop()

    def saved(self) -> None:
        """The file is ours: it is no news that it changed."""
        self._stamp = stamp(self._editing.session.profile.path)
        self._ground = self._ground_now(anew=True)
        self.moved = []
        self.keep()

    # ------------------------------------------------------ what moved since

    def since_saved(self) -> list[Moved]:
        """What moved in the bounds since the profile was last saved or this last seen."""
        try:
            self.moved = moved_since(self._editing.file) or []
        except ConfiguratorError:
            self.moved = []
        return self.moved

    def seen(self) -> None:
        """The person has seen what moved."""
        self.moved = []
        try:
            remember(self._editing.file)
        except ConfiguratorError:
            return  # it will be shown once more

    # ---------------------------------------------------------------- files

    def is_current(self) -> bool:
        """Whether everything is as it was when it was read."""
        now = stamp(self._editing.session.profile.path)
        return now == self._stamp and self._ground_now() == self._ground and self._good is None

    def look(self) -> Said | None:
        """What to say if a file changed since it was read or written; else nothing."""
        if self._editing.session.profile.layers != self._watched:
            self._ground = self._ground_now(anew=True)
        now, ground = stamp(self._editing.session.profile.path), self._ground_now()
        is_other_ground = ground != self._ground
        is_new_day = clock.today() != self._editing.session.today
        if now == self._stamp and not is_other_ground and not is_new_day:
            return None
        is_gone = now == GONE != self._stamp
        self._stamp, self._ground = now, ground
        if is_gone and not is_other_ground and not is_new_day:
            return Said(words.FILE_GONE, is_error=False)
        before = self._good or self._editing.session
        try:
            merge = self._editing.rebase(self._editing.reread())
        except ConfiguratorError as error:
            self._is_troubled = True
            return self._stopped(error) if is_other_ground or self._good else refused(error)
        was_troubled, self._is_troubled, self._good = self._is_troubled, False, None
        self._ground = self._ground_now(anew=True)
        moved = moved_between(before, self._editing.session) if is_other_ground else []
        said = self._told(merge, moved)
        if said is None and is_new_day:
            return outlook_said(self._editing.session) or Said(words.NEW_DAY, is_error=False)
        return Said(words.FILE_RIGHT, is_error=False) if said is None and was_troubled else said

    def _told(self, merge: Merge, moved: list[Moved]) -> Said | None:
        hints = []
        if merge.both:
            hints.append(words.FILE_BOTH.format(keys=commas(merge.both)))
        if merge.lost:
            hints.append(words.RESTORED_LOST.format(keys=commas(merge.lost)))
        if merge.restacked:
            layers = commas(self._editing.saved.layers) or words.JOURNAL_NO_LAYERS
            hints.append(words.FILE_LAYERS.format(layers=layers))
        if moved:
            self.moved = self.since_saved() or moved
            return Said(
                layer_words.moved(len(moved), sum(one.is_held for one in moved)),
                clauses((*hints, layer_words.MOVED_SHOW)),
                is_error=False,
            )
        if not merge.theirs and not hints:
            return None
        count = words.changes(len(merge.theirs) + merge.restacked)
        return Said(words.FILE_CHANGED.format(count=count), clauses(hints), is_error=False)

    def _stopped(self, error: ConfiguratorError) -> Said:
        """What held goes on holding, and nothing is loosened: unreadable is not absent."""
        said, session = refused(error), self._editing.session
        self._good = self._good or session
        composition = session.composition
        others = tuple(one for one in composition.obstacles if one.layer != POLICY)
        stopped = replace(composition, obstacles=(*others, Obstacle(POLICY, said.message)))
        self._editing.session = Session.of(stopped, session.profile, None, session.saved, session.renewed)
        return Said(said.message, clauses((words.GROUND_BROKEN, said.hint)))

    def _ground_now(self, *, anew: bool = False) -> list[tuple[int, int, int]]:
        """The stamps of the files that the bounds are read from; which those are is found ``anew``
        where they were read, as a new one among them changes its folder."""
        if anew and self._list_ground is not None:
            self._watched = self._editing.session.profile.layers
            self._paths = self._list_ground(self._editing.session)
        return [stamp(path) for path in self._paths]
