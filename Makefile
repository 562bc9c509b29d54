# Echelon: `make run` answers a question, `make test` proves the machinery, `make help` says the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
RUN := $(VENV)/bin/python -m
INSTALLED := $(VENV)/.installed
COMPILED := $(VENV)/.compiled
ENGINE := $(wildcard src/echelon/engine/*.py src/echelon/engine/*/*.py)
PYTEST ?= $(RUN) pytest

.DEFAULT_GOAL := help
.PHONY: help run test test-report format lint style layers types benchmark laws docs constraints clean

help: ## say what each verb does
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: $(COMPILED) ## set everything up and run Petrograd, November 1917, to a readable result
	$(VENV)/bin/echelon run petrograd-1917

test: $(COMPILED) ## set everything up and pass all tests: the engine as plain Python, then everything compiled
	NUMBA_DISABLE_JIT=1 $(PYTEST) -n 2 --dist worksteal -m "not slow" tests/engine
	$(PYTEST) -n 2 --dist loadfile

test-report: $(COMPILED) ## rebuild the page of the report, and pass its tests in a headless browser
	tools/report-tests.sh $(CURDIR)/$(VENV)/bin/python

format: $(INSTALLED) ## rewrite the code in the house style
	$(RUN) ruff check --fix-only .
	$(RUN) ruff format .

lint: style layers ## check style, format and the direction of imports

style: $(INSTALLED)
	$(RUN) ruff check .
	$(RUN) ruff format --check .

layers: $(INSTALLED)
	$(VENV)/bin/lint-imports

types: $(INSTALLED) ## check types
	$(RUN) mypy

benchmark: $(COMPILED) ## measure speed and memory beside their targets
	$(RUN) benchmarks

laws: $(COMPILED) ## ask after every event of 10 000 runs of each crisis whether anything is lost, doubled or overfull
	$(RUN) benchmarks.laws

docs: $(COMPILED) ## regenerate the reference pages and the outputs of the guide from the code
	$(RUN) echelon.scenario.reference docs/reference
	$(VENV)/bin/python tools/api_reference.py
	$(RUN) echelon.report.rules docs/model
	$(RUN) echelon.report.typescript front/src/schema.ts
	$(VENV)/bin/python tools/transcripts.py

constraints: ## pin the newest versions that pyproject.toml allows
	tools/constraints.sh "$(PYTHON)"

clean: ## remove everything that make has made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(INSTALLED): pyproject.toml constraints.txt tools/environment.sh
	tools/environment.sh "$(PYTHON)" $(VENV)
	@touch $@

$(COMPILED): $(INSTALLED) $(ENGINE)
	@echo "Compiling the engine: about a minute, once."
	$(VENV)/bin/echelon run ostrov-gatchina -n 10 >/dev/null
	@touch $@
