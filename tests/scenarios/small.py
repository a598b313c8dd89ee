"""A small scenario whose every number can be followed by hand."""

from scenarios.document import Scenario


def small_scenario(**changes):
    """Two campaigns, two channels, three people, eight weeks; ``changes`` replace top-level parts."""
    document = {
        "mems": 1,
        "id": "small",
        "name": "Small",
        "horizon": {"start": "2027-01-04", "periods": 8},
        "channels": [
            {
                "id": "tv",
                "name": {"en": "TV", "zh": "电视"},
                "group": "brand",
                "curve": {"family": "hill", "ceiling": 1000, "half_saturation": 100, "slope": 2},
                "retention": 0.5,
                "season": [1, 1, 1.2, 1.2],
                "long_term_multiplier": 1.6,
                "hours_per_active_period": [{"skill": "buying", "hours": 1.5}],
            },
            {
                "id": "feed",
                "name": {"en": "Feed ads", "zh": "信息流"},
                "group": "performance",
                "curve": {"family": "michaelis_menten", "ceiling": 800, "half_saturation": 150},
                "hours_per_10k": [{"skill": "buying", "hours": 40}],
            },
        ],
        "campaigns": [
            {
                "id": "spring",
                "name": "Spring",
                "due": "2027-01-19",
                "window": {"earliest": "2027-01-12", "latest": "2027-02-02"},
                "workflow": "prep",
                "value": 500,
                "value_per_outcome": 2,
                "lateness": {"decay_per_day": 0.1, "loss_per_day": 20},
                "channels": [{"channel": "tv", "effect": 1.5, "scale": 2}, {"channel": "feed"}],
                "fixed_cost": 30,
            },
            {
                "id": "summer",
                "name": "Summer",
                "due": "2027-02-08",
                "workflow": "prep",
                "value": 200,
                "prerequisites": ["spring"],
                "channels": [{"channel": "feed", "effect": 0.5}],
            },
        ],
        "organisation": {
            "departments": [{"id": "brand", "name": "Brand"}, {"id": "growth", "name": "Growth"}],
            "skills": [{"id": "design", "name": "Design"}, {"id": "buying", "name": "Buying"}],
            "people": [
                {
                    "id": "ann",
                    "name": "Ann",
                    "department": "brand",
                    "role": "designer",
                    "skills": {"design": 2},
                    "cost_per_hour": 100,
                },
                {
                    "id": "bo",
                    "name": "Bo",
                    "department": "brand",
                    "role": "designer",
                    "skills": {"design": 3, "buying": 1},
                },
                {"id": "cy", "name": "Cy", "department": "growth", "role": "buyer", "skills": {"buying": 2}},
            ],
            "approvers": [{"id": "head", "name": "Head", "department": "brand", "latency": [1, 4, 12]}],
            "handoff": {"default": [0.5, 2, 8]},
        },
        "workflows": [
            {
                "id": "prep",
                "name": "Preparation",
                "stages": [
                    {"id": "design", "name": "Design", "effort": [4, 8, 18], "skill": "design"},
                    {
                        "id": "review",
                        "name": "Review",
                        "approvers": ["head"],
                        "rework": {"probability": 0.2, "target": "design"},
                    },
                    {"id": "setup", "name": "Set-up", "effort": 6, "skill": "buying", "department": "growth"},
                ],
            }
        ],
        "budget": {
            "total": 3000,
            "reserve": 100,
            "fixed_costs": [{"id": "office", "name": "Office", "category": "other", "amount": 200}],
        },
    }
    return Scenario.model_validate({**document, **changes})
