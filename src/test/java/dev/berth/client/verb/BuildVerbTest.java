package dev.berth.client.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Images built again: what is asked of Berth, and what is shown. */
class BuildVerbTest extends TypedVerbs {
  private static final String TWO =
      """
      {"metadata":{"name":"shop"},"spec":{"services":{
       "web":{"build":{"context":"."}},"db":{"image":"redis:7"},"job":{"build":{"context":"."}}}}}\
      """;

  private static String operation(String state, boolean isDone, String... log) {
    String lines = List.of(log).isEmpty() ? "" : "\"" + String.join("\",\"", log) + "\"";
    return "{\"id\":\"7\",\"kind\":\"build\",\"reference\":\"berth/shop-web:ab\",\"state\":\""
        + state
        + "\",\"done\":"
        + isDone
        + ",\"message\":\"step 2 failed\",\"log\":["
        + lines
        + "]}";
  }

  private static String told(String... operations) {
    StringBuilder events = new StringBuilder();
    for (String one : operations) {
      events.append("event: progress\ndata: ").append(one).append("\n\n");
    }
    return events.toString();
  }

  @Test
  void linesAreShownOnceAsTheyCome() {
    api.on("POST /v1/apps/shop/build?service=web&noCache=true", 202, operation("Pending", false))
        .on(
            "GET /v1/operations/7",
            200,
            told(
                operation("Running", false, "Step 1"),
                operation("Running", false, "Step 1", "Step 2"),
                operation("Succeeded", true, "Step 1", "Step 2", "done")));

    assertThat(berth("build", "--no-cache", "shop", "web")).isZero();

    assertThat(said.err()).isEqualTo("Step 1\nStep 2\ndone\n");
    assertThat(said.out()).isEqualTo("web: built berth/shop-web:ab\n");
  }

  @Test
  void withoutAServiceAllThatHaveABuildBegin() {
    api.on("GET /v1/apps/shop", 200, TWO)
        .on("POST /v1/apps/shop/build?service=web", 202, operation("Pending", false))
        .on("POST /v1/apps/shop/build?service=job", 202, operation("Pending", false));

    assertThat(berth("build", "--no-wait", "shop")).isZero();

    assertThat(api.asked())
        .containsExactly(
            "GET /v1/apps/shop",
            "POST /v1/apps/shop/build?service=web",
            "POST /v1/apps/shop/build?service=job");
  }

  @Test
  void anAppOfOneServiceNamesNone() {
    api.on("GET /v1/apps/shop", 200, "{\"spec\":{\"build\":{\"context\":\".\"}}}")
        .on(
            "POST /v1/apps/shop/build?dryRun=true",
            200,
            "{\"service\":\"shop\",\"reference\":\"berth/shop:ab\"}");

    assertThat(berth("build", "--dry-run", "shop")).isZero();

    assertThat(said.out()).isEqualTo("shop: would build berth/shop:ab\n");
  }

  @Test
  void anAppThatBuildsNothingIsToldSo() {
    api.on("GET /v1/apps/shop", 200, "{\"spec\":{\"image\":\"redis:7\"}}");

    assertThat(berth("build", "shop")).isEqualTo(1);

    assertThat(said.err()).contains("app `shop` builds no image");
  }

  @Test
  void aBuildThatFailsIsStatusThree() {
    api.on("POST /v1/apps/shop/build?service=web", 202, operation("Pending", false))
        .on("GET /v1/operations/7", 200, told(operation("Failed", true, "boom")));

    assertThat(berth("build", "shop", "web")).isEqualTo(3);

    assertThat(said.err()).isEqualTo("boom\nberth build: step 2 failed\n");
  }

  @Test
  void aRolloutIsWaitedFor() {
    api.on("POST /v1/apps/shop/build?service=web&rollout=true", 202, operation("Pending", false))
        .on("GET /v1/operations/7", 200, told(operation("Succeeded", true)))
        .on(
            "GET /v1/apps/shop?wait=ready&timeout=5m",
            200,
            "{\"metadata\":{\"name\":\"shop\"},\"status\":{\"phase\":\"Running\"}}");

    assertThat(berth("build", "--rollout", "shop", "web")).isZero();

    assertThat(said.out()).startsWith("web: built berth/shop-web:ab\nshop: Running");
  }

  @Test
  void ofALongLogTheLinesThatAreNewAreKnown() {
    assertThat(BuildProgress.known(List.of("1", "2", "3"), List.of("2", "3", "4"))).isEqualTo(2);
    assertThat(BuildProgress.known(List.of(), List.of("1"))).isZero();
    assertThat(BuildProgress.known(List.of("1"), List.of("1"))).isEqualTo(1);
  }
}
