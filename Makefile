# Two commands do all the set-up: `make demo` and `make test`. Everything they need, they install.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := src

.PHONY: demo demo-reset stop test check bench bench-gateway bench-discover soak format messages lock vendor clean

demo: $(VENV)/.run          ## the sample district, everything running; prints the address
	$(BIN)/python scripts/demo.py start

demo-reset: $(VENV)/.run    ## the sample district from the beginning
	$(BIN)/python scripts/demo.py reset

stop:                       ## end the demo; its data is kept
	$(BIN)/python scripts/demo.py stop

test: $(VENV)/.check        ## the whole suite, on SQLite and on PostgreSQL
	$(BIN)/python scripts/test.py

check: $(VENV)/.check       ## what a reviewer should not have to say
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/messages.py --check
	$(BIN)/python -m pytest tests/structure

soak: $(VENV)/.check        ## long runs: a log of a gigabyte, and the like
	$(BIN)/python -m pytest -s tests -m soak
	$(BIN)/python scripts/test.py postgres

bench: $(VENV)/.check       ## cost in ratios against named peers, side by side; never in CI
	$(BIN)/python benchmarks/run.py $(ONLY)

bench-discover: $(VENV)/.check ## what loading a log costs, beside DuckDB, Polars and grep on the same file
	$(BIN)/python benchmarks/discover.py

bench-gateway: $(VENV)/.check ## what a call costs, beside a bare proxy, LiteLLM and Portkey
	$(BIN)/python benchmarks/run.py gateway

format: $(VENV)/.check      ## tidy the code
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock:                       ## renew uv.lock and the hashed requirements
	$(BIN)/python scripts/lock.py

$(VENV)/bin/python:
	$(PYTHON) scripts/environment.py $(VENV)

$(VENV)/.run: requirements/run.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	touch $@

$(VENV)/.check: requirements/check.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/check.txt
	touch $@ $(VENV)/.run

clean:                      ## remove what was installed and made
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache
