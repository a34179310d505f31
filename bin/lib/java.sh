# shellcheck shell=bash
# Finding a JDK and Maven. Sets JDK_HOME; leaves JAVA_HOME of the caller alone.

readonly OLDEST_JAVA=21
readonly OLDEST_MAVEN=3.8.7

# The version of the JDK in a folder, as its own `release` file says ("25.0.3"), or nothing if it is no JDK.
jdk_version() {
  [[ -x $1/bin/java && -x $1/bin/javac ]] || return 0
  local version="" line
  if [[ -r $1/release ]]; then
    while read -r line; do # by bash alone: every everyday verb waits for this
      [[ ! $line =~ ^JAVA_VERSION=\"(.*)\" ]] || version=${BASH_REMATCH[1]}
    done <"$1/release"
  fi
  if [[ -z $version ]]; then
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac //p')
  fi
  printf '%s\n' "$version"
}

# Where a JDK may be, JAVA_HOME first: among equals the first one wins.
jdk_places() {
  local javac
  if [[ -n ${JAVA_HOME:-} ]]; then
    printf '%s\n' "$JAVA_HOME"
  fi
  if javac=$(command -v javac); then
    dirname "$(dirname "$(readlink -f "$javac")")"
  fi
  find /usr/lib/jvm -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort || true
}

# Sets JDK_HOME to the newest JDK that is new enough; status 1 if there is none.
find_jdk() {
  local place version newest=0
  JDK_HOME=""
  while read -r place; do
    version=$(jdk_version "$place")
    [[ ${version%%[.-]*} =~ ^[0-9]+$ ]] || continue
    if ((BASH_REMATCH[0] >= OLDEST_JAVA)) && newer "$version" "$newest"; then
      newest=$version
      JDK_HOME=$place
    fi
  done < <(jdk_places)
  [[ -n $JDK_HOME ]]
}

newer() {
  [[ $1 != "$2" && $(printf '%s\n' "$1" "$2" | sort -V | tail -n 1) == "$1" ]]
}

ensure_java() {
  ! find_jdk || return 0
  local package="" advice
  advice="install one (Eclipse Temurin, or your distribution's), set JAVA_HOME to its folder, then run this again"
  can_install || fail "no JDK $OLDEST_JAVA or newer in JAVA_HOME, PATH or /usr/lib/jvm: $advice"
  refresh_packages
  package=$(offered_package openjdk-25-jdk-headless openjdk-21-jdk-headless)
  [[ -n $package ]] || fail "no JDK $OLDEST_JAVA or newer here, and this system offers none as a package: $advice"
  install_packages "$package" || fail "could not install $package: see above; $advice"
  find_jdk || fail "$package is installed, but no JDK $OLDEST_JAVA was found in /usr/lib/jvm: set JAVA_HOME"
}

maven_version() {
  JAVA_HOME=$JDK_HOME mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p'
}

# Needs JDK_HOME.
ensure_maven() {
  local version
  need mvn maven
  version=$(maven_version)
  ! newer "$OLDEST_MAVEN" "${version:-0}" \
    || fail "Maven ${version:-of unknown version} is too old: install $OLDEST_MAVEN or newer and put its mvn first in PATH"
}

maven() {
  (cd "$ROOT" && JAVA_HOME=$JDK_HOME mvn -B "$@")
}
