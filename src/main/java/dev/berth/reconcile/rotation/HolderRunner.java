package dev.berth.reconcile.rotation;

import dev.berth.engine.ContainerEngine;
import dev.berth.plan.HolderAction;

/** Does what is planned for holders, and knows what they say. */
public final class HolderRunner {
  private final HolderTalk talk;
  private final RotationReader reader;

  public HolderRunner(ContainerEngine engine) {
    this.talk = new HolderTalk(engine);
    this.reader = new RotationReader(talk);
  }

  /** Where everybody stands. */
  public RotationReader reader() {
    return reader;
  }

  /** Done or not, what was told is asked again. */
  public void run(HolderAction action) {
    try {
      switch (action) {
        case HolderAction.Write a -> talk.write(a);
        case HolderAction.Rotate a -> talk.rotate(a);
        case HolderAction.Reload a -> talk.reload(a);
      }
    } finally {
      reader.touched(action.container());
    }
  }
}
