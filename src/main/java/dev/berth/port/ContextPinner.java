package dev.berth.port;

import dev.berth.spec.App;
import dev.berth.spec.BuildContext;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Validated;

/** The port that turns build contexts into ones that never change. */
public interface ContextPinner {

  /**
   * The app with every {@link BuildContext} {@link BuildContext.Stored stored}, or what is wrong
   * with the contexts, with paths below the service: {@code build.context}.
   */
  Validated<App> pin(App app, AppDraft draft);

  /** Answers the same and keeps nothing. */
  ContextPinner preview();
}
