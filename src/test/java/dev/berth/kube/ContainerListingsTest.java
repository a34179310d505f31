package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.read.ResourceFilter;
import dev.berth.spec.validation.LabelSelector;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What clients were told, so that they can go on from there. */
class ContainerListingsTest {
  private static final ResourceFilter ALL =
      new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING);
  private static final ResourceFilter WEB =
      new ResourceFilter(Optional.of("web"), LabelSelector.EVERYTHING);

  private final ContainerListings<String> listings = new ContainerListings<>();

  @Test
  void whoAskedForOtherThingsWasToldOtherThings() {
    listings.remember(5, ALL, Map.of("1", "web", "2", "db"));
    listings.remember(5, WEB, Map.of("1", "web"));

    assertThat(listings.at(5, ALL)).contains(Map.of("1", "web", "2", "db"));
    assertThat(listings.at(5, WEB)).contains(Map.of("1", "web"));
    assertThat(listings.at(6, ALL)).isEmpty();
  }

  @Test
  void theFirstOfANumberStays() {
    listings.remember(5, ALL, Map.of("1", "starting"));
    listings.remember(5, ALL, Map.of("1", "running"));

    assertThat(listings.at(5, ALL)).contains(Map.of("1", "starting"));
  }

  @Test
  void theNewestAreKept() {
    for (int number = 1; number <= 100; number++) {
      listings.remember(number, ALL, Map.of());
    }

    assertThat(listings.at(1, ALL)).isEmpty();
    assertThat(listings.at(36, ALL)).isEmpty();
    assertThat(listings.at(37, ALL)).isPresent();
    assertThat(listings.at(100, ALL)).isPresent();
  }
}
