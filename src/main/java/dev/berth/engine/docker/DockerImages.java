package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineException.Kind;
import dev.berth.engine.ImageEngine;
import dev.berth.engine.Login;
import dev.berth.engine.Logins;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ImageView;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The engine's images. */
final class DockerImages implements ImageEngine {
  private final EngineCalls engineCalls;
  private final Connection connection;
  private final Registries registries;
  private final Logins logins;
  private final BuildRules rules;

  DockerImages(
      EngineCalls engineCalls, Connection connection, Registries registries, BuildRules rules) {
    this.rules = rules;
    this.registries = registries;
    this.engineCalls = engineCalls;
    this.connection = connection;
    this.logins = registries.logins();
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return EngineCalls.absent(() ->
            engineCalls.ask("inspect image " + reference, c -> c.inspectImageCmd(reference).exec()))
        .map(ResourceViews::image);
  }

  @Override
  public List<ImageView> images() {
    return engineCalls.ask("list images", c -> c.listImagesCmd().exec()).stream()
        .map(ResourceViews::image)
        .toList();
  }

  @Override
  public void pull(String reference, ProgressListener progress) {
    for (String copy : registries.copies(reference)) {
      try {
        new Pulls(copy, auth(copy), progress).run(connected());
        tag(copy, reference);
        return;
      } catch (EngineException e) {
        if (Thread.currentThread().isInterrupted() || e.kind() == Kind.UNREACHABLE) {
          throw e;
        }
        progress.line("mirror: " + e.getMessage());
      }
    }
    new Pulls(reference, auth(reference), progress).run(connected());
  }

  private Optional<AuthConfig> auth(String reference) {
    String registry = ImageName.of(reference).registry();
    return logins.find(registry).map(login -> Credentials.of(registry, login));
  }

  @Override
  public Optional<String> push(String reference, ProgressListener progress) {
    if (image(reference).isEmpty()) {
      throw new EngineException(
          Kind.NOT_FOUND, "push of " + reference + ": there is no such image on the engine");
    }
    return new Pushes(reference, auth(reference), progress).run(connected());
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    DockerClient client = connected();
    Optional<Path> buildx = new BuilderChoice(rules).client(request, connection.apiVersion());
    if (buildx.isPresent()) {
      BuildxCommand command =
          new BuildxCommand(request, buildx.get(), connection.address(), connection.access());
      try (BuildFolder folder = BuildFolder.with(needed(request))) {
        new Buildx(request, command, rules.longest(), progress).run(folder.path(), context);
      }
    } else {
      new Builds(request, all(), rules.longest(), progress).run(client, context);
    }
    return image(request.tag())
        .map(ImageView::id)
        .orElseThrow(() ->
            new EngineException(
                Kind.ENGINE_ERROR,
                "build of " + request.tag() + ": it ended, and there is no image"));
  }

  private AuthConfigurations all() {
    AuthConfigurations all = new AuthConfigurations();
    for (String registry : logins.registries()) {
      logins.find(registry).ifPresent(login -> all.addConfig(Credentials.of(registry, login)));
    }
    return all;
  }

  private SortedMap<String, Login> needed(BuildRequest request) {
    SortedMap<String, Login> needed = new TreeMap<>();
    for (String image : request.images()) {
      String registry = ImageName.of(image).registry();
      logins.find(registry).ifPresent(login -> needed.put(registry, login));
    }
    return needed;
  }

  private DockerClient connected() {
    return engineCalls.ask(
        "connect to the engine", client -> connection.client(ConnectionLane.WORK));
  }

  @Override
  public void tag(String image, String reference) {
    ImageName name = ImageName.of(reference);
    engineCalls.ask(
        "tag " + image + " as " + reference,
        client -> {
          client.tagImageCmd(image, name.repository(), name.tag()).exec();
          return reference;
        });
  }

  @Override
  public Removal removeImage(String reference, boolean force) {
    String path = "/images/" + encoded(reference) + "?force=" + force;
    JsonNode answer =
        engineCalls.ask(
            "remove image " + reference,
            client -> RawCall.of("DELETE", path, Map.of()).json(client, connection.apiVersion()));
    List<String> untagged = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    for (JsonNode item : answer) {
      item.path("Untagged").asText("").lines().forEach(untagged::add);
      item.path("Deleted").asText("").lines().forEach(deleted::add);
    }
    return new Removal(untagged, deleted);
  }

  private static String encoded(String reference) {
    return URLEncoder.encode(reference, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  @Override
  public String remoteDigest(String reference) {
    for (String copy : registries.copies(reference)) {
      try {
        return digest(copy);
      } catch (EngineException e) {
        if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.TIMEOUT) {
          throw e;
        }
        // The next one knows, or the registry itself does.
      }
    }
    return digest(reference);
  }

  private String digest(String reference) {
    Map<String, String> headers =
        auth(reference).map(a -> Map.of("X-Registry-Auth", Credentials.header(a))).orElse(Map.of());
    RawCall call = RawCall.of("GET", "/distribution/" + encoded(reference) + "/json", headers);
    try {
      JsonNode answer =
          engineCalls.ask(
              "resolve " + reference, client -> call.json(client, connection.apiVersion()));
      return answer.path("Descriptor").path("digest").asText();
    } catch (EngineException e) {
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.TIMEOUT) {
        throw e;
      }
      throw DockerErrors.ofPull(reference, DockerErrors.said(e.getCause()));
    }
  }

  @Override
  public boolean isInsecure(String registry) {
    JsonNode indexes = registryConfig().path("IndexConfigs");
    return indexes.has(registry) && !indexes.path(registry).path("Secure").asBoolean(true);
  }

  private JsonNode registryConfig() {
    RawCall call = RawCall.of("GET", "/info", Map.of());
    return engineCalls
        .ask("look at registries", client -> call.json(client, connection.apiVersion()))
        .path("RegistryConfig");
  }

  /** An engine has its own for the hub alone. */
  @Override
  public List<String> mirrors(String registry) {
    List<String> mirrors = new ArrayList<>(registries.of(registry));
    if (registry.equals(ImageName.HUB)) {
      registryConfig().path("Mirrors").forEach(mirror -> mirrors.add(mirror.asText()));
    }
    return mirrors;
  }

  @Override
  public void login(String registry, Login login) {
    AuthConfig auth = Credentials.of(registry, login);
    try {
      engineCalls.ask(
          "log in to " + registry, client -> client.authCmd().withAuthConfig(auth).exec());
    } catch (EngineException e) {
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.TIMEOUT) {
        throw e;
      }
      throw DockerErrors.ofLogin(registry, DockerErrors.said(e.getCause()));
    }
  }
}
