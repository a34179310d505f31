package dev.berth.boot.wiring;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Wakes apps. Images wake the loop and the loop asks for images: one of them has to be told later
 * where the other is.
 */
@Singleton
class LateWake implements Consumer<String> {
  private final AtomicReference<Consumer<String>> loop = new AtomicReference<>(app -> {});

  void connect(Consumer<String> to) {
    loop.set(to);
  }

  @Override
  public void accept(String app) {
    loop.get().accept(app);
  }
}
