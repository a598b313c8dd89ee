"""JSON to nodes: no duplicate keys, no NaN or Infinity, a line for everything, and limits on size.

Source: RFC 8259; the standard library's parser decides what is well formed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading.limits import MAX_DEPTH, MAX_NODES
from scenarios.reading.nodes import Node
from scenarios.reading.refusals import refused
from scenarios.reading.scalars import scalar_problem

_TOKEN = re.compile(r'\n|"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_WORDS = {"true": True, "false": False, "null": None}
_NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})


def parse(text: str, source: str = "") -> Node:
    """The JSON document in ``text``.

    Raises:
        DocumentError: the text is no such document; duplicate keys and NaN are all reported.
    """
    tokens = _tokens(text, source)
    _check_syntax(text, source)
    reader = _Reader(iter(tokens), source)
    root = reader.value(*next(reader.tokens))
    if reader.problems:
        raise DocumentError(reader.problems)
    return root


def _tokens(text: str, source: str) -> list[tuple[str, int]]:
    """Tokens with their lines. Nesting is limited here, before any parser recurses."""
    tokens: list[tuple[str, int]] = []
    line, depth = 1, 0
    for match in _TOKEN.finditer(text):
        lexeme = match.group()
        if lexeme == "\n":
            line += 1
            continue
        depth += (lexeme in "{[") - (lexeme in "}]")
        if depth > MAX_DEPTH:
            raise refused("too_deep", source, line, limit=MAX_DEPTH)
        tokens.append((lexeme, line))
    if len(tokens) > 4 * MAX_NODES:
        raise refused("too_large", source, limit=MAX_NODES)
    return tokens


def _check_syntax(text: str, source: str) -> None:
    try:
        # Numbers are converted from the tokens; here their size does not matter.
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        unfinished = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        code = "text_unfinished" if unfinished else "json_syntax"
        raise refused(code, source, error.lineno, column=error.colno) from error


@dataclass(slots=True)
class _Reader:
    """Walks the tokens of a text that is known to be well formed."""

    tokens: Iterator[tuple[str, int]]
    source: str
    problems: list[Problem] = field(default_factory=list)

    def value(self, lexeme: str, line: int) -> Node:
        place = Location(self.source, line)
        if lexeme == "{":
            return Node(self.members(), place)
        if lexeme == "[":
            return Node(self.items(), place)
        return Node(self.scalar(lexeme, place), place)

    def items(self) -> list[Node]:
        items: list[Node] = []
        for lexeme, line in self.tokens:
            if lexeme == "]":
                break
            if lexeme != ",":
                items.append(self.value(lexeme, line))
        return items

    def members(self) -> dict[str, Node]:
        members: dict[str, Node] = {}
        for lexeme, line in self.tokens:
            if lexeme == "}":
                break
            if lexeme != ",":
                self.member(members, lexeme, Location(self.source, line))
        return members

    def member(self, members: dict[str, Node], lexeme: str, place: Location) -> None:
        key = self.scalar(lexeme, place)
        next(self.tokens)  # the colon
        if key in members:
            first = members[key].place
            values = {"key": key, "line": first.line if first else 0}
            self.problems.append(Problem("duplicate_key", values=values, location=place))
        child = self.value(*next(self.tokens))
        members[key] = Node(child.value, place)

    def scalar(self, lexeme: str, place: Location) -> Any:
        if lexeme in _NOT_FINITE:
            self.problems.append(Problem("not_finite", location=place))
            return None
        text: str = json.loads(lexeme) if lexeme[0] == '"' else lexeme
        problem = scalar_problem(text, place, plain=lexeme[0] != '"')
        if problem:
            self.problems.append(problem)
        if lexeme[0] == '"' or problem:
            return text
        return _WORDS[lexeme] if lexeme in _WORDS else json.loads(lexeme)
