"""Fields of streams, shocks, meetings and the like, each with a value or key that it cannot have."""

PERSON = "role: editor, skills: {copy: 3}"
END = "doc.yaml, line 28"


def texts(minimal):
    """Cases for the minimal document: name, text, code and place."""
    added = lambda text: minimal + text + "\n"  # noqa: E731
    person = lambda text: minimal.replace(PERSON, f"{PERSON}, {text}")  # noqa: E731
    stage = lambda text: minimal.replace("skill: copy}", f"skill: copy, {text}}}")  # noqa: E731
    team = lambda text: minimal.replace("  people:", f"  {text}\n  people:")  # noqa: E731
    days = "days: {first: 2026-01-05, last: 2026-01-09}"
    return [
        (
            "departs before joining",
            person("joins: 2026-01-09, departs: 2026-01-08"),
            "person_span",
            "doc.yaml, line 20",
        ),
        ("ramp-up without joining", person("ramp_up_weeks: 3"), "ramp_up_start", "doc.yaml, line 20"),
        ("ramp-up of no speed", person("ramp_up_speed: 0"), "below_minimum", "doc.yaml, line 20"),
        ("a person's key misspelt", person("jions: 2026-01-09"), "unknown_key", "doc.yaml, line 20"),
        (
            "shock without its person",
            added(f"risks: {{shocks: [{{id: a, kind: away, {days}}}]}}"),
            "shock_keys",
            END,
        ),
        (
            "shock with too much",
            added(f"risks: {{shocks: [{{id: a, kind: budget, factor: 1, person: ann, {days}}}]}}"),
            "shock_keys",
            END,
        ),
        (
            "unknown kind of shock",
            added(f"risks: {{shocks: [{{id: a, kind: flood, {days}}}]}}"),
            "not_a_choice",
            END,
        ),
        (
            "shock without days",
            added("risks: {shocks: [{id: a, kind: surge, factor: 2}]}"),
            "missing_key",
            END,
        ),
        ("shocks misspelt", added("risks: {shcoks: []}"), "unknown_key", END),
        ("stream without a rate", added("streams: [{id: a, name: A, workflow: short}]"), "missing_key", END),
        (
            "stream in an unknown lane",
            added("streams: [{id: a, name: A, workflow: short, per_week: 1, lane: expres}]"),
            "not_a_choice",
            END,
        ),
        (
            "stream of a negative rate",
            added("streams: [{id: a, name: A, workflow: short, per_week: -1}]"),
            "below_minimum",
            END,
        ),
        ("a meeting at 25 o'clock", team("status_updates: {at: '25:00'}"), "clock_form", "doc.yaml, line 19"),
        (
            "a meeting every day",
            team("status_updates: {every_days: 0}"),
            "below_minimum",
            "doc.yaml, line 19",
        ),
        ("escalation misspelt", team("escalation: {approval_facter: 2}"), "unknown_key", "doc.yaml, line 19"),
        ("seven things at once", team("multitasking: 7"), "above_maximum", "doc.yaml, line 19"),
        ("reuse without a saving", stage("reuse: {probability: 0.5}"), "missing_key", "doc.yaml, line 25"),
        ("a defect without a chance", stage("escape: {}"), "missing_key", "doc.yaml, line 25"),
        ("overlap beyond the whole", stage("overlap: 1.5"), "above_maximum", "doc.yaml, line 25"),
        ("a stage of no visits", stage("wip_limit: 0"), "below_minimum", "doc.yaml, line 25"),
        (
            "observed durations of nothing",
            minimal.replace("[4, 8, 16]", "{distribution: empirical, values: []}"),
            "too_few_items",
            "doc.yaml, line 25",
        ),
        (
            "unknown rule of dispatch",
            added("settings: {simulation: {dispatch: weigthed}}"),
            "not_a_choice",
            END,
        ),
    ]
