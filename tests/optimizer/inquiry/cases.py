"""Small scheduling cases for questions: random documents, and what brute force says about them."""

import random

from optimizer.inquiry.case import Case
from scenarios.network import Target
from tests.optimizer.schedule.builders import SHORT_WEEK, campaign, person, scenario, stage, workflow


def case_of(document):
    """All campaigns of a document, each promised at its due date."""
    targets = {
        one.id: Target(
            minute=document.horizon.minute(one.due),
            loss_per_day=one.lateness.loss_per_day,
            revenue=one.value,
        )
        for one in document.campaigns
    }
    return Case.of(document, targets)
