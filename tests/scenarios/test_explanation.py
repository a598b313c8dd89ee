"""What explains a plan: accounts that follow from the curves, and sentences that follow from the accounts."""

import pytest

from scenarios.explanation import cell_accounts, explain
from scenarios.i18n import LANGUAGES, Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Binding, Proof, Status
from scenarios.split import split_table
from scenarios.text import explanation_text
from scenarios.today import todays_allocation
from scenarios.valuation import Valuation
from tests.scenarios.results import record


def accounts(made):
    return cell_accounts(made.scenario, made.plan.allocation, made.plan.schedule.launches)


def test_accounts_add_up_to_the_statement():
    made = record(3)
    found = accounts(made)
    statement = made.plan.projected
    assert sum(one.spend for one in found) == statement.media
    for line in statement.campaigns:
        base_share = 1 - line.lateness_loss / (line.base + sum(line.responses.values()))
        for cell in (one for one in found if one.campaign == line.campaign):
            response = line.responses.get(cell.channel, 0)
            assert cell.revenue == pytest.approx(response * base_share, abs=1)


def test_the_marginal_return_is_the_slope_of_the_revenue():
    made = record(4)
    valuation = Valuation(made.scenario)
    step = 50 * MINOR_PER_UNIT
    for cell in cell_accounts(made.scenario, made.plan.allocation):
        period = made.plan.allocation.running[cell.campaign].launch_period
        if cell.spend < 10 * step:
            continue
        above, below = (
            valuation.cell_revenue(cell.campaign, cell.channel, period, cell.spend + change)
            for change in (step, -step)
        )
        assert cell.marginal == pytest.approx((above - below) / (2 * step), rel=1e-3, abs=1e-4)
        assert cell.marginal_net == pytest.approx(made.scenario.objective.margin * cell.marginal - 1)


def test_a_cell_says_at_which_of_its_bounds_it_stands():
    made = record(5)
    first = next(one for one in accounts(made) if one.spend > 100)
    bounds = {
        "locked": {"lock": first.spend},
        "at_most": {"spend_max": first.spend},
        "at_least": {"spend_min": first.spend},
        "free": {},
    }
    for expected, changes in bounds.items():
        campaigns = tuple(
            one.model_copy(
                update={
                    "channels": tuple(
                        cell.model_copy(update=changes)
                        if (one.id, cell.channel) == (first.campaign, first.channel)
                        else cell
                        for cell in one.channels
                    )
                }
            )
            for one in made.scenario.campaigns
        )
        scenario = made.scenario.model_copy(update={"campaigns": campaigns})
        found = next(
            one
            for one in cell_accounts(scenario, made.plan.allocation)
            if (one.campaign, one.channel) == (first.campaign, first.channel)
        )
        assert found.limit == expected


def test_todays_plan_spends_todays_money_at_the_due_dates():
    made = record(6).scenario
    found = todays_allocation(made)
    for campaign in made.campaigns:
        runs = campaign.in_today and campaign.registered
        assert (campaign.id in found.running) == runs
        for cell in campaign.channels:
            assert found.cell_spend.get((campaign.id, cell.channel), 0) == (cell.today if runs else 0)


def sentences(made, **changes):
    allocation = made.plan.allocation.model_copy(update=changes)
    plan = made.plan.model_copy(update={"allocation": allocation})
    return explain(made.scenario, plan).sentences


def test_the_first_sentence_tells_the_change_of_net_value():
    made = record(7)
    today = Valuation(made.scenario).statement(todays_allocation(made.scenario))
    change = made.plan.projected.net_value - today.net_value
    first = sentences(made)[0]
    assert first.key == f"explain.worth.{'more' if change > 0 else 'less'}"
    assert first.values["roas_after"] != first.values["roas_before"]


def test_the_second_sentence_names_the_channels_that_gain_and_lose_most():
    made = record(8)
    split = split_table(made.scenario, made.plan)
    changes = {one: after - before for one, (before, after) in split.by_channel.items()}
    gains = max(changes, key=lambda one: changes[one])
    second = sentences(made)[1]
    names = {channel.id: channel.name.render("zh") for channel in made.scenario.channels}
    if changes[gains] > 0:
        assert second.values["more"]["zh"].startswith(names[gains])


def unmoved(made):
    """Today's plan is the plan."""
    spends = made.plan.allocation.cell_spend
    campaigns = tuple(
        one.model_copy(
            update={
                "in_today": one.id in made.plan.allocation.running,
                "channels": tuple(
                    cell.model_copy(update={"today": spends.get((one.id, cell.channel), 0)})
                    for cell in one.channels
                ),
            }
        )
        for one in made.scenario.campaigns
    )
    return made.scenario.model_copy(update={"campaigns": campaigns})


def test_where_nothing_moves_the_reason_is_told():
    made = record(9)
    still = unmoved(made)
    given = made.plan.model_copy(
        update={
            "allocation": made.plan.allocation.model_copy(update={"proof": Proof(status=Status.AS_GIVEN)})
        }
    )
    keys = [one.key for one in explain(still, given).sentences]
    assert keys[1] == "explain.unmoved.given"
    assert len(keys) == 2
    locked = still.model_copy(
        update={
            "campaigns": tuple(
                one.model_copy(
                    update={
                        "channels": tuple(
                            cell.model_copy(update={"lock": cell.today}) for cell in one.channels
                        )
                    }
                )
                for one in still.campaigns
            )
        }
    )
    optimised = made.plan.allocation.model_copy(update={"proof": Proof(status=Status.OPTIMAL, gap=0.001)})
    keys = [
        one.key for one in explain(locked, made.plan.model_copy(update={"allocation": optimised})).sentences
    ]
    assert keys[1] == "explain.unmoved.locked"


def test_the_third_sentence_names_the_budget_if_it_binds():
    made = record(10)

    def binding(kind, worth):
        unit = Message("explain.joint")
        return Binding(kind=kind, name=Message("explain.joint"), level=1, limit=1, worth=worth, unit=unit)

    found = sentences(
        made,
        proof=Proof(status=Status.OPTIMAL, value=1.0, bound=1.0, gap=0.002),
        bindings=(binding("channel", -900_000.0), binding("budget", 50_000.0)),
    )[2]
    assert found.key == "explain.limited.by"
    assert "500" in found.values["worth"]["en"]
    assert "0.20%" in found.values["gap"]["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_names_every_cell_that_spends(language):
    made = record(11)
    text = explanation_text(made, explain(made.scenario, made.plan), language)
    lines = text.splitlines()
    names = {one.id: one.name.render(language) for one in made.scenario.campaigns}
    for (campaign, _), amount in made.plan.allocation.cell_spend.items():
        if amount:
            assert any(line.startswith(names[campaign]) for line in lines)
