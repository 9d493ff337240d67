# Every verb of the project. `make run` and `make test` are the two that the README names.
.DEFAULT_GOAL := run
.PHONY: install run test check bench soak soak-register demo-reset demo-large demo-code
PY ?= python3.11
ifeq ($(shell command -v $(PY)),)
PY := python3
endif
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
YORIAI_DEMO ?= 1
export HOST PORT YORIAI_DEMO

install: .venv/.installed

.venv/bin/python:
	$(PY) -m venv .venv

.venv/.installed: .venv/bin/python requirements/run.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@sh ops/warm.sh
	@touch $@

.venv/.dev: .venv/.installed requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

run: .venv/.installed
	@$(BIN)/python manage.py yoriai_run

demo-reset: .venv/.installed
	@$(BIN)/python manage.py demo_reset

demo-large: .venv/.installed
	@$(BIN)/python manage.py demo_large

demo-code: .venv/.installed
	@$(BIN)/python manage.py demo_code

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy src/yoriai

test: .venv/.dev
	@sh ops/test.sh

bench: .venv/.dev
	@sh benchmarks/run.sh

soak: .venv/.dev
	@$(BIN)/python benchmarks/load/soak.py
	@sh benchmarks/load/register_at_size.sh

soak-register: .venv/.dev
	@sh benchmarks/load/register_at_size.sh
