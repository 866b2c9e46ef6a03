# Two commands matter: `make demo` and `make test`. Both set up everything they need.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint format bench bench-full bench-speed setup-bench bench-judgement bench-documents setup setup-dev wheel-check clean

setup:            ## .venv with what the program needs
	@.ci/setup-venv requirements.lock

setup-dev:        ## .venv with the tools of development as well
	@.ci/setup-venv requirements-dev.lock

demo: setup       ## check names, review, draft documents on sample data; results in demo-output/
	@$(BIN)/pinwen demo --out demo-output

test: setup-dev   ## everything: style, types, contracts, tests, wheel
	@.ci/setup-postgresql
	@.ci/setup-office
	@$(MAKE) --no-print-directory lint
	@.ci/with-postgresql $(BIN)/pytest -n 2
	@.ci/check-wheel

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/build.py --check

format: setup-dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench-judgement: setup-dev   ## judgement against labelled pairs, beside its baselines
	@$(BIN)/python -m benchmarks.judgement
	@$(BIN)/python -m benchmarks.breadth

bench: setup-bench   ## every benchmark beside its peers, short: a quarter of an hour
	@.ci/with-postgresql $(BIN)/python -m benchmarks

bench-full: setup-bench   ## up to 5.2 million names, and BENCHMARKS.md; takes hours
	@.ci/with-postgresql $(BIN)/python -m benchmarks --full

bench-speed: setup-dev
	@$(BIN)/python -m benchmarks.speed

setup-bench:
	@.ci/setup-postgresql
	@.ci/setup-venv requirements-bench.lock

bench-documents: setup-dev   ## drafting beside docxtpl and python-docx
	@$(BIN)/python -m benchmarks.documents --batch 10000

wheel-check: setup-dev
	@.ci/check-wheel

clean:
	rm -rf .venv demo-output dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
