package dev.berth.reconcile.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineException;
import dev.berth.engine.FakeSwarm;
import dev.berth.observe.swarm.SwarmSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who looks at a Swarm goes on, whatever it answers. */
class SwarmWatchTest {
  private final Queue<Supplier<SwarmSnapshot>> answers = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final AnsweringSwarm swarm = new AnsweringSwarm(answers);
  private final SwarmWatch watch =
      new SwarmWatch(
          swarm,
          new SwarmCache(swarm, "berth", InstantSource.system()),
          InstantSource.system(),
          () -> false,
          new SwarmWatch.Audience() {
            @Override
            public void seen(SwarmSnapshot before, SwarmSnapshot now) {
              heard.add("seen");
            }

            @Override
            public void lost(String why) {
              heard.add("lost: " + why);
            }
          });

  @AfterEach
  void end() {
    watch.close();
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void goesOnAfterWhatItCannotRead() throws InterruptedException {
    answers.add(() -> {
      throw new ArithmeticException("integer overflow");
    });
    answers.add(() -> SwarmSnapshot.EMPTY);
    Thread unused = Thread.startVirtualThread(watch::run);

    assertThat(next()).startsWith("lost: ").contains("integer overflow");
    watch.again();
    assertThat(next()).isEqualTo("seen");
  }

  @Test
  void goesOnAfterASilence() throws InterruptedException {
    answers.add(() -> {
      throw new EngineException(EngineException.Kind.UNREACHABLE, "nobody answers");
    });
    answers.add(() -> SwarmSnapshot.EMPTY);
    Thread unused = Thread.startVirtualThread(watch::run);

    assertThat(next()).isEqualTo("lost: nobody answers");
    watch.again();
    assertThat(next()).isEqualTo("seen");
  }

  /** Listens anew once its stream of events has ended. */
  @Test
  void listensAnewAfterItsStreamHasEnded() throws InterruptedException {
    answers.add(() -> SwarmSnapshot.EMPTY);
    answers.add(() -> SwarmSnapshot.EMPTY);
    Thread unused = Thread.startVirtualThread(watch::run);
    assertThat(next()).isEqualTo("seen");
    assertThat(swarm.listeners()).isEqualTo(1);

    swarm.endStream();

    assertThat(next()).isEqualTo("seen");
    assertThat(swarm.listeners()).isEqualTo(2);
  }

  /** Gives the answers that it was told to give, one a look. */
  private static final class AnsweringSwarm extends FakeSwarm {
    private final Queue<Supplier<SwarmSnapshot>> answers;
    private final List<Runnable> streams = new CopyOnWriteArrayList<>();

    AnsweringSwarm(Queue<Supplier<SwarmSnapshot>> answers) {
      this.answers = answers;
    }

    @Override
    public synchronized SwarmSnapshot look(String instance) {
      return answers.remove().get();
    }

    @Override
    public synchronized AutoCloseable subscribe(Runnable changed, Runnable lost) {
      streams.add(lost);
      return () -> {};
    }

    int listeners() {
      return streams.size();
    }

    void endStream() {
      streams.getLast().run();
    }
  }
}
