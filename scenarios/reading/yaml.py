"""YAML to nodes: one document, no tags, no duplicate keys, a line for everything, and limits on size.

The tree is built from the parser's events without recursion, so that neither nesting nor aliases can exhaust the
machine before the limits of `scenarios.reading.limits` are noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading.limits import MAX_ALIASES, MAX_DEPTH, MAX_NODES
from scenarios.reading.nodes import Node
from scenarios.reading.refusals import refused
from scenarios.reading.scalars import resolve, scalar_problem


def parse(text: str, source: str = "") -> Node:
    """The one document in ``text``.

    Raises:
        DocumentError: the text is no such document; duplicate keys are all reported.
    """
    builder = _Builder(source)
    for event in _events(text, source):
        builder.take(event)
    if builder.root is None:
        raise refused("document_empty", source)
    if builder.problems:
        raise DocumentError(builder.problems)
    return builder.root


def _events(text: str, source: str) -> Iterator[Event]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        raise DocumentError([_syntax_problem(error, text, source)]) from error
    except YAMLError as error:
        raise refused("text_characters", source) from error


def _syntax_problem(error: MarkedYAMLError, text: str, source: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    if mark and not text[mark.index :].strip("\0 \n"):
        return Problem("text_unfinished", location=Location(source, _last_line(text)))
    tab = mark is not None and text[mark.index : mark.index + 1] == "\t"
    values = {"column": (mark.column if mark else 0) + 1}
    return Problem("yaml_tab" if tab else "yaml_syntax", values=values, location=Location(source, line + 1))


def _last_line(text: str) -> int:
    return text.rstrip().count("\n") + 1


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not closed yet."""

    node: Node
    anchor: str | None
    size: int = 1
    key: str | None = None
    key_place: Location | None = None


@dataclass(slots=True)
class _Builder:
    source: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int] | None] = field(default_factory=dict)
    aliases: int = 0
    size: int = 0

    def take(self, event: Event) -> None:
        handler = _HANDLERS.get(type(event))
        if handler:
            handler(self, event)

    def document(self, event: Any) -> None:
        if self.root is not None:
            self.fail("yaml_documents", event)
        if event.tags or event.version not in {None, (1, 2)}:
            self.fail("yaml_directive", event)

    def scalar(self, event: Any) -> None:
        self.refuse_tag(event)
        place, plain = self.place(event), event.implicit[0]
        problem = scalar_problem(event.value, place, plain=plain)
        if problem:
            self.problems.append(problem)
        if self.expects_key():
            self.open_key(event.value, event)
            return
        self.add(Node(resolve(event.value) if plain else event.value, place), 1, event.anchor)

    def start(self, event: Any) -> None:
        self.refuse_tag(event)
        if self.expects_key():
            self.fail("yaml_key", event)
        if len(self.stack) >= MAX_DEPTH:
            self.fail("too_deep", event, limit=MAX_DEPTH)
        if event.anchor:
            self.anchors[event.anchor] = None
        content: Any = {} if isinstance(event, MappingStartEvent) else []
        self.stack.append(_Open(Node(content, self.place(event)), event.anchor))

    def end(self, event: Any) -> None:
        closed = self.stack.pop()
        self.add(closed.node, closed.size, closed.anchor, counted=True)

    def alias(self, event: Any) -> None:
        if self.expects_key():
            self.fail("yaml_key", event)
        self.aliases += 1
        target = self.anchors.get(event.anchor)
        if target is None:
            self.fail("yaml_alias", event, alias=event.anchor)
        if self.aliases > MAX_ALIASES:
            self.fail("too_many_aliases", event, limit=MAX_ALIASES)
        self.add(*target, None)

    def add(self, node: Node, size: int, anchor: str | None, *, counted: bool = False) -> None:
        """Hang a finished node into the innermost open one."""
        if anchor:
            self.anchors[anchor] = (node, size)
        self.size += 1 if counted else size
        if self.size > MAX_NODES:
            raise DocumentError([Problem("too_large", values={"limit": MAX_NODES}, location=node.place)])
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += size
        if parent.key is None:
            parent.node.value.append(node)
        else:
            parent.node.value[parent.key] = Node(node.value, parent.key_place, node.gaps)
            parent.key = None

    def expects_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].node.is_mapping and self.stack[-1].key is None

    def open_key(self, key: str, event: Any) -> None:
        if key == "<<" and event.implicit[0]:
            self.fail("yaml_merge", event)
        parent, place = self.stack[-1], self.place(event)
        first = parent.node.value.get(key)
        if first is not None:
            values = {"key": key, "line": first.place.line}
            self.problems.append(Problem("duplicate_key", values=values, location=place))
        parent.key, parent.key_place = key, place

    def refuse_tag(self, event: Any) -> None:
        if event.ctag is not None:
            self.fail("yaml_tag", event, tag=str(event.ctag))

    def place(self, event: Any) -> Location:
        return Location(self.source, event.start_mark.line + 1)

    def fail(self, code: str, event: Any, **values: object) -> NoReturn:
        raise DocumentError([*self.problems, Problem(code, values=values, location=self.place(event))])


_HANDLERS: dict[type[Event], Callable[[_Builder, Any], None]] = {
    DocumentStartEvent: _Builder.document,
    ScalarEvent: _Builder.scalar,
    MappingStartEvent: _Builder.start,
    SequenceStartEvent: _Builder.start,
    MappingEndEvent: _Builder.end,
    SequenceEndEvent: _Builder.end,
    AliasEvent: _Builder.alias,
}
