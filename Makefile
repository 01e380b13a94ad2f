# Every command works on a machine with only Python 3.11 (or newer), make and this clone: they set up by themselves.
# `make PYTHON=/path/to/python test` uses another interpreter. The plain pip forms are in README.md.

ifndef PYTHON
PYTHON := $(shell for name in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$name" && break; done)
endif

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
K ?=

.PHONY: help setup test demo fix bench cases golden format-check lint types imports claims pytest clean
.NOTPARALLEL:

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(READY)  ## create .venv with everything that the tests need

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found. Install it, or name it: make PYTHON=python3.12 setup" >&2; exit 2; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv (or python3.11-venv); elsewhere, install a full Python." >&2; exit 2; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

test: format-check lint types imports claims pytest  ## every check, in the order of their cost; tests last

format-check: $(READY)
	$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run make fix" >&2; exit 1; }

lint: $(READY)
	$(BIN)/ruff check --quiet .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	@out=$$($(BIN)/lint-imports 2>&1) || { echo "$$out" >&2; exit 1; }

claims: $(READY)  ## check the repository's own claims and sources
	$(BIN)/verifier claims lint

pytest: $(READY)
	$(BIN)/pytest -q

cases: $(READY)  ## run the case files alone; K=word selects: make cases K=percent
	$(BIN)/pytest -q tests -k "case and ($(if $(K),$(K),case))"

golden: $(READY)  ## rewrite golden reports and the outputs in documents; read the diff
	$(BIN)/pytest -q tests/test_golden.py tests/test_readme.py --update-golden

demo: $(READY)  ## check a bundled draft against the repository's own claims
	@$(BIN)/verifier demo

fix: $(READY)  ## format, and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## quality and speed; results go to benchmarks/results/
	$(BIN)/python benchmarks/speed.py --write
	$(BIN)/python benchmarks/database_size.py --write
	$(BIN)/python benchmarks/mutations.py --write
	@files=$$(ls ../shared/cases/*.jsonl ../shared/cases/*/*.jsonl 2>/dev/null); \
	if [ -n "$$files" ]; then $(BIN)/python benchmarks/quality.py --write $$files; \
	else echo "No label files beside the clone: quality is not measured." >&2; fi
	$(BIN)/python -m benchmarks.patterns
	$(BIN)/python benchmarks/floors.py

clean:  ## remove the environment and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
