# Everything a newcomer needs: `make demo` and `make test` set themselves up in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test check format eval bench clean

help:
	@echo "make demo    set up, then extract records from the shipped dumps and show them"
	@echo "make test    set up, then run every check and test (the same as make check)"
	@echo "make format  let ruff format and fix the sources"
	@echo "make eval    score the hand-annotated documents against benchmarks/floors.toml"
	@echo "make bench   print the speed of every stage, and of other libraries beside it"

.venv/.core: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: .venv/.core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

.venv/.bench: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

demo: .venv/.core
	$(BIN)/newsextract extract fixtures/pages/tengrinews/demo/page.txt --format table
	$(BIN)/newsextract batch fixtures/dumps/demo.jsonl

test: check

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: .venv/.dev
	$(BIN)/python benchmarks/evaluate.py

bench: .venv/.bench
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
