#!/usr/bin/env bash
# Sees to a promtool for the tests of deploy/prometheus; without one they are skipped, and say so.
set -eu
. "$(dirname "$0")/debian.sh"
command -v promtool >/dev/null || from_debian "promtool for the tests of the alerts" prometheus ||
    echo "There is no promtool (Debian: apt install prometheus): deploy/prometheus is read by the tests, not checked by it."
