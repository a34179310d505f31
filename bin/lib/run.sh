# shellcheck shell=bash
# How Berth's Java program is started. Needs ROOT, JDK_HOME and APP_JAR.

# Paths and addresses that every script shares; exported, because the server reads them as they are.
set_home() {
  BERTH_HOME=$(realpath -m -- "${BERTH_HOME:-${HOME:-/root}/.berth}")
  BERTH_HOST=${BERTH_HOST:-127.0.0.1}
  BERTH_PORT=${BERTH_PORT:-8080}
  is_port "$BERTH_PORT" || fail "BERTH_PORT must be a port, 1 to 65535, was '$BERTH_PORT'"
  export BERTH_HOME BERTH_HOST BERTH_PORT
}

is_port() {
  [[ $1 =~ ^[0-9]{1,5}$ ]] && ((10#$1 >= 1 && 10#$1 <= 65535))
}

# Home holds a token, a key and a database: it is nobody else's.
make_home() {
  [[ -d $BERTH_HOME ]] || (umask 077 && mkdir -p -- "$BERTH_HOME") 2>/dev/null \
    || fail "cannot make $BERTH_HOME: set BERTH_HOME to a folder that you may write"
}

# A path as a file: URI, the only spelling in which a comma or a space in it survives SmallRye's list of locations.
file_uri() {
  local path=$1 i c
  printf 'file://'
  local LC_ALL=C
  for ((i = 0; i < ${#path}; i++)); do
    c=${path:i:1}
    case $c in
      [a-zA-Z0-9/._~-]) printf '%s' "$c" ;;
      *) printf '%%%02X' "'$c" ;;
    esac
  done
}

# The operator's files, the one that overrides first: measured on Quarkus 3.33.2, the earlier location wins.
# A file: URI must exist. All locations bear the ordinal of the source that names them, which is 400, as it is a
# system property here: CONFIG_ORDINAL lifts the environment above that, as the contract has it.
config_locations() {
  local file separator=""
  for file in "$BERTH_HOME/application.properties" "$ROOT/application.properties"; do
    if [[ -r $file ]]; then
      printf '%s%s' "$separator" "$(file_uri "$file")"
      separator=,
    fi
  done
}

# Berth waits more than it computes. Measured on JDK 25 (docs/architecture/benchmarks.md): beside what Java takes by default these
# start it half a second sooner and in half the memory. JAVA_OPTS come later and win. Out of memory is the end: half a
# Berth, with threads missing, would answer and do nothing; whoever watches over it starts a whole one.
# Requests run on virtual threads, which do not give way while they compute: on as many carriers as there are processors
# two long bodies would keep everybody waiting. On more of them the system shares the processors out.
# The heap keeps a tenth to three tenths of itself free, not two fifths to seven tenths: what a burst took is given back (IdleHeap).
readonly SMALL=(-Djdk.virtualThreadScheduler.parallelism=16 -XX:+ExitOnOutOfMemoryError -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms24m -Xmx192m -XX:-ShrinkHeapInSteps -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30)

java_options() {
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  newer_options
  JAVA_ARGUMENTS=("${SMALL[@]}" "${NEWER[@]}" "-Dsmallrye.config.locations=$(config_locations)")
  export CONFIG_ORDINAL=410
  local archive
  archive=$(archive_file)
  if [[ -s $archive ]]; then
    JAVA_ARGUMENTS+=("$(archive_reading_option "$archive")" "${ARCHIVE_IN_PLACE[@]}" "${QUIET_ARCHIVE[@]}")
  fi
  # shellcheck disable=SC2206 # words, as everywhere where JAVA_OPTS is honoured
  JAVA_ARGUMENTS+=(${JAVA_OPTS:-})
}

# Where the archive was made to lie, its pages stay those of the file, which the system drops when it needs room: 46 MiB fewer of
# Berth's own. Elsewhere each is changed at the start. What it costs: the metadata of classes lie at an address that is known.
readonly ARCHIVE_IN_PLACE=(-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)

# Sets NEWER: what JDKs before 25 do not know. No profiles of methods in the archive (JEP 515): they are for the second compiler, which is
# off, and have the first one compile more, and at once, a tenth of the processor that a start takes. (A verb takes a third less with them.)
# And every half minute malloc gives back what the compiler took while Berth started, 4 to 6 MiB; a time takes a millisecond.
newer_options() {
  NEWER=()
  (($(java_major) < 25)) || NEWER=(-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining -XX:TrimNativeHeapInterval=30000)
}

# An archive that does not fit is a matter of speed only: not worth a line.
readonly QUIET_ARCHIVE=('-Xlog:cds*=off' '-Xlog:aot*=off' -Xlog:class+path=off)

# shellcheck disable=SC2034 # read by berth and build.sh
readonly EVERYDAY_MAIN=dev.berth.boot.cli.EverydayMain
# What an everyday verb loads: Berth's own classes, the command line, JSON, YAML, archives.
readonly EVERYDAY_LIBRARIES='picocli|jackson-(core|databind|annotations)|snakeyaml-engine|commons-(compress|io|lang3)'

# In an order that stays: an archive is good for one class path.
everyday_class_path() {
  local folder=${APP_JAR%/*} jar path=""
  for jar in "$folder"/app/*.jar "$folder"/lib/main/*.jar; do
    if [[ $jar == "$folder/app/"* || ${jar##*/} =~ \.($EVERYDAY_LIBRARIES)-[0-9][^/]*\.jar$ ]]; then
      path+=${path:+:}$jar
    fi
  done
  printf '%s\n' "$path"
}

everyday_archive() {
  printf '%s.everyday\n' "$(archive_file)"
}

# Sets JAVA_ARGUMENTS. Only this shell knows whether somebody sits there. A verb is over before what it compiles pays:
# only what is called ten times as often as usual is compiled.
everyday_options() {
  local archive
  archive=$(everyday_archive)
  JAVA_ARGUMENTS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 -Xms16m)
  if [[ -s $archive ]]; then
    JAVA_ARGUMENTS+=("$(archive_reading_option "$archive")" "${QUIET_ARCHIVE[@]}")
  fi
  if [[ -t 0 && -t 1 ]]; then
    JAVA_ARGUMENTS+=(-Dberth.terminal=true)
  fi
  JAVA_ARGUMENTS+=(-cp "$(everyday_class_path)")
}
