"""Whatever mechanisms a document has: chains have no gap, holding is bounded, and everything can be told."""

from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.document import SimulationSettings
from scenarios.eventlog import events_csv, read_events_csv
from simulation.answers import replay
from simulation.answers.chain import chain
from simulation.answers.events import events_of
from simulation.answers.flow import integral, queue
from simulation.answers.history import history
from simulation.answers.occupation import available, held
from simulation.answers.reports import replay_reports
from simulation.answers.sample import Case
from simulation.answers.visit_table import OPEN
from simulation.log import Kind
from tests.simulation.builders import plan_of
from tests.strategies import scenarios

FAR = 10**8


def bounded(scenario):
    """At most a request a day of each kind."""
    urgent = scenario.risks.urgent
    urgent = urgent.model_copy(update={"per_week": min(urgent.per_week, 7.0)})
    streams = tuple(one.model_copy(update={"per_week": min(one.per_week, 7.0)}) for one in scenario.streams)
    risks = scenario.risks.model_copy(update={"urgent": urgent})
    return scenario.model_copy(update={"risks": risks, "streams": streams})


SIMULATED = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
DRAWN = scenarios(max_campaigns=3, with_settings=False).map(bounded)


@given(DRAWN, st.sampled_from(["due_date", "weighted", "first_come"]))
@SIMULATED
def test_any_log_can_be_read(scenario, dispatch):
    chosen = SimulationSettings(replications=1, dispatch=dispatch, workers=1)
    one = history(Case.of(scenario, plan_of(scenario), chosen).blueprint(), 0, "simpy")
    rows = one.log.rows
    for job in range(len(one.blueprint.ledger.campaigns)):
        links = chain(one, job)
        launched = rows[(rows[:, 1] == Kind.LAUNCHED) & (rows[:, 2] == job)]
        eligible = rows[(rows[:, 1] == Kind.ELIGIBLE) & (rows[:, 2] == job)]
        assert sum(link.minutes for link in links) == (
            int(launched[0, 0] - eligible[0, 0]) if len(launched) else 0
        )
        assert all(before.end == after.start for before, after in pairwise(links))
    edges = np.array(one.blueprint.window)
    assert (held(one, edges) <= available(one, edges)).all()
    waits = queue(one.log)
    done = waits.end != OPEN
    assert (
        integral(waits.start[done], waits.end[done], np.array([0, FAR]))[0]
        == (waits.end - waits.start)[done].sum()
    )
    events = events_of(one.log, scenario.horizon)
    assert read_events_csv(events_csv(events)) == events
    for report in replay_reports(replay(scenario, plan_of(scenario), choice=0, full=True, settings=chosen)):
        assert report.render("en")
        assert report.render("zh")
