package dev.berth.boot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.client.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} and {@code convert}, which need neither server nor engine. */
class OfflineCommandsTest {
  private static final String COMPOSE = "services: {web: {image: \"nginx:${TAG:-1}\"}}\n";
  private static final String MANIFEST = "name: hello\nimage: nginx\nports: [\"4000:80\"]\n";

  @TempDir Path folder;

  private final TestShell shell = new TestShell();

  private int check(String... args) {
    return berth("check", args);
  }

  private int convert(String... args) {
    return berth("convert", args);
  }

  private int berth(String command, String... args) {
    String[] words = Stream.concat(Stream.of(command), Stream.of(args)).toArray(String[]::new);
    return BerthCommands.of(folder, Optional.empty(), shell.with(Map.of(), folder)).execute(words);
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private String out() {
    return shell.out();
  }

  @Test
  void foldersAreWalkedAndGiveALineAFile() throws IOException {
    file("a/compose.yaml", COMPOSE);
    file("b/manifest.yaml", MANIFEST);
    file("c/docker-compose.prod.yml", "services: {web: {image: x, volumes: [\"data:/d\"]}}\n");
    file(".git/config.yaml", "nonsense: [");
    file("d/notes.txt", "nonsense: [");

    int status = check("--output", "json", folder.toString());

    assertThat(status).isEqualTo(1);
    assertThat(out().lines()).hasSize(3);
    JsonNode last = new ObjectMapper().readTree(out().lines().skip(2).findFirst().orElseThrow());
    assertThat(last.get("file").asText()).endsWith("docker-compose.prod.yml");
    assertThat(last.get("ok").asBoolean()).isFalse();
    assertThat(last.get("violations").get(0).get("path").asText())
        .isEqualTo("services.web.volumes[0]");
    assertThat(last.get("violations").get(0).get("message").asText())
        .isEqualTo("docker-compose.prod.yml:1: refers to undefined volume `data`");
  }

  @Test
  void whatCannotBeReadIsBad() throws IOException {
    Files.write(folder.resolve("compose.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThat(check(folder.resolve("compose.yaml").toString())).isEqualTo(1);
    assertThat(check(folder.resolve("nowhere.yaml").toString())).isEqualTo(1);
    assertThat(out()).contains("is not UTF-8 text", "is not there");
  }

  /** Issue 18: out, and in again, and out. */
  @Test
  void whatConvertPrintsItReadsAsTheSame() throws IOException {
    String compose = "services: {web: {image: x, environment: {UMASK: '022', A: '~', '08': 'on'}}}";
    convert("--to", "manifest", file("compose.yaml", compose));
    String first = out();
    shell.forget();

    convert(file("again.yaml", first));

    assertThat(out()).isEqualTo(first).contains("UMASK: \"022\"", "A: \"~\"", "\"08\": \"on\"");
  }

  /** Issue 18: with a name and services it can be a manifest, but this is none. */
  @Test
  void convertKnowsAComposeFileThatBearsAName() throws IOException {
    String file = file("shop.yaml", "name: shop\nservices: {web: {image: \"nginx:${TAG:-1}\"}}\n");

    assertThat(convert("--to", "manifest", file)).isZero();

    assertThat(out()).contains("name: shop", "image: nginx:1");
  }

  @Test
  void aProjectOfVolumesAndNetworksAloneIsGood() throws IOException {
    String file = file("shared.yaml", "volumes: {v: {}}\nnetworks: {n: {}}\n");

    assertThat(check(file)).isZero();
    shell.forget();
    assertThat(convert("--to", "compose", file)).isZero();
    assertThat(out()).contains("\"services\": {}");
  }

  @Test
  void convertPrintsTheCanonicalModel() throws IOException {
    String variables = file("prod.env", "TAG=7\n");

    int status =
        convert("--to", "compose", "--env-file", variables, file("shop/compose.yaml", COMPOSE));

    assertThat(status).isZero();
    assertThat(out()).contains("\"image\": \"nginx:7\"", "\"name\": \"shop\"");
  }

  @Test
  void convertMakesAManifestOfAComposeFile() throws IOException {
    int status = convert("--to", "manifest", file("shop/compose.yaml", COMPOSE));

    assertThat(status).isZero();
    assertThat(out()).contains("kind: App", "name: shop", "image: nginx:1");
  }

  @Test
  void convertSaysWhyNot() throws IOException {
    int status = convert(file("shop/compose.yaml", "services: {web: {imagee: x}}"));

    assertThat(status).isEqualTo(1);
    assertThat(shell.err())
        .contains("services.web.imagee: compose.yaml:1: unknown key; did you mean `image`?");
  }
}
