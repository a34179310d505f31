# shellcheck shell=bash
# Building Berth when its sources are newer than what was built, and the archive that makes it start fast.
# Needs ROOT and JDK_HOME.

readonly APP_JAR=$ROOT/target/quarkus-app/quarkus-run.jar

# A removed file shows in the time of its folder.
is_built() {
  [[ -f $APP_JAR ]] || return 1
  [[ -z $(find "$ROOT/pom.xml" "$ROOT/src/main" -newer "$APP_JAR" -print -quit) ]]
}

# One build at a time: demo, serve and check may be started together.
ensure_built() {
  ! is_built || return 0
  ensure_maven
  mkdir -p "$ROOT/target"
  (
    flock 9
    is_built || build
  ) 9>"$ROOT/target/.build.lock"
}

# Quickly: without what only a change of the sources is held to. Maven's notes of it go, so that `mvn verify` compiles, and checks, anew.
build() {
  watched "Building Berth (first time: a minute or more, as Maven fetches its libraries)" maven -q -Dmaven.test.skip=true -Dquickly package \
    || fail "the build failed: see above; for the whole story: mvn -Dmaven.test.skip=true -Dquickly package"
  rm -rf "$ROOT/target/maven-status"
  touch "$APP_JAR"
}

# The archive belongs to one JDK and one build: its name says which.
archive_file() {
  local version
  version=$(jdk_version "$JDK_HOME")
  printf '%s/target/archive/%s-%s.jsa\n' "$ROOT" "$version" "$(stat -c %Y "$APP_JAR")"
}

java_major() {
  local version
  version=$(jdk_version "$JDK_HOME")
  printf '%s\n' "${version%%[.-]*}"
}

# AOT cache (JEP 483, 514) from JDK 25 on, where one run makes it; before that a dynamic CDS archive (JEP 350).
archive_writing_option() {
  if (($(java_major) >= 25)); then
    printf -- '-XX:AOTCacheOutput=%s\n' "$1"
  else
    printf -- '-XX:ArchiveClassesAtExit=%s\n' "$1"
  fi
}

archive_reading_option() {
  if (($(java_major) >= 25)); then
    printf -- '-XX:AOTCache=%s\n' "$1"
  else
    printf -- '-XX:SharedArchiveFile=%s\n' "$1"
  fi
}

# Never fails: without the archive Berth starts as well, two seconds later. A failed attempt is not repeated. Of several that
# start at once one makes it, and the others wait for it.
ensure_archive() {
  local archive
  archive=$(archive_file)
  [[ ! -e $archive && ! -e $archive.failed ]] || return 0
  mkdir -p "$ROOT/target"
  (
    flock --timeout 300 9 || true
    [[ -e $archive || -e $archive.failed ]] || make_archive "$archive" 9>&-
  ) 9>"$ROOT/target/archive.lock"
}

make_archive() {
  local archive=$1
  rm -rf "$ROOT/target/archive"
  mkdir -p "$ROOT/target/archive"
  if ! watched "Making the archive that lets Berth start fast (once a build)" train "$archive"; then
    : >"$archive.failed"
    rm -f "$archive"
    say "No archive: Berth starts all the same, a little slower."
  fi
}

free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 10000))
    if ! port_taken "$port"; then
      printf '%s\n' "$port"
      return
    fi
  done
  return 1
}

port_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A short life of a server of its own: own home, own port, none of the caller's settings.
train() {
  local archive=$1 home port pid status=0
  home=$(mktemp -d)
  port=$(free_port)
  newer_options
  (
    cd "$home" || exit 1
    exec env -i PATH="$PATH" HOME="$home" ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} \
      BERTH_HOME="$home" BERTH_HOST=127.0.0.1 BERTH_PORT="$port" \
      "$JDK_HOME/bin/java" "${SMALL[@]}" "${NEWER[@]}" "$(archive_writing_option "$archive")" -jar "$APP_JAR" serve
  ) &
  pid=$!
  await 60 "training" answers_or_gone "$port" "$pid" || status=1
  train_everyday "$port" "$home" || say "No archive for everyday verbs: they answer a little later."
  kill -TERM "$pid" 2>/dev/null || status=1
  end_within 120 "$pid" || status=1
  rm -rf "$home"
  [[ $status -eq 0 && -s $archive ]]
}

# The same for the everyday verbs, which ask that server.
train_everyday() {
  local archive
  archive=$(everyday_archive)
  everyday_options
  env -i PATH="$PATH" HOME="$2" BERTH_URL="http://127.0.0.1:$1" BERTH_TOKEN="$(<"$2/admin-token")" \
    "$JDK_HOME/bin/java" "$(archive_writing_option "$archive")" "${JAVA_ARGUMENTS[@]}" "$EVERYDAY_MAIN" ls || rm -f "$archive"
  [[ -s $archive ]]
}

answers_or_gone() {
  answers_http "$1" || process_gone "$2"
}

end_within() {
  local limit=$1 pid=$2
  if ! await "$limit" "ending" process_gone "$pid"; then
    kill -KILL "$pid" 2>/dev/null || true
    return 1
  fi
}

process_gone() {
  ! kill -0 "$1" 2>/dev/null
}

# Only bash: not every machine has curl, and this must not fail for that.
answers_http() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /health/live HTTP/1.0\r\n\r\n' >&3
  read -r -t 5 line <&3 || true
  exec 3>&-
  [[ $line == HTTP/* ]]
}
