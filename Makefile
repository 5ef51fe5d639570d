# Every target does its own set-up: a virtual environment and the locked dependencies from the Python package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
WITH_SPARK := $(VENV)/.installed-spark
PORT ?= 3000

.DEFAULT_GOAL := help
.PHONY: help run test test-spark test-warehouse test-rooms oracle serve lint format bench staging docs lock clean spark-install spark-up spark-down

help:  ## What can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: $(INSTALLED)  ## Load, build, check and release the published extracts
	$(BIN)/csad run

# Rooms that read no warehouse. They run when the tests of the Spark engine have ended, so that both cores have work to the end.
ROOMS := tests/sources tests/reports

# Two processes at a time, the long ones first. Those of the warehouse share one build.
test: $(WITH_SPARK)  ## The whole test suite; the tests of the Spark engine need Java 17, those of the pages Chromium
	$(MAKE) --jobs=2 --keep-going test-warehouse test-spark test-rooms

test-warehouse: $(WITH_SPARK)
	$(BIN)/python -m pytest $(addprefix --ignore=,tests/spark $(ROOMS))

test-spark: $(WITH_SPARK)
	$(BIN)/python -m pytest tests/spark

test-rooms: $(WITH_SPARK)
	$(BIN)/python -m pytest $(ROOMS)

oracle: $(WITH_SPARK)  ## Five hundred random landings with a known truth (ORACLE_LANDINGS=500)
	ORACLE_LANDINGS=$${ORACLE_LANDINGS:-500} ORACLE_TELL=1 $(BIN)/python -m pytest tests/oracle

serve: $(INSTALLED)  ## The Dagster web UI on this machine only (PORT=3000)
	$(BIN)/python -m orchestration.defs.serve --port $(PORT)

spark-install: $(WITH_SPARK)  ## What csad run --engine spark needs beside Java 17

spark-up: $(WITH_SPARK)  ## A Spark master, two workers and a Thrift server on this machine only
	$(BIN)/csad spark up

spark-down: $(WITH_SPARK)  ## Stop them
	$(BIN)/csad spark down

lint: $(INSTALLED)  ## Style, types, SQL and YAML
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 dbt_project/models dbt_project/tests
	$(BIN)/yamllint --strict .

format: $(INSTALLED)  ## Lay out Python as the linter wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(WITH_SPARK)  ## Speed, as ratios measured side by side in one run
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group bench
	$(BIN)/python -m benchmarks

staging: $(INSTALLED)  ## Write the staging files of dbt from the contracts
	$(BIN)/python -m orchestration.upkeep.staging_files

docs: $(INSTALLED)  ## Write the data dictionary from contracts, models and rules
	$(BIN)/python -m orchestration.upkeep.data_dictionary

lock: $(INSTALLED)  ## Lock the dependencies anew (docs/adr/0006)
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate --upgrade -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --extra spark --universal --generate-hashes --no-header --no-annotate \
		--constraint requirements.lock --upgrade -o requirements-spark.lock

clean:  ## Remove the environment, the caches and the local home
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info dbt_project/target dbt_project/logs

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed; say which one with: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
		{ echo "Python has no venv module here; on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(WITH_SPARK): $(INSTALLED) requirements-spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-spark.lock
	@touch $@
