# make dataset · make test · make lint: on a fresh machine they make the environment first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: dataset test lint lock clean

dataset: $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/dvc repro

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check pipeline tests benchmarks
	$(BIN)/mypy

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

# Pin anew what pyproject.toml asks for; run the tests before you commit the result.
lock:
	rm -rf .lock-env
	$(PYTHON) -m venv .lock-env
	.lock-env/bin/python -m pip install --quiet --upgrade setuptools wheel '.[readers,dev]'
	.lock-env/bin/python -m pip freeze --all --exclude pip --exclude khronika | LC_ALL=C sort --ignore-case > requirements.lock
	rm -rf .lock-env build khronika.egg-info

clean:
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis khronika.egg-info
