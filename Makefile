# Everything a person or a machine does with this checkout. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# aws-sam-cli pins another botocore, so the tools that deploy have an environment of their own.
DEPLOY := .venv-deploy
DEPLOY_READY := $(DEPLOY)/.ready
# So has the compatibility suite that is run against the gateway.
SUITES := .venv-suites
SUITES_READY := $(SUITES)/.ready
# And Ray and Spark, which are large and serve two recipes.
RECIPES := .venv-recipes
RECIPES_READY := $(RECIPES)/.ready

# uv installs what a lock names in a third of pip's time. It does not read pip's configuration: where it reaches no
# registry, pip installs.
PIP := -m pip install --quiet --disable-pip-version-check
INSTALL = $(BIN)/uv pip install --quiet --compile-bytecode --python $(1)/bin/python $(2) || $(1)/bin/python $(PIP) $(2)

.PHONY: help setup demo test test-long test-deploy clients wheels suites recipes layers layers-lock sam-build lint bench eval system-deps lock clean
SYSTEM_PACKAGES := bzip2 chromium chromium-driver curl debootstrap gzip pigz systemd tabix unzip wrk zstd

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(READY) ## make the virtual environment from the lock file

$(READY): requirements.lock pyproject.toml sam/gateway/build-requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "objectlambda needs Python 3.11 or newer; set PYTHON=")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) --require-hashes -r sam/gateway/build-requirements.txt
	$(call INSTALL,$(VENV),--require-hashes -r requirements.lock)
	$(BIN)/python $(PIP) --no-deps --no-build-isolation -e .
	touch $@

demo: setup ## set everything up and read real compressed objects through real S3 clients
	$(BIN)/objectlambda demo

lint: setup ## ruff, mypy --strict and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup lint ## set everything up and pass every test
	$(BIN)/python -m pytest -n 2 -m "not deploy and not long and not clients"

test-long: setup ## kill workers, schedulers and runs of copies; clients that upload and read again
	$(BIN)/python -m pytest -n 0 -m "long and not deploy and not clients"

test-deploy: setup $(DEPLOY_READY) ## run the built zips as Lambda does, and deploy the templates into an emulator
	$(BIN)/python layers/build.py --python "$$($(BIN)/python tests/deploy/debian_python.py)"
	OBJECTLAMBDA_ZIPS=build/lambda $(BIN)/python -m pytest -n 2 --dist loadfile -m deploy tests/deploy/test_sam_deploy.py tests/deploy

clients: setup ## read through the clients that need Node.js (20 or newer) and nginx
	cd tests/clients/node && npm ci --silent --no-audit --no-fund
	$(BIN)/python -m pytest -n 0 -m clients tests/clients/test_outside_clients.py

wheels: setup ## install the wheel with each extra alone, on every supported Python at hand, and try it
	$(BIN)/python -m tests.packaging.wheels

$(DEPLOY_READY): sam/requirements.txt $(READY)
	test -x $(DEPLOY)/bin/python || $(PYTHON) -m venv $(DEPLOY)
	$(call INSTALL,$(DEPLOY),--no-deps --require-hashes -r sam/requirements.txt)
	touch $@

suites: setup $(SUITES_READY) ## run the read side of ceph/s3-tests against the gateway, and list what passes
	$(BIN)/python -m tests.suites

$(SUITES_READY): tests/suites/requirements.txt $(READY)
	test -x $(SUITES)/bin/python || $(PYTHON) -m venv $(SUITES)
	$(call INSTALL,$(SUITES),--no-deps --require-hashes -r tests/suites/requirements.txt)
	touch $@

recipes: $(RECIPES_READY) ## run the recipes for Ray Data and Spark (needs Java: apt-get install default-jre-headless)
	$(RECIPES)/bin/python tests/programs/recipes.py

$(RECIPES_READY): tests/programs/recipes.txt
	test -x $(RECIPES)/bin/python || $(PYTHON) -m venv $(RECIPES)
	$(RECIPES)/bin/python $(PIP) --no-deps --require-hashes -r tests/programs/recipes.txt
	printf '%s\n' "$(CURDIR)/shared" > $$($(RECIPES)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/objectlambda.pth
	touch $@

layers: setup ## build the zips for Lambda into build/lambda
	$(BIN)/python layers/build.py

sam-build: layers $(DEPLOY_READY) ## build the SAM applications into .aws-sam
	for name in object-lambda decompress pii-redaction pii-access-control copy gateway-lambda gateway-http-api; do SAM_CLI_TELEMETRY=0 $(DEPLOY)/bin/sam build --template sam/$$name.yaml --build-dir .aws-sam/$$name || exit 1; done

layers-lock: setup ## pin what the layers and the tools that deploy hold again
	$(BIN)/python layers/lock.py
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate sam/requirements.in -o sam/requirements.txt

bench: layers ## measure speed and memory, as ratios against each format's own tool; QUICK=1 takes a tenth of the time
	$(BIN)/python -m tests.benchmarks $(if $(QUICK),--quick)

eval: setup ## score the detector of personal data, with stock Presidio beside it; SETS=a,b scores those alone, in seconds
	$(BIN)/python tests/evaluation/run.py $(if $(SETS),--no-stock --report-only --sets $(SETS) --errors build/errors.md)

system-deps: ## install the programs that some tests and benchmarks compare with (Debian, as root)
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(SYSTEM_PACKAGES)

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: setup ## resolve the dependencies again
	$(COMPILE) --extra dev pyproject.toml -o requirements.lock
	$(COMPILE) --no-annotate --extra codecs --extra pii --extra gateway --extra parquet --extra otel -c requirements.lock pyproject.toml -o sam/gateway/requirements.txt
	$(COMPILE) --no-annotate -c requirements.lock tests/suites/requirements.in -o tests/suites/requirements.txt
	$(COMPILE) --no-annotate -c requirements.lock --extra pii --extra parquet pyproject.toml tests/programs/recipes.in -o tests/programs/recipes.txt
	printf 'hatch-fancy-pypi-readme\nhatchling\nuv\n' | $(COMPILE) --no-annotate -c requirements.lock - -o sam/gateway/build-requirements.txt

clean: ## remove what the targets above made
	rm -rf $(VENV) $(DEPLOY) $(SUITES) $(RECIPES) .aws-sam dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .bench
