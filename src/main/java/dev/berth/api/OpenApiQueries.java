package dev.berth.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Query parameters of routes, for the OpenAPI document: code reads them by name. */
final class OpenApiQueries {
  private static final List<String> WAIT = List.of("wait", "timeout");
  private static final String WRITE = "dryRun force ";
  private static final String LIST = "labelSelector limit continue watch";
  private static final String DURATION = "^[0-9]{1,9}(ms|s|m|h)?$";
  private static final String SINCE =
      "^([0-9]{1,9}(ms|s|m|h)?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
          + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z)$";
  private static final String SOMETHING = "^.+$";
  private static final String ANYTHING = "";

  /** What can be looked at when it is ready. */
  private static final Set<String> WAITING =
      Set.of("/v1/apps/{name}", "/v1/{plural}/{name}", "/v1/operations/{id}", "/v1/tokens/{name}");

  /** By method and path; every write waits as well. */
  private static final Map<String, List<String>> QUERIES = queries();

  /** What each one means, an example, and what it may be. */
  private static final Map<String, Query> MEANINGS = meanings();

  private record Query(String meaning, Object example, Schema schema) {}

  private OpenApiQueries() {}

  private static Map<String, List<String>> queries() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    put(all, "GET /v1/apps", LIST);
    put(all, "POST /v1/apps", WRITE);
    put(all, "POST /v1/apply", WRITE);
    put(all, "POST /v1/adopt", WRITE);
    put(all, "POST /v1/compose", WRITE + "name");
    put(all, "DELETE /v1/apps", "all volumes dryRun");
    put(all, "GET /v1/apps/{name}", "watch");
    put(all, "PUT /v1/apps/{name}", WRITE + "plan");
    put(all, "PATCH /v1/apps/{name}", WRITE);
    put(all, "DELETE /v1/apps/{name}", WRITE + "volumes");
    put(all, "POST /v1/apps/{name}/stop", WRITE + "grace");
    put(all, "POST /v1/apps/{name}/kill", WRITE + "signal");
    put(all, "POST /v1/apps/{name}/start", WRITE);
    put(all, "POST /v1/apps/{name}/restart", WRITE);
    put(all, "POST /v1/apps/{name}/rollback", WRITE);
    put(all, "GET /v1/apps/{name}/events", "limit watch");
    put(all, "GET /v1/apps/{name}/logs", "service replica follow tail since timestamps");
    put(all, "GET /v1/apps/{name}/revisions/{revision}/log", "service");
    put(all, "GET /v1/audit", "limit");
    put(all, "GET /v1/containers", "all unmanaged");
    put(all, "GET /v1/images", "dangling used built");
    put(all, "DELETE /v1/images/{ref}", WRITE);
    put(all, "POST /v1/images/{ref}/tag", "dryRun tag repo");
    put(all, "POST /v1/images/{ref}/push", "dryRun");
    put(all, "POST /v1/images/{ref}/pull", "dryRun");
    put(all, "POST /v1/images/prune", "dryRun all dangling unmanaged until label");
    put(all, "GET /v1/operations", "app");
    put(all, "DELETE /v1/operations/{id}", "dryRun");
    put(all, "POST /v1/system/orphans/adopt", WRITE);
    put(all, "POST /v1/system/orphans/remove", "volumes");
    put(all, "PUT /v1/tokens/{name}", "dryRun renew");
    put(all, "DELETE /v1/tokens/{name}", "dryRun");
    put(all, "GET /v1/{plural}", LIST);
    put(all, "POST /v1/{plural}", "dryRun");
    put(all, "PUT /v1/{plural}/{name}", "dryRun");
    put(all, "PATCH /v1/{plural}/{name}", "dryRun");
    put(all, "DELETE /v1/{plural}/{name}", "dryRun");
    put(all, "GET /v1/{plural}/{name}/events", "limit");
    put(all, "POST /v1/{plural}/{name}/sync", "allowEmpty");
    return all;
  }

  private static void put(Map<String, List<String>> all, String route, String names) {
    all.put(route, List.of(names.strip().split(" ")));
  }

  private static Map<String, Query> meanings() {
    Map<String, Query> all = new LinkedHashMap<>();
    flag(all, "dryRun", "say what would be stored and done; nothing is");
    flag(all, "force", "though a source owns the app, or an image is in use");
    flag(all, "watch", "a stream of server-sent events");
    flag(all, "all", "all of them");
    flag(all, "follow", "go on with what is written from now");
    flag(all, "timestamps", "each line begins with its time");
    flag(all, "unmanaged", "what is not Berth's as well");
    flag(all, "dangling", "those without a name");
    flag(all, "used", "those that a container uses");
    flag(all, "built", "those that Berth built");
    flag(all, "renew", "another value in place of the one before");
    flag(all, "allowEmpty", "though nothing is left at the source");
    word(all, "wait", "ready: answer when that is ready, applied or over", "ready");
    word(all, "volumes", "delete: volumes go as well", "delete", "keep");
    all.put("signal", new Query("A signal that ends a process", "KILL", OpenApiParts.signal()));
    text(all, "timeout", "Longest time to wait, 30m at most", "60s", DURATION);
    text(all, "grace", "Time between signal and kill", "10s", DURATION);
    text(all, "until", "Only those older than that", "24h", DURATION);
    text(all, "since", "A time, or a duration back from now", "10m", SINCE);
    text(all, "label", "Only those with that label", "team=web", "^.+=.*$");
    text(all, "labelSelector", "Which labels, as Kubernetes selects", "team=demo,!old", ANYTHING);
    text(all, "continue", "Where to go on: metadata.continue of an answer", "djE6YQ", ANYTHING);
    text(all, "plan", "Fingerprint of the plan that must follow", "3f2a9c", ANYTHING);
    text(all, "service", "Name of a service of the app", "web", ANYTHING);
    text(all, "app", "Name of an app", "friendlyhello", ANYTHING);
    text(all, "name", "Name of the app", "friendlyhello", ANYTHING);
    text(all, "tag", "Its new name, or its new tag where there is a repo", "me/web:1", SOMETHING);
    text(all, "repo", "Its new name without the tag", "me/web", SOMETHING);
    number(all, "limit", "Most items of an answer", 100);
    number(all, "replica", "Number of a replica, from 1", 1);
    number(all, "tail", "How many of the last lines", 100);
    return all;
  }

  private static void flag(Map<String, Query> all, String name, String meaning) {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN);
    all.put(name, new Query("true: " + meaning, true, schema));
  }

  private static void word(Map<String, Query> all, String name, String meaning, String... words) {
    Schema schema =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.STRING)
            .enumeration(List.<Object>of((Object[]) words));
    all.put(name, new Query(meaning, words[0], schema));
  }

  private static void text(
      Map<String, Query> all, String name, String meaning, String example, String pattern) {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    all.put(
        name, new Query(meaning, example, pattern.isEmpty() ? schema : schema.pattern(pattern)));
  }

  private static void number(Map<String, Query> all, String name, String meaning, int example) {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.INTEGER);
    schema.minimum(java.math.BigDecimal.ZERO).maximum(java.math.BigDecimal.valueOf(999_999_999));
    all.put(name, new Query(meaning, example, schema));
  }

  /** The parameters of a route. */
  static List<Parameter> of(PathItem.HttpMethod method, String path) {
    String route = method + " " + path;
    List<String> own = QUERIES.getOrDefault(route, List.of());
    return Stream.concat(own.stream(), waits(method, path) ? WAIT.stream() : Stream.of())
        .map(name -> parameter(name, route))
        .toList();
  }

  /** Every write can be waited for, but for a hook, which has no token; and some reads. */
  private static boolean waits(PathItem.HttpMethod method, String path) {
    return method == PathItem.HttpMethod.GET
        ? WAITING.contains(path)
        : path.startsWith("/v1/") && !path.endsWith("/hook");
  }

  private static Parameter parameter(String name, String route) {
    Query query = MEANINGS.get(name);
    if (query == null) {
      throw new IllegalStateException("nothing is said about the parameter " + name);
    }
    boolean isAsked = route.equals("DELETE /v1/apps") && name.equals("all");
    Schema schema =
        isAsked
            ? OASFactory.createSchema()
                .addType(Schema.SchemaType.BOOLEAN)
                .enumeration(List.of(true))
            : query.schema();
    return OASFactory.createParameter()
        .required(isAsked)
        .name(name)
        .in(Parameter.In.QUERY)
        .description(query.meaning())
        .schema(schema)
        .example(query.example());
  }
}
