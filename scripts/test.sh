#!/usr/bin/env bash
# Every test, in the order in which a failure is told soonest.
set -eu
cd "$(dirname "$0")/.."
export RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore TF_CPP_MIN_LOG_LEVEL=3 PYTHONPATH=.
bin=.venv/bin

step() { printf '\n== %s ==\n' "$1"; }
# Databases of the tests' own: no test touches the staff's.
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export FACTS_URL="sqlite:///$state/facts.db" FEEDBACK_URL="sqlite:///$state/feedback.db"
export CONVERSATIONS_URL="sqlite:///$state/conversations.db" WEB_KEY_FILE="$state/web.key"

step "style"
$bin/ruff check .
$bin/ruff format --check .
step "data validation"
$bin/python -m rasa data validate --fail-on-warnings
step "model"
$bin/python -m assistant.launch seed
$bin/python -m assistant.launch train
step "dialogues"
model=$($bin/python -c 'from assistant.launch import model_path; print(model_path())')
$bin/python -m rasa test core --stories tests/dialogues --model "$model" \
    --out results/dialogues --fail-on-prediction-errors
step "understanding"
$bin/python -m benchmarks.evaluate --every 3
step "units, end to end, and in a browser"
scripts/browser.sh
$bin/python -m pytest
