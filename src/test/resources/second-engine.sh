# second-engine.sh FOLDER: an engine in namespaces of its own, until standard input ends (its parent's death will do);
# killed, it comes back while FOLDER/up is there, with the options of FOLDER/options.
set -eu
folder=$1
mount -t tmpfs tmpfs /run
ip link set lo up
while :; do
  if [ -e "$folder/up" ]; then
    rm -f /run/docker.pid
    # shellcheck disable=SC2046 # several words
    dockerd --data-root "$folder/data" --exec-root /run/docker --pidfile /run/docker.pid \
      --host "unix://$folder/docker.sock" $(cat "$folder/options" 2>/dev/null) >>"$folder/log" 2>&1 </dev/null || :
  fi
  sleep 0.1
done &
cat >/dev/null
