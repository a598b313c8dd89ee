"""The check of rules of buying agrees with the plain definition on any plan, sound or not."""

import random

import pytest

from optimizer.verify.buying import rule_violations
from scenarios.i18n import LANGUAGES
from tests.optimizer.allocation.test_buying_rules import random_case
from tests.optimizer.allocation.truth import as_allocation, broken

KINDS = ("exclusive", "required", "package", "commitment", "change")


@pytest.mark.parametrize("seed", range(40))
def test_what_breaks_a_rule_is_noticed_and_nothing_else(seed):
    case, draw = random_case(seed), random.Random(seed)
    for _ in range(25):
        launches = {one.id: 0 for one in case.campaigns if draw.random() < 0.8}
        spend = {
            (one.id, cell.channel): draw.choice([0, 100, 10_000, 20_000, 30_000, 60_000])
            for one in case.campaigns
            if one.id in launches
            for cell in one.channels
        }
        plan = as_allocation(case, launches, spend)
        wrong = [name for name in broken(case, plan) if name.startswith(KINDS)]
        found = rule_violations(case, plan)
        assert {name.split()[-1] for name in wrong} == {one.subject[0] for one in found}
        assert all(one.message.render(language) for one in found for language in LANGUAGES)
