"""Expected repetitions: how much work a workflow takes when results are rejected and work is done again.

A rule at stage r rejects each result with probability q, at most m times a job, and sends its target and everything
after it back. Stages after r have not begun when r rejects, so a rejection repeats the stages between target and r
(those that depend on the target and do not depend on r). If r is passed M times for other reasons, the number of its
rejections is the number of failures before the M-th success, cut at m:

    N_r = E[min(m, NegativeBinomial(M_r, 1 - q))] = sum over k = 1..m of P(failures >= k),
    M_r = 1 + sum of N_s over the other rules s that repeat r.

This is exact for one rule (N = q + q^2 + ... + q^m) and a mean-value approximation where rules interlock.
"""

from __future__ import annotations

from scenarios.network import Process, Step

ROUNDS = 200
SETTLED = 1e-9


def effort_factors(process: Process) -> tuple[float, ...]:
    """Expected effort of each step, as a multiple of its first visit: 1 + sum of repeat_effort_r N_r."""
    rejections = expected_rejections(process)
    return tuple(
        1.0
        + sum(
            rule_step.rework.repeat_effort * rejections[rule_step.index]
            for rule_step in process.steps
            if rule_step.rework and _repeats(process, rule_step, step)
        )
        for step in process.steps
    )


def expected_rejections(process: Process) -> dict[int, float]:
    """Expected number of rejections a job at each step that has a rework rule: the least fixed point from zero."""
    rules = [step for step in process.steps if step.rework and step.rework.probability > 0]
    counts = {step.index: 0.0 for step in process.steps if step.rework}
    for _ in range(ROUNDS):
        passes = {
            rule.index: 1.0
            + sum(
                counts[other.index] for other in rules if other is not rule and _repeats(process, other, rule)
            )
            for rule in rules
        }
        updated = {rule.index: _rejections(rule, passes[rule.index]) for rule in rules}
        change = max((abs(updated[index] - counts[index]) for index in updated), default=0.0)
        counts.update(updated)
        if change < SETTLED:
            break
    return counts


def _rejections(step: Step, passes: float) -> float:
    rule = step.rework
    if rule is None:
        return 0.0
    return mean_failures(passes, rule.probability, rule.max_times)


def mean_failures(successes: float, probability: float, most: int) -> float:
    """E[min(most, failures before the ``successes``-th success)], each trial failing with ``probability``.

    >>> mean_failures(1, 0.5, 2)
    0.75
    """
    if probability >= 1:
        return float(most)
    mass = (1 - probability) ** successes
    at_most = mass
    total = 0.0
    for count in range(1, most + 1):
        total += 1 - at_most
        mass *= probability * (successes + count - 1) / count
        at_most += mass
    return total


def _repeats(process: Process, rule_step: Step, step: Step) -> bool:
    """Whether a rejection at ``rule_step`` makes ``step`` be done again."""
    if rule_step.rework is None:
        return False
    invalidated = process.steps[rule_step.rework.target].descendants
    after = set(rule_step.descendants) - {rule_step.index}
    return step.index in invalidated and step.index not in after
