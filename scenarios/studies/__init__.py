"""Studies of what a change of practice brings, by stated distributions and paired replications.

A study draws what is uncertain, plays every combination of its mechanisms on the same draws, and reports intervals,
quantiles, and what each mechanism adds alone, takes away when removed, and deserves by Shapley's value. Figures in
circulation are claims with a source (`claims`); no study knows them.
"""

from scenarios.studies.claims import Claim, claims
from scenarios.studies.drivers import Span, scaled
from scenarios.studies.registration import registration
from scenarios.studies.result import StudyResult
from scenarios.studies.study import Study, run

__all__ = ["Claim", "Span", "Study", "StudyResult", "claims", "registration", "run", "scaled"]
