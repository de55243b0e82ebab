#!/usr/bin/env bash
# Sees to a Chromium for the browser tests: CHROMIUM names one, or Debian's is installed.
set -eu
. "$(dirname "$0")/debian.sh"
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -n "$browser" ] || from_debian "Chromium and the fonts of the screenshots" chromium fonts-noto-core; then
    exit 0
fi
echo "The browser tests need Chromium: install it (Debian: apt install chromium), or name one: CHROMIUM=/path/to/chromium make test" >&2
exit 1
