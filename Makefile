# Everything a developer or a curious colleague needs. `make help` is the manual.
# ARGS goes on to the command: make demo ARGS="--port 8080", make test ARGS="tests/engine -x".
# The first target that needs Python makes .venv; nothing outside this folder is touched.

# The first Python that really starts and is new enough; a name alone may be an empty shim.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
JOBS   ?= 2
BIN    := .venv/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check

# Compiled Python stays out of the sources, and is kept: every process that starts would compile anew.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/pycache

.DEFAULT_GOAL := help
.PHONY: help demo test check templates bench lint format clean

help:  ## Show these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.app  ## Run the product with invented cases; prints the address and the logins
	$(BIN)/aantafel demo $(ARGS)

test: .venv/.dev  ## Run every test, contract and style check
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: .venv/.app  ## Check the processes, forms and letters in this folder
	$(BIN)/aantafel check $(ARGS)

templates: .venv/.app  ## Write what desktop modellers ask beside a diagram, from forms, roles, letters and terms
	$(BIN)/python -m webapp.studio.templates

bench: .venv/.app  ## Measure speed and size, next to bare SpiffWorkflow
	$(BIN)/aantafel bench $(ARGS)

lint: .venv/.dev  ## Run only the fast checks: ruff, mypy, import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev  ## Lay out the Python files
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean:  ## Remove the environment and caches; the data stays
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || \
	  { echo "Python 3.11 or newer is needed. Install it, or say: make PYTHON=/path/to/python3.11"; exit 1; }
	"$(PYTHON)" -m venv .venv

# Stamps: a change of pyproject.toml installs again, nothing else does.
.venv/.app: pyproject.toml | $(BIN)/python
	@echo 'Installing Aan Tafel in .venv; this takes about a minute.'
	$(PIP) install --editable '.[postgresql]'
	@$(BIN)/python -c 'import weasyprint' 2>/dev/null || \
	  echo "Note: without the system library Pango no PDF letters can be made (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0)."
	@touch $@

.venv/.dev: pyproject.toml | $(BIN)/python
	@echo 'Installing Aan Tafel and its test tools in .venv; this takes a minute or two.'
	$(PIP) install --editable '.[postgresql,test]'
	@touch $@ .venv/.app
