# make run   sets everything up and converts data/raw into data/clean
# make test  sets everything up and passes the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test properties check setup system bench docs lock clean

run: $(READY)
	$(BIN)/jiaokan convert data/raw --out data/clean
	@if command -v git >/dev/null; then $(BIN)/python scripts/keep_seconds.py data/clean/pages.csv; fi

test: $(READY)
	$(BIN)/python -m pytest --numprocesses auto

# Looks for new counterexamples to the properties; make test tries the same examples each time.
properties: $(READY)
	HYPOTHESIS_PROFILE=search $(BIN)/python -m pytest --numprocesses auto -m hypothesis

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: $(READY)

system:
	@sh scripts/system-packages.sh

$(READY): pyproject.toml constraints.txt scripts/system-packages.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "jiaokan needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 2; }
	@sh scripts/system-packages.sh
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,docs,notebook,release,research,review]'
	@touch $@

bench: $(READY)
	$(BIN)/python -m benchmarks.text_layer

docs: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

# Takes the newest versions that pyproject.toml allows, once the tests pass with them.
lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet '.[dev,docs,notebook,release,research,review]'
	build/lock/bin/python -m pip freeze --exclude jiaokan > constraints.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis
