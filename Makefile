# The project's commands. `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup serve build test transparency bench lock clean

# The first Python here that is new enough for the tools; programs are run on every one that is found.
PYTHON ?= $(shell for p in python3 python3.13 python3.14 python3.12 python3.11 python3.15; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
IN := .venv/bin
# A machine that forbids byte code would compile every library anew at every start.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/site ## Create .venv with the locked packages

serve: .venv/site ## Serve both languages at http://127.0.0.1:8000 with live reload
	$(IN)/mkdocs serve

build: .venv/site ## Build the site into site/, strictly
	$(IN)/mkdocs build --strict

test: .venv/test ## Run every check (REQUIRE=all: what is missing here is a failure)
	$(IN)/ruff check
	$(IN)/ruff format --check
	$(IN)/mypy
	$(IN)/zizmor --quiet --offline .github
	$(IN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(IN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(IN)/asyncbook check # recorded now, while nothing else runs
	$(IN)/python -m pytest -n 3 --dist loadfile

transparency: .venv/test ## Compare CPython's own asyncio tests with the recorder on and off
	$(IN)/python -m tests.transparency

bench: .venv/test ## Measure what the project promises, as a table and as JSON
	$(IN)/python -m benchmarks

lock: .venv/site ## Resolve the locked packages anew
	$(call resolve,requirements.txt) pyproject.toml
	$(call resolve,requirements-test.txt) --extra test --constraint requirements.txt pyproject.toml
	echo uv | $(call resolve,requirements-uv.txt) --constraint requirements.txt -

clean: ## Remove everything that can be made again
	rm -rf .venv .cache site

.venv/bin/uv: requirements-uv.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found; install one, or say: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(IN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

.venv/site: requirements.txt pyproject.toml .venv/bin/uv
	$(call install,requirements.txt)

.venv/test: requirements-test.txt pyproject.toml .venv/bin/uv
	$(call install,requirements-test.txt)
	@touch .venv/site

resolve = $(IN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --output-file $(1)

# uv installs in seconds what pip installs in half a minute; it is told of the mirror that pip is set to use.
define install
	index=$$($(IN)/python -m pip config get global.index-url 2>/dev/null || true); \
	UV_DEFAULT_INDEX=$$index $(IN)/uv pip install --quiet --python $(IN)/python --require-hashes -r $(1)
	$(IN)/uv pip install --quiet --python $(IN)/python --no-deps --no-build-isolation --offline --editable .
	@touch $@
endef
