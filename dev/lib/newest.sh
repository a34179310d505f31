# shellcheck shell=bash
# Packages that this system does not have yet, from the newest that its distributor has.

# The archive that this system itself uses.
archive_of_system() {
  # shellcheck disable=SC2016 # apt's own field
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $(system_codename)" | head -n 1
}

system_codename() {
  # shellcheck disable=SC1091
  (. /etc/os-release && printf '%s\n' "${VERSION_CODENAME:-}")
}

# fetch_newest PACKAGE FOLDER: unpacked into a folder and not installed, so that the system stays as it is.
fetch_newest() {
  local -r package=$1 work=$2
  have apt-get && have dpkg || return 1
  mkdir -p "$work/lists/partial" "$work/cache"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main\n' "$(archive_of_system)" >"$work/sources.list"
  local -r options=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  watched "Fetching $package" apt-get "${options[@]}" -qq update || return 1
  (cd "$work" && apt-get "${options[@]}" -qq download "$package" >/dev/null 2>&1 && dpkg -x "$package"_*.deb .)
}
