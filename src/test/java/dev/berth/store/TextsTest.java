package dev.berth.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.fault.DatabaseDamage;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.state.secret.Vault;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.LockAcquisitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 19.7: what stands in rows, which of them stay, and whose fault a failed write is. */
class TextsTest {
  private final Keys vault = new Keys();
  private final AppText texts = new AppText(vault);

  /** A vault whose seals tell the number of their key. */
  private static final class Keys implements Vault {
    private int key = 1;

    @Override
    public String seal(String plain) {
      return key + ":" + plain;
    }

    @Override
    public String open(String sealed) {
      return sealed.substring(sealed.indexOf(':') + 1);
    }

    @Override
    public boolean isStale(String sealed) {
      return !sealed.startsWith(key + ":");
    }

    @Override
    public void rotate() {
      key++;
    }

    @Override
    public void requireRotatable() {}
  }

  private static App app(String spec) {
    return ManifestReader.read("{name: shop, " + spec + "}").drafts().getFirst().app();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: x                                                      | false",
        "image: x, links: [redis]                                      | false",
        "image: x, links: {redis: {auth: false}}                       | false",
        "image: x, links: {redis: {auth: true}}                        | true",
        "services: {a: {image: x}}, secrets: {s: {content: hush}}      | true",
        "services: {a: {image: x}}, configs: {s: {content: all may read}} | false",
      })
  void anAppIsReadAsItWasWrittenAndSealedWhereItBearsSecrets(String spec, boolean isSealed) {
    String text = texts.write(app(spec));

    assertThat(AppText.isSealed(text)).isEqualTo(isSealed);
    assertThat(texts.read(text)).isEqualTo(app(spec));
    assertThat(texts.isStale(text)).isFalse();
    assertThat(texts.ages(text)).isEqualTo(isSealed);
    assertThat(texts.fresh(text)).isSameAs(text);
  }

  @Test
  void whatAnotherKeySealedIsSealedAnew() {
    App secret = app("image: x, links: {redis: {auth: true}}");
    String old = texts.write(secret);
    vault.rotate();

    assertThat(texts.isStale(old)).isTrue();
    assertThat(texts.fresh(old)).startsWith("2:{");
    assertThat(texts.read(texts.fresh(old))).isEqualTo(secret);
    assertThat(texts.isStale(texts.fresh(old))).isFalse();
  }

  @Test
  void whatAnOlderBerthDidNotSealIsSealed() {
    String open = vault.open(texts.write(app("image: x, links: {redis: {auth: true}}")));

    assertThat(texts.isStale(open)).isTrue();
    assertThat(texts.ages(open)).isTrue();
    assertThat(texts.fresh(open)).isEqualTo("1:" + open);
  }

  @Test
  void whatIsNoAppIsDamageOrToldWithWhatIsWrong() {
    assertThatExceptionOfType(DatabaseDamage.class).isThrownBy(() -> texts.read("{\"name\": "));
    assertThatExceptionOfType(DatabaseDamage.class).isThrownBy(() -> NotesText.read("{"));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> texts.read("{\"name\": \"shop\", \"nonsense\": 1}"))
        .withMessageContaining("nonsense");
  }

  @Test
  void annotationsAreReadAsTheyWereWritten() {
    TreeMap<String, String> notes = new TreeMap<>(Map.of("a", "\"{", "b/c", "ä\n", "d", ""));

    assertThat(NotesText.read(NotesText.write(notes))).isEqualTo(notes);
  }

  static Stream<Exception> races() {
    return Stream.of(
        new ConstraintViolationException("x", new SQLException(), "unique"),
        new LockAcquisitionException("x", new SQLException()),
        new LockTimeoutException(),
        new OptimisticLockException(),
        new PessimisticLockException());
  }

  @ParameterizedTest
  @MethodSource("races")
  void whoeverWasFasterIsTheCause(Exception race) {
    assertThat(Races.isCauseOf(race)).isTrue();
    assertThat(Races.isCauseOf(new IllegalStateException(new IOException(race)))).isTrue();
  }

  @Test
  void anythingElseIsTheDatabasesOwn() {
    assertThat(Races.isCauseOf(null)).isFalse();
    assertThat(Races.isCauseOf(new IllegalStateException(new SQLException("no space")))).isFalse();
  }

  @Test
  void aRingOfCausesEnds() {
    Exception one = new IOException("one");
    one.initCause(new IOException("two", one));

    assertThat(Races.isCauseOf(one)).isFalse();
  }

  private static RevisionKeeper.Head head(long number, boolean isReady, @Nullable String failure) {
    return new RevisionKeeper.Head(number, isReady ? Instant.EPOCH : null, failure);
  }

  private static AppEntity app(long revision, @Nullable Long quarantined, @Nullable Long target) {
    AppEntity app = new AppEntity();
    app.revision = revision;
    app.quarantineRevision = quarantined;
    app.quarantineTarget = target;
    return app;
  }

  private static List<RevisionKeeper.Head> untried(long newest) {
    return LongStream.iterate(newest, n -> n > 0, n -> n - 1)
        .mapToObj(n -> head(n, false, null))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void beforeTheOneThatIsWantedSoManyStay(int kept) {
    assertThat(RevisionKeeper.staying(app(9, null, null), untried(9), kept))
        .isEqualTo(kept == 1 ? Set.of(9L, 8L) : Set.of(9L, 8L, 7L, 6L));
  }

  @Test
  void theLastGoodOneStaysHoweverOld() {
    List<RevisionKeeper.Head> heads =
        List.of(
            head(9, true, null),
            head(8, false, null),
            head(7, true, "CrashLoopBackOff"),
            head(6, false, "BuildFailed"),
            head(5, true, null),
            head(4, true, null));

    assertThat(RevisionKeeper.staying(app(9, null, null), heads, 1)).isEqualTo(Set.of(9L, 8L, 5L));
  }

  @Test
  void whatIsInQuarantineAndWhatWasGoneBackToStay() {
    assertThat(RevisionKeeper.staying(app(9, 3L, 2L), untried(9), 1))
        .isEqualTo(Set.of(9L, 8L, 3L, 2L));
  }

  @Test
  void oneThatIsNotWantedYetCountsForNothing() {
    assertThat(RevisionKeeper.staying(app(7, null, null), untried(9), 1)).isEqualTo(Set.of(7L, 6L));
  }
}
