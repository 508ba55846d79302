# Two commands: `make run` shows the dashboard, `make test` runs every check.
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif

.DEFAULT_GOAL := help
.PHONY: help run dev diagram build test check browser bench bench-units bench-scenes faults spoil rehearse lock sample areas map screenshots install install-dev chromium office programs

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: install ## install, build the snapshot when it is missing or old, start the dashboard
	$(BIN)/streamlit run app.py --server.headless false

dev: install-dev ## start the dashboard for development: a saved file is seen at once, errors are told whole
	$(BIN)/python -m dashboard build --if-stale
	$(BIN)/streamlit run app.py --server.headless false --server.fileWatcherType auto --server.runOnSave true --client.showErrorDetails full

diagram: build install-dev ## draw the tables of the snapshot into docs/architecture.md
	$(BIN)/python docs/make_diagram.py

build: install ## build the snapshot from data/
	$(BIN)/python -m dashboard build

test: install-dev programs .venv/linted ## install what tests need and run every check and test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

browser: install-dev chromium ## run the browser tests only
	$(BIN)/python -m pytest tests/browser

bench: install-dev ## measure the cost of a page load against an empty Streamlit app, and memory
	$(BIN)/python tests/benchmarks/page_load.py --memory 2000

bench-units: install-dev ## measure a check, the build, and the build of 700 districts
	$(BIN)/python tests/benchmarks/many_units.py --units 700

bench-scenes: build install-dev chromium ## measure a change of scene against an empty one
	$(BIN)/python tests/benchmarks/scene_change.py

faults: install-dev programs ## plant faults in a copy and tell which the tests catch; takes long
	$(BIN)/python -m tests.planted_faults --sound

rehearse: build install-dev chromium ## open every scene of the talk at three sizes, save pictures, name every fault
	$(BIN)/python -m tests.browser.rehearsal --to rehearsal

spoil: install-dev ## spoil many more workbooks than a test run does
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest tests/test_mutations.py

lock: install-dev ## compile the pinned requirements from pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --custom-compile-command "make lock" --group dev pyproject.toml -o tests/requirements.txt

sample: install-dev ## write the illustrative workbooks again
	$(BIN)/python -m dashboard.making.sample

areas: install-dev ## write the list of areas again
	$(BIN)/python -m dashboard.making.areas

map: install-dev ## draw the schematic map again
	$(BIN)/python -m dashboard.making.schematic_map

screenshots: install-dev chromium ## take the pictures in docs/
	$(BIN)/python docs/make_screenshots.py

# The linter of SQL takes two processor minutes for all files: only those that changed since it passed.
.venv/linted: $(wildcard queries/*.sql queries/*/*.sql) pyproject.toml | .venv/installed-dev
	$(BIN)/sqlfluff lint --processes 0 $(if $(filter pyproject.toml,$?),queries,$(filter %.sql,$?))
	@$(BIN)/python -c "open('.venv/linted', 'w').close()"

install: .venv/installed
install-dev: .venv/installed-dev

.venv/made:
	$(PYTHON) -m venv .venv
	@$(BIN)/python -c "open('.venv/made', 'w').close()"

.venv/installed: requirements.txt | .venv/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -c "open('.venv/installed', 'w').close()"

.venv/installed-dev: requirements.txt tests/requirements.txt | .venv/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r tests/requirements.txt
	@$(BIN)/python -c "open('.venv/installed', 'w').close()"
	@$(BIN)/python -c "open('.venv/installed-dev', 'w').close()"

# One after the other: apt lets one process at a time install.
programs: chromium
	@$(MAKE) --no-print-directory office

# The browser tests need Chromium: installed where apt can, asked for otherwise.
chromium:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
	|| command -v google-chrome >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else \
	    echo "Chromium is missing, the browser tests cannot run. Install it: sudo apt-get install chromium"; \
	  fi; }

# LibreOffice and Firefox open what is exported, as a receiver would.
office:
	@command -v soffice >/dev/null 2>&1 && command -v firefox-esr >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      libreoffice-impress libreoffice-calc libreoffice-writer firefox-esr fonts-liberation >/dev/null; \
	  else \
	    echo "LibreOffice and Firefox are missing, the tests that open exports with them cannot run."; \
	  fi; }
