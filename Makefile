# Needs Python 3.11 or newer with pip, and make; everything else comes by itself.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
VAR := $(or $(VAR_DIR),var)

PACKAGES := organizations tasks reports resolution_portal proofs

# Lint reads settings but touches neither data nor servers: an environment of its own, of production's kind.
LINT := env -u DATABASE_URL -u PORTAL_TODAY -u EMAIL_URL -u STORAGE_URL PORTAL_DEMO=0 DEBUG=0 INSECURE_HTTP=1 \
	VAR_DIR=.venv/lint SECRET_KEY=lint-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ
DEPLOY := $(LINT) INSECURE_HTTP=0 SITE_URL=https://portal.example DATABASE_URL=postgres://portal@127.0.0.1/portal \
	REDIS_URL=redis://127.0.0.1/0

.PHONY: run test lint proof bench budgets lighthouse messages clean-demo

run: .venv/run.stamp
	@exec $(BIN)/python -m resolution_portal.launcher

test: lint
	@$(BIN)/python .ci/skips.py
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q -rs

# What takes minutes: SCALE=short for every push, full before a release.
SCALE ?= full
proof: .venv/dev.stamp
	@$(BIN)/python .ci/skips.py
	PROOF_SCALE=$(SCALE) $(BIN)/python -m pytest proofs -n 2 --dist loadgroup -q -rs

# The quick ones first.
lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(LINT) $(BIN)/python locale/build.py --check
	$(LINT) $(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet
	$(DEPLOY) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(LINT) $(BIN)/python manage.py makemigrations --check --dry-run
	VAR_DIR=.venv/lint SECRET_KEY=lint PORTAL_DEMO=0 $(BIN)/python .ci/lint_migrations.py
	$(LINT) $(BIN)/mypy $(PACKAGES)

# A scratch portal of its own; ratios to a bare page of the same run, as milliseconds are the machine's.
bench: .venv/run.stamp
	@$(BIN)/python -m resolution_portal.benchmarks

# Weighs the pages and writes resolution_portal/tests/budgets.json anew; git diff shows what grew.
budgets: .venv/run.stamp
	@$(BIN)/python -m resolution_portal.benchmarks.budgets

# The pages in one table, with Lighthouse's three scores and axe; why a score is not 100. Needs npm and Chromium.
lighthouse: .venv/dev.stamp lighthouse/node_modules/.package-lock.json
	@$(BIN)/python -m resolution_portal.benchmarks.lighthouse

lighthouse/node_modules/.package-lock.json: lighthouse/package-lock.json
	@echo 'Installing Lighthouse ...'
	@cd lighthouse && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

messages: .venv/dev.stamp
	$(LINT) $(BIN)/python locale/build.py

clean-demo:
	@printf 'Remove %s with its database, files and keys? [y/N] ' '$(VAR)'; read answer; \
	if [ "$$answer" = y ]; then rm -rf -- '$(VAR)'; else echo 'Nothing removed.'; fi

# Debian keeps ensurepip in a package of its own, hence --without-pip: the pip beside PYTHON installs into it.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	@$(PYTHON) -m venv --without-pip .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo 'Installing what running needs ...'
	@$(PYTHON) -m pip --python .venv/bin/python install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo 'Installing what running, tests and lint need ...'
	@$(PYTHON) -m pip --python .venv/bin/python install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run.stamp
