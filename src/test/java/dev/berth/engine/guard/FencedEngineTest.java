package dev.berth.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A Berth that does not lead changes nothing on the engine. */
class FencedEngineTest {
  /** Looks, listens, and goes. */
  private static final Set<String> READING =
      Set.of(
          "ping",
          "info",
          "summaries",
          "containers",
          "container",
          "networks",
          "network",
          "attached",
          "volumes",
          "volume",
          "volumeSizes",
          "usage",
          "image",
          "images",
          "remoteDigest",
          "isInsecure",
          "mirrors",
          "logs",
          "subscribe",
          "login",
          "close");

  private final Set<String> reached = new TreeSet<>();
  private boolean isOpen;
  private boolean isSure;
  private int held;

  private final ContainerEngine engine =
      new FencedEngine(
          (ContainerEngine)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ContainerEngine.class},
                  (proxy, method, given) -> {
                    reached.add(method.getName());
                    return null;
                  }),
          new Fence() {
            @Override
            public boolean mayAct() {
              return isOpen;
            }

            @Override
            public boolean mayActSurely() {
              return isSure;
            }

            @Override
            public void held(String call) {
              held++;
            }
          });

  private Set<String> refused() throws IllegalAccessException {
    Set<String> refused = new TreeSet<>();
    for (Method method : FencedEngine.class.getMethods()) {
      if (List.of(FencedEngine.class, ForwardingEngine.class).contains(method.getDeclaringClass())
          && !method.isSynthetic()) {
        try {
          method.invoke(engine, arguments(method));
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof EngineException why && why.isTransient()) {
            refused.add(method.getName());
          }
        }
      }
    }
    return refused;
  }

  private static Object[] arguments(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(type -> type == boolean.class ? Boolean.TRUE : null)
        .toArray();
  }

  private static Set<String> all() {
    return Arrays.stream(ContainerEngine.class.getMethods())
        .filter(method -> !method.isDefault())
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyCallThatChangesSomethingIsHeldBack() throws Exception {
    Set<String> refused = refused();
    assertThat(reached).isSubsetOf(READING);
    assertThat(held).isGreaterThan(15);
    Set<String> undecided = all();
    undecided.removeAll(READING);
    undecided.removeAll(refused);
    // Names what it says only when it has settings.
    assertThat(undecided).isSubsetOf("createContainer");
  }

  @Test
  void whoLeadsIsNotHeldUp() throws Exception {
    isOpen = true;
    isSure = true;
    assertThat(refused()).isEmpty();
  }

  @Test
  void beforeDataGoesTheDatabaseIsAsked() throws Exception {
    isOpen = true;
    assertThat(refused()).containsExactlyInAnyOrder("removeVolume", "removeImage");
  }
}
