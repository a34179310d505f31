package dev.berth.boot.listen;

import dev.berth.boot.settings.Settings;
import dev.berth.security.ClientAddresses;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where Berth may be reached: from this machine only, unless told otherwise in so many words. */
@ApplicationScoped
class ListenAddress {
  private static final int FIRST = 1;

  private final Settings settings;
  private final ClientAddresses clientAddresses;
  private Optional<UnixSocketProxy> door = Optional.empty();

  ListenAddress(Settings settings, ClientAddresses clientAddresses) {
    this.clientAddresses = clientAddresses;
    this.settings = settings;
  }

  /** Before anything listens: what is thrown here ends the start with its message. */
  void start(@Observes @Priority(FIRST) StartupEvent event) {
    Settings.Tls tls = settings.tls();
    boolean secure = tls.selfMade() || (tls.certificate().isPresent() && tls.key().isPresent());
    if (!secure && !settings.insecure() && !isLoopback(settings.host())) {
      throw new ConfigurationException(
          "berth.host is "
              + settings.host()
              + ": others could read tokens on their way; set berth.tls.self-made=true, or"
              + " berth.tls.certificate and berth.tls.key, or, where something else keeps the"
              + " network private, berth.insecure=true");
    }
    if (secure && !isSecured()) {
      throw new ConfigurationException(
          "berth.tls.* asks for TLS, and "
              + ListenConfig.INSECURE
              + ", "
              + ListenConfig.FILES
              + " or "
              + ListenConfig.STORE
              + " is set otherwise: take that setting away");
    }
    door =
        settings
            .socket()
            .map(path ->
                UnixSocketProxy.open(path, settings.host(), settings.port(), clientAddresses));
  }

  /** What the framework will do, whoever told it. */
  private static boolean isSecured() {
    Config config = ConfigProvider.getConfig();
    boolean hasKey =
        Stream.of(ListenConfig.FILES, ListenConfig.STORE)
            .anyMatch(name -> config.getOptionalValue(name, String.class).isPresent());
    return hasKey
        && config
            .getOptionalValue(ListenConfig.INSECURE, String.class)
            .filter("disabled"::equalsIgnoreCase)
            .isPresent();
  }

  void stop(@Observes ShutdownEvent event) {
    door.ifPresent(UnixSocketProxy::close);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
