package dev.berth.client.verb;

import dev.berth.client.ClientShell;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code apply}: declares what manifests say. */
@Command(
    name = "apply",
    customSynopsis = "bin/berth apply [OPTIONS] -f FILE...",
    description = {
      "Declares what manifests say: shows the plan, asks, does exactly that, and waits until it is"
          + " ready.",
      "Folders of builds are sent along. Without a terminal nobody is asked."
    })
final class ApplyVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Mixin private Consent consent = new Consent();

  @Mixin private FileOptions files = new FileOptions();

  ApplyVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    AppWrite write = new AppWrite(shell(), berth());
    ManifestWrite manifests = ManifestWrite.of(shell(), berth(), writing, files.all());
    List<Applied> shown = manifests.rehearse();
    boolean changes = false;
    for (Applied one : shown) {
      say(one.title() + (writing.isDryRun() ? " would be " : ": to be ") + one.outcome());
      changes |= write.show(one.thing().at("plan")) && !one.outcome().equals("unchanged");
    }
    if (writing.isDryRun() || (changes && !write.agrees(consent.isGiven(), "Go on?"))) {
      return done();
    }
    List<Applied> stored = manifests.commit(shown);
    stored.forEach(one -> say(one.title() + " " + one.outcome()));
    shell().out().flush();
    stored.stream().filter(Applied::isApp).forEach(one -> write.finish(one.name(), waiting));
    return done();
  }
}
