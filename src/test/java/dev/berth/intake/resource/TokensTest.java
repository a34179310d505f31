package dev.berth.intake.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.MemoryResources;
import dev.berth.state.Resource;
import dev.berth.state.secret.TokenValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Precondition ANY = new Precondition.None();

  private final AtomicInteger changes = new AtomicInteger();
  private Instant now = NOON;
  private final Tokens tokens =
      new Tokens(new MemoryResources(), () -> now, changes::incrementAndGet);

  private static ResourceDraft draft(String yaml) {
    return ((Validated.Valid<ResourceDraft>) ManifestReader.resource("Token", yaml)).value();
  }

  private Tokens.Issued put(String yaml) {
    return tokens.put(draft(yaml), ANY, false);
  }

  private List<Violation> refused(String yaml) {
    return put(yaml).receipt() instanceof Receipt.Invalid<Resource> invalid
        ? invalid.violations()
        : List.of();
  }

  @Test
  void itsValueIsToldOnceToWhoMadeIt() {
    Optional<String> value = put("name: ci\nrole: deployer\n").value();

    assertThat(value).isPresent();
    assertThat(put("name: ci\nrole: deployer\n").value()).isEmpty();
    assertThat(changes).hasValue(1);
  }

  @Test
  void aNewValueIsAnotherOne() {
    Optional<String> first = put("name: ci\nrole: viewer\n").value();
    Optional<Object> hash = hash();

    Optional<String> second = tokens.put(draft("name: ci\nrole: viewer\n"), ANY, true).value();

    assertThat(second).isPresent().isNotEqualTo(first);
    assertThat(hash()).isPresent().isNotEqualTo(hash);
  }

  private Optional<Object> hash() {
    return tokens.find("ci").map(token -> token.spec().getOrDefault(TokenValue.HASH, ""));
  }

  @Test
  void nothingThatOpensADoorIsShown() {
    put("name: ci\nrole: viewer\n");

    assertThat(tokens.all())
        .singleElement()
        .satisfies(token -> {
          assertThat(token.spec()).containsKey(TokenValue.HASH);
          assertThat(tokens.kind().show(token)).isEqualTo(Map.of("role", "viewer"));
        });
  }

  @Test
  void aDryRunTellsNoValueAndKeepsNothing() {
    Tokens.Issued issued = tokens.dryRun(draft("name: ci\nrole: viewer\n"), ANY, false);

    assertThat(issued.receipt()).isInstanceOf(Receipt.Accepted.class);
    assertThat(issued.value()).isEmpty();
    assertThat(tokens.find("ci")).isEmpty();
    assertThat(changes).hasValue(0);
  }

  @Test
  void aRemovalIsHeardOfAndTriedWithoutDoingIt() {
    put("name: ci\nrole: viewer\n");

    assertThat(tokens.dryRunRemoval("ci", ANY)).isInstanceOf(Receipt.Accepted.class);
    assertThat(tokens.find("ci")).isPresent();
    assertThat(tokens.remove("ci", ANY)).isInstanceOf(Receipt.Accepted.class);
    assertThat(tokens.find("ci")).isEmpty();
    assertThat(tokens.dryRunRemoval("ci", ANY)).isInstanceOf(Receipt.NotFound.class);
    assertThat(changes).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"90s,90", "5m,300", "2h,7200", "3d,259200", "1w,604800"})
  void aTermIsATimeFromNow(String term, long seconds) {
    put("name: ci\nrole: viewer\nexpiry: " + term + "\n");

    assertThat(expiresAt()).contains(NOON.plusSeconds(seconds).toString());
  }

  private Optional<String> expiresAt() {
    return tokens.find("ci").map(token -> String.valueOf(token.spec().get("expiresAt")));
  }

  @Test
  void atItsTimeItIsExpired() {
    put("name: ci\nrole: viewer\nexpiresAt: '2026-11-29T12:01:00Z'\n");
    Resource token = tokens.find("ci").orElseThrow();

    assertThat(tokens.kind().status(token)).isEqualTo(Map.of("expired", false));
    now = NOON.plus(Duration.ofMinutes(1));
    assertThat(tokens.kind().status(token)).isEqualTo(Map.of("expired", true));
  }

  @Test
  void oneWithoutATimeNeverExpires() {
    put("name: ci\nrole: viewer\n");

    assertThat(tokens.kind().status(tokens.find("ci").orElseThrow()))
        .isEqualTo(Map.of("expired", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: ci                                       | role          | must be viewer, deployer or admin
          {name: ci, role: root}                         | role          | must be viewer, deployer or admin
          {name: ci, role: viewer, roles: x}             | roles         | unknown key; known: [expiresAt, expiry, labelSelector, role]
          {name: ci, role: viewer, labelSelector: '=a'}  | labelSelector |
          {name: ci, role: viewer, labelSelector: [a]}   | labelSelector | must be a text
          {name: ci, role: viewer, expiry: soon}         | expiry        | must be a time such as 2027-01-31T12:00:00Z or a term such as 90d, was `soon`
          {name: ci, role: viewer, expiresAt: 1d1}       | expiresAt     |
          {name: admin, role: viewer}                    | metadata.name | `admin` is the token of the file admin-token
          """)
  void whatCannotBeMeantIsToldAtItsPath(String yaml, String path, String message) {
    assertThat(refused(yaml.strip()))
        .anySatisfy(violation -> {
          assertThat(violation.path()).endsWith(path);
          assertThat(violation.message()).contains(Optional.ofNullable(message).orElse(""));
        });
    assertThat(tokens.all()).isEmpty();
  }

  @Test
  void anEmptySelectorIsNone() {
    put("name: ci\nrole: viewer\nlabelSelector: ''\n");

    assertThat(tokens.find("ci").orElseThrow().spec()).doesNotContainKey("labelSelector");
  }
}
