# What the test scripts share (sourced): their environment and databases, and their steps.
# Native threads that wait do not spin: a machine that does other work is no fault.
export OMP_WAIT_POLICY=passive RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore TF_CPP_MIN_LOG_LEVEL=3 TQDM_DISABLE=1 PYTHONPATH=.
bin=.venv/bin

step() { printf '\n== %s ==\n' "$1"; }

# Databases of the tests' own: no test touches the staff's.
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export FACTS_URL="sqlite:///$state/facts.db" FEEDBACK_URL="sqlite:///$state/feedback.db"
export HELP_FILE="$state/help.json"
export CONVERSATIONS_URL="sqlite:///$state/conversations.db" WEB_KEY_FILE="$state/web.key"
export LOG_KEY_FILE="$state/log.key" UNANSWERED_URL="sqlite:///$state/unanswered.db"
export PUBLISHING_DIR="$state/publishing"
export USE_URL="sqlite:///$state/use.db" USE_KEY_FILE="$state/use.key"
export HANDOVER_URL="sqlite:///$state/handover.db" HANDOVER_KEY_FILE="$state/handover.key"
export DESK_URL="sqlite:///$state/desk.db" DESK_KEY_FILE="$state/desk.key"

# Replays the dialogues with a model's policies.
test_dialogues() {
    mkdir "$state/dialogues"
    cp data/stories.yml tests/dialogues/*.yml "$state/dialogues"
    $bin/python -m rasa test core --stories "$state/dialogues" --model "$1" \
        --out results/dialogues --fail-on-prediction-errors
}
