# The assistant's commands. Each installs what it needs first; PYTHON=… names a Python 3.10.
.DEFAULT_GOAL := help
.PHONY: help setup run shell train test evaluate lint lock
export RASA_TELEMETRY_ENABLED := false
BIN := .venv/bin

help: ## Show these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/\1\t\2/' | expand -t 12

setup: ## Install into .venv, with every package's hash checked
	@bash scripts/setup.sh

run: setup ## Start the assistant: facts, model, action server (5055), Rasa (5005)
	@$(BIN)/python -m assistant.launch run

shell: setup ## Talk to the assistant in the terminal
	@$(BIN)/python -m assistant.launch shell

train: setup ## Train the model if it is missing or older than what it is made from
	@$(BIN)/python -m assistant.launch train

test: setup ## Run every test: lint, units, data validation, dialogues, end to end, evaluation
	@bash scripts/test.sh

evaluate: setup ## Measure understanding on tests/questions; report in reports/evaluation
	@$(BIN)/python -m assistant.launch train
	@$(BIN)/python -m benchmarks.evaluate

lint: setup ## Check the code's style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

lock: ## Write requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --python-version 3.10 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.lock
