package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.database.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real PostgreSQL of this machine's packages, with a folder and a port of its own. */
final class PostgresCluster implements AutoCloseable {
  static final String USER = "berth";
  static final String PASSWORD = "by heart";

  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final String OWNER = "postgres";

  final int port;
  private final Path folder;
  private final Path binaries;

  /** Made and started. */
  PostgresCluster() throws IOException, InterruptedException, SQLException {
    binaries = binaries().orElseThrow();
    folder = Files.createTempDirectory("berth-postgres-");
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
    if (isRoot()) {
      run(List.of("chown", "-R", OWNER, folder.toString()));
    }
    run(
        asOwner(
            "initdb",
            "-D",
            data(),
            "-U",
            OWNER,
            "-A",
            "scram-sha-256",
            "--pwfile=" + secret,
            "-E",
            "UTF8",
            "--locale=C.UTF-8"));
    guard();
    start();
    sql("create role " + USER + " login password '" + PASSWORD + "'");
  }

  /** Ends it with this process, however that ends: at its shutdown few classes are left. */
  private void guard() throws IOException {
    String stop = String.join(" ", asOwner("pg_ctl", "-D", data(), "-m", "immediate", "stop"));
    String line =
        "tail --pid="
            + ProcessHandle.current().pid()
            + " -f /dev/null; "
            + stop
            + "; rm -rf "
            + folder;
    Process unused =
        new ProcessBuilder("setsid", "sh", "-c", line)
            .directory(Path.of("/tmp").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** Where this machine has one. */
  static Optional<Path> binaries() throws IOException {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(PACKAGES)) {
      return all.map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparingInt(bin -> version(bin.getParent())));
    }
  }

  private static int version(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().replaceAll("\\..*", ""));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }

  private List<String> asOwner(String program, String... words) {
    List<String> line =
        new ArrayList<>(isRoot() ? List.of("runuser", "-u", OWNER, "--") : List.of());
    line.add(binaries.resolve(program).toString());
    line.addAll(List.of(words));
    return line;
  }

  private static void run(List<String> line) throws IOException, InterruptedException {
    Path said = Files.createTempFile("berth-postgres-", ".log");
    // A file, for a server that is started keeps what its starter has open.
    Process process =
        new ProcessBuilder(line)
            .directory(Path.of("/tmp").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    Files.delete(said);
  }

  void start() throws IOException, InterruptedException {
    run(
        asOwner(
            "pg_ctl",
            "-D",
            data(),
            "-w",
            "-l",
            folder.resolve("log").toString(),
            "-o",
            "-p "
                + port
                + " -c listen_addresses=127.0.0.1 -c max_connections=300 -c"
                + " unix_socket_directories="
                + folder,
            "start"));
  }

  void stop() throws IOException, InterruptedException {
    run(asOwner("pg_ctl", "-D", data(), "-w", "-m", "fast", "stop"));
  }

  /** All its processes stand still: connections stay open, and nothing answers. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    long pid = Long.parseLong(postmaster());
    List<String> line = new ArrayList<>(List.of("kill", signal, String.valueOf(pid)));
    ProcessHandle.of(pid)
        .orElseThrow()
        .descendants()
        .forEach(child -> line.add(String.valueOf(child.pid())));
    run(line);
  }

  private String postmaster() throws IOException, InterruptedException {
    Process cat =
        new ProcessBuilder("head", "-n", "1", folder.resolve("data/postmaster.pid").toString())
            .start();
    try (InputStream out = cat.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(cat.waitFor()).isZero();
      return said;
    }
  }

  /** A fresh one that Berth's user owns. */
  void create(String database) throws SQLException {
    sql("create database \"" + database + "\" owner " + USER);
  }

  /** As the one who may do all. */
  void sql(String statement) throws SQLException {
    try (Connection connection = new DatabaseAddress(url(OWNER), OWNER, PASSWORD, 2).connect();
        Statement said = connection.createStatement()) {
      said.execute(statement);
    }
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A session of Berth's user. */
  Connection session(String database) throws SQLException {
    return new DatabaseAddress(url(database), USER, PASSWORD, 1).connect();
  }

  /** A file with what Berth's user says. */
  Path passwordFile() throws IOException {
    return Files.writeString(folder.resolve("password"), PASSWORD + "\n");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run(asOwner("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop"));
    run(List.of("rm", "-r", folder.toString()));
  }
}
