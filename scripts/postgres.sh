#!/usr/bin/env bash
# Sees to a PostgreSQL for make test-production; without one its tests are skipped, and say so.
set -eu
. "$(dirname "$0")/debian.sh"
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null ||
    from_debian "PostgreSQL for the tests of more than one server" postgresql ||
    echo "There is no PostgreSQL (Debian: apt install postgresql): what needs one is not tested."
