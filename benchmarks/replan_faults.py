"""Whether a replanned plan is right, from what went in and what came out alone."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.replan_cases import UnderWay
from optimizer.replan import Replan
from optimizer.verify import verify
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.plan import Schedule, ScheduledTask
from scenarios.valuation import Valuation


def faults(case: UnderWay, found: Replan) -> list[str]:
    """Everything that is wrong, in words; empty for a sound replan."""
    return [
        *_infeasible(found),
        *_past_touched(case, found),
        *_window_touched(case, found),
        *_misstated(case, found),
    ]


def _infeasible(found: Replan) -> Iterator[str]:
    for violation in verify(found.scenario, found.plan):
        yield f"plan: {violation.message.render('en')}"
    valuation = Valuation(found.scenario)
    statement = valuation.statement(
        found.plan.allocation, found.do_nothing.launches, found.do_nothing.people_minutes
    )
    idle = found.plan.model_copy(update={"schedule": found.do_nothing, "projected": statement})
    for violation in verify(found.scenario, idle):
        yield f"doing nothing: {violation.message.render('en')}"


def _schedule(found: Replan) -> Schedule:
    if found.plan.schedule is None:
        message = "a replanned plan has a schedule"
        raise ValueError(message)
    return found.plan.schedule


def _tasks(schedule: Schedule) -> dict[tuple[str, str], ScheduledTask]:
    return {(task.job, task.step): task for task in schedule.tasks}


def _past_touched(case: UnderWay, found: Replan) -> Iterator[str]:
    """What has begun keeps its start, its people and its end; nothing else starts before the status."""
    tasks, status = _tasks(_schedule(found)), case.actuals.status
    begun = {(one.job, one.step): one for one in case.actuals.steps if one.started is not None}
    resumed = _schedule(found).standing
    handed_over = {(one.job, one.step) for one in resumed.left} if resumed else set()
    for key, task in tasks.items():
        actual = begun.get(key)
        if actual is None or key in handed_over:
            if task.start < status:
                yield f"{key} starts before the status"
            continue
        if task.start != actual.started:
            yield f"{key} began at {actual.started} and is said to at {task.start}"
        if task.people and set(task.people) != set(actual.people):
            yield f"{key} was begun by others"
        if actual.finished is not None and task.finish != actual.finished:
            yield f"{key} ended at {actual.finished} and is said to at {task.finish}"
        if actual.finished is None and task.finish < status:
            yield f"{key} is under way and is said to be done"


def _window_touched(case: UnderWay, found: Replan) -> Iterator[str]:
    """Planned work within the window is done as planned, unless it is told why it cannot be."""
    before = case.plan.schedule
    if before is None:
        return
    tasks, status = _tasks(_schedule(found)), case.actuals.status
    end = status + case.options.frozen_days * MINUTES_PER_DAY
    begun = {(one.job, one.step) for one in case.actuals.steps}
    freed = {(one.job, one.step) for one in found.freed}
    for task in before.tasks:
        key = (task.job, task.step)
        if not task.people or key in begun or key in freed or not status <= task.start < end:
            continue
        now = tasks[key]
        if (now.start, now.finish, set(now.people)) != (task.start, task.finish, set(task.people)):
            yield f"{key} was frozen and moves"


def _misstated(case: UnderWay, found: Replan) -> Iterator[str]:
    """Number and price of the changes are the difference of the two schedules, and doing nothing is no better."""
    count, price = _difference(case, found)
    told = sum(change.price for change in found.changes)
    if (count, price) != (found.after.changes, found.after.price) or (count, price) != (
        len(found.changes),
        told,
    ):
        yield f"{found.after.changes} changes for {found.after.price} are told, but there are {count} for {price}"
    loss = sum(campaign.loss_after for campaign in found.campaigns)
    if found.plan.projected is None or loss != found.plan.projected.lateness_loss or loss != found.after.loss:
        yield "the loss told is not that of the plan"
    if found.after.total > found.nothing.total:
        yield "doing nothing would be better"
    most = case.options.most_changes
    if most is not None and count > max(most, found.nothing.changes):
        yield f"{count} changes are more than allowed"


def _difference(case: UnderWay, found: Replan) -> tuple[int, int]:
    """Changes and their price, recomputed from the schedules."""
    before, after, prices = case.plan.schedule, _schedule(found), found.prices
    standing = after.standing
    if before is None or standing is None:
        return 0, 0
    tasks, planned = _tasks(after), _tasks(before)
    others = later = 0
    for key, task in tasks.items():
        if key in planned and key not in standing.states and (task.people or planned[key].people):
            others += set(task.people) != set(planned[key].people)
            later += task.start > planned[key].start + prices.tolerance_minutes
    slips = sum(
        launch > before.launches[campaign] + prices.tolerance_minutes
        for campaign, launch in after.launches.items()
        if campaign in before.launches and not _launch_is_settled(found, campaign)
    )
    price = others * prices.person + later * prices.start + slips * prices.launch
    return others + later + slips, price


def _launch_is_settled(found: Replan, campaign: str) -> bool:
    """Whether the launch step of a campaign is past, under way or frozen."""
    standing = _schedule(found).standing
    workflows = {one.id: one for one in found.scenario.workflows}
    workflow = next(one.workflow for one in found.scenario.campaigns if one.id == campaign)
    launch = workflows[workflow].launch or workflows[workflow].stages[-1].id
    return standing is not None and (campaign, launch) in standing.states
