# shellcheck shell=bash
# What dev/fuzz does. Needs ROOT, JDK_HOME and the other parts (dev/lib/load.sh).

readonly SCHEMATHESIS=4.32.5
readonly JAZZER=0.30.0

FUZZ_HOME=""
FUZZ_ENGINE=""

# A server with a home of its own, over the engine at an address, or over this machine's.
fuzz_server() {
  ensure_built
  export BERTH_HOME=$FUZZ_HOME/home BERTH_HOST=127.0.0.1 BERTH_PORT=${BERTH_PORT:-$(free_port)}
  if [[ -n $1 ]]; then
    export BERTH_ENGINE_HOST=$1
  fi
  export BERTH_QUOTA_APPS=20 BERTH_QUOTA_REPLICAS=40
  start_server
}

fuzz_home() {
  FUZZ_HOME=$(mktemp -d -t berth-fuzz.XXXXXX)
  chmod 711 "$FUZZ_HOME"
}

fuzz_end() {
  [[ -n $FUZZ_HOME ]] || return 0
  [[ -z ${BERTH_HOME:-} ]] || stop_server
  if [[ -n $FUZZ_ENGINE ]]; then
    kill "$FUZZ_ENGINE" 2>/dev/null || true
    end_within 30 "$FUZZ_ENGINE" || true
  fi
  rm -rf "$FUZZ_HOME"
}

# Says in the log's own words what failed.
fuzz_bugs() {
  ! grep -A 3 'this is a bug' "$BERTH_HOME/berth.log" >&2
}

# The address of an engine that nobody else uses, in a network of its own; of none where there can be none.
lone_engine() {
  local socket=$FUZZ_HOME/engine.sock
  LONE_ENGINE=unix://$socket
  if ((EUID != 0)) || ! have dockerd || ! have unshare; then
    say "No engine of its own here (that needs root and dockerd): going on without one."
    return
  fi
  # shellcheck disable=SC2016 # expanded within
  unshare --net --mount --propagation private sh -c '
    mount -t tmpfs tmpfs /run && ip link set lo up
    exec dockerd --data-root "$1/engine" --exec-root /run/exec --pidfile "$1/engine.pid" --host "unix://$1/engine.sock"
  ' lone "$FUZZ_HOME" >"$FUZZ_HOME/engine.log" 2>&1 </dev/null &
  FUZZ_ENGINE=$!
  await 30 "waiting for an engine" curl -sf --unix-socket "$socket" http://engine/_ping \
    || say "The engine of its own did not start; going on without one: $(tail -n 1 "$FUZZ_HOME/engine.log")"
}

# ensure_schemathesis: sets ST.
ensure_schemathesis() {
  local folder=$ROOT/target/schemathesis-$SCHEMATHESIS
  ST=$folder/bin/st
  [[ ! -x $ST ]] || return 0
  need python3 python3
  mkdir -p "$ROOT/target"
  python3 -m venv "$folder" || fail "python3 has no venv here: apt-get install python3-venv"
  watched "Installing Schemathesis $SCHEMATHESIS" "$folder/bin/pip" install -q "schemathesis==$SCHEMATHESIS" \
    || { rm -rf "$folder" && fail "could not install Schemathesis: see above"; }
}

# fuzz_documented SECONDS SEED
fuzz_documented() {
  local status=0
  ensure_schemathesis
  fuzz_home
  lone_engine
  fuzz_server "$LONE_ENGINE"
  ask GET /openapi -H 'Accept: application/json'
  printf '%s' "$BODY" >"$FUZZ_HOME/openapi.json"
  say "Asking all that the OpenAPI document names, for $1 s"
  # One worker: more of them trip over each other in Python's own parser.
  mkdir "$FUZZ_HOME/run"
  cp "$ROOT"/dev/lib/fuzz/{schemathesis.toml,hooks.py} "$FUZZ_HOME/run" # Where it is started it writes.
  (cd "$FUZZ_HOME/run" && PYTHONDONTWRITEBYTECODE=1 BERTH_TOKEN=$(<"$BERTH_HOME/admin-token") "$ST" \
    --config-file schemathesis.toml run "$FUZZ_HOME/openapi.json" --url "$(server_url)" \
    --workers 1 --max-examples 200 --seed "$2" --max-time "$1" --no-color) || status=$?
  fuzz_bugs || status=1
  return "$status"
}

# fuzz_requests COUNT SEED
fuzz_requests() {
  local status=0
  need python3 python3
  fuzz_home
  fuzz_server "unix://$FUZZ_HOME/no-engine.sock"
  say "Sending $1 requests"
  python3 "$ROOT/dev/lib/fuzz/requests.py" "$(server_url)" "$(<"$BERTH_HOME/admin-token")" "$1" "$2" || status=$?
  fuzz_bugs || status=1
  return "$status"
}

# fuzz_hostile URL: a server of its own where there is none.
fuzz_hostile() {
  local url=$1 classpath=$ROOT/target/hostile-classpath home=${BERTH_HOME:-$HOME/.berth}
  ensure_maven
  watched "Compiling the table's reader" maven -q test-compile dependency:build-classpath -Dmdep.includeScope=test \
    -Dmdep.outputFile="$classpath" || fail "the build failed: see above"
  if [[ -z $url ]]; then
    fuzz_home
    fuzz_server ""
    url=$(server_url) home=$BERTH_HOME
  fi
  say "Asking $url for all that a hostile caller might"
  (cd "$ROOT" && "$JDK_HOME/bin/java" -cp "target/test-classes:target/classes:$(<"$classpath")" dev.berth.scenario.HostileTable \
    "$url" "$home/admin-token")
}

# A project of nothing but Jazzer, for Maven to fetch it.
jazzer_project() {
  cat <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>dev.berth</groupId><artifactId>jazzer</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>com.code-intelligence</groupId><artifactId>jazzer</artifactId><version>$JAZZER</version>
  </dependency></dependencies>
</project>
XML
}

# fuzz_parsers SECONDS SEED: what it finds lies in target/jazzer.
fuzz_parsers() {
  local folder=$ROOT/target/jazzer
  ensure_maven
  mkdir -p "$folder/corpus"
  jazzer_project >"$folder/pom.xml"
  watched "Compiling the readers" maven -q test-compile dependency:build-classpath -Dmdep.includeScope=test \
    -Dmdep.outputFile="$folder/classpath" || fail "the build failed: see above"
  watched "Fetching Jazzer $JAZZER" maven -q -f "$folder/pom.xml" dependency:build-classpath \
    -Dmdep.outputFile="$folder/jazzer" || fail "could not fetch Jazzer: see above"
  say "Feeding the readers for $1 s; the first half minute goes into preparing their classes"
  (cd "$folder" && "$JDK_HOME/bin/java" -Xmx1200m -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
    -cp "$(<jazzer):$ROOT/target/test-classes:$ROOT/target/classes:$(<classpath)" com.code_intelligence.jazzer.Jazzer \
    --target_class=dev.berth.image.context.ParserFuzz --instrumentation_includes='dev.berth.**:org.snakeyaml.**' \
    corpus "$ROOT/src/test/resources/fuzz" -max_len=4096 -timeout=60 -rss_limit_mb=3000 -max_total_time="$1" -seed="$2" \
    -print_final_stats=1)
}
