package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.policy.Quotas;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** All apps together may take so much and no more. */
class QuotaCheckTest {
  private static final Quotas FEW =
      new Quotas(OptionalInt.of(2), OptionalInt.of(5), OptionalLong.empty());
  private static final Quotas MEMORY =
      new Quotas(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(100 << 20));

  private static App app(String yaml) {
    return ManifestReader.read(yaml).drafts().getFirst().app();
  }

  private static List<String> excess(
      Quotas quotas, App wanted, Optional<App> before, App... others) {
    return quotas.excess(wanted, wanted, before, List.of(others)).stream()
        .map(Violation::message)
        .toList();
  }

  @Test
  void whoIsOverMayStillShrink() {
    App ten = app("{name: a, image: x, replicas: 10}");
    App six = app("{name: a, image: x, replicas: 6}");

    assertThat(excess(FEW, six, Optional.of(ten))).isEmpty();
    assertThat(excess(FEW, ten, Optional.of(six))).singleElement().asString().contains("replicas");
    assertThat(excess(FEW, ten, Optional.of(ten))).isEmpty();
  }

  @Test
  void eachMessageNamesItsSetting() {
    App three = app("{name: c, image: x, replicas: 3}");
    App small = app("{name: a, image: x, mem_limit: 60m}");
    App other = app("{name: b, image: x, mem_limit: 60m}");

    assertThat(excess(FEW, three, Optional.empty(), three, three))
        .hasSize(2)
        .anySatisfy(message -> assertThat(message).contains("berth.quota.apps"))
        .anySatisfy(message -> assertThat(message).contains("berth.quota.replicas allows 5"));
    assertThat(excess(MEMORY, small, Optional.empty(), other))
        .singleElement()
        .asString()
        .contains("berth.quota.memory");
    assertThat(excess(MEMORY, three, Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("is needed");
  }
}
