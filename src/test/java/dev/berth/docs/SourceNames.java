package dev.berth.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source of Berth and of its tests, as pages speak of it: by simple names. */
final class SourceNames {
  /** {@code Name}, {@code Name.member}, {@code room.Name}: as classes are named in text. */
  private static final Pattern CLASS =
      Pattern.compile("((?:[a-z]+\\.)*)([A-Z]\\w*[a-z]\\w*)((?:\\.\\w+)?)(?:\\(.*\\))?");

  private static final Pattern LITERAL = Pattern.compile("\"([A-Z]\\w*[a-z]\\w*)\"");

  private final Map<String, List<Path>> files = new TreeMap<>();

  SourceNames(Path... roots) throws IOException {
    for (Path root : roots) {
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(file -> file.toString().endsWith(".java"))
            .forEach(
                file -> files.computeIfAbsent(simple(file), name -> new ArrayList<>()).add(file));
      }
    }
  }

  private static String simple(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  /** Whether a piece of code in a page looks like the name of a class. */
  static boolean isName(String code) {
    return CLASS.matcher(code).matches();
  }

  /** Why a name in a page means nothing here; empty where it means one class, and what it has. */
  Optional<String> fault(String code) throws IOException {
    Matcher name = CLASS.matcher(code);
    if (!name.matches()) {
      return Optional.of("`" + code + "` is no name of a class");
    }
    List<Path> found = files.getOrDefault(name.group(2), List.of());
    if (found.size() != 1) {
      return Optional.of("`" + code + "` is the name of " + found.size() + " classes " + found);
    }
    Path file = found.getFirst();
    String room = "/" + name.group(1).replace('.', '/');
    if (!file.getParent().toString().concat("/").endsWith(room)) {
      return Optional.of("`" + code + "` lies in " + file);
    }
    String member = name.group(3).replace(".", "");
    boolean isThere =
        Pattern.compile("\\b" + member + "\\b").matcher(Files.readString(file)).find();
    return isThere ? Optional.empty() : Optional.of("`" + code + "`: " + file + " has none");
  }

  /** Names that more than one class has: who reads one in a page would not know which is meant. */
  Set<String> shared() {
    Set<String> shared = new TreeSet<>(files.keySet());
    shared.removeIf(name -> files.getOrDefault(name, List.of()).size() < 2);
    shared.remove("package-info");
    return shared;
  }

  /** Texts in the code that are one word and begin as a class does. */
  Set<String> literals() throws IOException {
    Set<String> literals = new TreeSet<>();
    for (List<Path> named : files.values()) {
      for (Path file : named) {
        LITERAL.matcher(Files.readString(file)).results().forEach(m -> literals.add(m.group(1)));
      }
    }
    return literals;
  }

  /** The packages below a root that hold classes, without what all of them begin with. */
  static Set<String> rooms(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      Set<String> rooms = new TreeSet<>();
      all.filter(file -> file.toString().endsWith(".java"))
          .forEach(
              file -> rooms.add(root.relativize(file.getParent()).toString().replace('/', '.')));
      return rooms;
    }
  }
}
