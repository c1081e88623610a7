# Every task of development; `make` lists them.
PYTHON := .venv/bin/python
CORPUS ?= ../shared/corpus
.DEFAULT_GOAL := help
.PHONY: help setup build-model test lint types format report pictures check clean

help:  ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## make .venv with the package, its extras and the tools
	@.ci/prepare

build-model: setup  ## rebuild models/ and the model card from the labelled articles
	$(PYTHON) training/build_lexicons.py
	$(PYTHON) training/build_background.py $(CORPUS)/background-ar.jsonl.gz ar
	$(PYTHON) training/build_background.py $(CORPUS)/background-en.jsonl.gz en
	OMP_NUM_THREADS=1 $(PYTHON) training/build_model.py $(CORPUS)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PYTHON) training/evaluate_model.py $(CORPUS)

test: setup  ## run the tests
	$(PYTHON) -m pytest

lint: setup  ## look for faults of style
	$(PYTHON) -m ruff check

types: setup  ## check the types
	$(PYTHON) -m mypy

format: setup  ## format the code
	$(PYTHON) -m ruff format

report: setup  ## write HTML reports of the sample articles into reports/
	$(PYTHON) -m detector report detector/samples -o reports

pictures: setup  ## draw the pictures of the README anew
	$(PYTHON) training/make_pictures.py

check:  ## lint, types and tests, as before a change lands
	@.ci/run

clean:  ## remove what was generated
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
