# shellcheck shell=bash
# The tests over the engine in lanes side by side: most of their time they wait for it. Needs ROOT and maven.

readonly LANES=${BERTH_TEST_LANES:-3}

# CLASS PROFILE of each; the usual profile may have a server in every lane.
engine_tests() {
  local file
  find "$ROOT/src/test/java" '(' -name '*IT.java' -o -name '?*Scenario.java' ')' | sort | while read -r file; do
    printf '%s %s\n' "$(basename "$file" .java)" \
      "$(sed -nE 's/^@TestProfile\((.*)\.class\)$/\1/p' "$file" | grep -vx Scenario.Home || true)"
  done
}

# lane_plan COUNT: `LANE CLASS` of each class.
lane_plan() {
  engine_tests | awk -v lanes="$1" -f "$ROOT/dev/lib/lanes.awk" "$ROOT/dev/lib/lanes" -
}

# lane NUMBER CLASSES [MAVEN OPTION…]
lane() {
  maven failsafe:integration-test failsafe:verify -Dtest.lane="$1" -Dit.test="$2" "${@:3}"
}

# begin_lanes [MAVEN OPTION…]: all of them; `together` waits for them.
begin_lanes() {
  local plan number
  plan=$(lane_plan "$LANES")
  for ((number = 1; number <= LANES; number++)); do
    aside "lane-$number" lane "$number" "$(awk -v lane="$number" '$1 == lane {print $2}' <<<"$plan" | paste -sd,)" "$@"
  done
}
