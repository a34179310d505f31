# shellcheck shell=bash
# A Kubernetes of one node from what the registries hold as source and as Debian packages: nothing is installed.

readonly KUBERNETES=1.32.4 CLUSTER_LIB=$ROOT/dev/lib/cluster

# What does not come with Kubernetes: its store, the network of pods, and what kube-proxy calls.
CLUSTER_MORE=()

readonly CLUSTER_PACKAGES=(etcd-server containernetworking-plugins conntrack ipset ethtool socat)

# ensure_cluster_programs FOLDER: made once; some fifteen minutes of a small machine.
ensure_cluster_programs() {
  [[ ! -x $1/bin/kubelet ]] || return 0
  need go golang-go
  need containerd containerd
  need openssl openssl
  mkdir -p "$1/bin" "$1/build"
  watched "Fetching ${CLUSTER_PACKAGES[*]}" fetch_cluster_packages "$1" || fail "packages could not be fetched: see above"
  watched "Building Kubernetes $KUBERNETES (once, a quarter of an hour)" build_kubernetes "$1" || fail "Kubernetes could not be built: see above"
}

fetch_cluster_packages() {
  (cd "$1/build" && apt-get download "${CLUSTER_PACKAGES[@]}") || return 1
  local package
  for package in "$1"/build/*.deb; do
    dpkg --extract "$package" "$1" || return 1
  done
}

# One program under five names: what they share is compiled and linked once. The module names its own parts by folder;
# here each is asked for by the version that belongs to it.
build_kubernetes() {
  local -r build=$1/build
  local part parts go_mod
  export GOPATH=${GOPATH:-$1/go} GOCACHE=${GOCACHE:-$1/cache} GOFLAGS="${GOFLAGS:-} -mod=mod"
  cp "$CLUSTER_LIB/main.go" "$build/"
  cd "$build" || return 1
  printf 'module cluster\ngo 1.23.0\ngodebug default=go1.23\n' >go.mod
  go_mod=$(go mod download -json "k8s.io/kubernetes@v$KUBERNETES" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
  parts=$(grep -oE '^\s+k8s.io/[a-z-]+ => ' "$go_mod")
  {
    printf 'require k8s.io/kubernetes v%s\nreplace (\n' "$KUBERNETES"
    for part in ${parts//=>/}; do
      printf '%s => %s v0.%s\n' "$part" "$part" "${KUBERNETES#1.}"
    done
    printf ')\n'
  } >>go.mod
  go mod tidy && nice -n 10 go build -ldflags="-s -w -X k8s.io/component-base/version.gitVersion=v$KUBERNETES" -o "$1/bin/kubelet" . || return 1
  for part in kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do
    ln -f "$1/bin/kubelet" "$1/bin/$part"
  done
}

# save_cluster_images IMAGE: for the node that (as berth:latest there), the engine's, and the pause container that holds
# each pod's namespaces, and more where CLUSTER_MORE says so; for the engine within what apps are made of.
save_cluster_images() {
  mkdir -p "$WORK/images" "$WORK/apps"
  printf 'FROM alpine:3\nENTRYPOINT ["sleep","infinity"]\n' | docker build --quiet --tag berth-check/pause:1 - >/dev/null || return 1
  docker tag "$1" berth-check/berth:node || return 1
  docker save --output "$WORK/images/all.tar" berth-check/pause:1 berth-check/berth:node docker:28.3.3-dind alpine:3 "${CLUSTER_MORE[@]}" || return 1
  docker rmi berth-check/berth:node >/dev/null || return 1
  docker save --output "$WORK/apps/all.tar" alpine:3 python:3-slim redis:7
}

# begin_cluster PROGRAMS IMAGE: a node in namespaces of its own; sets NODE, its first process.
begin_cluster() {
  begin_world cluster
  watched "Saving images for the node" save_cluster_images "$2" || fail "images could not be saved: see above"
  inside "$CLUSTER_LIB/node" "$WORK" "$1" &
  CLUSTER=$!
  await 300 "waiting for the node" node_is_up || fail "no node: $(tail -n 2 "$WORK"/log/* 2>/dev/null)"
  [[ -s $WORK/kubeconfig ]] || fail "the node has ended: $(tail -n 2 "$WORK"/log/* 2>/dev/null)"
  NODE=$(pgrep --parent "$(pgrep --parent "$CLUSTER")")
}

# Also where it never will be.
node_is_up() {
  [[ -s $WORK/kubeconfig ]] || ! kill -0 "$CLUSTER"
}

# on_node COMMAND…
on_node() {
  nsenter --target "$NODE" --mount --net --pid env KUBECONFIG="$WORK/kubeconfig" WORK="$WORK" ROOT="$ROOT" "$@"
}

end_cluster() {
  if [[ -n ${CLUSTER:-} ]]; then
    pkill -KILL --parent "$CLUSTER" || true
    wait "$CLUSTER" 2>/dev/null || true
  fi
  find /sys/fs/cgroup -depth -type d -path '*/berth-cluster*' -exec rmdir '{}' + 2>/dev/null || true
  rmdir /tmp/hostpath_pv 2>/dev/null || true
  end_world
}
