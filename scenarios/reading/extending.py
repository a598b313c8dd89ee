"""Documents that extend templates: the templates' content below the document's own."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.errors import Problem
from scenarios.reading.fields import shown
from scenarios.reading.nodes import Node
from scenarios.suggestions import guess, listing

KEY = "extends"
PREFIX = "template:"


@dataclass(frozen=True, slots=True)
class Extended:
    """A document with its templates merged in, and what is wrong with its wish for them."""

    root: Node
    problems: tuple[Problem, ...] = ()


def extend(root: Node) -> Extended:
    """Merge the templates that a document names, later ones over earlier ones and the document over all."""
    written = root.get(KEY)
    if written is None:
        return Extended(root)
    own = Node({key: child for key, child in root.value.items() if key != KEY}, root.place, root.gaps)
    problems = _form_problems(written)
    return Extended(own, tuple(problems)) if problems else _merged(own, written)


def named(document: Node) -> list[str]:
    """The templates that a document or template names under ``extends``, without their prefix."""
    written = document.get(KEY)
    return [str(entry.value).removeprefix(PREFIX) for entry in _entries(written)] if written else []


def _merged(own: Node, written: Node) -> Extended:
    from scenarios.templates.library import content  # noqa: PLC0415 (templates are read where they are wanted)
    from scenarios.templates.merging import merge  # noqa: PLC0415
    from scenarios.templates.parameters import budget_total, settle  # noqa: PLC0415

    problems = []
    merged = Node({}, written.place)
    for number, name in enumerate(named(Node({KEY: written}))):
        found = content(name)
        if found is None:
            problems.append(_unknown(name, number, written))
        else:
            merged = merge(merged, settle(found, own))
    if merged.get("channels") and budget_total(own) == 0:
        path = ("budget", "total")
        problems.append(Problem("template_needs_budget", path, {}, own.locate(path)))
    return Extended(merge(merged, own), tuple(problems))


def _entries(written: Node) -> list[Node]:
    return written.value if written.is_list else [written]


def _form_problems(written: Node) -> list[Problem]:
    return [
        Problem("extends_form", (KEY,), {"found": shown(entry)}, entry.place)
        for entry in _entries(written)
        if not isinstance(entry.value, str) or not entry.value.startswith(PREFIX)
    ]


def _unknown(name: str, number: int, written: Node) -> Problem:
    from scenarios.templates.library import templates  # noqa: PLC0415

    known = [template.id for template in templates()]
    path = (KEY, number) if written.is_list else (KEY,)
    values = {"name": name, "known": listing(known, len(known)), "guess": guess(name, known)}
    return Problem("template_unknown", path, values, _entries(written)[number].place)
