"""``python -m optimizer.schedule.compiled``: compile the search, so that no user has to wait for it."""

from __future__ import annotations

from optimizer.schedule.compiled.ready import prepare

if __name__ == "__main__":
    prepare()
