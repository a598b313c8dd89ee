# mypy: disable-error-code="no-any-return"
"""What work costs at given prices, by the slot in which it starts."""

from optimizer.schedule.bound.layout_kernel import NEVER, Floats, Offers, Paid, Time, Ways
from scenarios.compiled import in_place


@in_place
def price_offers(time: Time, offers: Offers, prices: Floats, paid: Paid) -> None:
    """What offers' minutes cost at ``prices`` (K, B) of a minute at normal speed."""
    bins = prices.shape[1]
    for offer in range(offers.kind.size):
        kind, line, rate = offers.kind[offer], offers.line[offer], offers.rate[offer]
        total = 0.0
        for place in range(bins):
            price = rate * prices[kind, place]
            edge = time.edges[line, place]
            paid.price[offer, place] = price
            paid.edges[offer, place] = total
            for slot in range(place * time.per_bin, (place + 1) * time.per_bin):
                paid.slots[offer, slot] = total + price * (time.opens[line, slot] - edge)
            total += price * (time.edges[line, place + 1] - edge)
        paid.edges[offer, bins] = total
        paid.slots[offer, bins * time.per_bin] = total


@in_place
def price_way(time: Time, offers: Offers, ways: Ways, way: int, paid: Paid) -> None:
    """What work costs that starts in each slot; `NEVER` where the calendar is closed.

    Within a slot the cost is piecewise linear in the start: it is least at an edge of the slot, or where the end meets
    the edge of a bin.
    """
    offer, minutes = ways.offer[way], ways.minutes[way]
    line, cost = offers.line[offer], paid.work[way]
    bins, last = paid.price.shape[1], time.opens.shape[1] - 1
    place = 0
    for slot in range(last):
        end = time.opens[line, slot] + minutes
        while place < bins and time.edges[line, place + 1] < end:
            place += 1
        whole = paid.edges[offer, place]
        if place < bins:
            whole += paid.price[offer, place] * (end - time.edges[line, place])
        cost[slot] = whole - paid.slots[offer, slot]
    cost[last] = 0.0
    if not time.exact:
        _relax_starts(time, line, paid, offer, minutes, cost)
    for slot in range(last):
        if time.opens[line, slot] == time.opens[line, slot + 1]:
            cost[slot] = NEVER


@in_place
def _relax_starts(time: Time, line: int, paid: Paid, offer: int, minutes: int, cost: Floats) -> None:
    """Lower each slot's cost to the least over all starts within it."""
    bins, last = paid.price.shape[1], time.opens.shape[1] - 1
    place = 0
    for slot in range(last):
        start = time.opens[line, slot]
        price, least = paid.price[offer, slot // time.per_bin], min(cost[slot], cost[slot + 1])
        while place < bins and time.edges[line, place + 1] < start + minutes:
            place += 1
        edge = place + 1
        while edge <= bins and time.edges[line, edge] < time.opens[line, slot + 1] + minutes:
            later = time.edges[line, edge] - minutes - start
            least = min(least, paid.edges[offer, edge] - paid.slots[offer, slot] - price * later)
            edge += 1
        cost[slot] = least


@in_place
def add_demand(time: Time, line: int, minutes: int, slot: int, rate: float, demand: Floats) -> None:
    """Add to ``demand`` (B,) the effort of work that starts at the first moment of ``slot``."""
    bins, place = demand.size, slot // time.per_bin
    start = time.opens[line, slot]
    end = start + minutes
    while place < bins and time.edges[line, place] < end:
        begin = max(start, time.edges[line, place])
        demand[place] += rate * (min(end, time.edges[line, place + 1]) - begin)
        place += 1
