package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.status.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftKeepingTest {
  private static final String SHOP =
      """
      name: shop
      services:
        web: {image: "web:1", init: true, mem_limit: 64m, environment: {NAME: World}, links: [db]}
        db: {image: "db:1"}
      """;

  private static App app(String manifest) {
    return ManifestReader.read(manifest).drafts().getFirst().app();
  }

  private static DriftReport drift(String service, String path, String have) {
    return new DriftReport(
        Optional.of(service).filter(s -> !s.isEmpty()),
        Optional.of("c"),
        path,
        "whatever",
        have,
        Instant.EPOCH,
        Optional.empty(),
        "recreate");
  }

  private static Object patch(String manifest, DriftReport... drifts) {
    return switch (DriftKeeping.patch(app(manifest), List.of(drifts))) {
      case Validated.Valid<? extends Map<String, ?>> valid -> valid.value();
      case Validated.Invalid<? extends Map<String, ?>> invalid ->
          throw new AssertionError(invalid.violations());
    };
  }

  private static List<String> refused(DriftReport... drifts) {
    return switch (DriftKeeping.patch(app(SHOP), List.of(drifts))) {
      case Validated.Valid<? extends Map<String, ?>> valid ->
          throw new AssertionError(valid.value());
      case Validated.Invalid<? extends Map<String, ?>> invalid ->
          invalid.violations().stream().map(Violation::path).toList();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          environment.NAME                      | Wrold      | {environment={NAME=Wrold}}
          environment.A.B                       | '""'       | {environment={A.B=}}
          labels.com.example.tier               | back       | {labels={com.example.tier=back}}
          deploy.resources.limits.memory        | 33554432   | {mem_limit=33554432}
          deploy.resources.limits.cpus          | 500000000  | {cpus=0.5}
          deploy.resources.limits.pids          | 9          | {pids_limit=9}
          deploy.resources.reservations.memory  | 16777216   | {mem_reservation=16777216}
          init                                  | ''         | {init=null}
          read_only                             | true       | {read_only=true}
          restart                               | always     | {restart=always}
          stop_grace_period                     | 9s         | {stop_grace_period=9s}
          cpu_shares                            | 256        | {cpu_shares=256}
          """)
  void writesWhatIsThereUnderItsKey(String path, String have, String patch) {
    assertThat(patch(SHOP, drift("web", path, have))).hasToString("{services={web=" + patch + "}}");
  }

  @Test
  void oneServiceThatIsTheAppStandsForItself() {
    assertThat(
            patch(
                "{name: web, image: 'web:1'}",
                drift("web", "user", "nobody"),
                drift("web", "environment.A", "1"),
                drift("web", "environment.B", "2")))
        .hasToString("{user=nobody, environment={A=1, B=2}}");
  }

  @Test
  void namesAllThatCannotBeWritten() {
    assertThat(
            refused(
                drift("", "networks.shop_default.internal", "true"),
                drift("web", "image", "113003915"),
                drift("web", "command", "[sleep, 1]"),
                drift("shop-redis", "user", "root"),
                drift("web", "environment.PASSWORD", "(hidden)"),
                drift("web", "environment.TOKEN", "(secret token, digest 1)"),
                drift("web", "user", ""),
                drift("web", "environment.NAME", "fine")))
        .containsExactly(
            "networks.shop_default.internal",
            "web.image",
            "web.command",
            "shop-redis.user",
            "web.environment.PASSWORD",
            "web.environment.TOKEN",
            "web.user");
  }

  @Test
  void replicasThatDifferCannotBothBeKept() {
    assertThat(
            refused(drift("web", "environment.NAME", "a"), drift("web", "environment.NAME", "b")))
        .containsExactly("web.environment.NAME");
    assertThat(
            patch(
                SHOP, drift("web", "environment.NAME", "a"), drift("web", "environment.NAME", "a")))
        .hasToString("{services={web={environment={NAME=a}}}}");
  }

  @Test
  void choosesPathsAndAllBelowThem() {
    List<DriftReport> all =
        List.of(
            drift("web", "environment.NAME", "a"),
            drift("web", "environment.MORE", "b"),
            drift("db", "user", "c"));

    assertThat(DriftSelection.of(all, List.of())).isEqualTo(new Validated.Valid<>(all));
    assertThat(DriftSelection.of(all, List.of("environment")))
        .isEqualTo(new Validated.Valid<>(all.subList(0, 2)));
    assertThat(DriftSelection.of(all, List.of("user", "environ")))
        .isEqualTo(
            new Validated.Invalid<>(
                List.of(
                    new Violation(
                        "paths[1]",
                        "nothing differs at `environ`; what does: environment.MORE,"
                            + " environment.NAME, user"))));
  }
}
