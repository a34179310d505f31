package dev.berth.image.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.disk.ConfinedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Build contexts are known by their content and nothing else. */
class ContextStoreTest {
  @TempDir Path folder;
  private ContextStore store;
  private Path context;

  @BeforeEach
  void makeContext() throws IOException {
    store = new ContextStore(folder.resolve("store"));
    context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM x");
    Files.writeString(context.resolve("secret"), "s");
    Files.writeString(context.resolve(".dockerignore"), "secret\nDockerfile\n");
  }

  @Test
  void sendsTheDockerfileThoughItIsIgnored() throws Exception {
    String digest = store.put(new ContextFolder(ConfinedTree.own(context), "Dockerfile").files());

    assertThat(store.hasFile(digest, "Dockerfile")).isTrue();
    assertThat(store.hasFile(digest, "secret")).isFalse();
  }

  @Test
  void timesDoNotMatter() throws Exception {
    String before = store.put(new ContextFolder(ConfinedTree.own(context), "Dockerfile").files());
    Files.setLastModifiedTime(context.resolve("Dockerfile"), FileTime.fromMillis(0));

    assertThat(store.put(new ContextFolder(ConfinedTree.own(context), "Dockerfile").files()))
        .isEqualTo(before);
  }

  @Test
  void contentMatters() throws Exception {
    String before = store.put(new ContextFolder(ConfinedTree.own(context), "Dockerfile").files());
    Files.writeString(context.resolve("Dockerfile"), "FROM y");

    assertThat(store.put(new ContextFolder(ConfinedTree.own(context), "Dockerfile").files()))
        .isNotEqualTo(before);
  }

  @Test
  void whatIsIgnoredDoesNotMatter() throws Exception {
    String before = store.put(new ContextFolder(ConfinedTree.own(context), "Dockerfile").files());
    Files.writeString(context.resolve("secret"), "other");

    assertThat(store.put(new ContextFolder(ConfinedTree.own(context), "Dockerfile").files()))
        .isEqualTo(before);
  }

  @Test
  void leavesNoDraftsBehind() throws IOException {
    store.put(new TreeMap<>(Map.of("Dockerfile", ContextFile.of("Dockerfile", "FROM x"))));

    try (var files = Files.list(folder.resolve("store"))) {
      assertThat(files).singleElement().asString().endsWith(".tar");
    }
  }
}
