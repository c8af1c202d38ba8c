# Two commands set everything up: `make demo` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SOURCES := ingest nlp models analytics tapecheck api
LOCK := --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --quiet
LABELS ?= ../shared/labels
NOTES := $(wildcard examples/notes/*)
DB ?= notes.db

.PHONY: demo serve test check bench format setup train lock clean
.DEFAULT_GOAL := demo

demo: setup ## set up, then score the example notes
	$(BIN)/tapecheck score $(NOTES) || test $$? -eq 1

serve: setup ## pages and HTTP API on http://127.0.0.1:8000; DB is the file of the store
	$(BIN)/tapecheck serve --db $(DB)

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
	$(BIN)/pytest --numprocesses 2 --dist loadfile

check: $(VENV)/.developed ## format, lint, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

train: setup ## train the models anew (resumable); LABELS is the folder of the public sets
	$(BIN)/pip install --disable-pip-version-check --editable .[train]
	$(BIN)/tapecheck models train --labels $(LABELS)/train --out models/data
	for backbone in mpnet minilm; do \
	  $(BIN)/tapecheck models train-spotter --backbone $$backbone --out models/data || exit 1; \
	done
	$(BIN)/tapecheck models fetch
	for model in mpnet minilm; do \
	  $(BIN)/tapecheck models evaluate --labels $(LABELS) --model $$model --json \
	    > .training/figures_$$model.json || exit 1; \
	  mv .training/figures_$$model.json models/data/ || exit 1; done

bench: setup $(VENV)/.developed ## figures for docs/performance.md; TORCH is a Python with torch and transformers
	$(BIN)/python -m bench.archive $(if $(TORCH),--torch $(TORCH))
	$(if $(TORCH),$(BIN)/python -m bench.side_by_side $(TORCH))
	$(BIN)/python -m bench.sizes 100 1000 10000
	$(BIN)/python -m bench.full_store
	$(BIN)/python -m bench.service
	$(BIN)/python -m bench.store
	$(BIN)/python -m bench.kills

format: $(VENV)/.developed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## resolve the dependencies anew; needs uv
	uv pip compile pyproject.toml --extra dev $(LOCK) --output-file requirements-dev.txt
	uv pip compile pyproject.toml --constraint requirements-dev.txt $(LOCK) --output-file requirements.txt

clean:
	rm -rf $(VENV)
