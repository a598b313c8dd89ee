"""Which sets of facts conflict, each asked once: what is known of a set is known of its subsets or supersets."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.inquiry.case import Case
from optimizer.inquiry.facts import Fact, Promise
from optimizer.inquiry.judging import Effort, OutOfEffort, judge
from optimizer.inquiry.relaxing import Relaxer
from optimizer.inquiry.roster import Roster
from scenarios.progress import Cancellation, Cancelled, never

Facts = frozenset[Fact]


class Oracle:
    """Answers whether the promises in a set of facts can be kept under the other facts in it."""

    def __init__(
        self,
        case: Case,
        facts: Iterable[Fact],
        effort: Effort,
        known: Iterable[Roster] = (),
        cancelled: Cancelled = never,
    ) -> None:
        self.facts = tuple(facts)
        self._case = case
        self._relaxer = Relaxer(case, self.facts)
        self._effort = effort
        self._known = list(known)
        self._cancelled = cancelled
        self._conflicting: list[tuple[Facts, bool]] = []
        self._possible: list[Facts] = []
        self.open_questions = 0

    def conflicting(self, kept: Facts) -> bool:
        """Whether the facts in ``kept`` cannot hold together.

        Raises:
            OutOfEffort: it would have to be searched, and too many questions are open already.
        """
        if any(one <= kept for one, _ in self._conflicting):
            return True
        if any(kept <= one for one in self._possible):
            return False
        return self._ask(kept)

    def is_proven(self, kept: Facts) -> bool:
        """Whether it is certain that ``kept`` conflicts."""
        return any(one <= kept and proven for one, proven in self._conflicting)

    def _ask(self, kept: Facts) -> bool:
        if self._cancelled():
            raise Cancellation
        due = {
            one.campaign: self._case.targets[one.campaign].minute
            for one in kept
            if isinstance(one, Promise) and self._case.timed
        }
        if self.open_questions >= self._effort.most_searches:
            raise OutOfEffort
        found = judge(self._case.scenario, self._relaxer.relaxed(kept), due, self._effort, self._known)
        self.open_questions += found.open
        if found.roster is not None:
            self._possible.append(kept)
            return False
        if found.core:
            kept = frozenset(
                one for one in kept if not isinstance(one, Promise) or one.campaign in found.core
            )
        self._conflicting.append((kept, found.proven))
        return True
