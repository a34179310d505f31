package dev.berth.intake.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.MemoryResources;
import dev.berth.state.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way in for everything beside apps. */
class ResourceIntakeTest {
  private final MemoryResources memory = new MemoryResources();
  private final Notes notes = new Notes();
  private final ResourceIntake resourceIntake =
      new ResourceIntake(memory, List.of(notes), InstantSource.fixed(Instant.EPOCH));

  /** A kind that wants a text and hears of changes. */
  private static final class Notes implements ResourceKind {
    final List<String> heard = new ArrayList<>();

    @Override
    public String name() {
      return "Source";
    }

    @Override
    public String plural() {
      return "sources";
    }

    @Override
    public Validated<Map<String, Object>> check(ResourceDraft draft, Optional<Resource> stored) {
      return draft.spec().containsKey("text")
          ? new Validated.Valid<>(draft.spec())
          : new Validated.Invalid<>(List.of(new Violation(draft.path("text"), "is missing")));
    }

    @Override
    public void changed(String name) {
      heard.add(name);
    }
  }

  private Receipt<Resource> put(String yaml, Precondition precondition) {
    ResourceDraft draft =
        ((Validated.Valid<ResourceDraft>) ManifestReader.resource("Source", yaml)).value();
    return resourceIntake.put(notes, draft, precondition);
  }

  private Receipt<Resource> put(String yaml) {
    return put(yaml, new Precondition.None());
  }

  @Test
  void theSameAgainChangesNothing() {
    put("name: a\ntext: x\n");

    Receipt<Resource> again =
        put("apiVersion: berth.dev/v1\nkind: Source\nmetadata: {name: a}\nspec: {text: x}\n");

    assertThat(again)
        .isInstanceOfSatisfying(
            Receipt.Accepted.class,
            a -> assertThat(a.outcome()).isEqualTo(Receipt.Outcome.UNCHANGED));
    assertThat(notes.heard).containsExactly("a");
  }

  @Test
  void aChangeIsANewGeneration() {
    put("name: a\ntext: x\n");

    put("name: a\ntext: y\n");

    assertThat(resourceIntake.find(notes, "a").map(Resource::generation)).contains(2L);
  }

  @Test
  void labelsAreNoGeneration() {
    put("name: a\ntext: x\n");

    put("name: a\nlabels: {team: demo}\ntext: x\n");

    assertThat(resourceIntake.all(notes))
        .extracting(Resource::generation, Resource::resourceVersion)
        .containsExactly(tuple(1L, 2L));
  }

  @Test
  void aDryRunKeepsNothing() {
    ResourceDraft draft =
        ((Validated.Valid<ResourceDraft>) ManifestReader.resource("Source", "name: a\ntext: x\n"))
            .value();

    resourceIntake.dryRun(notes, draft, new Precondition.None());

    assertThat(resourceIntake.all(notes)).isEmpty();
    assertThat(notes.heard).isEmpty();
  }

  @Test
  void whatIsWrongIsToldAtItsPath() {
    assertThat(put("name: a\nmetadata: {name: a}\nspec: {}\n"))
        .isEqualTo(new Receipt.Invalid<>(List.of(new Violation("spec.text", "is missing"))));
  }

  @Test
  void aWriteFromAnOldVersionIsRefused() {
    put("name: a\ntext: x\n");
    put("name: a\ntext: y\n");

    assertThat(put("name: a\ntext: z\n", new Precondition.Version(1)))
        .isInstanceOf(Receipt.PreconditionFailed.class);
  }
}
