"""The blocks of a page of docs/, as a script that types them.

pages.py script PAGE           prints a bash script of the page: files are written, `sh` blocks run in order
pages.py match WANTED SEEN     whether what was seen is what the page shows; `…` is anything, on a line of its own any lines
pages.py check LIST PAGE…      whether each block says what it is, and what is not typed stands in LIST, as `PAGE COUNT`

A block is `sh` (typed), `console` (shown and not typed; a comment `<!-- not typed: WHY -->` stands right above), `text`
(what the `sh` block right above prints), or something else that is read, such as `yaml`; one of those whose first line is
`# NAME` is a file that the reader saves. A line of `sh` that ends with a comment with `Ctrl-C` goes on until it is ended;
one with `terminal of its own` is a server.
"""

import pathlib
import re
import shlex
import sys

READ = ("yaml", "json", "properties", "dockerfile", "python")
COMMAND = re.compile(r"\s*(\$ )?(sudo|curl|docker|kubectl|git|bin/\w+|dev/\w+|ask|send|export)(\s|$)")
# What Markdown takes for code as well, and this does not read.
OTHER = re.compile(r"\s+```|\s*~~~")
FILE = re.compile(r"# ([\w./-]+\.(?:yaml|properties|env))$|# ((?:[\w-]+/)*Dockerfile)$")


def blocks(page):
    """(line, kind, text lines, the line above, whether it directly follows the block before)."""
    found, inside, above, gap = [], None, "", True
    for number, line in enumerate(pathlib.Path(page).read_text().splitlines(), 1):
        if inside is not None:
            if line == "```":
                found.append(inside)
                inside, above, gap = None, "", False
            else:
                inside[2].append(line)
        elif line.startswith("```"):
            inside = (number, line[3:], [], above, not gap)
        elif line.strip():
            above, gap = line, True
    if inside is not None:
        raise SystemExit(f"{page}:{inside[0]}: a block that does not end")
    return found


def typed(line):
    """A line of a block as it is run."""
    command, _, remark = line.partition(" # ")
    if "terminal of its own" in remark:
        return f"in_terminal {shlex.quote(command.strip())}"
    if "Ctrl-C" in remark:
        return f"until_said {shlex.quote(command.strip())}"
    return line


def script(page):
    found = blocks(page)
    for at, (number, kind, lines, _, _) in enumerate(found):
        name = FILE.match(lines[0]) if lines and kind in READ else None
        if name:
            print("save", shlex.quote(name.group(1) or name.group(2)), shlex.quote("\n".join(lines) + "\n"))
        if kind != "sh":
            continue
        print("begin", shlex.quote(f"{page}:{number}"), shlex.quote("\n".join(lines)))
        print("{", *map(typed, lines), '} >"$SAID" 2>&1', sep="\n")
        follower = found[at + 1] if at + 1 < len(found) else None
        printed = follower and follower[1] == "text" and follower[4]
        print("ended", *([shlex.quote("\n".join(follower[2]))] if printed else []))


def pattern(wanted):
    """Each line as it stands, `…` for anything within it; alone on its line for any lines, none too."""
    parts = []
    for line in wanted.splitlines():
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*?".join(re.escape(piece) for piece in line.rstrip().split("…")) + r"[ \t]*\n")
    return re.compile("".join(parts))


def match(wanted, seen):
    return pattern(wanted).fullmatch(seen if seen.endswith("\n") or not seen else seen + "\n") is not None


def hidden(page):
    """Lines of commands that stand in no block."""
    inside = False
    for number, line in enumerate(pathlib.Path(page).read_text().splitlines(), 1):
        inside ^= line.startswith("```")
        if not inside and (OTHER.match(line) or (line.startswith(("    ", "\t")) and COMMAND.match(line))):
            yield f"{page}:{number}: code stands between lines of ``` that begin their line"


def faults(page, allowed):
    """What is wrong with a page, for its reader or for whoever types it."""
    yield from hidden(page)
    shown = 0
    for number, kind, lines, above, follows in blocks(page):
        where = f"{page}:{number}: "
        if kind == "console":
            shown += 1
            if not re.fullmatch(r"<!-- not typed: .{10,} -->", above):
                yield where + "a console block needs <!-- not typed: WHY --> right above"
        elif kind not in ("sh", "text", *READ):
            yield where + f"a block of an unknown kind '{kind}': sh, console, text, {', '.join(READ)}"
        elif kind != "sh" and any(COMMAND.match(line) for line in lines):
            yield where + "commands stand in sh, or in console where they cannot be typed"
    if shown != allowed:
        yield f"{page}: {shown} blocks are not typed, {allowed} may be"


def check(list_file, pages):
    entries = [line.split() for line in pathlib.Path(list_file).read_text().splitlines() if line and line[0] != "#"]
    allowed = {page: int(count) for page, count in entries}
    found = [fault for page in pages for fault in faults(page, allowed.get(page, 0))]
    found += [f"{page}: there is no such page" for page in allowed if page not in pages]
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return not found


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "script":
        script(*rest)
    elif verb == "match":
        sys.exit(0 if match(rest[0], pathlib.Path(rest[1]).read_text()) else 1)
    elif verb == "check":
        sys.exit(0 if check(rest[0], rest[1:]) else 1)
