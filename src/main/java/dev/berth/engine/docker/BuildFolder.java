package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.engine.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A folder that Docker's clients take for the user's own: the logins that one build needs, for
 * nobody else to read, in memory where there is a file system for that. It goes with {@link
 * #close}; what a killed Berth left behind goes with the next one.
 */
final class BuildFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "berth-build-";
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path folder;

  private BuildFolder(Path folder) {
    this.folder = folder;
  }

  /** With logins by registry. */
  static BuildFolder with(SortedMap<String, Login> logins) {
    boolean hasMemory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
    return in(hasMemory ? MEMORY : Path.of(System.getProperty("java.io.tmpdir")), logins);
  }

  static BuildFolder in(Path parent, SortedMap<String, Login> logins) {
    try {
      sweep(parent);
      // Only its owner may look into it, from the first moment on.
      Path made = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
      BuildFolder folder = new BuildFolder(made);
      folder.write(logins);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("make a folder for a build in " + parent, e);
    }
  }

  private void write(SortedMap<String, Login> logins) throws IOException {
    Map<String, Object> auths = new LinkedHashMap<>();
    logins.forEach((registry, login) -> auths.put(Credentials.address(registry), entry(login)));
    Path file = folder.resolve("config.json");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, JSON.writeValueAsBytes(Map.of("auths", auths)));
  }

  private static Map<String, String> entry(Login login) {
    if (login.registryToken().isPresent()) {
      return Map.of("registrytoken", login.registryToken().get());
    }
    if (login.identityToken().isPresent()) {
      return Map.of("identitytoken", login.identityToken().get());
    }
    byte[] pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return Map.of("auth", Base64.getEncoder().encodeToString(pair));
  }

  /** Folders of processes that are no more. */
  private static void sweep(Path parent) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      for (Path old : all.filter(BuildFolder::isLeft).toList()) {
        new BuildFolder(old).close();
      }
    }
  }

  private static boolean isLeft(Path path) {
    String name = path.getFileName().toString();
    if (!name.matches(PREFIX + "\\d{1,10}-\\d+")) {
      return false;
    }
    long pid = Long.parseLong(name.substring(PREFIX.length(), name.lastIndexOf('-')));
    return ProcessHandle.of(pid).isEmpty() && Files.isWritable(path);
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.getLogger(BuildFolder.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: {0}: {1}", folder, e.getMessage());
    }
  }
}
