# `make run` and `make test` set everything up themselves; the stamps make the second call do nothing.
# Set-up lives in .cache/tools (uv), .venv (Python) and web/node_modules; `make clean` removes all of it.

PYTHON ?= python3
PORT ?= 8000
# One more than there are cores: tests wait for processes, browsers and time limits a third of the time.
WORKERS ?= 3
PYTEST_ARGS ?=
BENCH_ARGS ?=
MODEL_PORT ?= 8100
MODEL_ARGS ?= --tokens-per-second 150 --first-token 0.4

UV_VERSION := 0.13.9
export UV_PYTHON_DOWNLOADS := never

TOOLS := .cache/tools/uv-$(UV_VERSION)
UV := .cache/tools/bin/uv
INSTALL := $(UV) pip install --quiet --python .venv/bin/python
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
NODE := web/node_modules/.installed
PAGE := src/milepost/static/index.html
CATALOG := src/milepost/catalog/packs/core/index.json

WEB_SOURCES := $(shell find web contract -name node_modules -prune -o -type f -print 2>/dev/null)
PACK_SOURCES := $(shell find src/milepost/catalog/packs -name '*.md' -o -name '*.yaml' -o -name 'learnt-words.json')

.DEFAULT_GOAL := help
.PHONY: help run dev test check fix contract catalog lock build bench chaos chaos-long crash-points kills model-trials museum eval eval-catalog learn-goals eval-goals eval-verdict eval-costs demo-model clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "  make %-13s %s\n", $$1, $$2}'

run: $(RUNTIME) $(PAGE) ## Serve on PORT (8000), data in MILEPOST_DATA_DIR
	@exec .venv/bin/milepost serve --port $(PORT)

dev: $(RUNTIME) $(PAGE) ## Vite with hot reload on 3000, the server on 8000; Ctrl-C ends both
	@.venv/bin/python scripts/check_machine.py port=8000 port=3000
	@exec .venv/bin/python scripts/dev.py

# Processes that tests start by the hundred load bytecode where a machine would not have it written.
test: check $(PAGE) $(CATALOG) ## Run every check and every test
	@cd web && npm run --silent test
	@.venv/bin/python -m tests.support.services
	@env -u PYTHONDONTWRITEBYTECODE .venv/bin/pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

check: $(DEVELOPMENT) $(NODE) ## Lint, formatting, types, import contract, generated files
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/mypy
	@.venv/bin/lint-imports --cache-dir .cache/imports
	@cd web && npm run --silent check
	@.venv/bin/python scripts/check_generated.py

fix: $(DEVELOPMENT) $(NODE) ## Apply the fixes that are safe to make by machine
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format
	@cd web && npm run --silent fix

contract: $(RUNTIME) $(NODE) ## Write the API documents and the client generated from them
	@.venv/bin/milepost export-contract
	@cd web && npm run --silent contract

catalog: $(RUNTIME) ## Check the catalog and build its index
	@.venv/bin/milepost catalog check
	@.venv/bin/milepost catalog build

lock: $(TOOLS) ## Resolve all dependencies anew, within their ranges
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements.lock
	@$(COMPILE) --upgrade pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
	@cd web && npm install --package-lock-only
	@cd benchmarks/peers && npm install --package-lock-only
	@$(PYTHON) scripts/complete_package_lock.py

build: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## Build the wheel, web app included, into dist/
	@.venv/bin/hatchling build --target wheel --directory dist

bench: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## Measure speed and memory beside peers; BENCH_ARGS=--quick for a small round
	@.venv/bin/python -m benchmarks $(BENCH_ARGS)

chaos: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## A minute of faults for each form, judged; SEED= repeats one
	@.venv/bin/python -m trials.chaos $(if $(SEED),--seed $(SEED))

chaos-long: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## The same for half an hour
	@.venv/bin/python -m trials.chaos --seconds 900 $(if $(SEED),--seed $(SEED))

crash-points: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## One kill at every commit and every call, on both databases
	@.venv/bin/python -m trials.crash_points

kills: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## Fifty kills among servers and workers over PostgreSQL; SEED= as above
	@.venv/bin/python -m trials.kills $(if $(SEED),--seed $(SEED))

model-trials: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## Faults, kills and cancels while a scripted model plans and writes; SEED= as above
	@.venv/bin/python -m trials.models $(if $(SEED),--seed $(SEED))

museum: $(DEVELOPMENT) $(NODE) $(PAGE) $(CATALOG) ## Known failures put back, each of which a test must notice; ONLY= names some
	@.venv/bin/python -m trials.museum $(ONLY)

eval: $(DEVELOPMENT) $(CATALOG) ## Goals of our own for the catalog, the scripted model and one you name, judged; tables in docs/evaluation.md
	@.venv/bin/python -m trials.evaluation

eval-catalog: $(DEVELOPMENT) $(CATALOG) ## Plan every goal at every level and pace, judged by the checker; place simulated learners
	@.venv/bin/python -m trials.catalog_plans
	@.venv/bin/python -m trials.placement

learn-goals: $(DEVELOPMENT) $(CATALOG) ## Learn from sentences what words speak for which goal; CROSS=1 judges that set by set instead
	@.venv/bin/python -m trials.goal_learning $(if $(CROSS),--cross)

eval-goals: $(DEVELOPMENT) $(CATALOG) ## Ask for goals in the words of a stranger: how many are understood, how many foreign ones refused
	@.venv/bin/python -m trials.goal_matching

eval-verdict: $(DEVELOPMENT) ## Ten thousand random plans against an oracle that shares no code with the planner
	@.venv/bin/python -m trials.verdicts $(if $(SEED),--seed $(SEED))

eval-costs: $(DEVELOPMENT) $(PAGE) $(CATALOG) ## What is said beforehand that a model takes, beside what it takes
	@.venv/bin/python -m trials.model_costs

demo-model: $(DEVELOPMENT) ## A language model that follows a script, on MODEL_PORT (8100), for trying Milepost without a key
	@exec .venv/bin/python -m tests.support.model_server --port $(MODEL_PORT) $(MODEL_ARGS)

clean: ## Remove everything that set-up and builds made
	@rm -rf .cache .venv dist web/node_modules benchmarks/peers/node_modules src/milepost/static $(CATALOG)

$(TOOLS):
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) scripts/check_machine.py python
	@echo "Installing uv $(UV_VERSION) into .cache/tools"
	@rm -rf .cache/tools && $(PYTHON) -m venv .cache/tools
	@.cache/tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(RUNTIME): $(TOOLS) requirements.lock pyproject.toml
	@echo "Installing Milepost into .venv"
	@test -x .venv/bin/python || $(UV) venv --quiet --python .cache/tools/bin/python .venv
	@$(INSTALL) --require-hashes --requirements requirements.lock
	@$(INSTALL) --no-deps --build-constraints requirements-dev.lock --editable .
	@touch $@

# Syncing removes what no lock names, Milepost itself included, hence the second line.
$(DEVELOPMENT): $(RUNTIME) requirements-dev.lock
	@echo "Installing the development tools into .venv"
	@$(UV) pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.lock
	@$(INSTALL) --no-deps --build-constraints requirements-dev.lock --editable .
	@touch $@

$(NODE): web/package-lock.json web/package.json
	@$(PYTHON) scripts/check_machine.py node
	@echo "Installing the web app's packages into web/node_modules"
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PAGE): $(NODE) $(WEB_SOURCES)
	@echo "Building the web app"
	@cd web && npm run --silent build -- --logLevel warn
	@touch $@

$(CATALOG): $(RUNTIME) $(PACK_SOURCES)
	@.venv/bin/milepost catalog build
	@touch $@
