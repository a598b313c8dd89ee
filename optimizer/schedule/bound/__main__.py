"""``python -m optimizer.schedule.bound``: compile the bound, so that no user has to wait for it."""

from __future__ import annotations

from optimizer.schedule.bound.ready import prepare

if __name__ == "__main__":
    prepare()
