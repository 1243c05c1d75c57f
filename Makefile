# One place to start, test and check Bilateral. `make help` lists what there is.
# Set-up leaves a stamp per step in .venv/.stamps, so that a step runs again only when what it reads has changed.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
BILATERAL_HOME ?= $(CURDIR)/home
ARGS ?=
ROOM ?=

VENV := .venv
PY := $(VENV)/bin/python
# The locks name everything, so nothing beside them is resolved.
UV := $(VENV)/bin/uv pip install --no-deps --python $(PY)
COMPILE := $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
STAMPS := $(VENV)/.stamps
BUILT := src/bilateral/web/static/built

export UV_HTTP_TIMEOUT ?= 180

# A virtual environment cannot be moved: when the folder was, it is made anew.
MADE_AT := $(shell cat $(STAMPS)/at 2>/dev/null)
ifneq ($(MADE_AT),$(CURDIR))
STALE_VENV := always
endif
# Built files removed by hand are built again.
ifeq ($(wildcard $(BUILT)),)
STALE_ASSETS := always
endif

PO_FILES := $(wildcard src/bilateral/*/locale/*/LC_MESSAGES/*.po src/bilateral/*/*/locale/*/LC_MESSAGES/*.po)
MO_FILES := $(PO_FILES:.po=.mo)
ASSET_FILES := $(wildcard package.json package-lock.json tools/build_assets.py tools/*.mjs) \
	$(shell find src/bilateral/web/assets -type f 2>/dev/null)

.PHONY: help setup setup-dev setup-spark run test check bench docs pictures demo-reset smoke lock messages format clean always

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

setup: $(STAMPS)/project $(STAMPS)/messages $(STAMPS)/assets ## install what running needs; the command is then .venv/bin/bilateral

setup-dev: setup $(STAMPS)/dev ## setup, and what testing and checking need

setup-spark: $(STAMPS)/spark ## what grouping on Spark needs besides Java (make test then tries it too)

run: setup ## start the demonstration (PORT=8000, BILATERAL_HOME=./home); Ctrl-C ends it
	@exec env PORT="$(PORT)" BILATERAL_HOME="$(BILATERAL_HOME)" $(VENV)/bin/bilateral demo

test: setup-dev ## run the tests (ROOM=record for one room, ARGS="-k name" for pytest)
	@$(PY) -m pytest -n 2 --dist loadgroup $(if $(ROOM),tests/$(ROOM)) $(ARGS)

check: setup-dev ## style, types, imports, sizes, languages, documents, licences (ONLY="types style" for some)
	@$(PY) -m tools.check $(ONLY)

bench: setup-dev $(STAMPS)/bench ## measure (ROOM=record for one room); results go to benchmarks/results/
	@$(PY) -m tools.bench $(ROOM) $(ARGS)

docs: setup-dev ## write the generated documents again
	@$(PY) -m tools.make_docs

pictures: setup-dev ## take the pictures of docs/pictures/ from a running demonstration
	@$(PY) -m tools.make_pictures $(ARGS)

demo-reset: setup ## delete the demonstration's data; the next `make run` plays it anew
	@$(PY) -m tools.demo_reset "$(BILATERAL_HOME)"

smoke: setup ## start `make run` on a free port and a new home, read its first pages, stop it, start it again
	@$(PY) -m tools.smoke

lock: $(STAMPS)/venv ## resolve the dependencies of pyproject.toml again
	@for group in uv build node bench; do $(COMPILE) --group $$group -o requirements/$$group.txt || exit 1; done
	@$(COMPILE) pyproject.toml -o requirements/base.txt
	@$(COMPILE) --group dev pyproject.toml -c requirements/base.txt -o requirements/dev.txt
	@$(COMPILE) --extra spark pyproject.toml -c requirements/base.txt -o requirements/spark.txt

messages: setup-dev ## collect the interface's words into the Spanish catalogue and compile it
	@$(PY) -m tools.messages update
	@$(PY) -m tools.messages compile

format: setup-dev ## put the code into the common style
	@$(VENV)/bin/ruff check --fix-only --quiet .
	@$(VENV)/bin/ruff format .

clean: ## delete everything that set-up and the tools made; never the data
	rm -rf $(VENV) node_modules build dist $(BUILT) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the steps of set-up -----------------------------------------------------------------------------------------------

$(STAMPS)/venv: requirements/uv.txt $(STALE_VENV)
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "Bilateral needs Python 3.11 or newer, and there is no '$(PYTHON)' on this machine."; \
	  echo "Install it, or name another: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3.12"; exit 1; } >&2
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Bilateral needs Python 3.11 or newer; '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1)."; \
	  echo "Install a newer one, or name it: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3.12"; exit 1; } >&2
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' comes without venv or pip. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; } >&2
	@echo "Setting up in $(CURDIR)/$(VENV) (the first time takes some minutes)"
	@"$(PYTHON)" -m venv $(if $(MADE_AT),--clear) $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@mkdir -p $(STAMPS) && printf '%s' "$(CURDIR)" > $(STAMPS)/at && touch $@

$(STAMPS)/base: requirements/base.txt requirements/build.txt $(STAMPS)/venv
	@$(UV) --require-hashes -r requirements/build.txt -r requirements/base.txt
	@touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/base
	@$(UV) --quiet --no-build-isolation --editable .
	@touch $@

$(STAMPS)/messages: $(PO_FILES) tools/messages.py $(STAMPS)/base $(if $(filter-out $(wildcard $(MO_FILES)),$(MO_FILES)),always)
	@$(PY) -m tools.messages compile
	@touch $@

$(STAMPS)/assets: $(ASSET_FILES) tools/node.py requirements/node.txt $(STAMPS)/base $(STALE_ASSETS)
	@if [ -f tools/build_assets.py ]; then $(PY) -m tools.build_assets; \
	  else echo "No tools/build_assets.py yet: the pages' style is not built."; fi
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/project
	@$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/spark: requirements/spark.txt $(STAMPS)/dev
	@$(UV) --quiet --require-hashes -r requirements/spark.txt
	@touch $@

$(STAMPS)/bench: requirements/bench.txt $(STAMPS)/dev
	@$(UV) --require-hashes -r requirements/bench.txt
	@touch $@
