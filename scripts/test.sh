#!/usr/bin/env bash
# Every test, in the order in which a failure is told soonest.
set -eu
cd "$(dirname "$0")/.."
. scripts/test_environment.sh

step "style and types"
scripts/lint.sh
step "data validation"
$bin/python -m rasa data validate --fail-on-warnings
step "model"
$bin/python -m assistant.launch seed
$bin/python -m assistant.launch train
step "dialogues"
test_dialogues "$($bin/python -c 'from assistant.model import model_path; print(model_path())')"
step "understanding"
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $bin/python -m benchmarks.evaluate --every 3
step "units, end to end, and in a browser"
scripts/browser.sh
scripts/nginx.sh
scripts/prometheus.sh
scripts/systemd.sh
$bin/python -m pytest -m "not timing and not production"
