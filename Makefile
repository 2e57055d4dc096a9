# Everything here works from a fresh clone with Python 3.11+ and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check fix lock bench prove dictionary docs clean

help:  ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# A stamp file per lock: installing again only when the lock or the package metadata changed.
$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.exit("zeren needs Python 3.11 or newer, this is %d.%d; try: make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/.python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/.run
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

run: $(VENV)/.run  ## install from the lock, load the bundled document, publish and export every report
	$(BIN)/zeren build

test: $(VENV)/.dev  ## the tests (under five minutes)
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.dev  ## formatting, lint, types, SQL style, import contract, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/sqlfluff lint --disable-progress-bar --nocolor queries
	$(BIN)/python -m zeren_schema.dictionary --check schema/dictionary.csv
	$(BIN)/python -m zeren.lint
	$(BIN)/python docs/generate.py --check

fix: $(VENV)/.dev  ## what the tools can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar --nocolor queries

dictionary: $(VENV)/.run  ## write the data dictionary anew from the table definitions
	$(BIN)/python -m zeren_schema.dictionary schema/dictionary.csv

docs: $(VENV)/.dev  ## write the generated pages of the documentation anew
	$(BIN)/python docs/generate.py

# No annotations and no index addresses: the locks name packages, versions and hashes only.
UV_LOCK = $(BIN)/uv pip compile pyproject.toml --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --universal
lock: $(VENV)/.dev  ## write both locks anew from pyproject.toml
	$(UV_LOCK) --extra build -o requirements.lock
	$(UV_LOCK) --extra build --extra notebook --extra dev -c requirements.lock -o requirements-dev.lock

bench: $(VENV)/.dev  ## times and sizes, as ratios
	$(BIN)/python -m benchmarks

prove: $(VENV)/.dev  ## the long proofs (a quarter of an hour)
	$(BIN)/python -m pytest -m prove -o faulthandler_timeout=2400

clean:  ## remove what the tools left (not your data)
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist
