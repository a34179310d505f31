package dev.berth.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A process without a terminal: what it is told, and what it said. */
public final class TestShell {
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public ClientShell with(Map<String, String> environment, Path folder) {
    return with(environment, folder, "", false);
  }

  /** With somebody who types that, or with a file as input. */
  public ClientShell with(
      Map<String, String> environment, Path folder, String typed, boolean isTerminal) {
    InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new ClientShell(
        in,
        stream(out),
        stream(err),
        environment,
        folder,
        folder,
        isTerminal,
        clock,
        new ClientConnections());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** What it said so far. */
  public void forget() {
    out.reset();
    err.reset();
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
