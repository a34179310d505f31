package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bare repository and somebody's clone of it, over the git that people have. */
final class GitRig {
  final Path repositories;
  final Path bare;
  final Path clone;

  GitRig(Path home) throws IOException {
    repositories = home.resolve("repos");
    bare = repositories.resolve("shop.git");
    clone = home.resolve("clone");
    Files.createDirectories(bare);
    run(bare, "git", "init", "-q", "--bare", "-b", "main");
    run(home, "git", "clone", "-q", bare.toString(), clone.toString());
    run(clone, "git", "checkout", "-q", "-B", "main");
  }

  static String run(Path in, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(in.toFile());
    builder
        .redirectErrorStream(true)
        .environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_SYSTEM", "/dev/null",
                "GIT_AUTHOR_NAME", "Somebody",
                "GIT_AUTHOR_EMAIL", "somebody@example.com",
                "GIT_COMMITTER_NAME", "Somebody",
                "GIT_COMMITTER_EMAIL", "somebody@example.com"));
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as("%s: %s", List.of(words), said).isZero();
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  String git(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("git"));
    all.addAll(List.of(words));
    return run(clone, all.toArray(String[]::new));
  }

  void write(String path, String text) throws IOException {
    Path file = clone.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Commits all there is and pushes it, by force if need be; answers the commit. */
  String push(String message) throws IOException {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    git("push", "-q", "--force", "origin", "main");
    return git("rev-parse", "HEAD");
  }
}
