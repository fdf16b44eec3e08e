"""Comments of a file, carried over to its canonical text: each stays with the key or item that it stands at."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MODELINE = "# yaml-language-server: $schema="
NAMES = ("slug", "id")
"""Keys that name an item, so that it is the same one after sorting."""

Path = tuple[str | int, ...]


@dataclass
class Outline:
    """Where each key and item of a text begins, in its order, and which spans of it are scalars."""

    text: str
    paths: list[Path] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Outline":
        """Outline a text that has been read without problems."""
        outline = cls(text)
        outline._walk(yaml.compose(text, Loader=LOADER), ())
        outline.spans.sort()
        return outline

    def _walk(self, node: Any, path: Path, begin: int | None = None) -> None:
        self.paths.append(path)
        self.begins.append(node.start_mark.index if begin is None else begin)
        if isinstance(node, yaml.ScalarNode):
            self._span(node)
        elif isinstance(node, yaml.SequenceNode):
            for name, item in zip(_names(node), node.value, strict=True):
                self._walk(item, (*path, name))
        else:
            for key, value in node.value:
                self._span(key)
                self._walk(value, (*path, key.value), key.start_mark.index)

    def _span(self, node: Any) -> None:
        start = node.start_mark.index
        if node.style in ("|", ">"):
            start = self.text.index("\n", start)
        self.spans.append((start, node.end_mark.index))

    def within(self, position: int) -> int | None:
        """Return the end of the scalar around a position, None outside of all."""
        number = bisect_right(self.spans, (position, len(self.text))) - 1
        return self.spans[number][1] if number >= 0 and position < self.spans[number][1] else None

    def after(self, position: int) -> Path | None:
        """Return the outermost key or item that begins next, None behind the last."""
        number = bisect_right(self.begins, position)
        return self.paths[number] if number < len(self.paths) else None

    def ahead(self, position: int) -> Path:
        """Return the innermost key or item that began last."""
        return self.paths[max(0, bisect_left(self.begins, position) - 1)]

    def lines(self) -> dict[Path, int]:
        """Return the line, from 0, of each key and item."""
        return {path: self.text.count("\n", 0, begin) for path, begin in zip(self.paths, self.begins, strict=True)}


@dataclass
class Comment:
    """A comment, and the key or item with which it stays."""

    text: str
    path: Path | None
    """None for what stands behind everything."""
    alone: bool
    """It has a line of its own, before that key or item."""


def with_comments(old: str, new: str) -> str:
    """Return the canonical text `new` with the comments of `old`, of which it is the layout.

    A comment on a line of its own goes before the next key or item, one behind a value stays behind it; where the
    value is left out in `new`, or another comment is behind it, it goes before the line that is nearest.
    """
    lines = new.splitlines()
    stands = Outline.of(new).lines()
    before: defaultdict[int, list[str]] = defaultdict(list)
    behind: dict[int, str] = {}
    for comment in comments(unicodedata.normalize("NFC", old.replace("\r\n", "\n"))):
        line = len(lines) if comment.path is None else _nearest(comment.path, stands)
        if comment.alone or comment.path not in stands or line in behind:
            before[line].append(comment.text)
        else:
            behind[line] = f" {comment.text}"
    laid = [part for number, line in enumerate(lines) for part in (*_indented(before[number], line), line + behind.get(number, ""))]
    return "\n".join([*laid, *before[len(lines)]]) + "\n"


def comments(text: str) -> Iterator[Comment]:
    """Yield the comments of a text that has been read without problems, in their order."""
    outline = Outline.of(text)
    position = text.find("#")
    while position >= 0:
        end = outline.within(position)
        if end is None:
            end = (text + "\n").index("\n", position)
            found = text[position:end].rstrip()
            alone = not text[text.rfind("\n", 0, position) + 1 : position].strip(" -")
            if not found.startswith(MODELINE):
                yield Comment(found, outline.after(position) if alone else outline.ahead(position), alone)
        position = text.find("#", end)


def _nearest(path: Path, stands: dict[Path, int]) -> int:
    while path not in stands:
        path = path[:-1]
    return stands[path]


def _names(node: Any) -> list[str | int]:
    """Name the items of a list: by slug or id where each has its own, else by number."""
    named = [_name(item) for item in node.value]
    return named if len({*named}) == len(named) and all(named) else list(range(len(named)))  # type: ignore[return-value] # none is None


def _name(item: Any) -> str | None:
    if not isinstance(item, yaml.MappingNode):
        return None
    return next((value.value for key, value in item.value if key.value in NAMES), None)


def _indented(comments_: list[str], line: str) -> list[str]:
    return [" " * (len(line) - len(line.lstrip())) + comment for comment in comments_]
