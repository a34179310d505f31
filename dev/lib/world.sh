# shellcheck shell=bash
# Namespaces of its own on this machine: a network that leads out, processes that end with the first of them, and folders
# of an engine that are empty. What uses it is root. Sets WORK.

# begin_world NAME: a folder in WORK, and a network that leads out through this machine, for what a build inside a
# container fetches.
begin_world() {
  need ip iproute2
  need iptables iptables
  WORK=$(mktemp -d -p "${BARE_TMP:-/var/tmp}" "berth-$1.XXXXXX")
  NET=berth-$1-$$
  LINK=b${1:0:1}$$
  SUBNET=$(free_subnet)
  ip netns add "$NET"
  ip link add "$LINK" type veth peer name eth0 netns "$NET"
  ip addr add "$SUBNET.1/24" dev "$LINK"
  ip link set "$LINK" up
  ip -n "$NET" addr add "$SUBNET.2/24" dev eth0
  ip -n "$NET" link set eth0 up
  ip -n "$NET" link set lo up
  ip -n "$NET" route add default via "$SUBNET.1"
  sysctl -qw net.ipv4.ip_forward=1
  world_rules -I
}

# One that no other of this machine's links has; from 243 on they belong to tests over the engine.
free_subnet() {
  local number=$(($$ % 243))
  while ip -4 -o address | grep -qF " 10.213.$number."; do
    number=$(((number + 1) % 243))
  done
  printf '10.213.%s\n' "$number"
}

# world_rules -I|-D: what lets the network out, put in or taken away again.
world_rules() {
  iptables "$1" FORWARD -i "$LINK" -j ACCEPT
  iptables "$1" FORWARD -o "$LINK" -j ACCEPT
  iptables -t nat "$1" POSTROUTING -s "$SUBNET.0/24" ! -o "$LINK" -j MASQUERADE
}

# The namespace of processes goes with its first one, and with it the engine and all that it started.
end_world() {
  [[ -z ${NET:-} ]] || { world_rules -D && ip netns delete "$NET" && ip link delete "$LINK"; } 2>/dev/null || true
  [[ -z ${WORK:-} ]] || rm -rf --one-file-system "$WORK"
}

# inside COMMAND…: /run and the engine's folders are empty there, so that nothing of this machine's engine is seen. The
# first process there stays a shell, which takes leave of the dead: an engine takes a dead containerd for one that runs.
inside() {
  # shellcheck disable=SC2016 # expanded within
  nsenter --net="/run/netns/$NET" unshare --mount --pid --fork --mount-proc --kill-child \
    bash -c '
      set -e
      work=$1
      shift
      mkdir -p /var/lib/docker /etc/docker "$work/docker" "$work/etc"
      mount -t tmpfs tmpfs /run
      mkdir -p /run/lock
      mount --bind "$work/docker" /var/lib/docker
      mount --bind "$work/etc" /etc/docker
      export BERTH_WORLD=$work
      "$@"
      exit' inside "$WORK" "$@"
}
