#!/usr/bin/env bash
# Sees to what checks the page's scripts: Node with npm from the path, or Debian's; and the
# packages of web/package-lock.json, or leaves them as they are if the lock has not changed.
set -eu
. "$(dirname "$0")/debian.sh"
cd "$(dirname "$0")/../web"

fail() { printf '%s\n' "$*" >&2; exit 1; }
has_node() {
    command -v npm >/dev/null &&
        node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 18 || (major == 18 && minor >= 18) ? 0 : 1)' 2>/dev/null
}

has_node || from_debian "Node for the checks of the page's scripts" nodejs npm || true
has_node || fail "The checks of the page's scripts need Node 18.18 or newer with npm on the path: install them (Debian: apt install nodejs npm), and run the command again."

stamp=node_modules/lock.sha256
wanted=$(sha256sum package.json package-lock.json | sha256sum)
if [ "$(cat $stamp 2>/dev/null)" = "$wanted" ]; then exit 0; fi
echo "Installing what checks the page's scripts (some seconds) …"
npm ci --loglevel=error --no-progress >/dev/null ||
    fail "What checks the page's scripts could not be installed (see above): check the network and run the command again."
printf '%s' "$wanted" > $stamp
