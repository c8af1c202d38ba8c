# Two commands set everything up: `make demo` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SOURCES := ingest nlp models analytics tapecheck api
NOTES := $(wildcard examples/notes/*)

.PHONY: demo test check format setup train lock clean
.DEFAULT_GOAL := demo

demo: setup ## set up, then score the example notes
	$(BIN)/tapecheck score $(NOTES) || test $$? -eq 1

setup: $(VENV)/.installed ## the environment, the models and the sample prices
	$(BIN)/tapecheck models fetch
	$(BIN)/tapecheck prices sample

$(VENV)/.installed: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.developed: $(VENV)/.installed requirements-dev.txt
	$(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

test: setup check ## everything that must hold, with tests last
	$(BIN)/pytest

check: $(VENV)/.developed ## format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.developed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV)
