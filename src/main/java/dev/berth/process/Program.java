package dev.berth.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end. Its input is written and its output read on threads of their
 * own, so that neither a program that answers before it has read all nor one that says more than a
 * pipe holds is mistaken for one that failed or hangs: what counts is its exit status and its
 * words.
 *
 * @param command the program and its arguments; no shell reads them
 * @param folder where it runs; that of Berth where empty
 * @param environment what it gets beside Berth's own environment
 * @param isErrorHeard whether what it says on standard error is part of its words
 * @param limit after which it is ended
 * @param most bytes that are kept of its words; the rest is read and dropped
 */
public record Program(
    List<String> command,
    Optional<Path> folder,
    Map<String, String> environment,
    boolean isErrorHeard,
    Duration limit,
    int most) {

  private static final int USUAL_WORDS = 1024 * 1024;

  /** How it ended. */
  public sealed interface Outcome {}

  /** It ended by itself with this status, and said this. */
  public record Ended(int status, String words) implements Outcome {
    /** Whether its status is 0. */
    public boolean isGood() {
      return status == 0;
    }
  }

  /** It did not end within its limit and was killed. */
  public record Late(Duration limit) implements Outcome {}

  /** There is no such program here, or it cannot be run. */
  public record Missing(String why) implements Outcome {}

  public Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A program with nothing special, whose words are those on standard output. */
  public static Program of(Duration limit, List<String> command) {
    return new Program(command, Optional.empty(), Map.of(), false, limit, USUAL_WORDS);
  }

  /** The same in a folder. */
  public Program in(Path where) {
    return new Program(command, Optional.of(where), environment, isErrorHeard, limit, most);
  }

  /** The same with more in its environment. */
  public Program with(Map<String, String> more) {
    return new Program(command, folder, more, isErrorHeard, limit, most);
  }

  /** The same with standard error among its words, the first so many bytes of which are kept. */
  public Program hearingErrors(int bytes) {
    return new Program(command, folder, environment, true, limit, bytes);
  }

  /** Runs it with nothing to read. */
  public Outcome run() throws InterruptedException {
    return run("");
  }

  /**
   * Runs it.
   *
   * @param input what it may read on standard input, all of it or not
   * @throws InterruptedException if this thread is interrupted; the program is then ended
   */
  public Outcome run(String input) throws InterruptedException {
    Process process;
    try {
      process = builder().start();
    } catch (IOException e) {
      return new Missing(String.valueOf(e.getMessage()));
    }
    try {
      Thread.ofVirtual().start(() -> feed(process, input));
      ByteArrayOutputStream words = new ByteArrayOutputStream();
      Thread reader = Thread.ofVirtual().start(() -> read(process, words));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Late(limit);
      }
      // A child that it left behind may hold the pipe open for ever.
      reader.join(Duration.ofSeconds(1));
      synchronized (words) {
        return new Ended(process.exitValue(), words.toString(StandardCharsets.UTF_8));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command);
    folder.ifPresent(where -> builder.directory(where.toFile()));
    builder.environment().putAll(environment);
    return isErrorHeard
        ? builder.redirectErrorStream(true)
        : builder.redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static void feed(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has seen enough: its words and its status say what it thinks of it.
    }
  }

  private void read(Process process, ByteArrayOutputStream words) {
    byte[] part = new byte[8192];
    try (InputStream out = process.getInputStream()) {
      for (int read = out.read(part); read >= 0; read = out.read(part)) {
        synchronized (words) {
          words.write(part, 0, Math.min(read, most - words.size()));
        }
      }
    } catch (IOException e) {
      // It was ended: nothing more is wanted of it.
    }
  }
}
