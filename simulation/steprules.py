"""What may happen to a step beyond its plain course, as tables: engines look up and never take powers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat
from operator import mul

from scenarios.network import ReworkRule, Step


@dataclass(frozen=True, slots=True)
class StepRules:
    """The mechanisms of a step (rules 10 and 18 to 21). Step indices refer to the process."""

    rejection: tuple[float, ...] = ()
    """Probability that the result is rejected, by the number of rejections so far; none after the last."""
    repeats: tuple[float, ...] = ()
    """Share of a fresh effort that rejected work takes, by the number of rejections so far."""
    target: int = 0
    """The step that a rejection reopens."""
    reuse: float = 0.0
    """Probability that a visit finds something to reuse."""
    kept: float = 1.0
    """Share of the effort that is left then."""
    previews: tuple[tuple[int, float], ...] = ()
    """(successor, its overlap) of the successors that may begin beside this step, by index."""
    penalty: float = 1.0
    """Multiplies the effort of a visit that begins before all predecessors are done."""
    escape: float = 0.0
    """Probability that a defect passes an accepted result."""
    defect_cost: int = 0
    """What the defect costs when it is found, minor units."""
    finds: tuple[int, ...] = ()
    """Steps whose defects come to light at the end of this one, by index."""


def step_rules(steps: Sequence[Step], step: Step) -> StepRules:
    """The rules of ``step``, one of the ``steps`` of a process."""
    rework, reuse, escape = step.rework, step.reuse, step.escape
    return StepRules(
        rejection=_decaying(rework, rework.probability, rework.probability_decay) if rework else (),
        repeats=_decaying(rework, rework.repeat_effort, rework.effort_decay) if rework else (),
        target=rework.target if rework else 0,
        reuse=reuse.probability if reuse else 0.0,
        kept=1.0 - reuse.saving if reuse else 1.0,
        previews=tuple((later, steps[later].overlap) for later in step.successors if steps[later].overlap),
        penalty=1.0 + step.overlap_penalty * step.overlap * step.overlap,
        escape=escape.probability if escape else 0.0,
        defect_cost=escape.cost if escape else 0,
        finds=tuple(one.index for one in steps if one.escape and one.escape.found_at == step.index),
    )


def _decaying(rule: ReworkRule, first: float, decay: float) -> tuple[float, ...]:
    return tuple(accumulate(repeat(decay, rule.max_times - 1), mul, initial=first))
