"""What can go wrong between a user and the store, in words for the user."""

from __future__ import annotations

from scenarios.errors import UserError
from scenarios.i18n import Message


class StoreError(UserError):
    """The store refuses."""


class BadStoreUrl(StoreError):
    """The URL names no database that can be opened."""

    def __init__(self, reason: str) -> None:
        super().__init__(Message("store.bad_url", {"reason": reason}))


class NewerSchema(StoreError):
    """The store was written by a newer version of the product."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(Message("store.newer_schema", {"found": found, "known": known}))


class StaleRevision(StoreError):
    """Somebody else has saved the scenario since it was loaded."""

    def __init__(self, scenario: str, current: int) -> None:
        self.current = current
        super().__init__(Message("store.stale_revision", {"scenario": scenario, "current": current}))


class NotStored(StoreError):
    """There is no such scenario, revision or run."""

    def __init__(self, what: str) -> None:
        super().__init__(Message("store.not_stored", {"what": what}))
