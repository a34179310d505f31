package dev.berth.reconcile.rotation;

import dev.berth.observe.Rotation;
import dev.berth.spec.Holders;

/**
 * Shell scripts for a holder's container. They need a POSIX shell and awk, and bash or nc for the
 * socket: what the official images have, those of Debian and those of Alpine.
 */
final class HolderScript {
  private static final String TALK =
      """
      file=FILE
      ask() {
        if command -v bash >/dev/null 2>&1; then
          bash -c 'exec 3<>/dev/tcp/127.0.0.1/PORT && printf "%s\\n" "$1" >&3 && cat <&3' bash "$1"
        else
          printf '%s\\n' "$1" | nc 127.0.0.1 PORT
        fi
      }
      """
          .replace("FILE", Holders.FILE)
          .replace("PORT", Integer.toString(Rotation.CONTROL));

  /**
   * Prints a line for each slot that somebody is in, {@code NUMBER NAME ADMIN EVEN UP SESSIONS
   * ERRORS WEIGHT REQUESTS FAILURES MILLIS}, and at last {@code berth MARK STRUCTURE WORKERS SLOTS
   * PRINTED}; its argument is the holder's own name. {@code show servers state} has the
   * administrator's bits: 1 is maintenance, 8 is drain. Fields of {@code show stat}: 5 scur, 8
   * stot, 14 econ, 15 eresp, 40 to 45 answers by hundreds, 61 rtime.
   *
   * <p>Who comes in counts as up at once, whatever address its slot has: the one of before, until
   * the engine's resolver has answered, which takes its time while containers come and go. So one
   * that came in lately has to have an address that its name has; and of a port that is spoken to
   * in two manners ({@code h0}, {@code t0}) both have to say that it is up.
   */
  static final String READ =
      TALK
          + """
          mark=$(sed -n '1s/^# berth //p' "$file")
          all=$(cat /proc/[0-9]*/comm 2>/dev/null | grep -cx haproxy)
          ask 'show info; show servers state; show stat' | awk -v own="$1" -v mark="${mark:--}" -v all="$all" '
            /^description: berth-/ { sub("berth-", "", $2); loaded = $2 }
            $1 ~ /^[0-9]+$/ && $4 ~ /^s[0-9]+$/ && NF >= 18 {
              if (!($4 in name)) { order[++count] = $4; name[$4] = $18; bits[$4] = adm($7); weight[$4] = $8; even[$4] = 1 }
              else if (name[$4] != $18 || bits[$4] != adm($7) || weight[$4] != $8) even[$4] = 0
              if (adm($7) == "READY" && $10 < 10 && !is_at($18, $5)) astray[$4] = 1
            }
            /^[ht][0-9]+,s[0-9]+,/ {
              split($0, f, ",")
              scur[f[2]] += f[5]; errors[f[2]] += f[14] + f[15]
              if (f[1] ~ /^h/) {
                for (i = 40; i <= 45; i++) requests[f[2]] += f[i]
                failures[f[2]] += f[44]
                if (f[61] > millis[f[2]]) millis[f[2]] = f[61]
              } else requests[f[2]] += f[8]
              port = substr(f[1], 2); ports[port] = 1
              if (f[18] !~ /^UP/ && f[18] !~ /^no check/) down[port, f[2]] = 1
            }
            function is_at(host, address,   ask, line, word, found) {
              if ((host, address) in at) return at[host, address]
              ask = "command -v getent >/dev/null || echo " address "; RES_OPTIONS=\\"timeout:1 attempts:1\\" getent ahosts " host " 2>/dev/null"
              while ((ask | getline line) > 0) { split(line, word, " "); if (word[1] == address) found = 1 }
              close(ask)
              return at[host, address] = found + 0
            }
            function adm(a) { return a % 2 ? "MAINT" : int(a / 8) % 2 ? "DRAIN" : "READY" }
            END {
              for (p in ports) for (i = 1; i <= count; i++) if (!((p, order[i]) in down)) served[p] = 1
              for (i = 1; i <= count; i++) {
                s = order[i]
                if (name[s] == own && bits[s] == "MAINT" && even[s]) continue
                some = 0; lacks = 0
                for (p in ports) { if (!((p, s) in down)) some = 1; else if (p in served) lacks = 1 }
                print substr(s, 2), name[s], bits[s], even[s], (some && !lacks && !(s in astray)) ? 1 : 0, scur[s] + 0, errors[s] + 0, weight[s] + 0, requests[s] + 0, failures[s] + 0, millis[s] + 0
                printed++
              }
              print "berth", mark, (loaded == "" ? "-" : loaded), all - 1, count + 0, printed + 0
            }'
          """;

  /** Puts the file in its place, whole or not at all, and hands lines of commands to the worker. */
  static final String ROTATE =
      TALK
          + """
          printf '%s' "$BERTH_FILE" >"$file.new" && mv "$file.new" "$file" || exit 1
          printf '%s' "$BERTH_COMMANDS" | while IFS= read -r line; do ask "$line" || exit 1; done
          """;

  /** Ends when a worker answers that has the structure of the file, which is its argument. */
  static final String RELOAD =
      TALK
          + """
          haproxy -c -q -f "$file.new" || exit 1
          mv "$file.new" "$file" && kill -USR2 1 || exit 1
          tries=0
          until ask 'show info' | grep -qx "description: berth-$1"; do
            tries=$((tries + 1))
            [ "$tries" -lt 100 ] || { echo "no new worker after ten seconds"; exit 1; }
            sleep 0.1
          done
          """;

  private HolderScript() {}
}
