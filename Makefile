# `make run` plays a complete incident in the sandbox, `make test` runs all checks and tests.
# Both build .venv from the hash-pinned lock files. You only need Python 3.11+ and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes

# Containers often forbid compiled modules. Here each start of a command, and pytest, would compile all of them again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test browser pictures bench train lint format lock clean

run: $(VENV)/.runtime
	@$(BIN)/python app.py demo --out $(OUT)

# Runs on all cores. An idle worker takes over tests from a busy one.
test: lint browser
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

# The page is tested in Chromium. Root installs Debian's package here; other users install it once.
CHROMIUM := chromium fonts-inter fonts-dejavu-core fonts-noto-color-emoji
WITHOUT  := Chromium not found. Browser tests are skipped; install the package chromium to run them.

browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium…"; \
	  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $(CHROMIUM); } >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "$(WITHOUT)"

# Screenshots for the README and the docs, taken from the sample incident.
pictures: $(VENV)/.development browser
	$(BIN)/python -m tests.browser.pictures

# CPU and memory as ratios: the start of the three analyses beside an interpreter that imports Jinja2, timeline and
# review of 1,000, 10,000 and 100,000 events beside a naive script. Both must grow at most linearly. Then the response
# times of Home, list, find and stats with 10,000 incidents in the database. Takes about three minutes.
bench: $(VENV)/.development
	$(BIN)/python -m tests.bench.analysis
	$(BIN)/python -m tests.bench.record

# Fits the models of the analysis on tools/data, and on your own labeled incidents with DATA="mine.json more.json".
train: .venv-train/.installed
	.venv-train/bin/python -m tools.train_severity $(DATA)

.venv-train/.installed: requirements-train.lock
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r requirements-train.lock
	@touch $@

lint: $(VENV)/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Muster needs Python 3.11 or newer. Try: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 2; }
	@echo "Creating $(VENV)…"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	@$(PIP) -r requirements.lock
	@$(BIN)/python -m compileall -q app.py bot demo handlers sandbox storage templates wiring
	@$(BIN)/python -m templates.rendering.precompile
	@touch $@

$(VENV)/.development: requirements-dev.lock | $(VENV)/bin/python
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/.runtime

# The lock files pin every package with its hashes, without an index URL; they work with Python 3.11 and newer.
lock: $(VENV)/bin/python
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --allow-unsafe --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --allow-unsafe --quiet --constraint requirements.lock --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra train --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --allow-unsafe --quiet --constraint requirements.lock --output-file requirements-train.lock

clean:
	rm -rf $(VENV) .venv-train $(OUT) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
