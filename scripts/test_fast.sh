#!/usr/bin/env bash
# What can be tested without the trained model: style, types, dialogues and units.
set -eu
cd "$(dirname "$0")/.."
. scripts/test_environment.sh

step "style and types"
scripts/lint.sh
step "dialogues"
# The rules alone: understanding is not theirs.
$bin/python -m rasa train core --quiet --stories data --out "$state" --fixed-model-name dialogues
test_dialogues "$state/dialogues.tar.gz"
step "units"
$bin/python -m pytest -q -m "not timing and not whole and not production"
