package dev.berth.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came by HTTPS, to Berth or to a proxy that it trusts, goes by nothing else. */
class SessionCookieTest {

  @ParameterizedTest
  @CsvSource({"http://localhost:8080/,false", "https://berth.example/,true"})
  void isForHttpsWhereItCameByThat(URI asked, boolean isSecure) {
    assertThat(SessionResource.cookie("c", 1, asked).isSecure()).isEqualTo(isSecure);
  }
}
