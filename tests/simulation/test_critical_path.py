"""With people enough for everything, a launch is the longest path through the drawn durations."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.network import effort_minutes
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from simulation.replication import run_replication
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

hours = st.sampled_from([0, 3, [1, 2, 6], {"distribution": "exponential", "hours": 5}])


@st.composite
def networks(draw):
    """Stages, each after any of those before it."""
    count = draw(st.integers(1, 7))
    return [
        work(
            f"stage{number}",
            draw(hours),
            predecessors=[f"stage{other}" for other in range(number) if draw(st.booleans())],
        )
        for number in range(count)
    ]


@given(networks(), st.integers(1, 3), st.floats(0.5, 2), st.booleans(), st.integers(0, 10**6))
@settings(max_examples=60)
def test_unlimited_people_reproduce_the_critical_path(stages, campaigns, size, varying, number):
    staff = people(**{f"p{one}": ["craft"] for one in range(len(stages) * campaigns)})
    scenario = team(
        stages,
        staff,
        [campaign(f"c{one}", size=size) for one in range(campaigns)],
        week=ALWAYS,
        risks={"varying_durations": varying},
    )
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    draws = blueprint.draws.draws(Stream(blueprint.seed, number))
    result = run_replication(blueprint, number)
    for job, launch, completion in zip(draws, result.launch, result.completion, strict=True):
        ends = []
        for step, stage in enumerate(stages):
            before = [ends[int(other.removeprefix("stage"))] for other in stage["predecessors"]]
            ends.append(max(before, default=0) + effort_minutes(job.hours(step, 0), size))
        assert launch == ends[-1]
        assert completion == max(ends)


def test_three_point_means_by_hand():
    stages = [
        work("a", [2, 4, 6]),
        work("b", [1, 1, 7], predecessors=["a"]),
        work("c", 5, predecessors=["a"]),
        work("d", 1, predecessors=["b", "c"]),
    ]
    scenario = team(
        stages,
        people(ann=["craft"], bo=["craft"]),
        [campaign("spring")],
        week=ALWAYS,
        risks={"varying_durations": False},
    )
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    assert run_replication(blueprint, 0).launch == [(4 + 5 + 1) * 60]
