package dev.berth.state.secret;

import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.ImageSource;
import dev.berth.spec.IngressTls;
import dev.berth.spec.SecretText;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The port to secrets' values. What it gives goes to an engine, and nowhere else. */
public interface Secrets {
  /** The kind under which secrets are stored. */
  String KIND = "Secret";

  /** What a search for a value came to. */
  sealed interface Found {
    /** It is there. */
    record Value(String text) implements Found {
      @Override
      public String toString() {
        return "Value[…]";
      }
    }

    /**
     * It is not.
     *
     * @param why for the user, with what to do
     */
    record Nothing(String why) implements Found {}
  }

  /**
   * A value.
   *
   * @param key empty: the only one, or the one called {@code value}; of a certificate and its key
   *     under {@code tls.crt} and {@code tls.key} both, one after the other
   */
  Found find(String secret, String key);

  /** A digest that only this Berth can make, and that tells nothing of the text. */
  String digest(String text);

  /** No secrets at all. */
  static Secrets none() {
    return new Secrets() {
      @Override
      public Found find(String secret, String key) {
        return new Found.Nothing("there is no secret `" + secret + "`");
      }

      @Override
      public String digest(String text) {
        return "";
      }
    };
  }

  /** The app with the digest of the present value at each place that a secret goes to. */
  default App stamped(App app) {
    App files =
        kept(app).findAny().isEmpty()
            ? app
            : app.withFiles(stamped(app.secrets()), stamped(app.configs()));
    if (texts(app).findAny().isEmpty()) {
      return files;
    }
    SortedMap<String, Service> services = new TreeMap<>();
    app.services().forEach((name, service) -> services.put(name, stamped(service)));
    return files.withServices(services);
  }

  private SortedMap<String, FileSource> stamped(SortedMap<String, FileSource> files) {
    SortedMap<String, FileSource> stamped = new TreeMap<>(files);
    stamped.replaceAll((name, source) ->
        source instanceof FileSource.Kept kept && find(kept.name(), "") instanceof Found.Value value
            ? new FileSource.Kept(kept.name(), digest(value.text()))
            : source);
    return stamped;
  }

  private Service stamped(Service service) {
    SortedMap<String, String> environment = new TreeMap<>(service.environment());
    environment.replaceAll((name, text) -> SecretText.in(text).map(this::stamped).orElse(text));
    return environment.equals(service.environment())
        ? service
        : service.withEnvironment(environment);
  }

  private String stamped(SecretText text) {
    return find(text.secret(), text.key()) instanceof Found.Value value
        ? text.withDigest(digest(value.text())).code()
        : text.code();
  }

  /** Why secrets of a service cannot be had, without doublets. */
  default List<String> missing(App app, Service service) {
    List<String> missing = new ArrayList<>();
    Stream<Found> files =
        Stream.concat(
                service.surroundings().files().stream().flatMap(file -> app.source(file).stream()),
                ofBuild(app, service))
            .flatMap(source ->
                source instanceof FileSource.Kept kept
                    ? Stream.of(find(kept.name(), ""))
                    : Stream.empty());
    Stream.concat(texts(service).map(text -> find(text.secret(), text.key())), files)
        .forEach(found -> {
          if (found instanceof Found.Nothing nothing && !missing.contains(nothing.why())) {
            missing.add(nothing.why());
          }
        });
    return missing;
  }

  private static Stream<FileSource> ofBuild(App app, Service service) {
    return service.image() instanceof ImageSource.Build build
        ? build.options().secrets().values().stream()
            .flatMap(name -> Optional.ofNullable(app.secrets().get(name)).stream())
        : Stream.empty();
  }

  /** Whether an app needs a secret of that name. */
  static boolean uses(App app, String secret) {
    return texts(app).anyMatch(text -> text.secret().equals(secret))
        || kept(app).anyMatch(kept -> kept.name().equals(secret))
        || app.ingress()
            .rule()
            .tls()
            .flatMap(IngressTls::secret)
            .filter(secret::equals)
            .isPresent();
  }

  private static Stream<FileSource.Kept> kept(App app) {
    return Stream.concat(app.secrets().values().stream(), app.configs().values().stream())
        .flatMap(
            source -> source instanceof FileSource.Kept kept ? Stream.of(kept) : Stream.empty());
  }

  private static Stream<SecretText> texts(App app) {
    return app.services().values().stream().flatMap(Secrets::texts);
  }

  private static Stream<SecretText> texts(Service service) {
    return service.environment().values().stream().map(SecretText::in).flatMap(Optional::stream);
  }
}
