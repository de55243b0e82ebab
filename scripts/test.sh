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
step "understanding (beside what follows; its tables come at the end)"
evaluation=$state/evaluation.txt
cp "$state/facts.db" "$state/evaluated.db"
FACTS_URL="sqlite:///$state/evaluated.db" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
    nice $bin/python -m benchmarks.evaluate --every 3 > "$evaluation" 2>&1 &
evaluating=$!
trap 'kill $evaluating 2>/dev/null || true; rm -rf "$state"' EXIT
step "units, end to end, and in a browser"
scripts/browser.sh
scripts/nginx.sh
scripts/prometheus.sh
scripts/systemd.sh
tested=0 understood=0
$bin/python -m pytest -m "not timing and not production" || tested=$?
step "understanding"
wait $evaluating || understood=$?
cat "$evaluation"
[ $tested = 0 ] && [ $understood = 0 ]
