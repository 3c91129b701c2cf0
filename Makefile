# Two commands matter: `make demo` and `make test`. Both set up all they need. `make test-slow` is the rest of the tests.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
BUILT := feedback/web/static/built/manifest.json
WEB_SOURCES := package-lock.json feedback/web/build.mjs $(wildcard feedback/web/static/*.css)

.PHONY: demo test test-slow bench lint assets lock pictures clean

demo: $(READY) $(BUILT)
	$(BIN)/likvardig demo

test: $(READY) $(BUILT)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow" tests

# Attacks on what is hidden, groupings of a whole example and the longest journeys.
test-slow: $(READY) $(BUILT)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m slow tests

bench: $(READY) $(BUILT)
	$(BIN)/python -m tests.bench $(BENCH)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

assets: $(BUILT)

$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# npm where the machine has it; otherwise the Node.js that the lock file brings.
$(BUILT): $(WEB_SOURCES) | $(READY)
	@if command -v npm >/dev/null 2>&1; then npm ci --silent && npm run --silent build; \
	else $(BIN)/python .ci/node.py ci --silent && $(BIN)/python .ci/node.py build; fi

# The pins again, after a change in pyproject.toml. No index address is written.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --all-extras --upgrade --no-annotate --no-header pyproject.toml -o requirements.lock

# The README's pictures, while `make demo` runs: make pictures LINK=/s/… (one of the links it printed)
pictures: $(READY)
	$(BIN)/python -m tests.journeys.pictures http://127.0.0.1:8000 $(LINK)

clean:
	rm -rf .venv node_modules feedback/web/static/built
