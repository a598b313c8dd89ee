"""Simulated annealing over whole plans: millions of small exchanges of money a second. Arrays in, arrays out.

A move changes money in one or two places, in one line over a run of periods or between two lines and periods; only
the adstock that it touches is recomputed. Curves are read from tables with equal steps. (Kirkpatrick, Gelatt and
Vecchi 1983; geometric cooling over a fixed number of moves, so that the same generator gives the same plan.)
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from optimizer.flighting.board_kernel import Board, Edit, State, look_up, volume
from scenarios.compiled import compiled

Floats = NDArray[np.float64]

SETTLED = 1e-9
"""Change of adstock, as a share of the greatest, below which the periods that follow are left as they are."""
ROUNDING = 1e-12
"""Share of an amount that rounding may take."""
AT_TIERS = 0.3
"""Share of moves, on lines with a rate card, that aim at the begin of a tier."""


@compiled
def gain_of_line(
    board: Board, state: State, c: int, first: int, end: int, trial: Floats
) -> tuple[float, int]:
    """Change in the line's worth by money in ``first`` .. ``end`` - 1; fills ``trial`` up to the place returned."""
    periods = state.money.shape[1]
    level = state.stock[c, first - 1] if first > 0 else board.start[c]
    gain, steps = 0.0, board.steps[c]
    negligible = SETTLED * (board.outcome.shape[1] - 1) / steps
    for t in range(first, periods):
        level = volume(board, c, state.money[c, t]) + board.retention[c] * level
        if t >= end and abs(level - state.stock[c, t]) < negligible:
            return gain, t
        trial[t] = level
        before, after = (
            look_up(board.outcome[c], steps, state.stock[c, t]),
            look_up(board.outcome[c], steps, level),
        )
        gain += board.weights[c, t] * (after - before)
    last = state.stock[c, periods - 1]
    return gain + look_up(board.ending[c], steps, level) - look_up(board.ending[c], steps, last), periods


@compiled
def flights_hold(money: Floats, flight: int) -> bool:
    """Whether every run of periods with money is long enough."""
    run = 0
    for t in range(money.size):
        if money[t] > 0:
            run += 1
        else:
            if 0 < run < flight:
                return False
            run = 0
    return run == 0 or run >= flight


@compiled
def write(board: Board, state: State, edit: Edit, forward: bool) -> bool:
    """Carry out an edit, or take it back; False where it leaves a row that it uses without room."""
    fits = True
    before, after = (edit.old, edit.new) if forward else (edit.new, edit.old)
    periods = state.money.shape[1]
    for t in range(edit.first, edit.end):
        state.money[edit.line, t] = after
        at = edit.line * periods + t
        for index in range(board.row_start[at], board.row_start[at + 1]):
            used = board.coefficient[index] * (after - before)
            r = board.row[index]
            state.room[r] -= used
            if used > 0 and state.room[r] < -board.slack[r]:
                fits = False
    return fits


@compiled
def room_for(board: Board, state: State, c: int, t: int) -> float:
    """Most money that can be added in a line and period."""
    money = board.most[c, t] - state.money[c, t]
    at = c * state.money.shape[1] + t
    for index in range(board.row_start[at], board.row_start[at + 1]):
        if board.coefficient[index] > 0:
            money = min(money, state.room[board.row[index]] / board.coefficient[index])
    return float(max(money, 0.0))


@compiled
def attempt(
    board: Board,
    state: State,
    edits: tuple[Edit, Edit],
    count: int,
    temperature: float,
    random: np.random.Generator,
) -> float:
    """Try the first ``count`` edits together; the gain where they are feasible and accepted, else 0."""
    fits = True
    for number in range(count):
        if not write(board, state, edits[number], True):
            fits = False
    for number in range(count):
        c = edits[number].line
        if fits and board.flight[c] > 1 and not flights_hold(state.money[c], board.flight[c]):
            fits = False
    if fits:
        gain = commit_if_better(board, state, edits, count, temperature, random)
        if gain != -np.inf:
            return gain
    for number in range(count - 1, -1, -1):
        write(board, state, edits[number], False)
    return 0.0


@compiled
def commit_if_better(
    board: Board,
    state: State,
    edits: tuple[Edit, Edit],
    count: int,
    temperature: float,
    random: np.random.Generator,
) -> float:
    """The gain of money already written, with adstock brought up to date; minus infinity where it is not accepted."""
    one, two = edits
    merged = count == 2 and one.line == two.line
    first = min(one.first, two.first) if merged else one.first
    end = max(one.end, two.end) if merged else one.end
    gain, upto = gain_of_line(board, state, one.line, first, end, state.trial[0])
    until = 0
    if count == 2 and not merged:
        more, until = gain_of_line(board, state, two.line, two.first, two.end, state.trial[1])
        gain += more
    for number in range(count):
        edit = edits[number]
        gain -= board.cost[edit.line] * (edit.end - edit.first) * (edit.new - edit.old)
    if gain < 0 and random.random() >= math.exp(gain / temperature):
        return -np.inf
    state.stock[one.line, first:upto] = state.trial[0, first:upto]
    if until > 0:
        state.stock[two.line, two.first : until] = state.trial[1, two.first : until]
    return gain


@compiled
def pick(random: np.random.Generator, count: int) -> int:
    """A number below ``count``."""
    return min(int(random.random() * count), count - 1)


@compiled
def any_tier(board: Board, c: int, random: np.random.Generator) -> float:
    """The begin of one of the line's tiers: amounts just there are often best."""
    start = board.tier_start[c, pick(random, board.tier_start.shape[1])]
    return float(start) if start < np.inf else 0.0


@compiled
def change_one(board: Board, state: State, temperature: float, random: np.random.Generator) -> float:
    """Give a run of periods of a line another amount: none, the least, any, a little more or less, all that fits."""
    lines, periods = state.money.shape
    c, t = pick(random, lines), pick(random, periods)
    now = state.money[c, t]
    least, most = board.least[c], min(board.most[c, t], now + room_for(board, state, c, t))
    kind = random.random()
    if kind < 0.2:
        new = 0.0
    elif kind < 0.3:
        new = least
    elif kind < 0.5:
        new = least + random.random() * (most - least)
    elif kind < 0.8:
        new = now + (random.random() - 0.5) * 0.2 * board.most[c, t]
    else:
        new = most
    if board.tier_start.shape[1] > 1 and random.random() < AT_TIERS:
        new = any_tier(board, c, random)
    new = min(new, most)
    if new < least or new <= 0:
        new = 0.0
    end = t + 1
    if board.flight[c] > 1 and (now == 0.0) != (new == 0.0):
        wanted = min(t + 1 + pick(random, 2 * board.flight[c]), periods)
        while end < wanted and state.money[c, end] == now and board.most[c, end] >= new:
            end += 1
    if new == now:
        return 0.0
    edit = Edit(c, t, end, now, new)
    return attempt(board, state, (edit, edit), 1, temperature, random)


@compiled
def what_stays(board: Board, c: int, t: int, held: float, random: np.random.Generator) -> float:
    """What a giver keeps of what it has: nothing, some share, nearly all, or its least."""
    amount = held
    size = random.random()
    if size < 0.4:
        amount = held * random.random()
    elif size < 0.7:
        amount = min(held, 0.1 * random.random() * board.most[c, t])
    rest = held - amount
    if rest < board.least[c]:
        return float(board.least[c]) if held > board.least[c] and random.random() < 0.5 else 0.0
    return rest


@compiled
def transfer(board: Board, state: State, temperature: float, random: np.random.Generator) -> float:
    """Move money between two lines of a period, two periods of a line, or two of both."""
    lines, periods = state.money.shape
    giver, when = pick(random, lines), pick(random, periods)
    held = state.money[giver, when]
    if held == 0.0:
        return 0.0
    taker, then = giver, when
    kind = random.random()
    if kind < 0.75 and lines > 1:
        taker = (giver + 1 + pick(random, lines - 1)) % lines
    if kind >= 0.5 or lines == 1:
        then = when + 1 + pick(random, 4) if random.random() < 0.5 else when - 1 - pick(random, 4)
        if then < 0 or then >= periods:
            return 0.0
    rest = what_stays(board, giver, when, held, random)
    had = state.money[taker, then]
    gets = had + held - rest
    if random.random() < 0.3:
        gets += random.random() * room_for(board, state, taker, then)
    if board.tier_start.shape[1] > 1 and random.random() < AT_TIERS:
        start = any_tier(board, taker, random)
        if had < start <= (had + held - rest + room_for(board, state, taker, then)) * (1 + ROUNDING):
            rest, gets = rest + max(0.0, had + held - rest - start), start
    if rest > held or 0 < rest < board.least[giver]:
        return 0.0
    gets = min(gets, board.most[taker, then])
    if gets < board.least[taker] or gets <= had:
        return 0.0
    edits = (Edit(giver, when, when + 1, held, rest), Edit(taker, then, then + 1, had, gets))
    return attempt(board, state, edits, 2, temperature, random)


@compiled
def anneal(
    board: Board, state: State, moves: int, hot: float, cold: float, random: np.random.Generator
) -> float:
    """``moves`` moves while the temperature falls geometrically from ``hot`` to ``cold`` (units of worth); the gain."""
    gained = 0.0
    cooling = (cold / hot) ** (1.0 / max(moves, 1))
    temperature = hot
    for _ in range(moves):
        temperature *= cooling
        if random.random() < 0.3:
            gained += change_one(board, state, temperature, random)
        else:
            gained += transfer(board, state, temperature, random)
    return gained
