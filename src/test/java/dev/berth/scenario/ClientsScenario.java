package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others' generators make of Berth's document must do a whole round, typed from end to
 * end; and the official clients of Kubernetes must follow what is declared. {@code
 * dev/lib/clients.sh} fetches generators and clients.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ClientsScenario extends Scenario {
  private static final Path TOOLS = Path.of("target", "clients").toAbsolutePath();
  private static final Path ROUNDS = Path.of("src", "test", "clients").toAbsolutePath();

  @TempDir Path scratch;

  /** A folder of its own, beside it the document as Berth answers it. */
  private Path folder(String name) throws IOException {
    Path folder = scratch.resolve(name);
    Files.createDirectories(folder);
    Files.writeString(
        scratch.resolve("openapi.json"),
        request().accept("application/json").get("/openapi").asString());
    return folder;
  }

  private static Path tool(String... path) {
    Path tool = TOOLS.resolve(Path.of("", path));
    Assumptions.assumeTrue(Files.exists(tool), () -> tool + " is not there: see bin/test");
    return tool;
  }

  private static Path java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program);
  }

  private String token() throws IOException {
    return Files.readString(home.resolve("admin-token")).strip();
  }

  private static String address() {
    return "http://127.0.0.1:" + RestAssured.port;
  }

  private void run(Path folder, Map<String, String> environment, Object... command)
      throws Exception {
    File said = Files.createTempFile(folder, "said", ".txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(Arrays.stream(command).map(String::valueOf).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said);
    builder.environment().putAll(environment);
    assertThat(builder.start().waitFor()).as(() -> text(said)).isZero();
  }

  private static String text(File said) {
    try {
      return Files.readString(said.toPath());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aClientByTheGeneratorForPythonDoesARound() throws Exception {
    Path generator = tool("python", "bin", "openapi-python-client");
    Path folder = folder("python");
    Files.writeString(folder.resolve("config.yaml"), "post_hooks: []\n");
    run(
        folder,
        Map.of(),
        generator,
        "generate",
        "--path",
        scratch.resolve("openapi.json"),
        "--config",
        "config.yaml",
        "--meta",
        "none",
        "--output-path",
        "berth_client");

    run(
        folder,
        Map.of("PYTHONPATH", folder.toString()),
        tool("python", "bin", "python"),
        ROUNDS.resolve("round.py"),
        address(),
        token());
  }

  @Test
  void theClientOfKubernetesForPythonWatchesAndResumes() throws Exception {
    run(
        folder("kubernetes"),
        Map.of(),
        tool("python", "bin", "python"),
        ROUNDS.resolve("kube.py"),
        address(),
        token());
  }

  @Test
  void theClientOfKubernetesForJavaWatchesAndResumes() throws Exception {
    String libraries = Files.readString(tool("kubernetes.classpath")).strip();
    Path folder = folder("kubernetes-java");

    run(
        folder,
        Map.of(),
        java("java"),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        libraries,
        Files.copy(ROUNDS.resolve("Kube.java.in"), folder.resolve("Kube.java")),
        address(),
        token());
  }

  @Test
  void aClientByTheGeneratorForJavaDoesARound() throws Exception {
    Path generator = tool("openapi-generator-cli.jar");
    Path folder = folder("java");
    run(
        folder,
        Map.of(),
        java("java"),
        "-XX:TieredStopAtLevel=1",
        "-jar",
        generator,
        "generate",
        "-i",
        scratch.resolve("openapi.json"),
        "-g",
        "java",
        "--library",
        "okhttp-gson",
        "-o",
        "client",
        "--additional-properties=openApiNullable=false,dateLibrary=java8,useJakartaEe=true,"
            + "documentationProvider=none,useSingleRequestParameter=true",
        "--global-property=models,apis,supportingFiles,modelTests=false,apiTests=false,"
            + "modelDocs=false,apiDocs=false");
    String libraries = Files.readString(tool("generated.classpath")).strip();
    Files.createDirectories(folder.resolve("out"));
    List<Object> compile =
        new ArrayList<>(
            List.of(
                java("javac"),
                "-J-XX:TieredStopAtLevel=1",
                "-nowarn",
                "-proc:none",
                "-cp",
                libraries,
                "-d",
                "out"));
    compile.add(Files.copy(ROUNDS.resolve("Round.java.in"), folder.resolve("Round.java")));
    compile.addAll(sources(folder.resolve("client").resolve("src").resolve("main")));
    run(folder, Map.of(), compile.toArray());

    run(
        folder,
        Map.of(),
        java("java"),
        "-cp",
        "out" + File.pathSeparator + libraries,
        "Round",
        address(),
        token());
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
