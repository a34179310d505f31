package dev.berth.boot.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container that this process runs in, if it runs in one of an engine. */
public final class OwnContainer {
  /** From where engines mount the files that they write for each: hostname, hosts, resolv.conf. */
  private static final Pattern ID =
      Pattern.compile(
          "/(?:overlay-)?containers/([0-9a-f]{64})/\\S*(?:hostname|hosts|resolv\\.conf) ");

  private OwnContainer() {}

  public static Optional<String> id() {
    try {
      return id(Files.readString(Path.of("/proc/self/mountinfo")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Of what the kernel tells of mounts. */
  public static Optional<String> id(String mounts) {
    Matcher matcher = ID.matcher(mounts);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
