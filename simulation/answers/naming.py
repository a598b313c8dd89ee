"""What jobs, steps and people of a log are called, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.document.base import Label
from scenarios.document.scenario import Scenario
from scenarios.i18n import LANGUAGES, Language, Message, translate
from scenarios.names import Names
from scenarios.network import URGENT
from simulation.answers.history import History

Texts = dict[str, str]


class LogNames:
    """Names for one history of a scenario."""

    def __init__(self, scenario: Scenario, history: History) -> None:
        self._history, self._names = history, Names(scenario)
        self._streams = {one.id: one.name for one in scenario.streams}
        self._stages = {
            (flow.id, stage.id): stage.name for flow in scenario.workflows for stage in flow.stages
        }
        self._approvers = {one.id: one.name for one in scenario.organisation.approvers}

    def job(self, job: int) -> Texts:
        """A campaign, a period of running it, or a request."""
        name = self._history.log.jobs[job]
        head, *rest = name.split("/")
        if head.startswith("@"):
            stream = head.removeprefix("@")
            number = (
                job
                - next(n for n, other in enumerate(self._history.log.jobs) if other.startswith(f"{head}/"))
                + 1
            )
            if stream == URGENT:
                return both(Message("answers.name.urgent", {"number": number}))
            label = self._streams[stream].texts()
            return both(Message("answers.name.request", {"stream": label, "number": number}))
        campaign = self._names.campaigns[head].texts()
        if not rest:
            return campaign
        return both(Message("answers.name.flight", {"campaign": campaign, "period": int(rest[0]) + 1}))

    def step(self, job: int, step: int) -> Texts:
        """A stage, or the part of one that an approver has in it."""
        process = self._history.processes[job]
        stage, *rest = process.steps[step].id.split("/")
        label = (
            self._stages.get((process.id, stage))
            or self._names.skills.get(stage)
            or Label(en=stage, zh=stage)
        )
        approver = self._approvers.get(rest[0]) if rest else None
        if approver is None:
            return label.texts()
        return both(Message("answers.name.part", {"stage": label.texts(), "approver": approver.texts()}))

    def people(self, people: Iterable[int]) -> Texts:
        """Persons in a list."""
        labels = [self._names.people[self._history.log.people[one]].texts() for one in people]
        joint = both(Message("answers.name.and"))
        return {language: joint[language].join(label[language] for label in labels) for language in LANGUAGES}


def both(message: Message) -> Texts:
    """A message in every language."""
    return {language: message.render(language) for language in LANGUAGES}


def span_texts(minutes: int) -> Texts:
    """A length of time in the largest units that read well: ``2 days 3 h``, ``45 min``."""
    return {language: _span(minutes, language) for language in LANGUAGES}


def _span(minutes: int, language: Language) -> str:
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    shown = [("days", days), ("hours", hours)] if days else [("hours", hours), ("minutes", left)]
    texts = [translate(f"answers.span.{unit}", language, number=number) for unit, number in shown if number]
    if not texts:
        texts = [translate("answers.span.minutes", language, number=left if days else 0)]
    return translate("answers.span.joint", language).join(texts)
