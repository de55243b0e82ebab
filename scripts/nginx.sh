#!/usr/bin/env bash
# Sees to an nginx for the tests of deploy/nginx.conf; without one they are skipped, and say so.
set -eu
. "$(dirname "$0")/debian.sh"
command -v nginx >/dev/null || from_debian "nginx for the tests of the proxy" nginx-light ||
    echo "There is no nginx (Debian: apt install nginx-light): deploy/nginx.conf is not tested."
