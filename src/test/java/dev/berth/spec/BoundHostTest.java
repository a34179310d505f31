package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A credential goes to the server that it was given for (issue 16, section 3). */
class BoundHostTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/x.git,      https://a.example/y,              true",
    "https://a.example,            https://A.Example.:443/y,         true",
    "http://a.example,             https://a.example,                true",
    "https://a.example,            http://a.example,                 false",
    "https://a.example,            https://a.example:444,            false",
    "https://a.example,            https://b.example,                false",
    "https://a.example,            https://a.example.evil.example,   false",
    "https://a.example,            https://evil.example/a.example,   false",
    "https://a.example,            https://a.example@evil.example,   false",
    "https://a.example,            https://evil.example#a.example,   false",
    "https://a.example,            https://evil.example\\@a.example, false",
    "https://a.example,            https://aa.example,               false",
    "https://a.example,            ftp://a.example,                  false",
    "https://a.example,            //a.example,                      false",
    "http://127.0.0.1:1,           http://127.0.0.1:2,               false",
    "http://[::1]:1,               http://[::1]:1/x,                 true",
    "git@a.example:x.git,          ssh://git@a.example/y.git,        true",
    "git@a.example:x.git,          git@b.example:x.git,              false",
    "git@a.example:x.git,          https://a.example/x.git,          false",
  })
  void goesToItsOwnServerOnly(String given, String other, boolean may) {
    assertThat(BoundHost.of(given).orElseThrow().accepts(other)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource({
    "https://registry-1.docker.io,    https://auth.docker.io/token,        true",
    "https://ghcr.io,                 https://ghcr.io/token,               true",
    "https://registry.example.com:5000, https://gitlab.example.com/jwt/auth, true",
    "http://127.0.0.1:5000,           http://127.0.0.1:5001/token,         true",
    "http://localhost:5000,           http://127.0.0.1:5001/token,         true",
    "http://127.0.0.1.evil.com:5000,  http://127.0.0.1:5001/token,         false",
    "http://localhost:5000,           https://localhost/token,             true",
    "https://registry.example.com,    http://registry.example.com/token,   false",
    "https://registry.example.com,    https://evil.com/token,              false",
    "https://registry.example.com,    https://registry.example.com.evil.com/t, false",
    "https://a.co.uk,                 https://b.co.uk/token,               false",
    "https://r.a.co.uk,               https://auth.a.co.uk/token,          true",
    "https://ghcr.io,                 https://evil.io/token,               false",
    "https://10.0.0.1,                https://10.9.0.1/token,              false",
    "https://registry.example.com,    /token,                              false",
  })
  void aRealmIsOfTheSameOwner(String registry, String realm, boolean may) {
    assertThat(BoundHost.of(registry).orElseThrow().acceptsRealm(realm)).isEqualTo(may);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "/srv/x", "file:///srv/x", "https://", "https:///x", "https://a b/"})
  void whatNamesNoServerHasNone(String text) {
    assertThat(BoundHost.of(text)).isEmpty();
  }
}
