"""Changes carried out in part: what is adopted to a share of its strength.

At share a every number becomes base + a (after - base), in estimates point by point, in amounts of money to the cent. A
share of 0 is the base as it is, a share of 1 the variant. What is no number is there or it is not, and has no strength
between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from scenarios.document import Scenario
from scenarios.errors import Problem
from scenarios.money import MINOR_PER_UNIT, to_units
from scenarios.reading.documents import Examination
from scenarios.reading.nodes import from_plain
from scenarios.rounding import significant
from scenarios.variants.apply import PlacedChange, examine_changes, placed
from scenarios.variants.changes import Change, SetValue
from scenarios.variants.paths import Steps, parse, position, value_at

DIGITS = 12
"""Significant digits of a scaled number: enough for every figure, too few for the noise of binary fractions."""


class _Indivisible(Exception):
    """A change that has no strength between nothing and all."""


def adopt(base: Scenario, changes: Iterable[Change], share: float) -> Scenario:
    """The scenario that ``base`` becomes by ``changes`` carried out to a ``share`` in [0, 1].

    Raises:
        DocumentError: a change is impossible, has no effect, or cannot be carried out in part.
        ValueError: the share lies outside [0, 1].
    """
    if not 0 <= share <= 1:
        message = f"a share lies between 0 and 1, not {share}"
        raise ValueError(message)
    return examine_adopted(base, [placed(change) for change in changes], share).accepted()


def examine_adopted(base: Scenario, changes: Sequence[PlacedChange], share: float) -> Examination:
    """What comes of a base and changes that are adopted to a share in [0, 1], with every problem at its change."""
    whole = examine_changes(base, changes)
    if share == 1 or whole.scenario is None:
        return whole
    if share == 0:
        return examine_changes(base, ())
    scaled: list[PlacedChange] = []
    problems: list[Problem] = []
    for one in changes:
        try:
            scaled.append(_scaled(one, base, whole.scenario, share))
        except _Indivisible:
            problems.append(Problem("change_indivisible", (), {"path": one.change.path}, one.place))
    return Examination(None, tuple(problems)) if problems else examine_changes(base, scaled)


def _scaled(one: PlacedChange, base: Scenario, whole: Scenario, share: float) -> PlacedChange:
    if not isinstance(one.change, SetValue):
        raise _Indivisible
    steps = parse(one.change.path) or ()
    try:
        before, after = (value_at(side.model_dump(mode="json"), steps) for side in (base, whole))
    except KeyError:
        raise _Indivisible from None
    value = _between(before, after, share)
    if _is_amount(base, steps, before) and _is_amount(whole, steps, after):
        value = to_units(round(MINOR_PER_UNIT * value))
    return replace(one, change=SetValue(set=one.change.path, to=value), value=from_plain(value, one.place))


def _between(before: Any, after: Any, share: float) -> Any:
    """The value at a share of the way; equal parts stay as they are."""
    if before == after and type(before) is type(after):
        return after
    if _is_number(before) and _is_number(after):
        found = significant(before + share * (after - before), DIGITS)
        whole = isinstance(before, int) and isinstance(after, int) and found.is_integer()
        return int(found) if whole else found
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [_between(*pair, share) for pair in zip(before, after, strict=True)]
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        return {key: _between(before[key], after[key], share) for key in before}
    raise _Indivisible


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_amount(scenario: Scenario, steps: Steps, written: Any) -> bool:
    """Whether a plain number is an amount of money: held in minor units, written in currency units."""
    held: Any = scenario
    for step in steps:
        if isinstance(held, tuple):
            held = held[position((dict(one) for one in held), step.name) or 0]
        else:
            held = held[step.name] if isinstance(held, dict) else getattr(held, step.name)
    return _is_number(written) and isinstance(held, int) and held == MINOR_PER_UNIT * written
