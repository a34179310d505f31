package dev.berth.client;

import dev.berth.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The contexts of {@code berth login}: a file that only its owner may read. */
public final class ServerLogins {
  private final Path file;

  /**
   * One of them.
   *
   * @param url as given
   * @param token as given
   * @param authority a file of certificates; empty: none
   */
  public record Login(String url, String token, String authority) {}

  /** Of a user, as the environment says: {@code BERTH_CONFIG}, else where the system keeps such. */
  public static ServerLogins of(Map<String, String> environment, Path userHome) {
    Path usual =
        Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .orElse(userHome.resolve(".config"));
    String named = environment.getOrDefault("BERTH_CONFIG", "");
    return new ServerLogins(
        named.isEmpty() ? usual.resolve("berth").resolve("contexts.json") : Path.of(named));
  }

  ServerLogins(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** The one that is taken where none is named. */
  public Optional<String> current() {
    return read().at("current").found();
  }

  /** By name, in the order in which they came. */
  public Map<String, Login> all() {
    Map<String, Login> all = new LinkedHashMap<>();
    JsonView contexts = read().at("contexts");
    contexts
        .map()
        .keySet()
        .forEach(name -> all.put(name.toString(), login(contexts.at(name.toString()))));
    return all;
  }

  private static Login login(JsonView tree) {
    return new Login(tree.text("url"), tree.text("token"), tree.text("authority"));
  }

  private JsonView read() {
    try {
      return JsonView.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      return JsonView.of(null);
    } catch (IOException e) {
      throw ClientFailure.failed("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Keeps one and makes it the current one. */
  public void put(String name, Login login) {
    Map<String, Login> all = all();
    all.put(name, login);
    write(name, all);
  }

  /** Makes one that is there the current one; empty: none, so that this machine's Berth is. */
  public void use(String name) {
    write(name, all());
  }

  /** Forgets one. */
  public void remove(String name) {
    Map<String, Login> all = all();
    all.remove(name);
    write(current().filter(all::containsKey).orElse(""), all);
  }

  private void write(String current, Map<String, Login> all) {
    Map<String, Object> contexts = new LinkedHashMap<>();
    all.forEach((name, login) ->
        contexts.put(
            name,
            Map.of("url", login.url(), "token", login.token(), "authority", login.authority())));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("current", current);
    tree.put("contexts", contexts);
    try {
      replace(JsonTree.write(tree) + "\n");
    } catch (IOException e) {
      throw ClientFailure.failed("cannot write " + file + ": " + e.getMessage());
    }
  }

  private void replace(String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft =
        Files.createTempFile(
            folder,
            ".contexts",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
