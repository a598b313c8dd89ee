"""Campaigns, people and schedule in one model, for small cases: it certifies what the rounds find.

CP-SAT chooses campaigns, who is hired when, and who does which step when, on a grid of working time. The grid is exact
where every duration is a multiple of its slot and everyone keeps the shared calendar; that is what it asks for. Hours
of freelancers cost what is worked of them. Hiring and freelance work only; no media.
"""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.schedule.problem import Problem, Task, compile_problem
from optimizer.staffing.decision import staffed_scenario
from optimizer.staffing.problem import Staffing
from scenarios.document import Freelance, Hiring, Scenario
from scenarios.document.durations import MINUTES_PER_HOUR
from scenarios.money import MINOR_PER_UNIT
from scenarios.network import Target, compile_workload
from scenarios.plan import Proof, Status
from scenarios.valuation import lateness_loss

MOST_TASKS = 200
HORIZON_FACTOR = 2


class TooRich(Exception):
    """The case has something that this model does not know."""


@dataclass(frozen=True, slots=True)
class Integrated:
    """The best campaigns and people; ``proof`` in minor units of net value, ``hires`` by option and period."""

    proof: Proof
    campaigns: tuple[str, ...]
    hires: tuple[tuple[str, int], ...]


def solve_integrated(staffing: Staffing, *, slot: int, seconds: float, workers: int = 1) -> Integrated:
    """The optimum of a small case.

    Args:
        staffing: hiring without ramp-up and freelance work at most, no channels, everyone on the shared calendar.
        slot: minutes of the grid; every duration at every speed is a multiple of it.
        seconds: time limit.
        workers: threads of the solver.

    Raises:
        TooRich: something in the case has no counterpart here.
    """
    return _Model(staffing, slot).solve(seconds, workers)


class _Model:
    """The constraint program of one case."""

    def __init__(self, staffing: Staffing, slot: int) -> None:
        _refuse(staffing)
        self._staffing, self._slot = staffing, slot
        self._everyone = staffed_scenario(staffing, _everything(staffing))
        self._campaigns = [one for one in staffing.scenario.campaigns if one.registered]
        targets = {
            one.campaign.id: Target(one.launches[-1].target, 0)
            for one in staffing.problem.candidates
            if one.open
        }
        self._problem: Problem = compile_problem(
            compile_workload(self._everyone, targets), self._everyone.risks
        ).preparations()
        if len(self._problem.tasks) > MOST_TASKS:
            message = f"{len(self._problem.tasks)} steps"
            raise TooRich(message)
        self._open = self._problem.shared.total // slot
        work = sum(max(task.minutes.values(), default=0) for task in self._problem.tasks) // slot
        latest = self._slots_before(max((job.target for job in self._problem.jobs), default=0))
        self._end = min(self._open, latest + HORIZON_FACTOR * work + 1)
        self._model = cp_model.CpModel()
        self._gains: list[cp_model.LinearExprT] = []
        self._busy: dict[int, list[cp_model.IntervalVar]] = {}
        self._joined: dict[int, cp_model.IntVar] = {}
        self._from: dict[int, cp_model.IntVar] = {}
        self._hired: list[tuple[str, int, cp_model.IntVar]] = []
        self._starts: dict[int, cp_model.IntVar] = {}

    def solve(self, seconds: float, workers: int) -> Integrated:
        runs = [self._model.new_bool_var(job.id) for job in self._problem.jobs]
        self._add_people()
        ends = [self._add_task(task, runs[task.job]) for task in self._problem.tasks]
        for job in self._problem.jobs:
            self._add_job(job.index, runs, ends)
        for busy in self._busy.values():
            self._model.add_no_overlap(busy)
        self._add_budget(runs)
        self._model.maximize(sum(self._gains))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
        return self._read(solver, solver.solve(self._model), runs)

    def _read(
        self, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, runs: list[cp_model.IntVar]
    ) -> Integrated:
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Integrated(Proof(status=Status.UNKNOWN), (), ())
        fixed = self._staffing.scenario.budget.fixed
        value, bound = solver.objective_value - fixed, solver.best_objective_bound - fixed
        gap = abs(bound - value) / max(abs(value), 1)
        ended = Status.OPTIMAL if status == cp_model.OPTIMAL else Status.FEASIBLE
        chosen = tuple(job.campaign for job in self._problem.jobs if solver.value(runs[job.index]))
        hires = tuple((option, period) for option, period, var in self._hired if solver.value(var))
        return Integrated(Proof(status=ended, value=value, bound=bound, gap=gap), chosen, hires)

    def _add_people(self) -> None:
        """When each possible hire joins, if at all, and what that costs."""
        for index, offer in enumerate(self._staffing.offers):
            if not isinstance(offer.option, Hiring):
                continue
            choices = [self._staffing.choices[one] for one in self._staffing.by_offer[index]]
            before = None
            for person in self._people_of(offer.option.id):
                joins = [self._model.new_bool_var(f"{person}@{choice.period}") for choice in choices]
                joined = self._model.new_bool_var(f"{person} joins")
                self._model.add(sum(joins) == joined)
                starts = [
                    self._slots_before(self._staffing.scenario.horizon.minute(choice.begins))
                    for choice in choices
                ]
                first = self._model.new_int_var(0, self._end + 1, "")
                self._model.add(first == sum(start * var for start, var in zip(starts, joins, strict=True)))
                self._joined[person], self._from[person] = joined, first
                for choice, var in zip(choices, joins, strict=True):
                    self._gains.append(-round(choice.cost * MINOR_PER_UNIT) * var)
                    self._hired.append((offer.option.id, choice.period, var))
                if before is not None:
                    self._model.add(joined <= before)
                before = joined
            if offer.option.most_per_period is not None:
                for choice in choices:
                    together = [v for o, p, v in self._hired if (o, p) == (offer.option.id, choice.period)]
                    self._model.add(sum(together) <= offer.option.most_per_period)

    def _people_of(self, option: str) -> list[int]:
        return [one.index for one in self._problem.people if one.id.startswith(f"{option}-")]

    def _add_task(self, task: Task, runs: cp_model.IntVar) -> cp_model.IntVar:
        """Somebody does a step if its campaign runs; the end of the step (0 if it does not run)."""
        start = self._model.new_int_var(self._release(task), self._end, "")
        end = self._model.new_int_var(0, self._end, "")
        if not task.minutes:
            waits = max((minutes for _, minutes in task.delays), default=0)
            self._model.add(end == start + self._slots(waits))
        else:
            chosen = [self._add_assignment(task, person, start, end) for person in task.minutes]
            self._model.add(sum(chosen) == task.people * runs)
        self._starts[task.index] = start
        return end

    def _add_assignment(
        self, task: Task, person: int, start: cp_model.IntVar, end: cp_model.IntVar
    ) -> cp_model.IntVar:
        length = self._slots(task.minutes[person])
        does = self._model.new_bool_var("")
        interval = self._model.new_optional_interval_var(start, length, end, does, "")
        self._busy.setdefault(person, []).append(interval)
        if person in self._joined:
            self._model.add_implication(does, self._joined[person])
            self._model.add(start >= self._from[person]).only_enforce_if(does)
        option = self._freelance(person)
        if option is not None:
            hours = task.minutes[person] / MINUTES_PER_HOUR
            self._gains.append(-round(option.cost_per_hour * hours) * does)
            first = self._problem.people[person].timeline.starts[0]
            self._model.add(start >= self._slots_before(first)).only_enforce_if(does)
        return does

    def _freelance(self, person: int) -> Freelance | None:
        name = self._problem.people[person].id
        options = self._staffing.scenario.staffing.freelance
        return next((one for one in options if name.rpartition("-")[0] == one.id), None)

    def _add_job(self, index: int, runs: list[cp_model.IntVar], ends: list[cp_model.IntVar]) -> None:
        job = self._problem.jobs[index]
        first = self._problem.first[index]
        for step in job.process.steps:
            task = self._problem.tasks[first + step.index]
            for before, delay in task.predecessors:
                start = self._starts[task.index]
                self._model.add(start >= ends[before] + self._slots(delay)).only_enforce_if(runs[index])
        launch = ends[first + job.process.launch]
        for other in job.prerequisites:
            theirs = ends[self._problem.first[other] + self._problem.jobs[other].process.launch]
            self._model.add_implication(runs[index], runs[other])
            for step in job.process.steps:
                start = self._starts[first + step.index]
                self._model.add(start >= theirs).only_enforce_if(runs[index])
        self._price(index, runs[index], launch)

    def _price(self, index: int, runs: cp_model.IntVar, launch: cp_model.IntVar) -> None:
        """What a campaign brings: its value less what its lateness costs, in a table by the slot of its launch."""
        job = self._problem.jobs[index]
        campaign = next(one for one in self._campaigns if one.id == job.campaign)
        margin = self._staffing.scenario.objective.margin
        left = [
            round(
                margin
                * (campaign.value - lateness_loss(campaign, campaign.value, self._minute(at) - job.target))
            )
            for at in range(self._end + 1)
        ]
        earned = self._model.new_int_var(min(left), max(left), "")
        self._model.add_element(launch, left, earned)
        brings = self._model.new_int_var(0, max(0, *left), "")
        self._model.add(brings <= earned).only_enforce_if(runs)
        self._model.add(brings == 0).only_enforce_if(runs.negated())
        self._gains += [brings, -campaign.fixed_cost * runs]
        if campaign.mandatory:
            self._model.add(runs == 1)

    def _add_budget(self, runs: list[cp_model.IntVar]) -> None:
        fixed = {one.id: one.fixed_cost for one in self._campaigns}
        total = sum(fixed[job.campaign] * runs[job.index] for job in self._problem.jobs)
        self._model.add(total <= self._staffing.scenario.budget.available)

    def _release(self, task: Task) -> int:
        return self._slots_before(self._problem.jobs[task.job].release)

    def _slots(self, minutes: int) -> int:
        if minutes % self._slot:
            message = f"{minutes} minutes are no multiple of {self._slot}"
            raise TooRich(message)
        return minutes // self._slot

    def _slots_before(self, minute: int) -> int:
        return -(-self._problem.shared.open_before(minute) // self._slot)

    def _minute(self, at: int) -> int:
        return self._problem.shared.advance(0, at * self._slot)


def _everything(staffing: Staffing) -> tuple[float, ...]:
    """Everybody who may be hired, from the first day on, and all hours that may be bought."""
    units, seen = [], set()
    for choice in staffing.choices:
        option = staffing.offers[choice.offer].option
        if isinstance(option, Hiring):
            units.append(0.0 if choice.offer in seen else float(option.most))
            seen.add(choice.offer)
        else:
            units.append(choice.most)
    return tuple(units)


def _refuse(staffing: Staffing) -> None:
    scenario: Scenario = staffing.scenario
    people = scenario.organisation.everyone()
    rich = {
        "options": any(not isinstance(one.option, Hiring | Freelance) for one in staffing.offers),
        "ramp-up": any(one.ramp_up_weeks and one.ramp_up_speed < 100 for one in scenario.staffing.hiring),
        "channels": any(campaign.channels for campaign in scenario.campaigns),
        "calendars": any(one.calendar or one.leave or one.joins or one.departs for one in people),
        "limits of work in progress": scenario.organisation.wip_limit is not None,
    }
    found = [name for name, there in rich.items() if there]
    if found:
        raise TooRich(", ".join(found))
