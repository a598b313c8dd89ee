"""Documents that break one rule about buying, flights and curves each."""

from tests.scenarios.rule_documents import LAUNCH, RULE, to

ERRORS = [
    (
        "an unknown channel in a rule",
        [to("rules.exclusive", [{**RULE, "channels": ["sarch"]}])],
        "unknown_reference",
        "rules.exclusive[0].channels[0]",
    ),
    (
        "an unknown required channel",
        [to("rules.required", [{**RULE, "channels": ["kol"], "requires": "x"}])],
        "unknown_reference",
        "rules.required[0].requires",
    ),
    (
        "two rules of one name",
        [to("rules.commitments", [{**RULE, "spend_min": 5}] * 2)],
        "duplicate_id",
        "rules.commitments[1].id",
    ),
    (
        "a channel that requires itself",
        [to("rules.required", [{**RULE, "channels": ["kol"], "requires": "kol"}])],
        "rule_requires_itself",
        "rules.required[0].channels",
    ),
    (
        "a lock between two packages",
        [to(f"{LAUNCH}.channels[kol].lock", 7_000), to("rules.packages", [{**RULE, "price": 2_000}])],
        "lock_no_package",
        "campaigns[0].channels[2].lock",
    ),
    (
        "a lock too far from today",
        [to(f"{LAUNCH}.channels[kol].lock", 9_000), to("rules.change_limits", [{**RULE, "decrease": 0.5}])],
        "lock_outside_change",
        "campaigns[0].channels[2].lock",
    ),
]
