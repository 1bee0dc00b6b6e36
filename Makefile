# Two commands do all the set-up: `make report` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
SHARED ?= ../shared
DIR    ?= $(addprefix $(SHARED)/realdata/,callers ctdna edge)
LARGE  ?= $(addprefix $(SHARED)/realdata/,cnv sv)

.DEFAULT_GOAL := help
.PHONY: help report test check concordance sweep bench calibrate crosscheck resources locale screenshots schema lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(VENV)/.run ## a report of the bundled example, JSON and HTML, into out/
	@$(BIN)/hccgenomics demo -o $(OUT) --force

test: $(VENV)/.dev ## install what the tests need, and run them all
	$(BIN)/python -m pytest -q -n auto

check: $(VENV)/.dev ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

concordance: $(VENV)/.dev ## agreement with the VEP-labelled truth sets in $(SHARED)/oracle
	$(BIN)/python scripts/concordance.py --oracle $(SHARED)/oracle

sweep: $(VENV)/.dev ## every file in DIR: a report or one sentence, and a ledger that balances
	$(BIN)/python scripts/sweep.py $(DIR) $(addprefix --callers ,$(wildcard tests/data/truth/callers.tsv))
	$(BIN)/python scripts/sweep_large.py $(LARGE)

bench: $(VENV)/.dev ## time and memory: a whole run against its imports, annotation against its peers
	$(BIN)/python benchmarks/whole_run.py
	$(BIN)/python -m benchmarks.annotate_throughput
	$(BIN)/python -m benchmarks.cohort_seg
	$(BIN)/python -m benchmarks.matching
	$(BIN)/python -m benchmarks.page

calibrate: $(VENV)/.dev ## simulate what the statistics of ctDNA attain (docs/calibration.md; three minutes)
	$(BIN)/python -m calibration

crosscheck: $(VENV)/.dev ## names and consequences of random variants against bcftools csq and SnpEff
	$(BIN)/python -m scripts.cross_check

resources: $(VENV)/.dev ## rebuild the embedded resources from the facts in $(SHARED)
	$(BIN)/hccgenomics resources build --facts $(SHARED)/transcripts --release 2024.05 -o resources/transcripts --force
	$(BIN)/python scripts/write_resources_page.py

locale: $(VENV)/.dev ## collect what the page says, bring every language's file up to date, compile it
	$(BIN)/python -m scripts.translations

screenshots: $(VENV)/.dev ## the pictures of the README, into docs/screenshots/ (needs Chromium and a Chinese font)
	$(BIN)/python -m scripts.screenshots

schema: $(VENV)/.dev ## rewrite the committed JSON Schema and docs/report.md from the model
	$(BIN)/hccgenomics schema report > hccgenomics/reports/schema/report-1.0.json
	$(BIN)/python -c "from pathlib import Path; from hccgenomics.reports.field_guide import field_guide; Path('docs/report.md').write_text(field_guide(), encoding='utf-8')"

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements/run.txt requirements/build.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q hccgenomics
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

lock: ## write requirements/*.txt from pyproject.toml (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt
	printf 'hatchling\neditables\n' | uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --python-version 3.11 - -o requirements/build.txt

clean: ## remove what these commands made
	rm -rf $(VENV) $(OUT) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
