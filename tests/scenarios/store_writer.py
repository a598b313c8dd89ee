"""What each process of the concurrency test does."""

from scenarios.store import Database, StaleRevision, load_scenario, save_scenario


def add_to_the_total(url, scenario_id, times):
    """Raise the total budget by one cent, `times` over, as sessions do that read, change and save.

    Returns how often another process was faster.
    """
    store = Database(url)
    refused = 0
    for _ in range(times):
        while not _raised(store, scenario_id):
            refused += 1
    store.close()
    return refused


def _raised(store, scenario_id):
    scenario, revision = load_scenario(store, scenario_id)
    budget = scenario.budget.model_copy(update={"total": scenario.budget.total + 1})
    try:
        save_scenario(store, scenario.model_copy(update={"budget": budget}), parent=revision.revision)
    except StaleRevision:
        return False
    return True
