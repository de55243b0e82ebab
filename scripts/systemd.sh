#!/usr/bin/env bash
# Sees to a systemd-analyze for the tests of deploy/systemd; without one they are skipped, and say so.
set -eu
. "$(dirname "$0")/debian.sh"
command -v systemd-analyze >/dev/null || from_debian "systemd-analyze for the tests of the units" systemd ||
    echo "There is no systemd-analyze (Debian: apt install systemd): the units are read by the tests, not checked by it."
