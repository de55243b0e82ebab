#!/usr/bin/env bash
# What runs beyond one process, with Debian's PostgreSQL and nginx.
set -eu
cd "$(dirname "$0")/.."
. scripts/test_environment.sh
scripts/postgres.sh
scripts/nginx.sh
$bin/python -m pytest -m production "$@"
