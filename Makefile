# The project's targets, one line each; what they do is in the programs they call.
#   PYTHON=path/to/python3.13   build for and test with that Python (3.11 or newer)
#   ABI=full                    native modules for that Python alone; or abi3 or abi3t, for all that
#                               load them; by default the one that the most do
#   SUITES="ext examples"       what `make test` runs; by default all suites but the slow one
#   MINUTES=30                  how long `make test-matrix` may take; what there is no time for is listed
#   ONLY="3.14t 3.15"           the Pythons that `make test-matrix` uses; by default all it finds
# Each Python has its own virtual environment, made when it is first needed.

PYTHON ?= python3
ABI ?=
SUITES ?= python ext integrations examples interpreters stress ui docs crates
MINUTES ?=
ONLY ?=

# As native modules are named: cpython-313, cpython-314t without the GIL, cpython-315d for debugging.
TAG := $(shell $(PYTHON) -c 'import sys; print(sys.implementation.cache_tag + sys.abiflags)')
ifeq ($(TAG),)
$(error PYTHON=$(PYTHON) does not run: name a CPython of 3.11 or newer)
endif
VENV := target/venv/$(TAG)
RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip install --quiet
READY := $(VENV)/ready
READY_PROJECTS := $(VENV)/ready-projects
READY_TYPES := $(VENV)/ready-types
SUITE := $(RUN) tests/suite.py $(if $(ABI),--abi $(ABI))

# Rust files outside of the root's workspace, which cargo formats itself.
LOOSE_RUST = $(shell git ls-files --cached --others --exclude-standard '*.rs' ':!crates')

.PHONY: demo test soak test-projects test-matrix test-totals test-sanitized bench bench-build bench-rebuild format clean
.PHONY: check check-rust check-clippy check-python check-types check-tidy

demo: $(READY) ; $(SUITE) build examples && $(RUN) examples/demo.py

test: $(READY) ; $(SUITE) run $(SUITES)

# Long: what `test` does for a moment, for minutes.
soak: $(READY)
	$(SUITE) build examples tests/ext tests/integrations
	$(RUN) tests/stress/run.py && $(RUN) tests/interpreters/many.py

test-projects: $(READY_PROJECTS) ; $(SUITE) run projects

test-matrix: ; $(PYTHON) tests/matrix.py $(if $(MINUTES),--minutes $(MINUTES)) $(if $(ONLY),--only $(ONLY))

test-totals: $(READY) ; $(SUITE) build tests/ext && $(RUN) tests/totals.py tests/ext

test-sanitized: $(READY)
	$(RUN) tests/sanitized.py ext && $(RUN) tests/sanitized.py examples && $(RUN) tests/sanitized.py interpreters

bench: $(READY) ; $(RUN) bench/calls.py

bench-build: $(READY) ; $(RUN) bench/build.py

bench-rebuild: $(READY) ; $(RUN) bench/rebuild.py

check: check-rust check-clippy check-python check-types check-tidy

check-rust: ; cargo fmt --all --check && rustfmt --check $(LOOSE_RUST)

check-clippy: $(READY) ; $(SUITE) lint

check-python: $(READY) ; $(RUN) -m ruff check && $(RUN) -m ruff format --check

check-types: $(READY_TYPES) ; $(RUN) -m mypy --strict python/pydust && $(SUITE) types

check-tidy: $(READY) ; $(SUITE) run tidy running

format: $(READY) ; cargo fmt --all && rustfmt $(LOOSE_RUST) && $(RUN) -m ruff check --fix && $(RUN) -m ruff format

clean: ; git clean -dXfq

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV) && $(INSTALL) --upgrade pip
	$(INSTALL) --editable . --group check --group test
	touch $@

$(READY_PROJECTS): $(READY)
	$(INSTALL) --group projects
	touch $@

$(READY_TYPES): $(READY)
	$(INSTALL) --group types
	touch $@
