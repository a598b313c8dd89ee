"""The claims on time and work, by their number in the register of claims: what each practice changes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scenarios.document import Scenario
from scenarios.generator.documents import variant
from scenarios.generator.pairs import delays, pilot
from scenarios.generator.pairs.cycle import CYCLE
from scenarios.generator.pairs.delays import DELAYS
from scenarios.generator.pairs.lane import LANE
from scenarios.generator.pairs.launch import LAUNCH
from scenarios.generator.pairs.pilot import PILOT
from scenarios.generator.pairs.signatures import SIGNATURES
from scenarios.generator.pairs.slip import SLIP
from scenarios.studies.practice import Practice
from scenarios.variants import Variant

PRACTICES: Mapping[str, Practice] = MappingProxyType(
    {
        "S1": CYCLE,
        "S2": SLIP,
        "S3": DELAYS,
        "S6": LANE,
        "S7": SIGNATURES,
        "S8": LAUNCH,
        "S10": PILOT,
    }
)


def after(practice: Practice) -> Variant:
    """All mechanisms of a practice, as a variant of its document before."""
    before, file = practice.files
    return variant(
        file.removesuffix(".yaml").lower(),
        before,
        practice.after,
        *practice.changes(),
        description=practice.description,
    )


def practice_documents() -> dict[str, Scenario | Variant]:
    """Documents by file name, each before ahead of its after, and the further cases of some."""
    found: dict[str, Scenario | Variant] = {}
    for practice in PRACTICES.values():
        before, file = practice.files
        found |= {before: practice.document(), file: after(practice)}
    return found | {
        delays.HALF: delays.half(),
        delays.LIMITED: delays.limited(),
        pilot.HALF: pilot.half_time(),
    }
