package dev.berth.api.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Query parameters of routes, for the OpenAPI document: code reads them by name. */
final class OpenApiQueries {
  private static final Pattern TEMPLATE = Pattern.compile("\\{(\\w+)}");
  private static final Map<String, String> IN_PATH =
      Map.of(
          "ref", "A name of the image, or its id; slashes may be encoded",
          "id", "Its id",
          "digest", "Its digest, sha256:…",
          "revision", "Number of the revision");
  private static final String DURATION = "^[0-9]{1,9}(ms|s|m|h)?$";
  private static final String SINCE =
      "^([0-9]{1,9}(ms|s|m|h)?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
          + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z)$";
  private static final String SOMETHING = "^.+$";
  private static final String ANYTHING = "";

  /** What each one means, an example, and what it may be. */
  private static final Map<String, Query> MEANINGS = meanings();

  private record Query(String meaning, Object example, Schema schema) {}

  private OpenApiQueries() {}

  private static Map<String, Query> meanings() {
    Map<String, Query> all = new LinkedHashMap<>();
    flag(all, "dryRun", "say what would be stored and done; nothing is");
    flag(all, "force", "though a source owns the app, or an image is in use");
    flag(all, "release", "let a stack go again: its services run on, and Berth forgets the app");
    flag(all, "watch", "a stream of server-sent events");
    flag(all, "all", "all of them");
    flag(all, "follow", "go on with what is written from now");
    flag(all, "timestamps", "each line begins with its time");
    flag(all, "unmanaged", "what is not Berth's as well");
    flag(all, "size", "how big each is, too, which lasts");
    flag(all, "dangling", "those without a name");
    flag(all, "used", "those that a container uses");
    flag(all, "built", "those that Berth built");
    flag(all, "renew", "another value in place of the one before");
    flag(all, "rollout", "have the app run it once it is there");
    flag(all, "noCache", "every step anew");
    flag(all, "pull", "bases from their registries, though they are there");
    flag(all, "allowEmpty", "though nothing is left at the source");
    flag(all, "tty", "with a terminal: one output, with both in it");
    flag(all, "stdin", "with input");
    word(all, "wait", "ready: answer when that is ready, applied or over", "ready");
    word(all, "type", "which events", "Warning", "Normal");
    word(all, "volumes", "delete: volumes go as well", "delete", "keep");
    all.put(
        "signal",
        new Query(
            "A signal that ends a process",
            "KILL",
            OASFactory.createSchema().addType(Schema.SchemaType.STRING).pattern("^[A-Za-z0-9]+$")));
    text(all, "timeout", "Longest time to wait, 30m at most", "60s", DURATION);
    text(all, "grace", "Time between signal and kill", "10s", DURATION);
    text(all, "until", "Only those older than that; of logs, or than a time", "24h", SINCE);
    text(all, "grep", "Only lines with that text in them", "timeout", SOMETHING);
    word(all, "format", "json: each line as a document", "json", "text");
    text(all, "since", "A time, or a duration back from now", "10m", SINCE);
    text(all, "label", "Only those with that label", "team=web", "^.+=.*$");
    text(all, "labelSelector", "Which labels, as Kubernetes selects", "team=demo,!old", ANYTHING);
    text(all, "continue", "Where to go on: metadata.continue of an answer", "djE6YQ", ANYTHING);
    text(all, "plan", "Fingerprint of the plan that must follow", "3f2a9c", ANYTHING);
    text(all, "service", "Name of a service of the app", "web", ANYTHING);
    text(all, "container", "Name of a container, or its id", "web-web-1-x3k9q", ANYTHING);
    text(all, "command", "A word of the command; once for each", "ls", ANYTHING);
    text(all, "user", "As whom, in place of the container's user", "root", SOMETHING);
    text(all, "workdir", "Folder in which it begins", "/tmp", SOMETHING);
    text(all, "app", "Name of an app", "friendlyhello", ANYTHING);
    text(all, "reason", "Reason of an event", "ContainerStarted", ANYTHING);
    text(all, "resourceVersion", "After which change to go on", "4711", "^[0-9]{1,18}$");
    text(all, "phase", "Those in one of these phases", "Failed,Degraded", SOMETHING);
    text(
        all,
        "fields",
        "Paths of all that items shall have",
        "metadata.name,status.phase",
        SOMETHING);
    text(all, "name", "Name of the app", "friendlyhello", ANYTHING);
    text(all, "tag", "Its new name, or its new tag where there is a repo", "me/web:1", SOMETHING);
    text(all, "repo", "Its new name without the tag", "me/web", SOMETHING);
    text(all, "to", "Path of the page to come back to", "/apps/shop", ANYTHING);
    text(all, "state", "What the issuer was given", "Zm9v", ANYTHING);
    text(all, "code", "What the issuer gives", "YmFy", ANYTHING);
    text(all, "error", "The issuer's word for a refusal", "access_denied", ANYTHING);
    number(all, "limit", "Most items of an answer", 100);
    number(all, "replica", "Number of a replica, from 1", 1);
    number(all, "rows", "Lines of the terminal at first", 24);
    number(all, "columns", "Characters of its lines", 80);
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

  /** The parameters of a route: those of its path, of its query, and its headers. */
  static List<Parameter> of(OpenApiRoute route) {
    List<Parameter> all = new ArrayList<>();
    Matcher templates = TEMPLATE.matcher(route.path());
    while (templates.find()) {
      all.add(inPath(templates.group(1)));
    }
    route.queries().forEach(name -> all.add(inQuery(name, route)));
    all.addAll(headers(route));
    return all;
  }

  private static Parameter inPath(String name) {
    Schema schema =
        name.equals("revision")
            ? OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int64")
            : OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.PATH)
        .required(true)
        .description(IN_PATH.getOrDefault(name, "Its name"))
        .schema(schema);
  }

  private static List<Parameter> headers(OpenApiRoute route) {
    List<Parameter> all = new ArrayList<>();
    if (route.answers().containsKey("304")) {
      all.add(header("If-None-Match", "The ETag of an answer: 304 while nothing has changed"));
    }
    if (route.problems().contains("412")) {
      all.add(header("If-Match", "The ETag of an answer: 412 if it has changed since"));
    }
    if (route.queries().contains("watch") || route.queries().contains("follow")) {
      all.add(header("Last-Event-ID", "The id of an event: a stream goes on after it"));
    }
    return all;
  }

  private static Parameter header(String name, String meaning) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .description(meaning)
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
  }

  /** An example of an optional one would be sent by whoever tries a request out in /docs. */
  private static Parameter inQuery(String name, OpenApiRoute route) {
    Query query = MEANINGS.get(name);
    if (query == null) {
      throw new IllegalStateException("nothing is said about the parameter " + name);
    }
    boolean isAsked = route.id().equals("deleteApps") && name.equals("all");
    boolean isFlag = Boolean.TRUE.equals(query.example());
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
        .description(query.meaning() + (isFlag ? "" : "; such as " + query.example()))
        .schema(schema);
  }
}
