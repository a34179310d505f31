package dev.berth.spec.policy;

import dev.berth.spec.App;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.FileSource;
import dev.berth.spec.ImageSource;
import dev.berth.spec.IngressTls;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.SecretText;
import dev.berth.spec.Service;
import dev.berth.spec.Setting;
import dev.berth.spec.SharedNamespace;
import dev.berth.spec.Volume;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.CacheNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that an app names outside of itself, collected in one place. */
public final class ExternalReferences {
  /** Words for a network mode that name nothing: no network, the machine's, the engine's choice. */
  private static final List<String> NAMELESS = List.of("none", "host");

  /** Options by which a network of the engine hangs on an interface of the machine. */
  private static final List<String> INTERFACES =
      List.of("com.docker.network.bridge.name", "parent");

  private final AppDraft draft;
  private final List<ExternalReference> found = new ArrayList<>();

  private ExternalReferences(AppDraft draft) {
    this.draft = draft;
  }

  /** In the order of the manifest's keys, with the paths that the user wrote. */
  public static List<ExternalReference> of(AppDraft draft) {
    ExternalReferences externalReferences = new ExternalReferences(draft);
    App app = draft.app();
    app.volumes().forEach(externalReferences::volume);
    app.networks().forEach(externalReferences::network);
    app.secrets().forEach((name, source) -> externalReferences.file("secrets." + name, source));
    app.configs().forEach((name, source) -> externalReferences.file("configs." + name, source));
    app.services().values().forEach(externalReferences::service);
    app.ingress()
        .rule()
        .tls()
        .flatMap(IngressTls::secret)
        .ifPresent(secret ->
            externalReferences.found.add(
                new ExternalReference.OfSecret(draft.path("ingress.tls.secret"), secret)));
    app.ingress()
        .image()
        .ifPresent(image ->
            externalReferences.found.add(
                new ExternalReference.OfImage(draft.path("ingress.image"), image)));
    return List.copyOf(externalReferences.found);
  }

  private void volume(String key, Volume volume) {
    String path = draft.path("volumes." + key);
    volume.external().ifPresent(name -> found.add(new ExternalReference.OfVolume(path, name)));
    volume.name().ifPresent(name -> found.add(new ExternalReference.OfVolume(path, name)));
  }

  private void network(String key, Network network) {
    String path = draft.path("networks." + key);
    network
        .name()
        .filter(name -> !(network.external() && NAMELESS.contains(name)))
        .ifPresent(name -> found.add(new ExternalReference.OfNetwork(path, name)));
    network
        .driverOptions()
        .forEach((option, value) -> {
          if (INTERFACES.contains(option.strip().toLowerCase(Locale.ROOT))) {
            found.add(new ExternalReference.OfNetwork(path + ".driver_opts." + option, value));
          }
        });
  }

  private void file(String key, FileSource source) {
    switch (source) {
      case FileSource.Kept kept ->
          found.add(new ExternalReference.OfSecret(draft.path(key), kept.name()));
      case FileSource.OfHost host -> {} // A host path is the policy's to decide.
      case FileSource.Inline inline -> {}
    }
  }

  private void service(Service service) {
    image(service);
    service
        .environment()
        .forEach((name, text) ->
            SecretText.in(text)
                .ifPresent(secret ->
                    found.add(
                        new ExternalReference.OfSecret(
                            path(service, "environment." + name), secret.secret()))));
    service
        .links()
        .forEach(link ->
            link.image()
                .ifPresent(image ->
                    found.add(new ExternalReference.OfImage(path(service, "links"), image))));
    service.networking().mode().ifPresent(mode -> networkMode(path(service, "network_mode"), mode));
    service.networking().externalLinks().stream()
        .map(SharedNamespace::front)
        .forEach(name ->
            found.add(new ExternalReference.OfContainer(path(service, "external_links"), name)));
    for (Map.Entry<RunOption, Setting> option : service.options().settings().entrySet()) {
      option(path(service, option.getKey().key()), service.options(), option.getKey());
    }
  }

  private String path(Service service, String key) {
    return draft.path(service.name(), key);
  }

  private void networkMode(String path, String written) {
    String mode = written.strip();
    if (begins(mode, Networking.CONTAINER)) {
      found.add(
          new ExternalReference.OfContainer(path, mode.substring(Networking.CONTAINER.length())));
    } else if (!begins(mode, Networking.SERVICE)
        && !NAMELESS.contains(mode.toLowerCase(Locale.ROOT))) {
      found.add(new ExternalReference.OfNetwork(path, mode));
    }
  }

  private static boolean begins(String text, String front) {
    return text.regionMatches(true, 0, front, 0, front.length());
  }

  /** What an option of {@code docker run} may name: each kind is decided here. */
  private void option(String path, RunOptions options, RunOption option) {
    switch (option.kind()) {
      case NAMESPACE -> container(path, options.text(option));
      case CONTAINERS -> options.words(option).forEach(word -> container(path, word));
      case TEXT, FLAG, NUMBER, BYTES, MICROS, WORDS, PAIRS -> {}
      case ULIMITS, LOGGING, BLKIO, DEVICES, HOSTS, GPUS -> {}
    }
  }

  /** {@code container:NAME}, with {@code :ro} behind it where volumes are meant. */
  private void container(String path, String written) {
    String text = written.strip();
    if (begins(text, Networking.CONTAINER)) {
      String name = SharedNamespace.front(text.substring(Networking.CONTAINER.length()));
      found.add(new ExternalReference.OfContainer(path, name));
    }
  }

  private void image(Service service) {
    switch (service.image()) {
      case ImageSource.Registry registry ->
          found.add(new ExternalReference.OfImage(path(service, "image"), registry.reference()));
      case ImageSource.Build build -> build(service, build);
    }
  }

  private void build(Service service, ImageSource.Build build) {
    build
        .tag()
        .ifPresent(name -> found.add(new ExternalReference.OfTag(path(service, "image"), name)));
    build
        .tags()
        .forEach(name -> found.add(new ExternalReference.OfTag(path(service, "build.tags"), name)));
    String push = path(service, "build.push");
    build.push().ifPresent(name -> found.add(new ExternalReference.OfTag(push, name)));
    build.push().ifPresent(name -> found.add(new ExternalReference.OfPush(push, name)));
    BuildOptions options = build.options();
    String cacheFrom = path(service, "build.cache_from");
    CacheNames.of(options.cacheFrom())
        .forEach(n -> found.add(new ExternalReference.OfImage(cacheFrom, n)));
    String cacheTo = path(service, "build.cache_to");
    CacheNames.of(options.cacheTo())
        .forEach(n -> found.add(new ExternalReference.OfPush(cacheTo, n)));
    options.network().ifPresent(mode -> buildNetwork(path(service, "build.network"), mode));
    String credentials = path(service, "build.credentials");
    options.credentials().ifPresent(n -> found.add(new ExternalReference.OfSecret(credentials, n)));
    // Secrets of a build are names under secrets of the app, or, undeclared, of Berth's.
    options.secrets().values().stream()
        .filter(name -> !draft.app().secrets().containsKey(name))
        .forEach(n -> found.add(new ExternalReference.OfSecret(path(service, "build.secrets"), n)));
  }

  private void buildNetwork(String path, String mode) {
    if (!mode.equals("default")) {
      networkMode(path, mode);
    }
  }
}
