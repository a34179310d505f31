# swarm-node.sh FOLDER NAME ADDRESS CGROUP: an engine in namespaces of its own, plugged into the network of a lab by whoever
# starts it; it ends, with all that runs in it, when standard input does. A registry in its network needs no certificate.
set -eu
folder=$1
hostname "$2"
mount -t tmpfs tmpfs /run
ip link set lo up
until ip link show eth0 >/dev/null 2>&1; do
  sleep 0.05
done
ip addr add "$3/24" dev eth0
ip link set eth0 up
dockerd --data-root "$folder/data" --exec-root /run/docker --pidfile /run/docker.pid --cgroup-parent "$4" \
  --host "unix://$folder/docker.sock" --insecure-registry "${3%.*}.0/24" >>"$folder/log" 2>&1 </dev/null &
cat >/dev/null
