package dev.berth.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Schemas and examples of the OpenAPI document. */
final class OpenApiSchemas {
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("400", "Bad Request"),
          Map.entry("401", "Unauthorized"),
          Map.entry("403", "Forbidden"),
          Map.entry("404", "Not Found"),
          Map.entry("406", "Not Acceptable"),
          Map.entry("409", "Conflict"),
          Map.entry("412", "Precondition Failed"),
          Map.entry("413", "Content Too Large"),
          Map.entry("415", "Unsupported Media Type"),
          Map.entry("422", "Unprocessable Content"),
          Map.entry("429", "Too Many Requests"),
          Map.entry("500", "Internal Server Error"),
          Map.entry("503", "Service Unavailable"),
          Map.entry("504", "Gateway Timeout"));

  private OpenApiSchemas() {}

  static void add(Components components) {
    components.addSecurityScheme(
        "token",
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .description("A token of this Berth; the first one is in BERTH_HOME/admin-token"));
    components.addSchema("App", appSchema(metadataSchema(), statusSchema()));
    components.addSchema("AppWish", appSchema(wishedMetadata(), ignored()));
    components.addSchema(
        "AppList",
        object("Apps in name order")
            .addProperty("metadata", object("Version, and where to go on"))
            .addProperty("items", list(ref("App"))));
    components.addSchema(
        "Problem",
        object("An error (RFC 9457)")
            .addProperty("type", text("about:blank"))
            .addProperty("title", text("The status in words"))
            .addProperty("status", whole("The HTTP status"))
            .addProperty("detail", text("What was tried, on what, and what to do next"))
            .addProperty("reason", text("A word that stays"))
            .addProperty("violations", list(ref("Violation")))
            .addProperty("app", ref("App"))
            .addProperty("source", object("The source that is not ready"))
            .addProperty("operation", object("The operation that did not succeed")));
    components.addSchema(
        "Violation",
        object("Something wrong in a document")
            .addProperty("path", text("Where"))
            .addProperty("message", text("What")));
  }

  private static Schema appSchema(Schema metadata, Schema status) {
    return object("An app: what is wanted, and what is there")
        .addProperty("apiVersion", text("berth.dev/v1"))
        .addProperty("kind", text("App"))
        .addProperty(
            "metadata",
            metadata
                .description("Name, labels, annotations; uid, generation and more by Berth")
                .addProperty("name", text("DNS label, at most 63 characters")))
        .addProperty("spec", object("One service, or `services`, with the keys of Compose"))
        .addProperty("status", status);
  }

  private static Schema metadataSchema() {
    return object("")
        .addProperty("labels", object("To select by"))
        .addProperty("annotations", object("Free text"))
        .addProperty("uid", text("Of this one from its creation to its removal"))
        .addProperty("generation", whole("Counts changes of what is wanted"))
        .addProperty("resourceVersion", text("Number of the last change"))
        .addProperty("creationTimestamp", text("When it was made"))
        .addProperty("deletionTimestamp", text("When its removal was asked for"));
  }

  /** What somebody sends who sends an answer back is taken for what it is: Berth's own. */
  private static Schema wishedMetadata() {
    Schema metadata = object("");
    metadataSchema()
        .getProperties()
        .forEach((name, given) -> metadata.addProperty(name, ignored()));
    return metadata;
  }

  private static Schema ignored() {
    return OASFactory.createSchema().description("Of an answer that is sent back: ignored");
  }

  private static Schema statusSchema() {
    return object("What is there; written by Berth")
        .addProperty("observedGeneration", whole("Generation all of this speaks of"))
        .addProperty("phase", text("Running, Failed, …"))
        .addProperty("revision", whole("Revision that is worked for"))
        .addProperty("conditions", list(object("Ready, Progressing, Drifted, Stalled")))
        .addProperty("services", object("By name"));
  }

  private static Schema object(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }

  private static Schema whole(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).description(description);
  }

  private static Schema list(Schema items) {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }

  private static Schema ref(String name) {
    return OASFactory.createSchema().ref("#/components/schemas/" + name);
  }

  static Map<String, Object> app() {
    Map<String, Object> app = new LinkedHashMap<>();
    app.put("apiVersion", "berth.dev/v1");
    app.put("kind", "App");
    app.put("metadata", Map.of("name", "friendlyhello"));
    app.put("spec", Map.of("image", "redis:7", "ports", List.of("4000:80")));
    return app;
  }

  static String title(String code) {
    return TITLES.getOrDefault(code, "Error");
  }

  static Map<String, Object> problem(String code) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title(code));
    problem.put("status", Integer.parseInt(code));
    problem.put("detail", "what was tried, on what, and what to do next");
    return problem;
  }
}
