package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.Port;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What two containers cannot both have; issue 17: however many ports they have. */
class ExclusiveClaimsTest {
  private static final int SEED = 17;
  private static final List<Optional<String>> ADDRESSES =
      Stream.concat(
              Stream.of(Optional.<String>empty()),
              Stream.of("0.0.0.0", "::", "127.0.0.1", "10.0.0.1").map(Optional::of))
          .toList();

  private static Port port(Random random) {
    int first = 1 + random.nextInt(6);
    Optional<Port.Range> published =
        random.nextInt(8) == 0
            ? Optional.empty()
            : Optional.of(new Port.Range(first, first + random.nextInt(2)));
    Port.Protocol[] protocols = Port.Protocol.values();
    return new Port(
        ADDRESSES.get(random.nextInt(ADDRESSES.size())),
        published,
        80,
        protocols[random.nextInt(protocols.length)]);
  }

  private static ExclusiveClaims claims(Random random) {
    return new ExclusiveClaims(
        IntStream.range(0, random.nextInt(5)).mapToObj(i -> port(random)).toList(), Set.of());
  }

  /** Each compared with each. */
  private static List<Port> clashing(ExclusiveClaims some, ExclusiveClaims others) {
    return some.ports().stream()
        .filter(port -> others.ports().stream().anyMatch(port::clashesWith))
        .toList();
  }

  @Test
  void tellsAsIfEachWereComparedWithEach() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5000; round++) {
      ExclusiveClaims some = claims(random);
      ExclusiveClaims others = claims(random);
      List<Port> clashing = clashing(some, others);

      assertThat(some.clash(others).isPresent()).isEqualTo(!clashing.isEmpty());
      assertThat(some.without(others).ports())
          .isEqualTo(some.ports().stream().filter(port -> !clashing.contains(port)).toList());
    }
  }
}
