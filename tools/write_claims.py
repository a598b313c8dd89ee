"""Write the tables of claims on time and work in docs/guides/claims.md, from the simulation itself.

Every table stands between ``<!-- figures S1 -->`` and ``<!-- end -->``. ``python tools/write_claims.py S1 S7`` writes
those; without names it writes all.
"""

import re
import sys
from pathlib import Path

from scenarios.document import Scenario
from scenarios.generator.pairs import PRACTICES, delays
from scenarios.i18n import Message, translate
from scenarios.response import Floats
from scenarios.statistics import mean, paired_difference, quantile
from scenarios.studies.effect_report import WRITE, interval, sections
from scenarios.studies.measures import Measure
from scenarios.studies.result import NOBODY
from scenarios.text.report import Report
from scenarios.variants import adopt, apply_changes
from scenarios.writing import write_atomically
from simulation.studies import play, sweep, vary, vary_effect
from simulation.studies.play import run_today

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guides" / "claims.md"
REPLICATIONS = {"S1": 20, "S2": 20, "S3": 20, "S6": 20, "S7": 200, "S8": 100, "S10": 200}
DRAWS = 40
"""Of all assumptions of S1 at once."""


def markdown(report: Report) -> str:
    """A report's table in English."""
    header = [translate(f"column.{heading.key}", "en") for heading in report.headings]
    return table(header, [[_cell(cell) for cell in row] for row in report.rows])


def table(header: list[str], rows: list[list[str]]) -> str:
    """Rows under a header."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: object) -> str:
    return cell.render("en") if isinstance(cell, Message) else str(cell)


def figures(name: str) -> str:
    """All tables of one practice."""
    shown = sections(play(PRACTICES[name], REPLICATIONS[name]))
    tables = [markdown(shown[key]) for key in ("findings", "mechanisms") if key in shown]
    return "\n\n".join([*tables, *MORE.get(name, list)()])


def _cycle() -> list[str]:
    found = sweep(PRACTICES["S1"], "lead_days", DRAWS)
    cells = [interval(quantile(found, one, 0.95), "share", signed=True) for one in (0.1, 0.5, 0.9)]
    return [
        table(
            ["Change over the ranges of all assumptions", "P10", "P50", "P90"], [[f"{DRAWS} draws", *cells]]
        )
    ]


def _delays() -> list[str]:
    practice, before = PRACTICES["S3"], PRACTICES["S3"].document()
    cases = {
        "half of the package": adopt(before, delays.half().changes, delays.half().adoption),
        f"limit of {delays.WIP_LIMIT} in progress": apply_changes(before, delays.limited().changes),
    }
    late = practice.measures[0]
    base = _levels(late, before, REPLICATIONS["S3"])
    rows = []
    for case, scenario in cases.items():
        levels = _levels(late, scenario, REPLICATIONS["S3"])
        change = paired_difference(levels / base.mean(), base / base.mean(), 0.95)
        rows.append(
            [case, interval(mean(levels, 0.95, (0.0, 1.0)), "share"), interval(change, "share", signed=True)]
        )
    return [table(["Case", "Late", "Relative change"], rows)]


def _levels(measure: Measure, scenario: Scenario, replications: int) -> Floats:
    outcome = run_today(scenario, replications, 1)
    return measure.count(scenario, outcome) / measure.per(scenario, outcome)


def _lane() -> list[str]:
    practice, rows = PRACTICES["S6"], []
    for per_day, share in ((2.2, 0.2), (2.2, 0.6), (3.0, 0.4), (3.6, 0.2), (3.6, 0.6)):
        point = [{"per_day": per_day, "urgent_share": share}]
        (kept,) = vary(practice, "urgent_in_time", point, practice.everything, 20)
        (moved,) = vary_effect(practice, "normal_p90", point, 20)
        rows.append(
            [
                f"{per_day}",
                f"{share:.0%}",
                interval(kept, "share"),
                interval(moved, "working_hours", signed=True),
            ]
        )
    return [table(["A day", "Urgent", "Within 24 working hours", "P90 of all others moves by, hours"], rows)]


def _signatures() -> list[str]:
    practice, count = PRACTICES["S7"], REPLICATIONS["S7"]
    points = [{"escape": one} for one in (0.0, 0.05, 0.08, 0.12, 0.20)]
    columns = [
        vary(practice, "lead_working_days", points, NOBODY, count),
        vary(practice, "lead_working_days", points, practice.everything, count),
        vary_effect(practice, "lead_working_days", points, count),
    ]
    rows = [
        [
            f"{point['escape']:.2f}",
            *(interval(one, "working_days", signed=place == 2) for place, one in enumerate(row)),
        ]
        for point, *row in zip(points, *columns, strict=True)
    ]
    return [table(["Escape", "One signature, days", "Two, days", "Difference"], rows)]


def _launch() -> list[str]:
    practice, shares = PRACTICES["S8"], (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
    (base,) = vary(practice, "lead_working_days", [{}], NOBODY, REPLICATIONS["S8"])
    rows = []
    for label, penalty, active in (
        ("overlap alone, penalty 0.8", 0.8, frozenset({"overlap"})),
        ("overlap alone, no penalty", 0.0, frozenset({"overlap"})),
        ("all three, penalty 0.8", 0.8, practice.everything),
    ):
        points = [{"overlap": one, "overlap_penalty": penalty} for one in shares]
        found = vary(practice, "lead_working_days", points, active, REPLICATIONS["S8"])
        rows.append([label, *(WRITE["share"](one.value / base.value - 1, True) for one in found)])
    return [table(["Change of the launch cycle at overlap", *map(str, shares)], rows)]


def _pilot() -> list[str]:
    shares = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
    found = vary(PRACTICES["S10"], "in_time", [{"focus": one} for one in shares], NOBODY, REPLICATIONS["S10"])
    rows = [[f"{share:.0%}", interval(one, "share")] for share, one in zip(shares, found, strict=True)]
    return [table(["Share of their time", "63 working days or less"], rows)]


MORE = {"S1": _cycle, "S3": _delays, "S6": _lane, "S7": _signatures, "S8": _launch, "S10": _pilot}


def written(page: str, name: str, text: str) -> str:
    """The page with the figures of one practice."""
    block = re.compile(rf"(<!-- figures {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not block.search(page):
        message = f"the page has no place for the figures of {name}"
        raise ValueError(message)
    return block.sub(lambda match: f"{match[1]}{text}\n{match[2]}", page)


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    for one in sys.argv[1:] or PRACTICES:
        text = written(text, one, figures(one))
    write_atomically(PAGE, text.encode())
