package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import dev.berth.intake.app.Intake;
import java.nio.file.Path;

/** The one way in, for manifests that lie in a folder. */
@FunctionalInterface
public interface IntakeFactory {

  /** The door for a manifest in {@code folder}, whose contexts may be anywhere in {@code tree}. */
  Intake at(ConfinedTree tree, Path folder);
}
