package dev.berth.gitops;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Files that are encrypted with SOPS or age, opened by these programs themselves where they are on
 * the path. What cannot be opened is that file's fault, and is told without its content.
 */
final class Decryption {
  private static final Pattern SOPS =
      Pattern.compile("(?m)^\\s*\"?sops\"?:\\s*(?:\\{|$)[\\s\\S]*\\b\"?mac\"?:");
  private static final String AGE = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final int PATIENCE_SECONDS = 20;

  private final Path key;

  /** With the file of an age identity. */
  Decryption(Path key) {
    this.key = key;
  }

  /** The same tree with every text readable, or with why it is not. */
  Tree of(Tree tree) {
    return new Tree(
        tree.root(),
        tree.base(),
        tree.name(),
        tree.revision(),
        tree.files().stream().map(this::file).toList());
  }

  private Tree.File file(Tree.File file) {
    if (file.text().startsWith(AGE)) {
      return opened(file, "age", List.of("age", "--decrypt", "--identity", key.toString()));
    }
    if (SOPS.matcher(file.text()).find()) {
      String type = file.name().endsWith(".json") ? "json" : "yaml";
      return opened(
          file,
          "sops",
          List.of("sops", "--decrypt", "--input-type", type, "--output-type", type, "/dev/stdin"));
    }
    return file;
  }

  private Tree.File opened(Tree.File file, String program, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("SOPS_AGE_KEY_FILE", key.toString());
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      Thread feeder = Thread.ofVirtual().start(() -> feed(process, file.text()));
      String text;
      try (InputStream out = process.getInputStream()) {
        text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      feeder.join();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (ended && process.exitValue() == 0) {
        return new Tree.File(file.path(), text, Optional.empty());
      }
      process.destroyForcibly();
      return closed(file, program + " cannot open it; look at the age key in " + key);
    } catch (IOException e) {
      return closed(
          file,
          "the program "
              + program
              + " is not on Berth's PATH: install it and put the age key into "
              + key);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return closed(file, "Berth is ending");
    }
  }

  private static void feed(Process process, String text) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has seen enough: its exit says what it thinks of it.
    }
  }

  private static Tree.File closed(Tree.File file, String why) {
    return new Tree.File(
        file.path(), file.text(), Optional.of(Finding.of("is encrypted, and " + why)));
  }
}
