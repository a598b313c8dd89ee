"""Why a simulation cannot run, in the user's words."""

from __future__ import annotations

from scenarios.i18n import Language, Message


class SimulationError(Exception):
    """A scenario and plan that no run could bring to an end; ``message`` names the culprit and what to do."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.render("en"))

    def __reduce__(self) -> tuple[type[SimulationError], tuple[Message]]:
        """Errors cross process borders."""
        return type(self), (self.message,)

    def render(self, language: Language) -> str:
        """The explanation in ``language``."""
        return self.message.render(language)


class ScheduleMissing(SimulationError):
    """Dispatch by plan needs a schedule, and the plan has none."""


class ScheduleMismatch(SimulationError):
    """The schedule is not one of this scenario and allocation."""


class ImpossibleWork(SimulationError):
    """Some step can never be done, or some job never begin."""
