# mypy: disable-error-code="no-any-return"
"""The choices that there are for a task, by the slot of its start, and what they cost."""

import numpy as np

from optimizer.schedule.bound.layout_kernel import (
    NEVER,
    Choices,
    Entries,
    Floats,
    Ints,
    Menus,
    Offers,
    Paid,
    Time,
    Ways,
)
from optimizer.schedule.bound.work_kernel import add_demand, price_offers, price_way
from scenarios.compiled import compiled, in_place


@compiled
def finishes(time: Time, offers: Offers, ways: Ways) -> Ints:
    """(W, S) the slot in which work ends that starts in each slot; -1 where the calendar is closed all through it."""
    last = time.opens.shape[1] - 1
    found = np.full((ways.offer.size, last + 1), last)
    for way in range(ways.offer.size):
        line, minutes = offers.line[ways.offer[way]], ways.minutes[way]
        until = 0
        for slot in range(last):
            while until < last and time.reached[line, until + 1] <= time.opens[line, slot] + minutes:
                until += 1
            found[way, slot] = -1 if time.opens[line, slot] == time.opens[line, slot + 1] else until
    return found


@compiled
def list_entries(time: Time, offers: Offers, ways: Ways, menus: Menus, finish: Ints) -> Entries:
    """All entries. Of ways that use the same minutes up to the same end, one stands for all of them."""
    slots = time.opens.shape[1]
    room = 0
    for menu in range(menus.people.size):
        room += slots * max(1, menus.first[menu + 1] - menus.first[menu])
    first = np.zeros((menus.people.size, slots + 1), np.int64)
    entries = Entries(first, np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros(room, np.int64))
    choices = Choices(time, offers, ways, menus, finish, entries)
    count = 0
    for menu in range(menus.people.size):
        for slot in range(slots):
            first[menu, slot] = count
            if menus.people[menu] == 0:
                count = _add(entries, count, slot, time.passage[menus.delay[menu], slot], -1)
            elif menus.people[menu] == 1:
                count = _list_ways(choices, menu, slot, count)
            else:
                count = _list_teams(choices, menu, slot, count)
        first[menu, slots] = count
    return Entries(
        first, entries.slot[:count].copy(), entries.finish[:count].copy(), entries.way[:count].copy()
    )


@in_place
def _add(entries: Entries, count: int, slot: int, finish: int, way: int) -> int:
    entries.slot[count], entries.finish[count], entries.way[count] = slot, finish, way
    return count + 1


@in_place
def _list_ways(choices: Choices, menu: int, slot: int, count: int) -> int:
    """An entry for each way, without those that are like an earlier one."""
    menus, entries, begin = choices.menus, choices.entries, count
    for place in range(menus.first[menu], menus.first[menu + 1]):
        way = menus.way[place]
        if choices.finish[way, slot] < 0:
            continue
        known = False
        for entry in range(begin, count):
            known = known or _alike(choices, way, entries.way[entry], slot)
        if not known:
            count = _add(entries, count, slot, choices.finish[way, slot], way)
    return count


@in_place
def _alike(choices: Choices, one: int, other: int, slot: int) -> bool:
    """Whether two ways of work that start in a slot end alike and use equal minutes at equal prices all through."""
    time, offers, ways, finish = choices.time, choices.offers, choices.ways, choices.finish
    line, peer = offers.line[ways.offer[one]], offers.line[ways.offer[other]]
    last = time.opens.shape[1] - 1
    if slot == last:
        return True
    if ways.minutes[one] != ways.minutes[other] or finish[one, slot] != finish[other, slot]:
        return False
    if offers.rate[ways.offer[one]] != offers.rate[ways.offer[other]]:
        return False
    later = slot if time.exact else slot + 1
    until = min(last, max(finish[one, later], finish[other, later], finish[one, slot]) + 1)
    for edge in range(slot + 1, until + 1):
        if time.opens[line, edge] - time.opens[line, slot] != time.opens[peer, edge] - time.opens[peer, slot]:
            return False
    return True


@in_place
def _list_teams(choices: Choices, menu: int, slot: int, count: int) -> int:
    """An entry for each end by which enough people are through."""
    menus, finish = choices.menus, choices.finish
    there, until = 0, -1
    while True:
        following = -1
        for place in range(menus.first[menu], menus.first[menu + 1]):
            end = finish[menus.way[place], slot]
            if end > until and (following < 0 or end < following):
                following = end
        if following < 0:
            return count
        until = following
        for place in range(menus.first[menu], menus.first[menu + 1]):
            if finish[menus.way[place], slot] == until:
                there += menus.those[place]
        if there >= menus.people[menu]:
            count = _add(choices.entries, count, slot, until, -1)


@in_place
def price_entries(choices: Choices, prices: Floats, paid: Paid) -> None:
    """Fill in ``paid`` for ``prices`` (K, B) of a minute at normal speed."""
    menus, entries = choices.menus, choices.entries
    price_offers(choices.time, choices.offers, prices, paid)
    for way in range(choices.ways.offer.size):
        price_way(choices.time, choices.offers, choices.ways, way, paid)
    for menu in range(menus.people.size):
        for entry in range(entries.first[menu, 0], entries.first[menu, choices.time.opens.shape[1]]):
            if menus.people[menu] == 0:
                paid.entry[entry] = 0.0
            elif menus.people[menu] == 1:
                paid.entry[entry] = paid.work[entries.way[entry], entries.slot[entry]]
            else:
                paid.entry[entry] = _team_cost(choices, menu, entry, paid)


@in_place
def _team_cost(choices: Choices, menu: int, entry: int, paid: Paid) -> float:
    """The cheapest people who are through by the end of an entry."""
    menus, slot = choices.menus, choices.entries.slot[entry]
    left, total, used = menus.people[menu], 0.0, -1
    while left > 0:
        used = _next_cheapest(choices, menu, entry, paid, used)
        taken = min(left, menus.those[used])
        total += taken * paid.work[menus.way[used], slot]
        left -= taken
    return total


@in_place
def _next_cheapest(choices: Choices, menu: int, entry: int, paid: Paid, used: int) -> int:
    """The place of the way that follows ``used`` by cost, then by place; -1 stands before the first."""
    menus, finish = choices.menus, choices.finish
    slot, until = choices.entries.slot[entry], choices.entries.finish[entry]
    bar = -NEVER if used < 0 else paid.work[menus.way[used], slot]
    best, least = -1, NEVER
    for place in range(menus.first[menu], menus.first[menu + 1]):
        way = menus.way[place]
        if finish[way, slot] < 0 or finish[way, slot] > until:
            continue
        cost = paid.work[way, slot]
        if (cost > bar or (cost == bar and place > used)) and cost < least:
            best, least = place, cost
    return best


@in_place
def demand_of(choices: Choices, menu: int, entry: int, paid: Paid, demand: Floats) -> None:
    """Add to ``demand`` (K, B) what an entry of a menu takes."""
    time, offers, ways, menus = choices.time, choices.offers, choices.ways, choices.menus
    left, used = menus.people[menu], -1
    slot = choices.entries.slot[entry]
    while left > 0:
        if menus.people[menu] == 1:
            way, taken = choices.entries.way[entry], 1
        else:
            used = _next_cheapest(choices, menu, entry, paid, used)
            way, taken = menus.way[used], min(left, menus.those[used])
        offer = ways.offer[way]
        row, rate = demand[offers.kind[offer]], offers.rate[offer]
        add_demand(time, offers.line[offer], ways.minutes[way], slot, taken * rate, row)
        left -= taken
