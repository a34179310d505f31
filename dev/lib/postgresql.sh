# shellcheck shell=bash
# A PostgreSQL for the tests, which make clusters of their own: only its programs are wanted.

find_postgresql() {
  ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || return 0
  if ! can_install || ! install_postgresql; then
    say "no PostgreSQL can be had here (Debian: postgresql): its tests are skipped"
  fi
}

# Debian would make a cluster of the system's, start it, and start it again at every boot.
install_postgresql() {
  install_packages postgresql-common || return 1
  sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf || return 1
  install_packages postgresql
}
