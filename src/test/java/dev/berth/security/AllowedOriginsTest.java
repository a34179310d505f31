package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedOriginsTest {
  private static final AllowedOrigins ORIGINS =
      new AllowedOrigins(List.of("Box", "127.0.0.1"), List.of("https://desk.example"));

  @ParameterizedTest
  @CsvSource({
    "localhost:8080,true",
    "LOCALHOST,true",
    "localhost.:80,true",
    "shop.localhost:8080,true",
    "127.0.0.1:8080,true",
    "192.168.1.7,true",
    "[::1]:8080,true",
    "box:8080,true",
    "evil.example:8080,false",
    "127.0.0.1.evil.example,false",
    "boxx,false",
    "[evil.com],false",
    "[evil.com]:8080,false",
    "[::1]evil.com,false",
    "[::1,false",
    "1.2.3.4.5,false",
    "999.1.1.1,false",
    "255.255.255.255:1,true",
  })
  void answersToItsOwnNames(String host, boolean ours) {
    assertThat(ORIGINS.isOurs(host)).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080,localhost:8080,true",
    "https://desk.example,localhost:8080,true",
    "http://localhost:3000,localhost:8080,false",
    "https://evil.example,localhost:8080,false",
    "null,localhost:8080,false",
    "http://[,localhost:8080,false",
  })
  void letsItsOwnPagesCall(String origin, String host, boolean may) {
    assertThat(ORIGINS.mayCall(origin, host)).isEqualTo(may);
  }
}
