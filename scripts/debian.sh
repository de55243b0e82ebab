# Installing from Debian (sourced): what tests need beside the packages of the lock files.

# from_debian "what for" package …: whether the packages could be installed; only root can.
from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing $1 …"
    shift
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
