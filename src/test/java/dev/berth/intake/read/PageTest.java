package dev.berth.intake.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.plan.Samples;
import dev.berth.spec.App;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static App app(String name) {
    return ManifestReader.read("{name: " + name + ", image: 'web:1'}").drafts().getFirst().app();
  }

  private static List<DeclaredResource> all(String... names) {
    return Stream.of(names)
        .map(name ->
            (DeclaredResource)
                new DeclaredResource.OfApp(
                    Samples.desired(app(name)), Optional.empty(), Optional.empty(), 1))
        .toList();
  }

  private static List<String> names(Page page) {
    return page.items().stream().map(DeclaredResource::name).toList();
  }

  @Test
  void withoutABoundItIsAllOfIt() {
    Page page = Page.of(all("a", "b"), 7, 0, Optional.empty());

    assertThat(names(page)).containsExactly("a", "b");
    assertThat(page).returns(7L, Page::number).returns(0, Page::remaining);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void onePartAfterTheOtherIsAllOfIt() {
    List<DeclaredResource> all = all("a", "b", "c");
    Page first = Page.of(all, 7, 2, Optional.empty());
    Page second = Page.of(all, 7, 2, first.next().flatMap(Page::after));

    assertThat(names(first)).containsExactly("a", "b");
    assertThat(first.remaining()).isEqualTo(1);
    assertThat(names(second)).containsExactly("c");
    assertThat(second.next()).isEmpty();
    assertThat(second.remaining()).isZero();
  }

  @Test
  void whatFitsWholeHasNoNextPart() {
    assertThat(Page.of(all("a", "b"), 7, 2, Optional.empty()).next()).isEmpty();
  }

  @Test
  void aNameThatIsGoneMeanwhileIsABeginningAllTheSame() {
    assertThat(names(Page.of(all("a", "c"), 7, 2, Optional.of("b")))).containsExactly("c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "äöü", "a-name.of.letters_and-9"})
  void aTokenHoldsAName(String name) {
    assertThat(Page.after(Page.token(name))).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "bmFtZQ", "%%%"})
  void whatIsNoneOfOursIsNone(String token) {
    assertThat(Page.after(token)).isEmpty();
  }

  @Test
  void howManyComeIsNeverMoreThanANumberHolds() {
    assertThat(Page.part(all("a"), 1, Long.MAX_VALUE).remaining()).isEqualTo(Integer.MAX_VALUE);
  }
}
