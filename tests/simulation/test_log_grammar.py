"""Whatever a document says, every step goes through its states in an order that makes sense."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.document import SimulationSettings
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from simulation.log import Kind
from simulation.replication import run_replication
from tests.simulation.builders import scheduled
from tests.simulation.test_neutral import changed
from tests.strategies import scenarios

NEXT = {
    "pending": {Kind.ENABLED: "hand-off"},
    "hand-off": {Kind.READY: "waiting", Kind.RECALLED: "pending"},
    "waiting": {Kind.STARTED: "running", Kind.RECALLED: "pending"},
    "running": {
        Kind.STARTED: "running",
        Kind.SUSPENDED: "suspended",
        Kind.HELD: "held",
        Kind.ENDED: "done",
        Kind.VOIDED: "pending",
    },
    "suspended": {Kind.RESUMED: "running", Kind.RECALLED: "pending"},
    "held": {Kind.HELD: "held", Kind.ENDED: "done", Kind.RECALLED: "pending"},
    "done": {Kind.REJECTED: "done", Kind.ESCAPED: "done", Kind.REOPENED: "pending"},
}
ANY_TIME = {Kind.CHANGED, Kind.DEFECT, Kind.STRANDED}
BEGUN = {"running", "suspended", "held", "done"}
RULES = ["plan", "due_date", "weighted", "critical_ratio", "first_come"]
CHOICES = ["least_versatile", "fastest", "least_loaded"]


def _few_requests(document):
    for stream in (document["risks"]["urgent"], *document["streams"]):
        stream["per_week"] = min(stream["per_week"], 10)


@st.composite
def runs(draw):
    scenario = changed(draw(scenarios(max_campaigns=4, with_settings=False)), _few_requests)
    plan = scheduled(scenario, draw(st.randoms(use_true_random=False)).sample)
    wanted = SimulationSettings(
        dispatch=draw(st.sampled_from(RULES)), people_choice=draw(st.sampled_from(CHOICES))
    )
    blueprint = build_blueprint(scenario, plan, wanted)
    number = draw(st.integers(0, 3))
    return blueprint, number, run_replication(blueprint, number, logged=True)


@given(runs())
@settings(max_examples=20, deadline=None)
def test_every_log_tells_a_possible_course(run):
    check_steps(*run)
    check_people(*run)


def check_steps(blueprint, _number, result):
    """Steps go from state to state, after those that they depend on, with people who are qualified."""
    states = defaultdict(lambda: "pending")
    for _, kind, job, step, _, person in result.log.rows.tolist():
        if step < 0 or kind in ANY_TIME:
            continue
        process = _process(blueprint, result.log, job)
        if kind == Kind.ENABLED:
            assert all(_allows(process, states, job, other, step) for other in _before(process, step))
        if kind == Kind.ENDED:
            assert all(states[job, other] == "done" for other in _before(process, step))
        assert kind in NEXT[states[job, step]], (Kind(kind).name, states[job, step])
        states[job, step] = NEXT[states[job, step]][kind]
        assert person < 0 or process.steps[step].able >> person & 1


def _process(blueprint, log, job):
    if job < len(blueprint.jobs):
        return blueprint.jobs[job].process
    name = log.jobs[job].split("/")[0]
    return next(one for one in blueprint.streams if one.name == name).process


def _before(process, step):
    return process.steps[step].step.predecessors


def _allows(process, states, job, other, step):
    return states[job, other] == "done" or (process.steps[step].step.overlap and states[job, other] in BEGUN)


def check_people(blueprint, number, result):
    """Everybody begins when at work, does no more at once than people may, and as many are at a step as it needs."""
    absences = blueprint.absence.draw(Stream(blueprint.seed, number))
    most = blueprint.workload.multitasking
    at = defaultdict(set)
    begun = defaultdict(list)
    for time, kind, job, step, visit, person in result.log.rows.tolist():
        if kind in {Kind.STARTED, Kind.RESUMED} and person >= 0:
            worker = blueprint.workload.people[person]
            assert worker.timeline.is_open(time)
            assert not absences.at(time) >> person & 1
            begun[job, step, visit].append(person)
            at[person].add((job, step))
            assert len(at[person]) <= most
        elif kind in {Kind.SUSPENDED, Kind.HELD, Kind.ENDED, Kind.VOIDED}:
            for tasks in at.values():
                tasks.discard((job, step))
    for (job, step, _), people in begun.items():
        assert len(set(people)) == _process(blueprint, result.log, job).steps[step].step.people
