package dev.berth.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Query parameters of routes, for the OpenAPI document: code reads them by name. */
final class OpenApiQueries {
  private static final List<String> WRITE = List.of("dryRun", "wait", "timeout");
  private static final List<String> LIST = List.of("labelSelector", "limit", "continue", "watch");

  /** By method and path. */
  private static final Map<String, List<String>> QUERIES = queries();

  /** What each one means, and an example. */
  private static final Map<String, List<String>> MEANINGS = meanings();

  private OpenApiQueries() {}

  private static Map<String, List<String>> queries() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("GET /v1/apps", LIST);
    all.put("POST /v1/apps", WRITE);
    all.put("POST /v1/apply", WRITE);
    all.put("DELETE /v1/apps", List.of("all", "volumes", "dryRun"));
    all.put("GET /v1/apps/{name}", List.of("wait", "timeout", "watch"));
    all.put("PUT /v1/apps/{name}", with("plan"));
    all.put("PATCH /v1/apps/{name}", WRITE);
    all.put("DELETE /v1/apps/{name}", with("volumes"));
    all.put("POST /v1/apps/{name}/stop", with("grace"));
    all.put("POST /v1/apps/{name}/kill", with("signal"));
    all.put("POST /v1/apps/{name}/start", WRITE);
    all.put("POST /v1/apps/{name}/restart", WRITE);
    all.put("POST /v1/apps/{name}/rollback", WRITE);
    all.put("GET /v1/apps/{name}/events", List.of("limit", "watch"));
    all.put(
        "GET /v1/apps/{name}/logs",
        List.of("service", "replica", "follow", "tail", "since", "timestamps"));
    all.put("GET /v1/containers", List.of("all", "unmanaged"));
    all.put("GET /v1/{plural}", LIST);
    all.put("POST /v1/{plural}", List.of("dryRun"));
    all.put("PUT /v1/{plural}/{name}", List.of("dryRun"));
    all.put("PATCH /v1/{plural}/{name}", List.of("dryRun"));
    return all;
  }

  private static List<String> with(String more) {
    List<String> all = new ArrayList<>(WRITE);
    all.add(more);
    return List.copyOf(all);
  }

  private static Map<String, List<String>> meanings() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("dryRun", List.of("true: say what would be stored and done; nothing is", "true"));
    all.put("wait", List.of("ready: answer when that generation is ready", "ready"));
    all.put("timeout", List.of("Longest time to wait", "60s"));
    all.put("labelSelector", List.of("Which labels, as Kubernetes selects", "team=demo,!old"));
    all.put("limit", List.of("Most items of an answer", "100"));
    all.put("continue", List.of("Where to go on: metadata.continue of an answer", "djE6YQ"));
    all.put("watch", List.of("true: a stream of server-sent events", "true"));
    all.put("all", List.of("true: all of them", "true"));
    all.put("volumes", List.of("delete: volumes go as well", "delete"));
    all.put("plan", List.of("Fingerprint of the plan that must follow", "3f2a9c"));
    all.put("grace", List.of("Time between signal and kill", "10s"));
    all.put("signal", List.of("A signal that ends a process", "KILL"));
    all.put("service", List.of("Name of a service of the app", "web"));
    all.put("replica", List.of("Number of a replica, from 1", "1"));
    all.put("follow", List.of("true: go on with what is written from now", "true"));
    all.put("tail", List.of("How many of the last lines", "100"));
    all.put("since", List.of("A time, or a duration back from now", "10m"));
    all.put("timestamps", List.of("true: each line begins with its time", "true"));
    all.put("unmanaged", List.of("true: all containers of the engine", "true"));
    return all;
  }

  static List<String> of(PathItem.HttpMethod method, String path) {
    return QUERIES.getOrDefault(method + " " + path, List.of());
  }

  static String meaning(String name) {
    return MEANINGS.getOrDefault(name, List.of(name)).getFirst();
  }

  static String example(String name) {
    return MEANINGS.getOrDefault(name, List.of(name)).getLast();
  }
}
