package dev.berth.intake;

import dev.berth.spec.AppDraft;
import dev.berth.spec.DesiredApp;
import java.util.List;
import java.util.Optional;

/** The one way in: every door changes what is wanted here and nowhere else. */
public interface Intake {

  /** Stores a new app; one that wants the same already is accepted, another one is a conflict. */
  Receipt create(AppDraft draft, String author);

  /** Stores an app, new or in place of the one of that name. */
  Receipt put(AppDraft draft, Precondition precondition, String author);

  /** Wants the app gone; its volumes too if asked. */
  Receipt remove(String app, boolean volumes, Precondition precondition, String author);

  Receipt stop(String app, DesiredApp.Halt halt, String author);

  Receipt start(String app, String author);

  /** Wants every container of the app started anew. */
  Receipt restart(String app, String author);

  Optional<DesiredApp> find(String app);

  /** All apps in name order, those being deleted too. */
  List<DesiredApp> all();
}
