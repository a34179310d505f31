package dev.berth.client.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.ServerLogins;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs, events, logins and Compose projects: what is asked of Berth, and what is shown. */
class StreamVerbsTest extends TypedVerbs {
  private static String event(int version, String reason) {
    return "id: "
        + version
        + "\nevent: ADDED\ndata: {\"type\":\"ADDED\",\"object\":{\"time\":"
        + "\"2026-01-02T03:00:00.123Z\",\"type\":\"Normal\",\"reason\":\""
        + reason
        + "\",\"app\":\"shop\",\"message\":\"start shop-1\\u001b[2J\",\"count\":2}}\n\n";
  }

  @Test
  void logsComeAsTheyAre() {
    api.on(
        "GET /v1/apps/shop/logs?follow=true&tail=5&since=10m&service=web", 200, "a \u001b[1mb\n");

    assertThat(berth("logs", "-f", "--tail", "5", "--since", "10m", "--service", "web", "shop"))
        .isZero();

    assertThat(said.out()).isEqualTo("a \u001b[1mb\n");
  }

  /**
   * The stream breaks off after each event here; the end is that the second time nobody knows it.
   */
  @Test
  void watchedEventsGoOnAfterTheLastOneSeen() {
    api.on("GET /v1/events?limit=30&watch=true", 200, event(7, "Built"))
        .on("GET /v1/events?limit=30&watch=true after 7", 200, event(8, "Started"));

    assertThat(berth("events", "-w")).isEqualTo(1);

    assertThat(said.out().lines().toList())
        .containsExactly(
            "2026-01-02T03:00:00Z  Normal   Built                 shop: start shop-1[2J (2 times)",
            "2026-01-02T03:00:00Z  Normal   Started               shop: start shop-1[2J (2 times)");
  }

  @Test
  void aLoginIsTriedBeforeItIsKept() {
    ServerLogins logins = ServerLogins.of(Map.of(), folder);

    assertThat(typed("t0ken\n", false, "login", "--name", "far", api.url())).isEqualTo(1);
    assertThat(logins.all()).isEmpty();

    api.on("GET /v1/apps?limit=1", 200, "{}");
    assertThat(typed("t0ken\n", false, "login", "--name", "far", api.url())).isZero();
    assertThat(logins.all()).containsEntry("far", new ServerLogins.Login(api.url(), "t0ken", ""));
    assertThat(logins.current()).contains("far");
    assertThat(api.tokens()).containsOnly("Bearer t0ken");
    assertThat(said.out()).doesNotContain("t0ken");
  }

  @Test
  void aComposeProjectIsSentWithItsFolderAndTheVariablesItNames() throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), "name: x\nservices: {a: {image: \"$WHO\"}}");
    Files.writeString(folder.resolve("beside.txt"), "beside it");
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/config"), "password of git");
    api.on(
        "POST /v1/compose?dryRun=true",
        200,
        "{\"metadata\":{\"name\":\"x\"},\"compose\":{\"unset\":[\"OTHER\"]},\"plan\":{}}");

    assertThat(berth("up", "--dry-run")).isZero();

    assertThat(api.bodies().getFirst()).contains("beside it").doesNotContain("password of git");
    assertThat(api.variables()).containsExactly("WHO=me");
    assertThat(said.err()).isEqualTo("warning: OTHER is not set\n");
  }

  @Test
  void aRolloutIsToldInTheWordsOfTheApi() {
    api.on("POST /v1/apps/shop/rollout", 200, "{\"metadata\":{\"name\":\"shop\"}}");

    assertThat(berth("rollout", "promote", "shop")).isZero();
    assertThat(berth("rollout", "halt", "shop")).isEqualTo(2);

    assertThat(api.bodies()).containsExactly("{\"action\":\"promote\"}");
  }
}
