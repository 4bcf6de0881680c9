# Every task of this project. `make` lists them.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
TESTS_READY = $(VENV)/.tests-ready
LINT_READY = $(VENV)/.lint-ready

# These tests play and record in real time, so no other tests run beside them. They run a second time if
# they fail, because the sound server is late if the machine stops for a moment.
LIVE = tests/audio/test_live_sound.py tests/web/test_sound.py

# The driver of the browser leaves a running event loop, so tests/web runs in separate processes.

# These start no screen and hardly any process.
QUICK = tests/engine tests/routine tests/body tests/audio tests/history tests/workout \
  --ignore tests/workout/test_lines.py

.DEFAULT_GOAL := help
.PHONY: help run quick test mutants coverage check lint types imports page format bench docs screenshot sounds wheel clean

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) ## Install into .venv and open the program
	@$(BIN)/supertimer

quick: $(TESTS_READY) ## Run the tests that take under a second each (30 s)
	@HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest --quiet --numprocesses 2 -m "not slow and not sound" $(QUICK)

test: $(TESTS_READY) ## Install what the tests need and run them; ARGS="-k undo" selects some
ifdef ARGS
	$(BIN)/python -m pytest $(ARGS)
else
	$(BIN)/python -m pytest --quiet --numprocesses 3 --dist worksteal --ignore tests/web $(LIVE:%=--ignore %) || $(BIN)/python -m pytest --quiet --last-failed --ignore tests/web $(LIVE:%=--ignore %)
	$(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile tests/web $(LIVE:%=--ignore %) || $(BIN)/python -m pytest --quiet --last-failed tests/web $(LIVE:%=--ignore %)
	$(BIN)/python -m pytest --quiet -k "not busy" --numprocesses 2 $(LIVE) || $(BIN)/python -m pytest --quiet --last-failed $(LIVE)
	$(BIN)/python -m pytest --quiet -k busy $(LIVE) || $(BIN)/python -m pytest --quiet -k busy $(LIVE)
endif

mutants: $(TESTS_READY) ## Show which small mistakes no test notices (an hour or more); GROUP=engine for one group
	@$(BIN)/python -m pip install --quiet --group mutants
	@nice -n 19 $(BIN)/python -m tests.mutants $(GROUP)

coverage: $(TESTS_READY) ## Check that the examples reach every branch of the engine
	$(BIN)/coverage run -m pytest --quiet tests/engine --deselect tests/engine/test_machine.py --deselect tests/engine/test_laws.py
	$(BIN)/coverage report

check: lint types imports coverage test ## Run all checks that must pass before a commit

lint: $(LINT_READY) ## Check the code for mistakes and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(LINT_READY) ## Check the types
	$(BIN)/mypy

imports: $(LINT_READY) ## Check that modules import only from lower layers
	$(BIN)/lint-imports

page: ## Install the tools that check the page of --share, and check its types
	cd tests/web/page && npm install --no-package-lock --no-audit --no-fund --loglevel error
	cd tests/web/page && npx tsc -p .

format: $(LINT_READY) ## Fix and format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(TESTS_READY) ## Measure speed and exactness; LONG=1 adds the long runs, QUICK=1 takes a minute
	$(BIN)/python -m bench

docs: $(TESTS_READY) ## Rewrite the generated parts of the docs
	$(BIN)/python -m docs.generate

screenshot: $(TESTS_READY) ## Draw the README's pictures from real runs
	$(BIN)/python -m docs.pictures

wheel: $(READY) ## Build the wheel and the source archive into dist/
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python -m build

clean: ## Remove everything that was installed or built here
	rm -rf .venv .venv-* dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .mutants
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "supertimer needs Python 3.11 or later. Choose one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(TESTS_READY): $(READY)
	$(BIN)/python -m pip install --quiet --editable . --group test
	@touch $@

$(LINT_READY): $(TESTS_READY)
	$(BIN)/python -m pip install --quiet --group lint
	@touch $@
