package dev.berth.plan.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.ImageSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is built is called in a registry as on the engine, where nobody says otherwise. */
class SwarmImagesTest {
  private static ImageSource.Build build(String more) {
    return (ImageSource.Build)
        ManifestReader.read("name: shop\nbuild: {dockerfile_inline: FROM a" + more + "}\n")
            .drafts()
            .getFirst()
            .app()
            .service("shop")
            .image();
  }

  @ParameterizedTest
  @CsvSource({
    "reg.example, berth/shop-web:12fc95a0725d, reg.example/shop-web:12fc95a0725d",
    "reg.example:5000/team, berth/shop:1, reg.example:5000/team/shop:1",
    "reg.example, me/web:1, reg.example/me/web:1",
    "reg.example, web, reg.example/web:latest",
    "reg.example, other.example:5000/me/web:1, reg.example/me/web:1",
  })
  void itHasTheNameAndTheTagOfTheEngine(String registry, String reference, String pushed) {
    assertThat(SwarmImages.pushed(build(""), registry, reference))
        .isEqualTo(build("").withPush(pushed));
  }

  @ParameterizedTest
  @CsvSource("mine.example/shop:1")
  void whoSaysWhereItIsPushedIsHeard(String push) {
    ImageSource.Build declared = build(", push: '" + push + "'");
    assertThat(SwarmImages.pushed(declared, "reg.example", "berth/shop:1")).isEqualTo(declared);
  }
}
