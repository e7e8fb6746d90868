# Every target sets up what it needs: a fresh machine has Python 3.11 or newer and make, nothing else.
.PHONY: help run demo test check lint cover chaos bench wire install lock clean
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SHELL  := /bin/bash
# A process a core and one more (tests/conftest.py), whole files to each: a file shares its fixtures. In our own order,
# the longest tests first: xdist's own takes files of one test last, and those are the longest.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed  ## put the command at .venv/bin/visabot, and nothing that only developers need

run: install  ## start the bot on its embedded defaults
	@$(BIN)/visabot run

demo: install  ## play an invented story in a minute
	@$(BIN)/visabot demo

test: $(VENV)/.developed  ## run the tests
	$(BIN)/python -m pytest $(PARALLEL)

check: lint cover test  ## everything CI checks: lint, types, rooms, coverage of the core, tests

lint: $(VENV)/.developed  ## lint, format, types, rooms, Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

# Of the two parts that may not be wrong, by their own tests: what is only run on the way of others is not tested.
cover: $(VENV)/.developed  ## see that the tests of feeds and of the pipeline cover them
	$(BIN)/python -m pytest $(PARALLEL) tests/feeds tests/bot/pipeline --cov=feeds --cov=bot/pipeline --cov-report=
	$(BIN)/coverage report --include="feeds/*" --fail-under=90 --format=total
	$(BIN)/coverage report --include="bot/pipeline/*" --fail-under=90 --format=total

wire: $(VENV)/.developed  ## the main job: a month of real news, headless, clocks stepped together (needs VISABOT_TEST_DATA)
	$(BIN)/python -m tests.wire.main_job

chaos: $(VENV)/.developed  ## kill the main job fifty times, and on Discord and Slack a hundred times; the posts must be the same, each once
	$(BIN)/python -m pytest -m chaos --timeout=3000

bench: $(VENV)/.developed  ## measure
	$(BIN)/python -m benchmarks

lock:  ## compile the locks anew (needs uv)
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --group build pyproject.toml -o requirements.lock
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --group build --group dev -c requirements.lock \
	  pyproject.toml -o requirements-dev.lock

clean:  ## remove what the targets made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The venv module is a system package of its own on Debian: say so instead of failing in the middle.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "visabot needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.11 install" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "The venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The locks are complete, so pip has nothing to resolve: older ones (before 23.3) look for "coverage[toml]" beside the
# "coverage" that is pinned, and fail on the day a newer one appears (pip, issue 11924). The package itself comes from its
# own source tree.
$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developed: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
