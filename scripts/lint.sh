#!/usr/bin/env bash
# Every check that reads the code and runs none of it.
set -euo pipefail
cd "$(dirname "$0")/.."

# Python
bin=.venv/bin
$bin/ruff check .
$bin/ruff format --check .
$bin/mypy

# The page's scripts: each by itself, their types together, and the one module that is served
scripts/node.sh
served='import sys; from assistant.settings import Settings; from assistant.web.assets import chat_script
sys.stdout.buffer.write(chat_script(Settings().web_dir))'
export PATH="$PWD/web/node_modules/.bin:$PATH" PYTHONPATH=.
(cd web && eslint --max-warnings 0 .)
tsc --project web
$bin/python -c "$served" | (cd web && eslint --max-warnings 0 --stdin --stdin-filename chat.js)
echo "All checks of the page's scripts passed!"
