"""YAML read strictly: plain values only, one document, no key twice, no bomb of aliases."""

from __future__ import annotations

from typing import Any, NoReturn

from configurator.domain.text import shown
from configurator.errors import InvalidError, UnreadableError, Where
from configurator.files.deep import is_too_deep
from configurator.messages import _, foreign

LARGEST = 1 << 19
"""Characters of the largest file that is read: the parser is slow."""

MOST = 200_000
"""Values that a file may come to, with every alias written out."""

_MERGE = "tag:yaml.org,2002:merge"


def parse(text: str, path: str, what: str, *, merges: bool = True) -> dict[str, Any]:
    """The table that ``text`` spells; empty where it holds nothing but comments.

    ``merges`` says whether whoever reads it follows a merge key. Raises InvalidError
    with line and column.
    """
    import yaml

    if len(text) > LARGEST:
        raise UnreadableError(
            _("{what} `{path}` is larger than {size} kB", what=_(what), path=path, size=LARGEST >> 10)
        )
    reader = _Reader(path, what, merges=merges)
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if node is None or (node.value == "" and node.start_mark.index == node.end_mark.index):
            return {}
        if not isinstance(node, yaml.MappingNode):
            reader.bad(_("the whole of it has to be a table of keys"), node.start_mark)
        reader.size(node, {})
        data: dict[str, Any] = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        problem = str(error.problem or error.context).replace("'", "`")
        several = isinstance(error, yaml.composer.ComposerError) and problem.startswith("but found")
        reader.bad(_("it holds several documents") if several else foreign(problem), error.problem_mark)
    except yaml.YAMLError:  # the reader's: a character that no text holds
        reader.bad(_("it holds a character that is not permitted"))
    except RecursionError:
        reader.bad(_("it is nested too deeply"))
    except (ValueError, OverflowError):
        reader.bad(_("it holds a number or date that cannot be read"))
    except (LookupError, AttributeError, TypeError):  # `!!int ""`, `!!bool x`, `!!timestamp x`
        reader.bad(_("it holds a value that is not what its tag says"))
    if is_too_deep(data):  # an alias may lead deeper than any bracket
        reader.bad(_("it is nested too deeply"))
    return data


class _Reader:
    def __init__(self, path: str, what: str, *, merges: bool) -> None:
        self.path = path
        self.what = what
        self.merges = merges

    def bad(self, message: str, mark: Any = None) -> NoReturn:
        where = Where(self.path, mark.line + 1, mark.column + 1) if mark else Where(self.path)
        problem = _("{what} is not valid YAML: {message}", what=_(self.what), message=shown(message))
        raise InvalidError(problem, where=where, slug="yaml")

    def size(self, node: Any, known: dict[int, int]) -> int:
        """How many values ``node`` comes to. Raises InvalidError where they are too
        many, where one is inside itself, or where a key stands twice."""
        if id(node) in known:
            count = known[id(node)]
            if not count:
                self.bad(_("an alias leads back to where it stands"), node.start_mark)
            return count
        known[id(node)] = 0
        count = 1
        if not isinstance(node.value, str):
            self.unique(node)
            for part in node.value:
                parts = part if isinstance(part, tuple) else (part,)
                count += sum(self.size(one, known) for one in parts)
        if count > MOST:
            self.bad(_("its aliases come to too much"), node.start_mark)
        known[id(node)] = count
        return count

    def unique(self, node: Any) -> None:
        names = set()
        for part in node.value:
            key = part[0] if isinstance(part, tuple) else None
            if key is not None and isinstance(key.value, str):
                if (key.tag, key.value) in names:
                    self.bad(_("the key `{key}` is there twice", key=shown(key.value[:80])), key.start_mark)
                if key.tag == _MERGE and not self.merges:
                    self.bad(_("the merge key `<<` is not followed here"), key.start_mark)
                names.add((key.tag, key.value))
