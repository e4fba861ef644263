# Everything a person does with this project. `make` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PYTHONPATH := $(CURDIR)

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (set PYTHON=...)"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }

.venv/run: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/test: requirements-test.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@ .venv/run

run: .venv/run ## the demo on http://127.0.0.1:$PORT (RESET=1: anew, STAGE=running|scoring|conference)
	@$(BIN)/python -m emulation demo --port $(PORT) $(if $(STAGE),--stage $(STAGE)) $(if $(RESET),--reset)

# Shares of the suite, three at a time, the long ones first: some wait for browsers while others compute on two cores.
SHARES := share-journeys share-pages share-rest share-matrix share-faults share-check
JOURNEYS := tests/journeys
FAULTS := tests/faults
PAGES := tests/web tests/asvs
MATRIX := tests/matrix
REST := $(addprefix --ignore=,tests/house $(MATRIX) $(JOURNEYS) $(FAULTS) $(PAGES))
NOTHING_TO_RUN := 5

test: .venv/test ## checks and all tests (WITHOUT=browser,postgresql leaves those out)
	@mkdir -p var; rm -f var/share-*.log; \
	printf '%s\n' $(SHARES) | xargs -P 3 -I {} sh -c '$(MAKE) --no-print-directory {} > var/{}.log 2>&1'; failed=$$?; \
	tail -n +1 var/share-*.log; exit $$failed

share-journeys: TESTS := $(JOURNEYS)
share-faults: TESTS := $(FAULTS)
share-pages: TESTS := $(PAGES)
share-matrix: TESTS := $(MATRIX)
share-rest: TESTS := $(REST)
share-journeys share-faults share-pages share-matrix share-rest: .venv/test
	$(BIN)/python -m pytest -q -m "not prove" $(TESTS) || [ $$? = $(NOTHING_TO_RUN) ]

share-check: check

check: .venv/test ## format, lint, types, floors, templates, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PATH=$(BIN):$$PATH $(BIN)/lint-imports
	$(BIN)/python -m emulation db check
	$(BIN)/python -m pytest -q tests/house

fix: .venv/test ## format and mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

prove: .venv/test ## the slow proofs, with a report
	$(BIN)/python -m tests.prove

bench: .venv/test ## ratios of our pages to a bare route, in one run
	$(BIN)/python -m tests.bench

pictures: .venv/test ## every page at 1280 and 360, on one contact sheet in var/pictures
	$(BIN)/python -m tests.pictures

words: .venv/test ## bring the English catalogue up to the words in the code (then fill what is empty)
	@mkdir -p var
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml --keywords "N_ lazy_gettext" --ignore-dirs ".*" --no-location --sort-output --omit-header --output var/messages.pot .
	$(BIN)/pybabel --quiet update --input-file var/messages.pot --output-dir emulation/translations --locale en --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap

lock: .venv/test ## pin the dependencies anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra test pyproject.toml -o requirements-test.txt

clean: ## remove the environment and the demo's data
	rm -rf .venv var

.PHONY: help run test $(SHARES) check fix prove bench pictures words lock clean
