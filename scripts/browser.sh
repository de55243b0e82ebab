#!/usr/bin/env bash
# Sees to a Chromium for the browser tests: CHROMIUM names one, or Debian's is installed.
set -eu
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -n "$browser" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium and the fonts of the screenshots …"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install it (Debian: apt install chromium), or name one: CHROMIUM=/path/to/chromium make test" >&2
exit 1
