# shellcheck shell=bash
# Where the time of a run went. Needs ROOT.

# slowest N: the classes of tests that took longest, as Maven's reports have it.
slowest() {
  say "The $1 slowest classes of tests, in seconds:"
  find "$ROOT"/target/{surefire,failsafe}-reports -name 'TEST-*.xml' -exec grep -ho '<testsuite .*' {} + \
    | sed -nE 's/.* name="([^"]*)" time="([^"]*)".*/\2 \1/p' | tr -d , | sort -rn | head -n "$1" \
    | awk '{printf "%8.1f  %s\n", $1, $2}' >&2
}

# flakes LIMIT: which tests over the engine failed and then passed, with what they said at first; nothing is said if none
# did. Fails from that many on, in all lanes together.
flakes() {
  local -r found=$(grep -lE '<flaky(Failure|Error)' "$ROOT"/target/failsafe-reports/TEST-*.xml 2>/dev/null || true)
  local count
  [[ -n $found ]] || return 0
  say "Passed only when tried again:"
  # shellcheck disable=SC2086
  grep -hE -B1 -A8 '<flaky(Failure|Error)' $found | sed -nE 's/.*<testcase name="([^"]*)" classname="([^"]*)".*/\2.\1/p; s/.*<flaky[A-Za-z]* message="([^"]{0,2000}).*/  \1/p' >&2
  # shellcheck disable=SC2086
  count=$(cat $found | grep -cE '<flaky(Failure|Error)')
  ((count < $1)) || fail "$count tests over the engine passed only when tried again; one may"
}
