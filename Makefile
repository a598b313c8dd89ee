# make demo, make test and make lint set up all they need: Python 3.11 or newer, make and a package registry will do.

PYTHON ?= python3
PYTEST_ARGS ?= -n 2 --dist loadfile
BENCHMARKS ?= allocation one_period flighting risk fitting campaign_choice random_scenarios schedule simulation theory experiments answers calibration journey
BENCHMARK_ARGS ?=

BIN := .venv/bin
BENCH_BIN := .venv-bench/bin
COMPILE := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' \
	--extra compiled --group build

.PHONY: help setup demo test lint bench lock check-wheel

help:
	@echo 'make setup        the environment in .venv, with the command .venv/bin/mems'
	@echo 'make demo         the main job on the shipped example'
	@echo 'make test         every test, the browser test included'
	@echo 'make lint         ruff and mypy'
	@echo 'make bench        benchmarks beside their peers, in .venv-bench'
	@echo 'make lock         both locks anew from pyproject.toml'
	@echo 'make check-wheel  the wheel alone in a new environment runs mems demo'

setup: .venv/.ready
	@echo 'The environment is ready: .venv/bin/mems'

demo: .venv/.ready
	$(BIN)/mems demo
	@echo 'The command is not on your path; from this folder the app is: $(BIN)/mems app'

test: .venv/.ready
	tools/install_browser.sh
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv-bench/.ready
	status=0; for name in $(BENCHMARKS); do $(BENCH_BIN)/python -m benchmarks $$name $(BENCHMARK_ARGS) || status=1; done; \
		exit $$status

check-wheel: .venv/.ready
	$(BIN)/python tools/check_wheel.py

lock:
	@command -v uv >/dev/null || { echo 'make lock needs uv; install it with: pipx install uv  (or: $(PYTHON) -m pip install uv)' >&2; exit 1; }
	$(COMPILE) --upgrade --group test --group lint --output-file requirements.lock
	$(COMPILE) --upgrade --group bench --constraint requirements.lock --output-file requirements-bench.lock

.venv/.ready: requirements.lock pyproject.toml tools/setup_environment.sh
	PYTHON='$(PYTHON)' tools/setup_environment.sh .venv requirements.lock
	@echo 'Compiling the simulation engine, once for each version: about a minute.'
	$(BIN)/python -m simulation.compiled
	@echo 'Compiling the schedule search and its bound, once for each version: about half a minute.'
	$(BIN)/python -m optimizer.schedule.compiled
	$(BIN)/python -m optimizer.schedule.bound
	touch $@

.venv-bench/.ready: requirements-bench.lock pyproject.toml tools/setup_environment.sh
	PYTHON='$(PYTHON)' tools/setup_environment.sh .venv-bench requirements-bench.lock
	touch $@
