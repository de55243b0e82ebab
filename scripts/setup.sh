#!/usr/bin/env bash
# Makes .venv from requirements.lock, or leaves it as it is if the lock has not changed.
# PYTHON names the interpreter; otherwise a Python 3.10 is looked for.
set -u
cd "$(dirname "$0")/.."
venv=.venv
stamp=$venv/requirements.sha256
needed_mb=4000

fail() { printf '%s\n' "$*" >&2; exit 1; }
is_310() { [ -n "$1" ] && [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = 3.10 ]; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_310 "$PYTHON" || fail "PYTHON=$PYTHON is not a Python 3.10, which Rasa Open Source 3.6 needs."
        printf '%s' "$PYTHON"; return
    fi
    for candidate in python3.10 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python3.10 \
        /usr/bin/python3.10 /usr/local/bin/python3.10 /opt/homebrew/bin/python3.10 python3 python; do
        if is_310 "$candidate"; then printf '%s' "$candidate"; return; fi
    done
    fail "No Python 3.10 was found. Install it (Debian: apt install python3.10; or pyenv install 3.10), or name one: make run PYTHON=/path/to/python3.10"
}

wanted=$(sha256sum requirements.lock pyproject.toml | sha256sum)
if [ -x $venv/bin/python ] && [ "$(cat $stamp 2>/dev/null)" = "$wanted" ]; then exit 0; fi

python=$(find_python) || exit 1
free_mb=$(df -Pm . | awk 'NR==2{print $4}')
[ "$free_mb" -ge $needed_mb ] || fail "Not enough disk: $free_mb MB are free here and $needed_mb MB are needed."

packages=$(grep -c '^[^ #]*==' requirements.lock)
echo "Installing $packages packages into $venv with $("$python" --version) (half a minute with a fast network) …"
"$python" -m venv --clear $venv || fail "The virtual environment could not be made (Debian: apt install python3.10-venv)."
pip() { $venv/bin/python -m pip install --disable-pip-version-check --quiet --no-deps "$@"; }

# uv, which installs many times as fast as pip: from the path, or as the lock file has it.
with_uv() {
    uv=$(command -v uv) || {
        awk '/^uv==/ {on = 1; print; next} on && !/^ / {exit} on' requirements.lock > $venv/uv.lock
        pip --require-hashes -r $venv/uv.lock && uv=$venv/bin/uv
    } && "$uv" pip install --quiet --python $venv/bin/python --no-deps --require-hashes -r requirements.lock
}

# Tells that it goes on, while a command does.
told() {
    "$@" & local command=$! waited=0
    while kill -0 $command 2>/dev/null; do
        sleep 1; waited=$((waited + 1))
        if [ -t 1 ]; then printf '\r  %s s' $waited; elif [ $((waited % 30)) = 0 ]; then echo "  $waited s"; fi
    done
    if [ -t 1 ]; then printf '\r\033[K'; fi
    wait $command
}

if ! told with_uv; then
    echo "uv could not install them; pip does (some minutes) …"
    told pip --require-hashes -r requirements.lock ||
        fail "A download or an installation failed (see above): check the network and run the command again."
fi
pip --no-build-isolation --editable . || fail "The project itself could not be installed (see above)."
printf '%s' "$wanted" > $stamp
