"""XML to a tree of elements with their lines, by a parser that expands nothing.

Declarations of document types, and with them of entities, are refused before anything of them is read: neither
entities that multiply themselves nor references to other files can do anything here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from scenarios.interchange.faults import refusal
from scenarios.interchange.limits import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS
from scenarios.reading.content import read_content


@dataclass(slots=True)
class Element:
    """An element without its attributes; ``tag`` has no namespace."""

    tag: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, tag: str) -> Element | None:
        """The first child of that name."""
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, *path: str) -> Iterator[Element]:
        """All descendants along a path of names."""
        first, *rest = path
        for one in self.children:
            if one.tag == first:
                if rest:
                    yield from one.all(*rest)
                else:
                    yield one

    def value(self, tag: str) -> str:
        """The text of a child; nothing where there is no such child."""
        found = self.child(tag)
        return found.text if found else ""


def read_xml(path: Path) -> Element:
    """The root element of a file.

    Raises:
        DocumentError: no such file, too large, too deep, not well formed, or it declares a document type.
    """
    return parse_xml(read_content(path, MAX_BYTES), path.name)


def parse_xml(content: bytes, source: str) -> Element:
    """The root element of a text in XML; see `read_xml`."""
    builder = _Builder(source)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.StartElementHandler = lambda name, _: builder.start(name, parser.CurrentLineNumber)
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise refusal("xml", source, error.lineno, reason=expat.ErrorString(error.code)) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise refusal("xml", source, 1, reason=str(error)) from error
    return builder.root


@dataclass(slots=True)
class _Builder:
    source: str
    root: Element = field(default_factory=lambda: Element("", 0))
    _open: list[Element] = field(default_factory=list)
    _count: int = 0

    def doctype(self, *_declared: object) -> None:
        raise refusal("doctype", self.source)

    def start(self, name: str, line: int) -> None:
        element = Element(name.rpartition(" ")[2], line)
        self._count += 1
        if len(self._open) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise refusal("xml_size", self.source, line, depth=MAX_DEPTH, elements=MAX_ELEMENTS)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        closed = self._open.pop()
        closed.text = closed.text.strip()

    def data(self, text: str) -> None:
        self._open[-1].text += text
