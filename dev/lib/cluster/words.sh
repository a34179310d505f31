# shellcheck shell=bash
# What the checks of the node have in common. Needs ROOT; sets count.
# shellcheck source=bin/lib/say.sh
. "$ROOT/bin/lib/say.sh"
cd "$ROOT" || exit 1

k() {
  kubectl --namespace berth "$@"
}

# holds WHAT COMMAND…
holds() {
  await 240 "$1" "${@:2}" || { k get pods,events >&2; fail "not so: $1"; }
  say "ok: $1"
}

visits() {
  curl --silent --fail --max-time 5 "http://$(k get service berth-apps --output 'jsonpath={.spec.clusterIP}'):4000/" | sed -n 's/.*Visits:<.b> \([0-9]*\).*/\1/p'
}

counts() {
  local seen
  seen=$(visits) && [[ -n $seen ]] && ((seen > count)) && count=$seen
}
