# shellcheck shell=bash
# Base images: what is there, pulling, and stand-ins made from packages with mmdebstrap.

readonly RECIPES=$ROOT/dev/lib/stand-ins

# missing, real or stand-in.
image_state() {
  local label
  if ! label=$(docker image inspect --format '{{index .Config.Labels "dev.berth.standin"}}' "$1" 2>/dev/null); then
    printf 'missing\n'
  elif [[ $label == true ]]; then
    printf 'stand-in\n'
  else
    printf 'real\n'
  fi
}

# Ends on its own within seconds where no registry can be reached.
pull_image() {
  local problem
  say "Pulling $1"
  if problem=$(timeout 600 docker pull --quiet "$1" 2>&1 >/dev/null); then
    again_as "$1"
  else
    say "  not pulled: ${problem:-no answer for ten minutes}"
    return 1
  fi
}

# The other names of an image, tagged only where they are free.
again_as() {
  local name
  for name in $(other_names "$1"); do
    [[ $(image_state "$name") != missing ]] || docker tag "$1" "$name"
  done
}

other_names() {
  case $1 in
    redis:7) printf 'redis:7-alpine redis:latest\n' ;;
    alpine:3) printf 'alpine:latest busybox:latest\n' ;;
  esac
}

# Stops with a reason unless stand-ins can be built here; installs what that takes.
can_build_stand_ins() {
  have apt-get || fail "no registry can be reached, and stand-ins need Debian or Ubuntu: pull or load the images by hand (docker load)"
  ((EUID == 0)) || have mmdebstrap || fail "stand-ins need mmdebstrap: sudo apt-get install mmdebstrap, then run this again"
  need mmdebstrap mmdebstrap
  # A fresh system image has no package lists, and they tell where its archive is.
  [[ -n $(archive_of_system) ]] || refresh_packages
}

# Python 2.7 was last packaged in Debian 11 and Ubuntu 22.04.
suite_of() {
  if [[ $1 != python:2.7-slim ]]; then
    system_codename
  elif grep -q '^ID=ubuntu' /etc/os-release; then
    printf 'jammy\n'
  else
    printf 'bullseye\n'
  fi
}

build_stand_in() {
  watched "Building a stand-in for $1" make_stand_in "$1" || return 1
  again_as "$1"
  say "Built a stand-in for $1$(also "$1")."
}

also() {
  local names
  names=$(other_names "$1")
  [[ -z $names ]] || printf ', also as %s' "${names// / and }"
}

# make_stand_in IMAGE [NAME]: as NAME where one is given.
# In a shell of its own, so that the working folder goes whatever happens. No `set -e` here: the caller tests.
make_stand_in() (
  work=$(mktemp -d) || exit 1
  trap 'rm -rf "$work"' EXIT
  chmod 755 "$work"
  copy_settings "$work/settings" || exit 1
  fill_work "$1" "$work" || exit 1
  bootstrap "$1" "$work" >"$work/root.tar" || exit 1
  import_image "$1" "$work/root.tar" "${2:-$1}"
)

# import_image IMAGE TAR NAME
import_image() {
  local changes=() line
  while read -r line; do
    changes+=(--change "$line")
  done < <(sed '/^#/d; /^$/d' "$RECIPES/${1%%:*}.image")
  if [[ $1 == python:2.7-slim ]]; then
    changes+=(--change 'CMD ["python2"]')
  fi
  docker import "${changes[@]}" --change 'LABEL dev.berth.standin=true' "$2" "$3"
}

# Prints the image's files as a tar.
bootstrap() {
  local options=() proxy
  # Its setup leaves nothing that could be cleaned.
  [[ $1 != alpine:* && $1 != debian:* ]] || options+=(--skip=cleanup)
  proxy=$(apt_proxy)
  if [[ -n $proxy ]]; then
    options+=(--aptopt="$proxy")
  fi
  mmdebstrap --variant="$(variant_of "$1")" --include="$(packages_of "$1")" --components="$(components)" \
    --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io "${options[@]}" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    "--$(hook_of "$1")-hook='$RECIPES/${1%%:*}.setup' \"\$1\" '$1' '$2'" "--$(hook_of "$1")-hook=sync-in '$2/settings' /" \
    --format=tar "$(suite_of "$1")" - "$(archive_of_system)"
}

components() {
  if grep -q '^ID=ubuntu' /etc/os-release; then
    printf 'main,universe\n'
  else
    printf 'main\n'
  fi
}

variant_of() {
  case $1 in
    alpine:* | debian:*) printf 'extract\n' ;;
    *) printf 'minbase\n' ;;
  esac
}

# The variant that only extracts knows no later hook.
hook_of() {
  case $1 in
    alpine:* | debian:*) printf 'extract\n' ;;
    *) printf 'customize\n' ;;
  esac
}

packages_of() {
  case $1 in
    python:3-slim) printf 'python3,python3-pip,python-is-python3,ca-certificates\n' ;;
    python:2.7-slim) printf 'python2.7,ca-certificates\n' ;;
    redis:*) printf 'redis-server\n' ;;
    haproxy:*) printf 'haproxy\n' ;;
    alpine:*) printf 'busybox-static\n' ;;
    postgres:*) printf 'postgresql\n' ;;
    docker:*) printf 'docker.io,iptables,netcat-openbsd,ca-certificates\n' ;;
    debian:*) printf 'base-files,libc6,zlib1g,busybox-static\n' ;;
  esac
}

# Only what a build inside the image needs; nothing of it ever goes into the repository.
copy_settings() {
  mkdir -p "$1/etc/ssl/certs" "$1/etc/apt/apt.conf.d"
  if [[ -r /etc/ssl/certs/ca-certificates.crt ]]; then
    cp -L /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/ca-certificates.crt"
    cp -L /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/host-ca.crt"
  fi
  pip_settings >"$1/etc/pip.conf"
  apt_proxy >"$1/etc/apt/apt.conf.d/80proxy"
}

apt_proxy() {
  have apt-config || return 0
  local proxy=""
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  [[ -z $proxy ]] || printf 'Acquire::http::Proxy "%s";\n' "$proxy"
}

# pip's index as this machine has it, from its environment or its files; never a folder of this machine.
pip_settings() {
  printf '[global]\ndisable-pip-version-check = true\nroot-user-action = ignore\n'
  if [[ -r /etc/ssl/certs/ca-certificates.crt ]]; then
    printf 'cert = /etc/ssl/host-ca.crt\n'
  fi
  have python3 || return 0
  { python3 -m pip config list 2>/dev/null || true; } | sed -nE \
    "s/^(:env:\.|global\.|install\.)(index-url|extra-index-url|trusted-host|proxy)='(.*)'\$/\2 = \3/p" | sort -u -t= -k1,1
}

# What the recipe of an image needs from outside it.
fill_work() {
  [[ $1 == python:2.7-slim ]] || return 0
  fetch_old_pip >"$2/wheels.tar"
}

# The last pip, setuptools and wheel that run on Python 2.7; fetched with a Python that has a pip.
fetch_old_pip() {
  docker run --rm --label dev.berth.standin=true --entrypoint sh python:3-slim -c \
    'pip download -q --no-deps --python-version 2.7 --only-binary :all: -d /tmp/w pip==20.3.4 "setuptools<45" "wheel<0.38" >&2 &&
     tar -C /tmp/w -c .'
}
