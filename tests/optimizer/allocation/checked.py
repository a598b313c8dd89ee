"""Allocations that have been verified without the optimizer's solver before a test looks at them."""

from optimizer import allocate
from optimizer.verify import verify
from scenarios.plan import Plan, Provenance, Status


def violations(scenario, allocation):
    """What the independent check has against an allocation."""
    provenance = Provenance(scenario=scenario.id, content_hash=scenario.content_hash(), seed=1, versions={})
    return verify(scenario, Plan(provenance=provenance, allocation=allocation))


def allocated(scenario, **options):
    """The allocation of a scenario that has one, verified, with its gap proven."""
    found = allocate(scenario, **options)
    assert found.proof.status in {Status.OPTIMAL, Status.FEASIBLE}, found
    wanted = scenario.settings.solver.relative_gap * abs(found.proof.value)
    assert found.proof.bound - found.proof.value <= max(
        wanted, len(scenario.campaigns) + len(scenario.channels)
    )
    assert violations(scenario, found) == ()
    return found


def launch_periods_of(allocation):
    """Launch period by running campaign."""
    return {one.campaign: one.launch_period for one in allocation.campaigns if one.runs}


def decision(allocation, campaign):
    """The decision about a campaign."""
    return next(one for one in allocation.campaigns if one.campaign == campaign)


def binding(allocation, kind, *subject):
    """The binding requirement of a kind about a subject, or None."""
    found = (
        one for one in allocation.bindings if one.kind == kind and one.subject[: len(subject)] == subject
    )
    return next(found, None)
