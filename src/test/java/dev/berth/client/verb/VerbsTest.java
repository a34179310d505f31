package dev.berth.client.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verbs ask of Berth, and what they make of its answers. */
class VerbsTest extends TypedVerbs {
  private static final String SHOP =
      """
      {"kind":"App","metadata":{"name":"shop","generation":2,
       "creationTimestamp":"2026-01-02T02:04:05Z"},
       "status":{"observedGeneration":2,"phase":"Running","revision":2,
       "conditions":[{"type":"Ready","reason":"AllReady","message":"3 of 3 containers ready"}],
       "services":{"web":{"desired":2,"ready":2,"endpoints":["http://localhost:4000"],
       "image":{"reference":"web:1"}},"db":{"desired":1,"ready":1,"endpoints":[]}}}}\
      """;

  private static final String PLAN =
      """
      {"fingerprint":"v1:ab","actions":[
       {"action":"StopContainer","text":"stop shop-web-1","cause":"image: want web:2, have web:1"},
       {"action":"CreateContainer","text":"create shop-web-1","cause":"no container"}],
       "waiting":[]}\
      """;

  private static String rehearsed(String outcome) {
    return "{\"items\":[{\"metadata\":{\"name\":\"shop\"},\"spec\":{\"image\":\"web:2\"},\"plan\":"
        + PLAN
        + "}],\"outcomes\":[{\"kind\":\"App\",\"name\":\"shop\",\"outcome\":\""
        + outcome
        + "\"}]}";
  }

  private void manifest() throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), "name: shop\nimage: web:2\n");
    api.on("POST /v1/apply?dryRun=true", 200, rehearsed("updated"))
        .on("PUT /v1/apps/shop?plan=v1%3Aab", 200, SHOP)
        .on("GET /v1/apps/shop?wait=ready&timeout=5m", 200, SHOP);
  }

  @Test
  void appsAreATable() {
    api.on("GET /v1/apps", 200, "{\"items\":[" + SHOP + "]}");

    assertThat(berth("ls", "-o", "wide")).isZero();

    assertThat(said.out())
        .isEqualTo(
            """
            NAME  PHASE    READY  REASON    ENDPOINTS              AGE  REVISION  IMAGES  SOURCE  MESSAGE
            shop  Running  3/3    AllReady  http://localhost:4000  60m  2         web:1   -       3 of 3 containers ready
            """);
    assertThat(api.tokens()).containsExactly("Bearer secret");
  }

  @Test
  void whatContainersUseIsATable() {
    api.on(
        "GET /v1/apps/shop/stats",
        200,
        "{\"containers\":[{\"name\":\"shop-web-1\",\"service\":\"web\",\"cpus\":0.256,"
            + "\"memoryBytes\":33554432,\"memoryLimitBytes\":null}]}");

    assertThat(berth("top", "shop")).isZero();

    assertThat(said.out().lines().toList().getFirst()).startsWith("SERVICE  CONTAINER   CPUS");
    assertThat(said.out()).contains("web      shop-web-1  0.26  ").contains("33.6 MB");
  }

  @Test
  void jsonIsWhatBerthSaid() {
    api.on("GET /v1/apps?labelSelector=team%3Ddemo", 200, "{\"items\":[]}");

    assertThat(berth("ls", "-l", "team=demo", "-o", "json")).isZero();

    assertThat(said.out()).isEqualTo("{\"items\":[]}\n");
  }

  @Test
  void applyDoesExactlyWhatItHasShown() throws IOException {
    manifest();

    assertThat(berth("apply", "-f", "shop.yaml")).isZero();

    assertThat(api.asked())
        .containsExactly(
            "POST /v1/apply?dryRun=true",
            "PUT /v1/apps/shop?plan=v1%3Aab",
            "GET /v1/apps/shop?wait=ready&timeout=5m");
    assertThat(api.bodies().getFirst()).isEqualTo("name: shop\nimage: web:2\n");
    assertThat(said.out())
        .isEqualTo(
            """
            app/shop: to be updated
              - stop shop-web-1: image: want web:2, have web:1
              + create shop-web-1: no container
            app/shop updated
            shop: Running, 3/3 ready, http://localhost:4000
            """);
  }

  @Test
  void whoSaysNoGetsNothingDone() throws IOException {
    manifest();

    assertThat(typed("n\n", true, "apply", "-f", "shop.yaml")).isZero();

    assertThat(api.asked()).containsExactly("POST /v1/apply?dryRun=true");
    assertThat(said.err()).contains("Go on? [y/N] ").endsWith("nothing was done\n");
  }

  @Test
  void whoSaysYesIsServed() throws IOException {
    manifest();

    assertThat(typed("y\n", true, "apply", "-f", "shop.yaml", "--no-wait")).isZero();

    assertThat(api.asked()).hasSize(2).contains("PUT /v1/apps/shop?plan=v1%3Aab");
  }

  @Test
  void severalDocumentsGoAsOneStream() throws IOException {
    Files.createDirectories(folder.resolve("all/.hidden"));
    Files.writeString(folder.resolve("all/a.yaml"), "name: a\nimage: x");
    Files.writeString(folder.resolve("all/b.json"), "{\"name\":\"b\",\"image\":\"x\"}");
    Files.writeString(folder.resolve("all/README.md"), "no manifest");
    api.on("POST /v1/apply?dryRun=true", 200, "{\"items\":[],\"outcomes\":[]}")
        .on("POST /v1/apply", 200, "{\"items\":[],\"outcomes\":[]}");

    assertThat(berth("apply", "-f", "all")).isZero();

    assertThat(api.asked()).containsExactly("POST /v1/apply?dryRun=true", "POST /v1/apply");
    assertThat(api.bodies().getLast())
        .isEqualTo("name: a\nimage: x\n---\n{\"name\":\"b\",\"image\":\"x\"}");
  }

  @Test
  void theFolderOfABuildIsSentBefore() throws IOException {
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/Dockerfile"), "FROM scratch\n");
    Files.writeString(folder.resolve("a.yaml"), "name: ü # site\nbuild: {context: site}\n");
    api.on("PUT /v1/contexts", 201, "{\"context\":\"upload:sha256:1\"}")
        .on("POST /v1/apply?dryRun=true", 200, "{\"items\":[],\"outcomes\":[]}");

    assertThat(berth("apply", "--dry-run", "-f", "a.yaml")).isZero();

    assertThat(api.bodies().getFirst()).contains("FROM scratch");
    assertThat(api.bodies().getLast())
        .isEqualTo("name: ü # site\nbuild: {context: \"upload:sha256:1\"}\n");
  }

  @Test
  void diffTellsFieldByField() throws IOException {
    manifest();
    api.on("GET /v1/apps/shop", 200, "{\"spec\":{\"image\":\"web:1\",\"replicas\":2}}");

    assertThat(berth("diff", "--exit-code", "-f", "shop.yaml")).isEqualTo(6);

    assertThat(said.out())
        .isEqualTo(
            """
            app/shop:
            - spec.image: web:1
            + spec.image: web:2
            - spec.replicas: 2
            """);
  }

  @Test
  void rollbackGoesToTheLastGoodOneBefore() {
    api.on(
            "GET /v1/apps/shop/revisions",
            200,
            "{\"items\":[{\"revision\":4,\"current\":true},{\"revision\":3},"
                + "{\"revision\":2,\"readyAt\":\"2026-01-01T00:00:00Z\"},"
                + "{\"revision\":1,\"readyAt\":\"2026-01-01T00:00:00Z\"}]}")
        .on("POST /v1/apps/shop/rollback?dryRun=true", 200, "{\"plan\":" + PLAN + "}")
        .on("POST /v1/apps/shop/rollback?plan=v1%3Aab", 200, SHOP);

    assertThat(berth("rollback", "shop", "--no-wait")).isZero();

    assertThat(api.bodies().getLast()).isEqualTo("{\"revision\":2}");
  }

  @Test
  void nothingIsRemovedWhereNobodyCanBeAsked() {
    api.on("DELETE /v1/apps/shop?volumes=delete&dryRun=true", 200, "{\"plan\":" + PLAN + "}");

    assertThat(berth("rm", "shop", "--volumes")).isEqualTo(2);

    assertThat(api.asked()).hasSize(1);
    assertThat(said.out()).startsWith("app/shop goes, with its volumes:\n  - stop");
    assertThat(said.err()).contains("--yes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {} | 5 | does not know this token: berth login",
        "403 | {\"detail\":\"viewers do not write\"} | 5 | berth stop: viewers do not write",
        "404 | {\"detail\":\"there is no `shop`\"} | 1 | berth stop: there is no `shop`",
        "504 | {\"detail\":\"time is up\"} | 3 | berth stop: time is up",
        "502 | <html> | 1 | berth stop: Berth answered 502"
      })
  void aRefusalIsALineAndAStatus(int status, String body, int exit, String line) {
    api.on("POST /v1/apps/shop/stop", status, body);

    assertThat(berth("stop", "shop")).isEqualTo(exit);

    assertThat(said.err()).contains(line).doesNotContain("\u001b");
  }

  @Test
  void eachViolationHasItsPath() {
    api.on(
        "POST /v1/apps/shop/start",
        422,
        "{\"detail\":\"2 violations\",\"violations\":[{\"path\":\"image\",\"message\":\"is"
            + " missing\\u001b[2J\"},{\"path\":\"\",\"message\":\"is odd\"}]}");

    assertThat(berth("start", "shop")).isEqualTo(1);

    assertThat(said.err()).isEqualTo("berth start: refused:\n  image: is missing[2J\n  is odd\n");
  }

  @Test
  void aBerthThatIsNotThereIsSaidToBeStarted() {
    api.close();

    assertThat(berth("ps")).isEqualTo(4);

    assertThat(said.err())
        .isEqualTo(
            "berth ps: no Berth answers at "
                + api.url()
                + ": bin/berth serve starts one; BERTH_URL or --context names another\n");
  }

  @Test
  void aComposeFileIsSentElsewhere() throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), "services: {}\n");

    assertThat(berth("apply", "-f", "compose.yaml")).isEqualTo(1);

    assertThat(said.err()).contains("is a Compose file: berth up");
  }
}
