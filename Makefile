# The assistant's commands. Each installs what it needs first; PYTHON=… names a Python 3.10.
.DEFAULT_GOAL := help
.PHONY: help setup run shell desk train test test-fast test-channels test-desk test-production test-times evaluate benchmark benchmark-clinc150 threshold splitting neutral-words ablation learning-curve lint lock
export RASA_TELEMETRY_ENABLED := false
BIN := .venv/bin

help: ## Show these commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/\1\t\2/' | expand -t 20

setup: ## Install into .venv, with every package's hash checked
	@bash scripts/setup.sh

run: setup ## Start the assistant: facts, model, action server (5055), Rasa (5005)
	@$(BIN)/python -m assistant.launch run

shell: setup ## Talk to the assistant in the terminal
	@$(BIN)/python -m assistant.launch shell

desk: setup ## Start the staff's pages alone, on http://127.0.0.1:5007
	@$(BIN)/python -m assistant.desk run

train: setup ## Train the model if it is missing or older than what it is made from
	@$(BIN)/python -m assistant.launch train

test: setup ## Run every test: lint, units, data validation, dialogues, end to end, evaluation
	@bash scripts/test.sh

test-fast: setup ## Run what needs no training: style, types, dialogues, units
	@bash scripts/test_fast.sh

test-channels: train ## Run the channels' tests at full size: 1,000 messages over a restart
	@CHANNELS_WHOLE=1 $(BIN)/python -m pytest -s tests/messaging tests/end_to_end/test_channels*.py

test-desk: train ## Run the desk's tests at full size: 10,000 sign-ins, axe in every look
	@DESK_WHOLE=1 $(BIN)/python -m pytest tests/desk tests/browser/desk

test-production: train ## Run what needs PostgreSQL, nginx and several processes
	@bash scripts/test_production.sh

test-times: train ## Run the tests that assert times, on an idle machine
	@$(BIN)/python -m pytest -m timing

evaluate: setup ## Measure understanding on tests/questions; report in reports/evaluation
	@$(BIN)/python -m assistant.launch train
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.evaluate

benchmark-clinc150: setup ## Measure the pipeline on CLINC150 Small, beside the published table
	@$(BIN)/python -m benchmarks.clinc150

threshold: train ## Choose the confidence below which nothing is answered
	@$(BIN)/python -m training.threshold

splitting: train ## Learn when a part of a message is a question of its own
	@$(BIN)/python -m training.splitting

neutral-words: setup ## Propose words that say nothing of any fact, for a person to choose from
	@$(BIN)/python -m training.neutral_words

benchmark: setup ## Measure speed and memory beside a stock Rasa project (ARGS=--quick: see that it works)
	@$(BIN)/python -m benchmarks.speed $(ARGS)

ablation: setup ## Measure what each component brings (half an hour)
	@$(BIN)/python -m benchmarks.variants ablation

learning-curve: setup ## Measure what more examples bring (a quarter of an hour)
	@$(BIN)/python -m benchmarks.variants learning-curve

lint: setup ## Check the code's style, and the types and style of the page's scripts
	@bash scripts/lint.sh

lock: setup ## Write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra dev --python-version 3.10 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.lock
