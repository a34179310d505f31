package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that two readers could understand differently is none (issue 16, section 3). */
class RequestHeadTest {
  private static RequestHead plain(String... headers) {
    MultiMap map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      map.add(headers[i], headers[i + 1]);
    }
    return new RequestHead(HttpVersion.HTTP_1_1, Optional.empty(), "/v1/apps", map);
  }

  private static RequestHead second(String authority, String... headers) {
    return new RequestHead(
        HttpVersion.HTTP_2, Optional.of(authority), "/v1/apps", plain(headers).headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "box.example.",
        "[::1]:80",
        "127.0.0.1",
        "a_b:",
        "x-1"
      })
  void whatNamesAHostIsGood(String host) {
    assertThat(plain("Host", host).fault()).isEmpty();
    assertThat(second(host).fault()).isEmpty();
    assertThat(second(host).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[evil.com]",
        "[evil.com]:80",
        "[::1",
        "[::1]evil.com",
        "::1",
        "a b",
        "a,b",
        "a:b",
        "user@localhost",
        "localhost/",
        "localhost#x",
        "http://localhost",
        "localhost:80:80",
        "localhost:123456",
        "-x",
        ".localhost",
      })
  void whatNamesNoHostIsRefused(String host) {
    assertThat(plain("Host", host).fault()).isPresent();
    assertThat(second(host).fault()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "Host,localhost,Host,localhost",
    "Host,localhost,host,evil.example",
    "Authorization,Bearer a,authorization,Bearer b",
    "Origin,http://a,Origin,http://b",
    "Content-Type,a/b,Content-Type,c/d",
    "Content-Length,1,Content-Length,2",
  })
  void oneHeaderTwiceIsRefused(String name, String value, String again, String other) {
    MultiMap headers = plain("Host", "localhost").headers();
    if (name.equals("Host")) {
      headers.clear();
    }
    headers.add(name, value).add(again, other);

    assertThat(plainOf(headers).fault()).hasValueSatisfying(why -> assertThat(why).contains("two"));
  }

  private static RequestHead plainOf(MultiMap headers) {
    return new RequestHead(HttpVersion.HTTP_1_1, Optional.empty(), "/", headers);
  }

  @Test
  void theHostOfHttp2IsItsAuthority() {
    assertThat(second("evil.example").host()).isEqualTo("evil.example");
    assertThat(second("evil.example", "Host", "localhost").fault()).isPresent();
    assertThat(second("localhost", "Host", "localhost").fault()).isEmpty();
    assertThat(second("").fault()).isPresent();
  }

  @Test
  void onlyHttp10MayLeaveTheHostOut() {
    assertThat(plain().fault()).isPresent();
    assertThat(
            new RequestHead(HttpVersion.HTTP_1_0, Optional.empty(), "/", plain().headers()).fault())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"xchunked", "chunked, identity", "gzip, chunked", "identity", "", "chunked "})
  void onlyChunkedIsATransferEncoding(String coding) {
    assertThat(plain("Host", "x", "Transfer-Encoding", coding).fault()).isPresent();
  }

  @Test
  void oneLengthIsSaidInOneWay() {
    assertThat(plain("Host", "x", "Transfer-Encoding", "Chunked").fault()).isEmpty();
    assertThat(
            plain("Host", "x", "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked")
                .fault())
        .isPresent();
    assertThat(plain("Host", "x", "Transfer-Encoding", "chunked", "Content-Length", "3").fault())
        .isPresent();
    assertThat(second("x", "Transfer-Encoding", "chunked").fault()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example/v1/apps", "evil.example:80", "", "v1/apps"})
  void aTargetIsAPath(String target) {
    assertThat(
            new RequestHead(
                    HttpVersion.HTTP_1_1, Optional.empty(), target, plain("Host", "x").headers())
                .fault())
        .isPresent();
  }
}
