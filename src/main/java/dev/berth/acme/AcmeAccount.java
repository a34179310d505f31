package dev.berth.acme;

import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.Vault;
import java.net.URI;
import java.net.URL;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.JoseUtils;

/**
 * The account at the server: one key for good, sealed as secrets are, and where the server keeps
 * the account. Another server, or another contact, is asked for it anew with the same key.
 */
final class AcmeAccount {
  /** The kind under which it is stored. */
  static final String KIND = "AcmeAccount";

  private static final String ONLY = "acme";
  private static final String KEY = "key";
  private static final String LOCATION = "location";
  private static final String FOR = "for";

  /** Without a word from the server for so long a try has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ResourceStore state;
  private final Vault vault;
  private final InstantSource clock;
  private final AcmeSettings settings;
  private Optional<Login> login = Optional.empty();

  AcmeAccount(ResourceStore state, Vault vault, InstantSource clock, AcmeSettings settings) {
    this.state = state;
    this.vault = vault;
    this.clock = clock;
    this.settings = settings;
  }

  /** The key's digest (RFC 7638), which proves to the server that a host is the account's. */
  String thumbprint() {
    return AcmeUtils.base64UrlEncode(JoseUtils.thumbprint(key(stored()).getPublic()));
  }

  /** The account, made where there is none. */
  synchronized Login login() throws AcmeException {
    if (login.isEmpty()) {
      login = Optional.of(opened());
    }
    return login.get();
  }

  /** The server does not know it any more: it is to be made anew. */
  synchronized void forget() {
    login = Optional.empty();
    Resource stored = stored();
    save(stored, Map.of(KEY, stored.spec().getOrDefault(KEY, "")));
  }

  private Login opened() throws AcmeException {
    Session session = new Session(settings.directory(), AcmeServer.trusted(settings.trust()));
    session.networkSettings().setTimeout(PATIENCE);
    Resource stored = stored();
    if (asked().equals(stored.spec().get(FOR))) {
      return session.login(location(stored), key(stored));
    }
    AccountBuilder builder = new AccountBuilder().useKeyPair(key(stored)).agreeToTermsOfService();
    settings.contact().ifPresent(builder::addEmail);
    Login made = builder.createLogin(session);
    Map<String, Object> spec = new LinkedHashMap<>(stored.spec());
    spec.put(LOCATION, made.getAccountLocation().toString());
    spec.put(FOR, asked());
    save(stored, spec);
    return made;
  }

  private String asked() {
    return settings.directory() + " " + settings.contact().orElse("");
  }

  private static URL location(Resource stored) throws AcmeException {
    try {
      return URI.create(String.valueOf(stored.spec().get(LOCATION))).toURL();
    } catch (java.net.MalformedURLException e) {
      throw new AcmeException("the account's place cannot be read", e);
    }
  }

  private KeyPair key(Resource stored) {
    return KeyText.parsed(vault.open(String.valueOf(stored.spec().get(KEY))));
  }

  private synchronized Resource stored() {
    return state.find(KIND, ONLY).orElseGet(() -> state.save(0, fresh()));
  }

  private void save(Resource stored, Map<String, Object> spec) {
    state.save(stored.resourceVersion(), stored.withSpec(spec));
  }

  private Resource fresh() {
    return new Resource(
        KIND,
        ONLY,
        UUID.randomUUID().toString(),
        1,
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        Map.of(KEY, vault.seal(KeyText.of(KeyText.fresh()))),
        clock.instant());
  }
}
