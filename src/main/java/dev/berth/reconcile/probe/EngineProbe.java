package dev.berth.reconcile.probe;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ExecResult;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.observe.ContainerView;
import dev.berth.spec.ContainerPort;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks as the container's health check does, or else whether its first port accepts: the published
 * one by a connection to it, an exposed one by a look at the sockets inside.
 */
public final class EngineProbe implements Probe {
  /** Commands run in containers at one time: each costs the machine a new process or two. */
  private static final int PARALLEL = 4;

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /**
   * Who has no check and no port counts as ready after running so long: a program that cannot start
   * has mostly said so and died by then, and would else be told as ready for a blink.
   */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private static final int LINES = 10;

  private final ContainerEngine engine;
  private final boolean publishesHere;
  private final Semaphore commands = new Semaphore(PARALLEL);

  public EngineProbe(ContainerEngine engine) {
    this(engine, true);
  }

  /** Where ports that it publishes may be another machine's, containers are asked within. */
  public EngineProbe(ContainerEngine engine, boolean publishesHere) {
    this.engine = engine;
    this.publishesHere = publishesHere;
  }

  @Override
  public Optional<String> failure(ContainerView container, Service service, Duration age) {
    return Probe.hasCheck(container) ? check(container) : port(container, service, age);
  }

  private Optional<String> check(ContainerView container) {
    Optional<HealthCheck> check = container.settings().healthCheck();
    List<String> test = check.map(HealthCheck::test).orElse(List.of());
    if (test.size() < 2) {
      return Optional.of("its health check has not passed yet");
    }
    List<String> command =
        test.getFirst().equals("CMD-SHELL")
            ? List.of("/bin/sh", "-c", test.get(1))
            : test.subList(1, test.size());
    Duration limit = check.flatMap(HealthCheck::timeout).orElse(LIMIT);
    return run(container, command, limit)
        .filter(result -> result.exitCode() != 0)
        .map(result ->
            "health check `"
                + String.join(" ", command)
                + "` exited "
                + result.exitCode()
                + said(result.output()));
  }

  private static String said(String output) {
    return output.isBlank() ? "" : ": " + output.strip();
  }

  private Optional<ExecResult> run(ContainerView container, List<String> command, Duration limit) {
    commands.acquireUninterruptibly();
    try {
      return Optional.of(engine.exec(container.id(), command, limit));
    } catch (EngineException e) {
      return Optional.of(new ExecResult(1, e.getMessage()));
    } finally {
      commands.release();
    }
  }

  private Optional<String> port(ContainerView container, Service service, Duration age) {
    Optional<Port> published =
        container.ports().stream()
            .filter(port -> port.protocol() == Port.Protocol.TCP && port.published().isPresent())
            .findFirst();
    if (published.isPresent()) {
      return publishesHere
          ? published(container, published.get())
          : inside(container, published.get().target());
    }
    Optional<ContainerPort> exposed =
        service.expose().stream().filter(ContainerPort::isTcp).findFirst();
    if (exposed.isEmpty()) {
      return Optional.of("it has just been started").filter(why -> age.compareTo(SETTLED) < 0);
    }
    return inside(container, exposed.get().number());
  }

  private Optional<String> inside(ContainerView container, int port) {
    return sockets(container, port) == ListeningPorts.View.CLOSED
        ? Optional.of("nobody listens on port " + port)
        : Optional.empty();
  }

  private Optional<String> published(ContainerView container, Port port) {
    boolean accepts =
        switch (PublishedPort.ask(port)) {
          case ACCEPTS -> true;
          case HANGS_UP -> false;
          case REFUSES -> sockets(container, port.target()) == ListeningPorts.View.LISTENING;
        };
    return accepts
        ? Optional.empty()
        : Optional.of(
            "port "
                + port.target()
                + " does not accept; it has to listen on all addresses, not on 127.0.0.1 alone");
  }

  private ListeningPorts.View sockets(ContainerView container, int port) {
    return run(container, ListeningPorts.COMMAND, LIMIT)
        .map(result -> ListeningPorts.view(result.output(), port))
        .orElse(ListeningPorts.View.HIDDEN);
  }

  @Override
  public String lastWords(ContainerView container) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    CountDownLatch end = new CountDownLatch(1);
    LogListener listener =
        new LogListener() {
          @Override
          public void output(byte[] bytes) {
            words.writeBytes(bytes);
          }

          @Override
          public void end(String error) {
            end.countDown();
          }
        };
    try (AutoCloseable reading = engine.logs(container.id(), LogRequest.last(LINES), listener)) {
      end.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      return "";
    }
    return words.toString(StandardCharsets.UTF_8).strip();
  }
}
