package dev.berth.client.verb;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that somebody sits at, by {@code stty}. While it is raw, what is typed goes on key
 * by key, Ctrl-C too; it is restored however this program ends.
 */
final class LocalTerminal implements AutoCloseable {
  private static final File DEVICE = new File("/dev/tty");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

  private final String before;
  private final Thread atExit = new Thread(this::restore);

  /** How large it is. */
  record Size(int columns, int rows) {}

  private LocalTerminal(String before) {
    this.before = before;
  }

  /** Makes it raw; nothing where there is none. */
  static Optional<LocalTerminal> raw() {
    Optional<LocalTerminal> terminal = stty("-g").map(LocalTerminal::new);
    terminal.ifPresent(made -> {
      Runtime.getRuntime().addShutdownHook(made.atExit);
      Optional<String> unused = stty("raw", "-echo");
    });
    return terminal;
  }

  static Optional<Size> size() {
    return stty("size")
        .map(SIZE::matcher)
        .filter(Matcher::matches)
        .map(said -> new Size(Integer.parseInt(said.group(2)), Integer.parseInt(said.group(1))))
        .filter(size -> size.columns() > 0 && size.rows() > 0);
  }

  /**
   * Calls when the window has another size. The class is not Java's but every JVM's; on one without
   * it, sizes stay.
   */
  static void onResize(Runnable then) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calls =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  then.run();
                }
                return null;
              });
      Object unused =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), calls);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return;
    }
  }

  private void restore() {
    Optional<String> unused = stty(before);
  }

  @Override
  public void close() {
    restore();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // The program ends, and the hook restores once more.
    }
  }

  /** What it said, where there is a terminal and it can be asked. */
  private static Optional<String> stty(String... words) {
    List<String> command = new java.util.ArrayList<>(List.of("stty"));
    command.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(DEVICE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream said = process.getInputStream()) {
        String text = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
