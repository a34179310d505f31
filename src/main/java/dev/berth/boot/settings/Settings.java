package dev.berth.boot.settings;

import dev.berth.engine.docker.BuildRules;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What an operator can set. */
@ConfigMapping(prefix = "berth")
public interface Settings {

  /** Folder of database, token and build contexts. */
  Path home();

  /** Address to listen on. */
  String host();

  /** Port to listen on. */
  int port();

  /**
   * Names that Berth answers to beside localhost, its address and the machine's name; * for all.
   */
  Optional<List<String>> hosts();

  /** Sites whose pages may call Berth from a browser. */
  Optional<List<String>> origins();

  /** Whether to listen beyond this machine without TLS. */
  @WithDefault("false")
  boolean insecure();

  /** A socket in the file system to listen on as well. */
  Optional<Path> socket();

  Database database();

  /** PostgreSQL, in place of a file in BERTH_HOME: {@link DatabaseAddress} reads it. */
  interface Database {
    /** jdbc:postgresql://HOST:5432/NAME. */
    Optional<String> url();

    Optional<String> username();

    Optional<Path> passwordFile();

    /** Most connections at once. */
    OptionalInt pool();
  }

  Tls tls();

  /** TLS on Berth's port, in place of plain HTTP. */
  interface Tls {
    /** File with the certificate and its chain, PEM. */
    Optional<Path> certificate();

    /** File with its key, PEM. */
    Optional<Path> key();

    /** Whether Berth makes a certificate for itself, in BERTH_HOME/tls. */
    @WithDefault("false")
    boolean selfMade();
  }

  Oidc oidc();

  /** Bearer tokens of an OpenID Connect issuer, beside Berth's own. */
  interface Oidc {
    /** As its tokens name it; without one only Berth's own tokens are good. */
    Optional<URI> issuer();

    /** One of these has to be in a token's aud. */
    Optional<Set<String>> audience();

    /** The claim that names who it is. */
    @WithDefault("sub")
    String nameClaim();

    /** The claim that holds roles or groups; a dot leads into another claim. */
    @WithDefault("groups")
    String roleClaim();

    /** Words of that claim, by the role that they stand for: viewer, deployer, admin. */
    Map<String, Set<String>> roles();

    /** The claim with a label selector of apps; then every token needs it. */
    Optional<String> selectorClaim();
  }

  Audit audit();

  Quota quota();

  /** The most that all apps together may ask for; without a limit where not set. */
  interface Quota {
    OptionalInt apps();

    OptionalInt replicas();

    /** Bytes; every service then needs a limit of its own. */
    OptionalLong memory();
  }

  /** Who did what. */
  interface Audit {
    /** Entries kept in the database. */
    @WithDefault("10000")
    int entries();

    /** Size at which the file of the audit is begun anew; the one before is kept. */
    @WithDefault("10485760")
    long fileBytes();
  }

  /** How often every app is looked at though nothing woke it. */
  @WithDefault("30s")
  Duration resync();

  Orphans orphans();

  /** What bears this Berth's label and belongs to no app. */
  interface Orphans {
    /** How long it is left lying; for ever where absent. */
    Optional<Duration> removeAfter();
  }

  Engine engine();

  Ingress ingress();

  /** The front door: names of apps on ports that they share. */
  interface Ingress {
    /** Address of this machine that it listens on; all where absent. */
    Optional<String> address();

    /** Port for HTTP. */
    @WithDefault("80")
    int httpPort();

    /** Port for TLS. */
    @WithDefault("443")
    int httpsPort();
  }

  AcmeServerSettings acme();

  PolicySettings policy();

  Builds build();

  Images images();

  Registries registries();

  History history();

  Encryption encryption();

  Sources sources();

  /** Folders and repositories that hold the desired state. */
  interface Sources {
    /** By name. */
    @WithParentName
    Map<String, Source> named();

    /** Folders below which sources on this machine may lie. */
    Optional<List<Path>> roots();
  }

  /** The engine. */
  interface Engine {
    /** Its address, in place of DOCKER_HOST. */
    Optional<String> host();

    /** Engine of apps that have no placement.engine. */
    @WithName("default")
    @WithDefault("local")
    String usual();

    /** Longest time for one call, builds and pulls apart. */
    @WithDefault("30s")
    Duration callTimeout();
  }

  /** Builds. */
  interface Builds {
    /** Folders below which builds may take their context. */
    Optional<List<Path>> roots();

    /** Longest build context that is taken, packed and unpacked. */
    @WithDefault("512M")
    MemorySize contextLimit();

    /** Who builds: auto, classic or buildkit. */
    @WithDefault("auto")
    BuildRules.Builder engine();

    /** The client of BuildKit, where it is not where Docker looks for it. */
    Optional<Path> buildx();

    /** How long a build may take. */
    @WithDefault("1h")
    Duration timeout();
  }

  /** Images. */
  interface Images {
    /** Of how many of an app's newest revisions the images are kept. */
    @WithDefault("5")
    int keepRevisions();

    /** How often builds and build contexts that nobody needs are looked for. */
    @WithDefault("15m")
    Duration gcInterval();

    /** How old they are before they go. */
    @WithDefault("7d")
    Duration gcAge();

    /** From here on, in percent, the disk counts as filling: then they go at once. */
    @WithDefault("85")
    int gcDiskPercent();
  }

  /** Registries. */
  interface Registries {
    /** Hosts that hold copies, REGISTRY=HOST each, asked before the registry itself. */
    Optional<List<String>> mirrors();
  }

  Disk disk();

  /** The disk of Berth's home. */
  interface Disk {
    /** Room below which writes are refused. */
    @WithDefault("32M")
    MemorySize floor();
  }

  /** What is remembered. */
  interface History {
    /** Events kept for each app. */
    @WithDefault("500")
    int eventsPerApp();

    /** Older revisions kept of each app, beside those that are wanted, good or in quarantine. */
    @WithDefault("10")
    int revisions();
  }

  /** How secrets are kept. */
  interface Encryption {
    /** Keys in place of the file encryption.key, the first for new secrets: 32 bytes in Base64. */
    Optional<List<String>> key();
  }

  /** A folder or a repository, in the keys of a manifest of kind Source. */
  interface Source {
    Optional<String> folder();

    Optional<String> url();

    Optional<String> ref();

    Optional<String> path();

    /** By name: username, password, token, privateKey, knownHosts. */
    Map<String, String> credentials();

    Optional<String> webhookSecret();

    Optional<String> interval();

    @WithDefault("false")
    boolean prune();

    @WithDefault("false")
    boolean suspend();

    @WithDefault("false")
    boolean allowEmpty();
  }
}
