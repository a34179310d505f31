# shellcheck shell=bash
# Where the time of a run went. Needs ROOT.

# slowest N: the classes of tests that took longest, as Maven's reports have it.
slowest() {
  say "The $1 slowest classes of tests, in seconds:"
  find "$ROOT"/target/{surefire,failsafe}-reports -name 'TEST-*.xml' -exec grep -ho '<testsuite .*' {} + \
    | sed -nE 's/.* name="([^"]*)" time="([^"]*)".*/\2 \1/p' | tr -d , | sort -rn | head -n "$1" \
    | awk '{printf "%8.1f  %s\n", $1, $2}' >&2
}
