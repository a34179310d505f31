package dev.berth.spec;

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
