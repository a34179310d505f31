package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody learns a password from what Berth says of a difference. */
class SecretRedactorTest {

  @ParameterizedTest
  @CsvSource({
    "environment.REDIS_PASSWORD, abc, (hidden)",
    "environment.db_passwd, abc, (hidden)",
    "environment.REDISCLI_AUTH, abc, (hidden)",
    "environment.API_KEY, abc, (hidden)",
    "environment.REDIS_URL, redis://:abc@redis:6379, redis://:(hidden)@redis:6379",
    "environment.DB, postgres://me:abc@db/x, postgres://me:(hidden)@db/x",
    "environment.NAME, World, World",
    "environment.AUTHOR, me, me",
    "user, me, me"
  })
  void hides(String path, String value, String told) {
    assertThat(SecretRedactor.of(new Drift(path, value, "", Drift.Repair.RECREATE)).want())
        .isEqualTo(told);
  }
}
