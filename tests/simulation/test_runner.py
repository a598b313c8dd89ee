import pickle
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.i18n import Message
from scenarios.outcome import Outcome
from simulation import Replication, SimulationError, replicate, simulate
from simulation.engines import resolve
from simulation.experiments.chunks import chunk_plan
from simulation.experiments.executors import Processes, Serial, Threads, here
from simulation.outcomes import LIBRARIES
from simulation.stopping import Precision, looks
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

SCENARIO = busy()
PLAN = plan_of(SCENARIO)


def run(workers=1, progress=None, **changes):
    return simulate(
        SCENARIO, PLAN, settings=BY_DATE.model_copy(update=changes), workers=workers, progress=progress
    )


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bits(workers):
    assert run(workers, replications=23) == run(1, replications=23)


def is_precise(samples, confidence, precision):
    return Precision(precision, relative=True).reached(samples, confidence)


@pytest.mark.parametrize("workers", [1, 2])
def test_precision_ends_the_run_at_the_first_look_that_has_it(workers):
    outcome = run(workers, replications=400, precision=0.03, confidence=0.9)
    assert outcome.stopped_by == "precision"
    count = outcome.replications
    assert count in looks(400)
    assert 40 < count < 400
    assert is_precise(outcome.net_value, 0.9, 0.03)
    assert not any(is_precise(outcome.net_value[:fewer], 0.9, 0.03) for fewer in looks(count - 1))


def test_the_count_ends_the_run_where_precision_is_out_of_reach():
    outcome = run(replications=45, precision=1e-6)
    assert (outcome.stopped_by, outcome.replications) == ("count", 45)


@pytest.mark.parametrize(("measure", "half_width"), [("on_time", 0.06), ("lateness_days", 1.0)])
def test_a_half_width_in_the_unit_of_its_measure_ends_the_run(measure, half_width):
    wanted = Precision(half_width, measure)
    settings = BY_DATE.model_copy(update={"replications": 300})
    outcome = simulate(SCENARIO, PLAN, settings=settings, precision=wanted)
    late = np.maximum(outcome.launch - outcome.target, 0) / MINUTES_PER_DAY
    samples = late.mean(axis=1) if measure == "lateness_days" else (late == 0).mean(axis=1)
    assert (outcome.launch >= 0).all()
    assert outcome.stopped_by == "precision"
    interval = stats.t.interval(
        0.95, len(samples) - 1, samples.mean(), samples.std(ddof=1) / len(samples) ** 0.5
    )
    assert (interval[1] - interval[0]) / 2 <= half_width
    assert not any(wanted.reached(samples[:fewer], 0.95) for fewer in looks(len(samples) - 1))


@given(st.integers(1, 3_000))
def test_looks_lie_on_ends_of_chunks_and_further_and_further_apart(most):
    seen = list(looks(most))
    assert all(look <= most and look % 20 == 0 for look in seen)
    gaps = np.diff(seen)
    assert (np.diff(gaps) >= 0).all()
    assert all(gap >= max(20, look / 10) for look, gap in zip(seen, gaps, strict=False))


@given(st.integers(1, 60_000), st.integers(1, 60_000))
def test_chunks_cover_every_replication_and_a_longer_run_begins_with_those_of_a_shorter(one, other):
    short, long = (list(chunk_plan(count)) for count in sorted((one, other)))
    for chunks, count in ((short, min(one, other)), (long, max(one, other))):
        assert [chunk.first for chunk in chunks] == [0, *(chunk.end for chunk in chunks)][:-1]
        assert chunks[-1].end == count
    assert long[: len(short) - 1] == short[:-1]


def test_precise_is_a_narrow_interval_beside_the_mean():
    samples = np.array([3, 5, 6, 9, 11, 2], dtype=float)
    low, high = stats.t.interval(0.95, 5, samples.mean(), samples.std(ddof=1) / 6**0.5)
    relative = (high - low) / 2 / samples.mean()
    assert is_precise(samples, 0.95, relative * 1.0001)
    assert not is_precise(samples, 0.95, relative * 0.9999)
    assert is_precise(-samples, 0.95, relative * 1.0001)
    assert Precision((high - low) / 2 * 1.0001).reached(samples, 0.95)
    assert not Precision((high - low) / 2 * 0.9999).reached(samples, 0.95)
    assert not is_precise([1.0], 0.95, 0.9)
    assert is_precise([5, 5, 5], 0.95, 0.0)


def test_replications_do_not_know_how_many_there_are():
    few, many = run(replications=3), run(replications=6)
    assert (many.launch[:3] == few.launch).all()
    assert (many.net_value[:3] == few.net_value).all()


def test_one_replication_is_a_row_of_the_outcome():
    outcome = run(replications=4)
    single = replicate(SCENARIO, PLAN, 2, settings=BY_DATE)
    for field in fields(Replication):
        if field.name != "log":
            assert np.array_equal(getattr(outcome, field.name)[2], getattr(single, field.name)), field.name


def test_another_seed_is_another_run():
    assert (run(seed=1).launch != run(seed=2).launch).any()
    assert (run(seed=1).launch != run(seed=1 + 2**32).launch).any()


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_is_told_of_every_chunk(workers):
    seen = []
    run(workers, lambda done, most: seen.append((done, most)), replications=23)
    assert seen == [(10, 23), (20, 23), (23, 23)]


class Cancelled(Exception):
    pass


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_from_progress_cancels(workers):
    def cancel(done, most):
        if done == 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        run(workers, cancel, replications=200)
    assert run(workers, replications=7).replications == 7


def test_more_samples_than_fit_are_refused():
    with pytest.raises(SimulationError, match="10000000 replications"):
        run(replications=10_000_000)


def test_an_outcome_survives_json():
    outcome = run(replications=2)
    assert Outcome.model_validate_json(outcome.model_dump_json()) == outcome


def test_an_outcome_says_what_it_was_made_from():
    outcome = run(replications=1, seed=9)
    assert outcome.provenance.content_hash == SCENARIO.content_hash()
    assert outcome.provenance.seed == 9
    assert outcome.engine == resolve("auto")
    assert set(outcome.provenance.versions) == {"python", *LIBRARIES[outcome.engine]}


def test_an_error_crosses_processes():
    error = SimulationError(Message("simulation.error.no_schedule"))
    assert pickle.loads(pickle.dumps(error)).message == error.message  # noqa: S301


def test_each_engine_has_its_kind_of_workers():
    assert here("compiled", 2) == Threads(2)
    assert here("simpy", 2) == Processes(2)
    assert here("compiled", 1) == here("simpy", 1) == Serial()
