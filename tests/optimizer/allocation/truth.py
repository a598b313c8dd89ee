"""What is allowed and what it is worth, straight from the document: independent of the optimizer, slow and plain."""

from collections import defaultdict
from itertools import product

from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.valuation import Valuation, launch_periods, launch_target


def as_allocation(scenario, launches, spend):
    """A plan: launch period by running campaign, spend in cents by (campaign, channel)."""
    valuation = Valuation(scenario)
    decisions = [
        CampaignDecision(
            campaign=one.id,
            runs=one.id in launches,
            launch_period=launches.get(one.id),
            target=launch_target(scenario, one, launches[one.id]) if one.id in launches else None,
        )
        for one in scenario.campaigns
    ]
    lines = [
        SpendLine(campaign=campaign, channel=channel, period=period, amount=amount)
        for (campaign, channel), total in spend.items()
        for period, amount in valuation.period_spend(campaign, channel, launches[campaign], total).items()
    ]
    return Allocation(proof=Proof(status=Status.UNKNOWN), campaigns=tuple(decisions), spend=tuple(lines))


def value_of(scenario, allocation):
    """Net value in cents with every campaign on time."""
    return Valuation(scenario).statement(allocation).net_value


def launches_of(allocation):
    return {one.campaign: one.launch_period for one in allocation.campaigns if one.runs}


def broken(scenario, allocation):
    """Names of all requirements on money, choice and goals that a plan breaks."""
    launches, spend = launches_of(allocation), allocation.cell_spend
    rules = [_choices, _cells, _channels, _budgets, _groups, _goals, _buying]
    return [name for rule in rules for name in rule(scenario, launches, spend, allocation)]


def _choices(scenario, launches, spend, allocation):
    campaigns = {one.id: one for one in scenario.campaigns}
    for one in scenario.campaigns:
        if one.mandatory and one.id not in launches:
            yield f"mandatory {one.id}"
        if one.id not in launches:
            continue
        if not one.registered:
            yield f"registered {one.id}"
        if launches[one.id] not in launch_periods(scenario, one):
            yield f"window {one.id}"
        for other in one.prerequisites:
            if other not in launches:
                yield f"prerequisite {one.id} {other}"
            elif launch_target(scenario, campaigns[other], launches[other]) > launch_target(
                scenario, one, launches[one.id]
            ):
                yield f"order {one.id} {other}"


def _cells(scenario, launches, spend, allocation):
    channels = {one.id: one for one in scenario.channels}
    for one in scenario.campaigns:
        media = sum(spend.get((one.id, cell.channel), 0) for cell in one.channels)
        if one.id not in launches:
            if media:
                yield f"spends without running {one.id}"
            continue
        if not one.spend_min <= media <= (media if one.spend_max is None else one.spend_max):
            yield f"campaign {one.id}"
        for cell in one.channels:
            amount = spend.get((one.id, cell.channel), 0)
            low, high = (cell.spend_min, cell.spend_max) if cell.lock is None else (cell.lock, cell.lock)
            if amount < low or (high is not None and amount > high):
                yield f"cell {one.id} {cell.channel}"
            if 0 < amount < channels[cell.channel].minimum_if_active:
                yield f"minimum {one.id} {cell.channel}"


def _channels(scenario, launches, spend, allocation):
    for channel in scenario.channels:
        amount = allocation.channel_spend.get(channel.id, 0)
        low, high = (
            (channel.spend_min, channel.spend_max) if channel.lock is None else (channel.lock, channel.lock)
        )
        if amount < low or (high is not None and amount > high):
            yield f"channel {channel.id}"


def _budgets(scenario, launches, spend, allocation):
    budget = scenario.budget
    fixed = {one.id: one.fixed_cost for one in scenario.campaigns if one.id in launches}
    if allocation.media + sum(fixed.values()) > budget.available:
        yield "budget"
    by_period = defaultdict(int)
    for line in allocation.spend:
        by_period[line.period] += line.amount
    if budget.per_period is not None:
        caps = budget.per_period if isinstance(budget.per_period, tuple) else None
        for period, amount in by_period.items():
            if amount > (caps[period] if caps else budget.per_period):
                yield f"period {period}"
    for line in budget.lines:
        members = [one for one in scenario.campaigns if one.line == line.line and one.id in launches]
        cost = sum(
            one.fixed_cost + sum(spend.get((one.id, cell.channel), 0) for cell in one.channels)
            for one in members
        )
        if cost < line.spend_min or (line.spend_max is not None and cost > line.spend_max):
            yield f"line {line.line}"


def _groups(scenario, launches, spend, allocation):
    groups = {one.id: one.group for one in scenario.channels}
    for group in scenario.budget.groups:
        amount = sum(total for (_, channel), total in spend.items() if groups[channel] == group.group)
        if amount < group.spend_min or (group.spend_max is not None and amount > group.spend_max):
            yield f"group {group.group}"
        cent = 1e-6
        if (
            not group.share_min * allocation.media - cent
            <= amount
            <= group.share_max * allocation.media + cent
        ):
            yield f"share {group.group}"


def _goals(scenario, launches, spend, allocation):
    statement = Valuation(scenario).statement(allocation)
    for goal in scenario.goals:
        if not goal.enforce:
            continue
        counted = set(goal.campaigns) or {one.id for one in scenario.campaigns}
        amounts = [(channel, cents) for (one, channel), cents in spend.items() if one in counted]
        reached = {
            "revenue": sum(one.revenue for one in statement.campaigns if one.campaign in counted) / 100,
            "media_cost": sum(cents for _, cents in amounts) / 100,
            "campaigns": len(counted & launches.keys()),
            "volume": sum(goal.per_10k.get(channel, 0) * cents / 1e6 for channel, cents in amounts),
        }[goal.measure]
        room = 1e-9 * abs(goal.target)
        if reached < goal.target - room if goal.direction == "at_least" else reached > goal.target + room:
            yield f"goal {goal.id}"


def _buying(scenario, launches, spend, allocation):
    rules, cells = scenario.rules, [cell for cell, amount in spend.items() if amount]
    yield from _exclusive(rules.exclusive, launches, cells)
    for rule in rules.required:
        for one, channel in cells:
            partners = [one] if rule.each_campaign else (rule.campaigns or list(launches))
            given = sum(spend.get((other, rule.requires), 0) for other in partners)
            if rule.covers(one, channel) and given < rule.spend_min:
                yield f"required {rule.id}"
    for rule in rules.packages:
        names = {"cell": lambda cell: cell, "channel": lambda cell: cell[1], "rule": lambda cell: None}
        sums = defaultdict(int)
        for cell in cells:
            sums[names[rule.each](cell)] += spend[cell] if rule.covers(*cell) else 0
        most = rule.at_most or 10**9
        if any(amount % rule.price or amount > most * rule.price for amount in sums.values()):
            yield f"package {rule.id}"
    for rule in rules.commitments:
        if 0 < sum(spend[cell] for cell in cells if rule.covers(*cell)) < rule.spend_min:
            yield f"commitment {rule.id}"
    yield from _changes(scenario, launches, spend)


def _exclusive(rules, launches, cells):
    for rule in rules:
        inside = [cell for cell in cells if rule.covers(*cell)]
        sets = [[cell for cell in inside if cell[0] == one] for one in launches]
        for some in sets if rule.each_campaign else [inside]:
            counted = set(some) if rule.count == "cells" else {channel for _, channel in some}
            if rule.count == "campaigns":
                counted = {one for one, _ in some}
            if rule.count == "campaigns" and not rule.channels:
                counted = launches.keys() & (set(rule.campaigns) or launches.keys())
            if len(counted) > rule.at_most:
                yield f"exclusive {rule.id}"


def _changes(scenario, launches, spend):
    for rule in scenario.rules.change_limits:
        bands = defaultdict(lambda: [0, 0])
        for one in scenario.campaigns:
            for cell in one.channels:
                if rule.covers(one.id, cell.channel) and (rule.each == "channel" or one.id in launches):
                    band = bands[cell.channel if rule.each == "channel" else (one.id, cell.channel)]
                    band[0] += cell.today * one.in_today * one.registered
                    band[1] += spend.get((one.id, cell.channel), 0)
        for today, planned in bands.values():
            low = 0 if rule.decrease is None else round(today * (1 - rule.decrease), 6)
            high = planned if rule.increase is None else round(today * (1 + rule.increase), 6)
            if (today or rule.bound_new) and not low <= planned <= high:
                yield f"change {rule.id}"


def enumerated(scenario, step):
    """The best allowed plan with all spends multiples of ``step`` cents: (value, plan), or None if there is none."""
    best = None
    options = [(None, *launch_periods(scenario, one)) for one in scenario.campaigns]
    for choice in product(*options):
        launches = {
            one.id: period
            for one, period in zip(scenario.campaigns, choice, strict=True)
            if period is not None
        }
        cells = [
            (one.id, cell.channel)
            for one in scenario.campaigns
            if one.id in launches
            for cell in one.channels
        ]
        for counts in product(range(scenario.budget.available // step + 1), repeat=len(cells)):
            if sum(counts) * step > scenario.budget.available:
                continue
            spend = {cell: count * step for cell, count in zip(cells, counts, strict=True) if count}
            plan = as_allocation(scenario, launches, spend)
            if broken(scenario, plan):
                continue
            value = value_of(scenario, plan)
            if best is None or value > best[0]:
                best = value, plan
    return best
