package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The short syntax of mounts: {@code [SOURCE:]TARGET[:OPTIONS]}. */
final class VolumeSpec {
  private static final Set<String> PROPAGATIONS =
      Set.of("rprivate", "private", "rshared", "shared", "rslave", "slave");

  private final Map<String, Object> bind = new LinkedHashMap<>();
  private final Map<String, Object> volume = new LinkedHashMap<>();
  private boolean readOnly;

  private VolumeSpec() {}

  /** The mount in the long syntax; what was not said is left out. */
  static Map<String, Object> parse(String text) throws RefusedException {
    if (text.isEmpty()) {
      throw new RefusedException("is empty: a mount needs a target");
    }
    if (text.length() <= 2) {
      Map<String, Object> mount = new LinkedHashMap<>();
      mount.put("type", "volume");
      mount.put("target", text);
      return mount;
    }
    List<String> parts = split(text);
    if (parts.stream().anyMatch(String::isEmpty)) {
      throw new RefusedException("has an empty section between colons: `" + text + "`");
    }
    if (parts.size() > 3) {
      throw new RefusedException("has too many colons: `" + text + "`");
    }
    return new VolumeSpec().mount(parts);
  }

  /** At colons, but not at that of a Windows drive nor within a variable. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int inside = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean opens = c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{';
      inside += opens ? 1 : c == '}' && inside > 0 ? -1 : 0;
      boolean drive = part.length() == 1 && Character.isLetter(part.charAt(0));
      if (c == ':' && !drive && inside == 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private Map<String, Object> mount(List<String> parts) {
    String source = parts.size() > 1 ? parts.getFirst() : "";
    if (parts.size() > 2) {
      for (String option : parts.get(2).split(",", -1)) {
        option(option);
      }
    }
    boolean isBind = isPath(source);
    if (isBind) {
      bind.put("create_host_path", true);
    }
    Map<String, Object> mount = new LinkedHashMap<>();
    mount.put("type", isBind ? "bind" : "volume");
    if (!source.isEmpty()) {
      mount.put("source", source);
    }
    mount.put("target", parts.size() > 1 ? parts.get(1) : parts.getFirst());
    if (readOnly) {
      mount.put("read_only", true);
    }
    if (!bind.isEmpty()) {
      mount.put("bind", bind);
    }
    if (!isBind || !volume.isEmpty()) {
      mount.put("volume", volume);
    }
    return mount;
  }

  private void option(String option) {
    switch (option) {
      case "ro" -> readOnly = true;
      case "rw" -> readOnly = false;
      case "nocopy" -> volume.put("nocopy", true);
      case "z", "Z" -> bind.put("selinux", option);
      default -> {
        if (PROPAGATIONS.contains(option)) {
          bind.put("propagation", option);
        }
      }
    }
  }

  /** Whether a source is a path of the host and not a volume's name. */
  static boolean isPath(String source) {
    if (source.isEmpty()) {
      return false;
    }
    boolean drive = source.length() > 1 && source.charAt(1) == ':';
    return ".~/".indexOf(source.charAt(0)) >= 0
        || source.startsWith("\\\\")
        || (drive && Character.isLetter(source.charAt(0)));
  }
}
