# Everything sets itself up: a fresh clone needs Python 3.11.5 or later, and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test lint bench peers readme wheel lock clean

demo: $(STAMP)
	$(BIN)/ruletrail demo

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every figure of the README, each beside a peer in the same run; ends with 1 where a score fell.
bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks $(if $(LOWER),--lower "$(LOWER)")

# The libraries that `make bench` also measures once they are here, in an environment of their own.
peers: $(STAMP) .venv-peers/.installed
	$(BIN)/python -m tests.benchmarks.peers

.venv-peers/.installed: tests/benchmarks/peers.lock
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

# Write into README.md what its commands print now.
readme: demo
	$(BIN)/python -m tests.test_readme demo

wheel: $(STAMP)
	$(BIN)/python -m hatchling build -t wheel

# Refresh requirements.lock from pyproject.toml, and the peers' (needs uv; names no index).
LOCK := uv pip compile --universal --generate-hashes --no-emit-index-url --no-header \
  --python-version 3.11 --upgrade
lock:
	$(LOCK) --all-groups pyproject.toml -o requirements.lock
	$(LOCK) tests/benchmarks/peers.in -o tests/benchmarks/peers.lock

clean:
	rm -rf .venv .venv-peers dist demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# pip is pinned by nothing here: every file it takes is checked against the lock's hashes.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and "Python 3.11.5 or later is needed (make PYTHON=python3.12 ...)")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
