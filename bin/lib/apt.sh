# shellcheck shell=bash
# Installing what is missing, where that is ours to do: as root on Debian, Ubuntu and their like.

can_install() {
  ((EUID == 0)) && have apt-get
}

# The first of the packages that this system offers, or nothing.
offered_package() {
  local package
  for package in "$@"; do
    if apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [^(]'; then
      printf '%s\n' "$package"
      return
    fi
  done
}

# Looks the packages up afresh, once a run: a fresh image has no lists, an old machine has stale ones.
refresh_packages() {
  [[ -z ${PACKAGES_FRESH:-} ]] || return 0
  PACKAGES_FRESH=yes
  watched "Looking up packages (apt-get update)" apt-get -qq update \
    || say "Some package sources did not answer; going on with those that did."
}

install_packages() {
  refresh_packages
  watched "Installing $* (apt-get install)" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=120 install "$@"
}

# need COMMAND PACKAGE: makes sure that a command is there.
need() {
  ! have "$1" || return 0
  can_install || fail "'$1' is missing: install it (on Debian or Ubuntu: sudo apt-get install $2), then run this again"
  install_packages "$2" || fail "could not install '$2': see above, install it by hand, then run this again"
}
