# `make run` and `make test` do all the set-up they need; `make check` is what a change must pass.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
TEST_STAMP := $(VENV)/.ready-to-test

.PHONY: translations run test test-slow check format lint types contracts bench setup test-setup extension clean

run: setup ## the guard at a made-up desk: tray, pop-up, two famous slips; without a screen in the terminal
	@$(BIN)/hatcheck demo --live

test: test-setup ## all tests but the slow ones
	@packaging/run-tests $(BIN)/python "not slow"

test-slow: test-setup ## crashes at every system call, power cuts, races, long fuzzing, real servers that are paused
	@packaging/system-packages $(PYTHON) packaging/debian-packages-slow.txt
	@$(BIN)/python -m pip install --quiet --group slow-clients
	@packaging/run-tests $(BIN)/python slow

check: test-setup format lint types contracts test ## what a change must pass

format: test-setup
	@$(BIN)/ruff format --check guard ui tests packaging

lint: test-setup
	@$(BIN)/ruff check guard ui tests packaging

types: test-setup
	@$(BIN)/mypy

contracts: test-setup
	@$(BIN)/lint-imports

translations: setup ## collects the shell's texts and compiles their German
	@$(BIN)/pyside6-lupdate $$(find ui -name '*.py' | sort) -ts ui/translations/hatcheck_de.ts -locations none -no-obsolete
	@$(BIN)/pyside6-lrelease ui/translations/hatcheck_de.ts

bench: test-setup ## speed, as ratios to a baseline in the same run
	@for bench in tests/bench/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

extension: setup ## the browser extension, unpacked and packed, in build/extension
	@$(BIN)/python packaging/extension.py

setup: $(STAMP)

test-setup: $(TEST_STAMP)

$(STAMP): pyproject.toml packaging/system-packages packaging/debian-packages.txt
	@packaging/system-packages $(PYTHON) packaging/debian-packages.txt
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $(STAMP)

$(TEST_STAMP): $(STAMP) packaging/debian-packages-test.txt
	@packaging/system-packages $(PYTHON) packaging/debian-packages-test.txt
	@$(BIN)/python -m pip install --quiet --editable . --group dev --group bench --group clients
	@touch $(TEST_STAMP)

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
