"""Every organisation of the templates runs every workflow that it can do, and meets the same demand as the others."""

import pytest

from scenarios.outcome import NEVER
from scenarios.reading import examine_bytes
from scenarios.templates import templates
from simulation.blueprint import build_blueprint
from simulation.draws import Purpose, Stream
from simulation.studies.play import given, run_today

ORGANISATIONS = [template.id for template in templates() if template.kind == "organisations"]
WORKFLOWS = [template.id for template in templates() if template.kind == "workflows"]
JOINT_TEAM, JOINT_WORKFLOW = "joint_task_force", "market_engineering_5"
"""Made for one another: other skills, other owners."""
DEMAND = """\
mems: 1
id: plan
name: Plan
horizon: {{start: 2026-01-05, periods: 30}}
budget: {{total: 0}}
campaigns:
  - {{id: a, name: A, due: 2026-02-02, workflow: {defined}}}
  - {{id: b, name: B, due: 2026-02-16, workflow: {defined}, release: 2026-01-12}}
streams:
  - {{id: desk, name: Desk, workflow: {defined}, per_week: 0.3, last: 2026-03-01}}
extends: [template:{workflow}, template:{organisation}]
settings: {{simulation: {{dispatch: due_date}}}}
"""


def document(organisation, workflow):
    defined = "campaign_prep_8" if workflow.startswith("campaign_prep_8") else workflow
    text = DEMAND.format(organisation=organisation, workflow=workflow, defined=defined)
    return examine_bytes(text.encode(), "plan.yaml").accepted()


def efforts(scenario):
    """First efforts of every campaign's stages by the names of their draws, and the arrivals of the stream."""
    settings = scenario.settings.simulation
    blueprint = build_blueprint(scenario, given(scenario, settings), settings)
    found = {}
    for job, draws in zip(blueprint.jobs, blueprint.draws.draws(Stream(1, 0)), strict=True):
        for number, variate in enumerate(job.process.variates):
            if variate.purpose == Purpose.EFFORT:
                found[f"{job.job.id}/{variate.path}"] = draws.hours(number, 0)
    return found


PAIRS = [
    (organisation, workflow)
    for organisation in ORGANISATIONS
    for workflow in WORKFLOWS
    if (workflow == JOINT_WORKFLOW) == (organisation == JOINT_TEAM)
]


@pytest.mark.parametrize(("organisation", "workflow"), PAIRS)
def test_every_archetype_runs_every_workflow(organisation, workflow):
    outcome = run_today(document(organisation, workflow), 2, 1)
    assert outcome.campaigns == ("a", "b")
    assert (outcome.launch != NEVER).all()
    assert (outcome.completion >= outcome.launch).all()
    assert outcome.stream_requests.sum() > 0


@pytest.mark.parametrize("workflow", [name for name in WORKFLOWS if name != JOINT_WORKFLOW])
def test_the_same_demand_meets_every_archetype(workflow):
    able = [name for name in ORGANISATIONS if name != JOINT_TEAM]
    demand = [efforts(document(name, workflow)) for name in able]
    assert demand[0]
    assert all(one == demand[0] for one in demand)
    arrivals = {run_today(document(name, workflow), 1, 1).stream_requests.tobytes() for name in able[:4]}
    assert len(arrivals) == 1
