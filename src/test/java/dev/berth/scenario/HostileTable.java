package dev.berth.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Asks a running Berth for everything that a hostile caller might ask for, and holds its answers to
 * the table ({@code src/test/resources/hostile}). {@code bin/test} runs it as a scenario, {@code
 * dev/fuzz --hostile} as a program.
 */
public final class HostileTable {
  private static final Path TABLE = Path.of("src", "test", "resources", "hostile");
  private static final String TARGET = "hostile-target";

  /** Who is there beside admin and nobody. */
  private static final Map<String, Map<String, ?>> CALLERS =
      Map.of(
          "deployer", Map.of("role", "deployer"),
          "viewer", Map.of("role", "viewer"),
          "team-a", Map.of("role", "deployer", "labelSelector", "hostile=a"),
          "team-b", Map.of("role", "deployer", "labelSelector", "hostile=b"));

  private final HostileCaller caller;
  private final List<String> faults = new ArrayList<>();

  HostileTable(URI server, String admin) {
    this.caller = new HostileCaller(server, admin);
  }

  /** {@code URL FILE-WITH-ADMIN-TOKEN}; exits with 1 if an answer was another than wanted. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<HostileRow> rows = rows();
    List<String> faults =
        new HostileTable(URI.create(arguments[0]), Files.readString(Path.of(arguments[1])).strip())
            .run(rows);
    faults.forEach(System.err::println);
    System.out.println(rows.size() + " rows, " + faults.size() + " answers not as wanted");
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  /** All rows, in the order of their files' names. */
  static List<HostileRow> rows() throws IOException {
    List<HostileRow> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(TABLE)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        if (new Load(settings).loadFromString(Files.readString(file)) instanceof List<?> entries) {
          for (Object entry : entries) {
            rows.addAll(HostileRow.of(name, (Map<?, ?>) entry));
          }
        }
      }
    }
    return rows;
  }

  /** The answers that were not as wanted. */
  List<String> run(List<HostileRow> rows) throws IOException, InterruptedException {
    for (Map.Entry<String, Map<String, ?>> one : CALLERS.entrySet()) {
      caller.introduce(one.getKey(), one.getValue());
    }
    try {
      Map<String, Object> target = new LinkedHashMap<>(ofService(Map.of()));
      target.put("name", TARGET);
      target.put("state", "Stopped");
      caller.ask("admin", "PUT", "/v1/apps/" + TARGET, target);
      for (HostileRow row : rows) {
        answered(row);
      }
    } finally {
      clear();
    }
    return faults;
  }

  /** Takes away what rows have made, wanted or not. */
  private void clear() throws IOException, InterruptedException {
    HostileCaller.Answer all = caller.ask("admin", "GET", "/v1/apps", "");
    java.util.regex.Pattern.compile("\"name\":\"(hostile-[^\"]+)\"")
        .matcher(all.body())
        .results()
        .map(result -> result.group(1))
        .distinct()
        .forEach(this::remove);
    for (String name : CALLERS.keySet()) {
      caller.forget(name);
    }
  }

  private void remove(String app) {
    try {
      caller.ask(
          "admin", "DELETE", "/v1/apps/" + app + "?volumes=delete&wait=ready&timeout=50s", "");
    } catch (IOException e) {
      faults.add("cannot remove " + app + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A connection that breaks or hangs is an answer too, and none that was wanted. */
  private void answered(HostileRow row) throws InterruptedException {
    try {
      check(row);
    } catch (IOException | UncheckedIOException e) {
      faults.add(row.file() + ": " + row.text("about", "") + ": " + e);
    }
  }

  private void check(HostileRow row) throws IOException, InterruptedException {
    String who = row.text("as", "deployer");
    if (row.has("raw")) {
      judge(row, "raw", caller.send(who, row.text("raw", "")));
    } else if (row.has("send")) {
      String[] words = row.text("send", "").split(" ", 2);
      Map<String, Object> headers = row.map("headers");
      headers.putIfAbsent("Content-Type", row.text("type", "application/yaml"));
      Object body = row.keys().getOrDefault("body", "");
      judge(row, words[0], caller.ask(who, words[0], words[1], headers, body));
    } else {
      doors(row, who);
    }
  }

  /** Every door that takes apps. What is welcome is only rehearsed. */
  private void doors(HostileRow row, String who) throws IOException, InterruptedException {
    Map<String, Object> spec = row.has("service") ? ofService(row.map("service")) : row.map("app");
    Map<String, ?> app = envelope("hostile-app", spec);
    String dry = row.isWelcome() ? "?dryRun=true" : "";
    String compose = "/v1/compose" + (dry.isEmpty() ? "?" : dry + "&") + "name=hostile-compose";
    judge(row, "manifest", caller.ask(who, "POST", "/v1/apps" + dry, app));
    judge(row, "stream", caller.ask(who, "POST", "/v1/apply" + dry, app));
    judge(row, "Compose file", caller.ask(who, "POST", compose, spec));
    judge(row, "patch", caller.ask(who, "PATCH", "/v1/apps/" + TARGET + dry, Map.of("spec", spec)));
    HostileCaller.Answer kube =
        caller.ask(who, "POST", "/apis/berth.dev/v1/apps" + dry.replace("true", "All"), app);
    judge(row, "kubectl", new HostileCaller.Answer(ofKube(kube), kube.body()));
  }

  /** What is refused by policy or cannot be read has other numbers in the Kubernetes API. */
  private static int ofKube(HostileCaller.Answer answer) {
    boolean isDenied = answer.code() == 403 && answer.body().contains("PolicyDenied");
    return isDenied || answer.code() == 400 ? 422 : answer.code();
  }

  private static Map<String, Object> ofService(Map<String, Object> keys) {
    Map<String, Object> service = new LinkedHashMap<>();
    if (!keys.containsKey("build")) {
      service.put("image", "alpine:3");
    }
    service.putAll(keys);
    return Map.of("services", Map.of("web", service));
  }

  private static Map<String, ?> envelope(String name, Map<String, Object> spec) {
    return Map.of(
        "apiVersion",
        "berth.dev/v1",
        "kind",
        "App",
        "metadata",
        Map.of("name", name),
        "spec",
        spec);
  }

  private void judge(HostileRow row, String door, HostileCaller.Answer answer) {
    String fault = row.fault(door, answer.code(), answer.body());
    if (!fault.isEmpty()) {
      faults.add(fault);
    }
  }
}
