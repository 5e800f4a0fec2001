# make run   start the product            make test   check everything
# make check the fast checks              make soak   the long checks
# make bench the measurements             make fix    let the tools mend what they can
# make gallery a picture of each screen   make lock   renew the locked requirements
# make docs  the page of each rule        make pages  pictures of official documents in every form
# make bundle one archive that installs Shuniu where there is no network

export SHUNIU_HOME ?= var
export PORT ?= 8000
# Locks and caches of the tools stay in the tree, and their words stay readable in any locale.
export PYTHONUTF8 := 1
# Compiled code is kept beside its source: without it every start of a command compiles 230 modules anew (0.5 s).
unexport PYTHONDONTWRITEBYTECODE

ifndef PYTHON
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
endif
VENV := .venv/bin

.PHONY: run test test-postgres test-journeys check soak bench pages gallery docs fix lock bundle ready ready-test
.DEFAULT_GOAL := run

ready ready-test:
	@test -n "$(PYTHON)" || { echo '✗ 需要 Python 3.11 或更新的版本。'; exit 1; }
	@$(PYTHON) -m tools.bootstrap $(if $(filter ready,$@),run,test)

run: ready
	@exec $(VENV)/shuniu demo

test: ready-test
	@exec $(VENV)/python -m tools.run_tests test

test-postgres test-journeys: ready-test
	@exec $(VENV)/python -m tools.run_tests $(@:test-%=%)

check: ready-test
	@exec $(VENV)/python -m tools.run_tests check

soak: ready-test
	@exec $(VENV)/python -m tools.run_tests soak

bench: ready-test
	@exec $(VENV)/python -m bench $(ARGS)

pages: ready-test
	@exec $(VENV)/python packages/hongtou/tests/draw_pages.py $(or $(OUT),$(SHUNIU_HOME)/pages)

gallery: ready-test
	@exec $(VENV)/python -m tools.gallery $(ARGS)

bundle: ready
	@exec $(VENV)/python -m tools.bundle

docs: ready-test
	@exec $(VENV)/python -m tools.rule_pages

fix: ready-test
	@$(VENV)/ruff check --fix --quiet .
	@$(VENV)/ruff format --quiet .

lock: ready-test
	@exec $(VENV)/python -m tools.lock
