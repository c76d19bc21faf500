# Two commands for people: `make run` shows a whole incident, `make test` is the gate.
# Both build .venv from the hash-pinned lock files; nothing else is needed than Python 3.11+ and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes

.PHONY: run test browser pictures bench lint format lock clean

run: $(VENV)/.runtime
	@$(BIN)/python app.py demo --out $(OUT)

# On every core. One that runs out of tests takes over some of another's, so none waits for the longest file.
test: lint browser
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

# The page is tested in a real browser: Debian's Chromium, which root gets here and everybody else installs once.
CHROMIUM := chromium fonts-inter fonts-dejavu-core fonts-noto-color-emoji
WITHOUT  := No Chromium here, so the browser tests are skipped. Install the package chromium to run them.

browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium (once)"; \
	  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $(CHROMIUM); } >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "$(WITHOUT)"

# The README's pictures, from the sample incident as the page shows it now.
pictures: $(VENV)/.development browser
	$(BIN)/python -m tests.browser.pictures

# Time and memory of the analysis at 1,000, 10,000 and 100,000 events: they must grow no faster than the events do.
# Then Home, list, find and stats with 10,000 incidents in the database: nobody may wait for them.
bench: $(VENV)/.development
	$(BIN)/python -m tests.bench.analysis
	$(BIN)/python -m tests.bench.record

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
	  || { echo "Muster needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 2; }
	@echo "Building $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.development: requirements-dev.lock | $(VENV)/bin/python
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/.runtime

# The lock files hold every package with its hashes and no index address; they fit every Python from 3.11.
lock: $(VENV)/bin/python
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --allow-unsafe --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --allow-unsafe --quiet --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) $(OUT) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
