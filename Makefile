# Two commands do all the set-up: `make try` and `make test`. Both may be run again at any time.
# They need Python 3.11 or later (with venv and pip) and make; `make test` also a Chromium, Chinese fonts and
# PostgreSQL, which it installs as root on Debian and else leaves out by name.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: try serve test nightly mutants bench lint clean

try: $(VENV)/.project
	@$(BIN)/myelobone demo

# The clinic with example patients; it prints its address.
serve: $(VENV)/.web
	$(BIN)/myelobone serve --demo

test: $(VENV)/.test $(VENV)/.machine lint
	$(BIN)/python -m pytest -n 2

# What the daily suite tries once, in every form, and a hundred thousand histories of the calendar. Takes about an hour.
nightly: $(VENV)/.test $(VENV)/.machine
	$(BIN)/python -m pytest -n 2 -m nightly

# Every small mistake in the knowledge, and what notices it; the score and the equivalents go to docs/mutants.md.
mutants: $(VENV)/.test
	$(BIN)/python -m tests.mutants

# Times beside those of other engines, in one run; `make bench WRITE=--write` keeps them in docs/.
bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks $(WRITE)

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis benchmarks/cql/node_modules

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with venv and pip was found. Name one: make try PYTHON=/path/to/python3.11" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# The project itself is installed so that edits to the checkout are seen at once.
$(VENV)/.project: requirements/build.txt pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/build.txt
	$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

# What only the clinic and the proofs need.
$(VENV)/.web: requirements/web.txt requirements/prove.txt $(VENV)/.project
	$(PIP) --require-hashes -r requirements/web.txt
	$(PIP) --require-hashes -r requirements/prove.txt
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.project
	$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

# A browser, Chinese glyphs and PostgreSQL: installed where that is allowed, else named.
$(VENV)/.machine: tests/machine.py $(VENV)/.test
	$(BIN)/python -m tests.machine
	@touch $@

# An engine of others that cannot be had is named and left out.
$(VENV)/.bench: requirements/bench.txt benchmarks/cql/package-lock.json benchmarks/get.py $(VENV)/.project
	$(BIN)/python benchmarks/get.py
	@touch $@
