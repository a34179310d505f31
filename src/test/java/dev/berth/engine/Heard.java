package dev.berth.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What somebody heard of a command. */
final class Heard implements ExecListener {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final CompletableFuture<String> end = new CompletableFuture<>();

  @Override
  public void output(byte[] bytes) {
    output.writeBytes(bytes);
  }

  @Override
  public void error(byte[] bytes) {
    output.writeBytes(bytes);
  }

  @Override
  public void end(OptionalInt exitCode, String failure) {
    end.complete("exit " + (exitCode.isPresent() ? exitCode.getAsInt() : "none") + failure);
  }

  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  String awaitEnd() throws Exception {
    return end.get(60, TimeUnit.SECONDS);
  }
}
