package dev.berth.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import dev.berth.engine.Login;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Credentials as the engine wants them. */
final class Credentials {
  /** What Docker itself calls its hub in credentials. */
  private static final String HUB_ADDRESS = "https://index.docker.io/v1/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Credentials() {}

  static AuthConfig of(String registry, Login login) {
    AuthConfig auth = new AuthConfig().withRegistryAddress(address(registry));
    if (login.registryToken().isPresent()) {
      return auth.withRegistrytoken(login.registryToken().get());
    }
    if (login.identityToken().isPresent()) {
      return auth.withIdentityToken(login.identityToken().get());
    }
    return auth.withUsername(login.username()).withPassword(login.password());
  }

  static String address(String registry) {
    return registry.equals(ImageName.HUB) ? HUB_ADDRESS : registry;
  }

  /** As the value of {@code X-Registry-Auth}. */
  static String header(AuthConfig auth) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "username", auth.getUsername());
    put(fields, "password", auth.getPassword());
    put(fields, "serveraddress", auth.getRegistryAddress());
    put(fields, "identitytoken", auth.getIdentitytoken());
    put(fields, "registrytoken", auth.getRegistrytoken());
    try {
      byte[] json = JSON.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().encodeToString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }

  private static void put(
      Map<String, String> fields, String key, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      fields.put(key, value);
    }
  }
}
