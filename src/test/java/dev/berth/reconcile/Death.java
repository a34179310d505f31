package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** The process is killed at one certain call of the engine: from then on it does nothing at all. */
public final class Death extends Error {
  private static final long serialVersionUID = 1;

  private Death() {
    super("killed", null, false, false);
  }

  /**
   * The engine as a Berth sees it that is killed at a call, counted from 0.
   *
   * @param after whether the engine still does what that call asks for
   */
  static ContainerEngine at(int call, boolean after, ContainerEngine engine) {
    return at(ContainerEngine.class, call, after, engine);
  }

  /** Likewise an engine behind another port. */
  public static <E> E at(Class<E> port, int call, boolean after, E engine) {
    AtomicInteger calls = new AtomicInteger();
    return port.cast(
        Proxy.newProxyInstance(
            Death.class.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              int now = calls.getAndIncrement();
              if (now > call || (now == call && !after)) {
                throw new Death();
              }
              try {
                Object answer = method.invoke(engine, arguments);
                if (now == call) {
                  throw new Death();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Whether it is the reason of a failure. */
  public static boolean isBehind(Throwable failure) {
    return failure instanceof Death || (failure.getCause() != null && isBehind(failure.getCause()));
  }
}
