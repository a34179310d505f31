package dev.berth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.fault.Misconfigured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings of the database make of it. */
class DatabaseAddressTest {
  private static final String URL = "jdbc:postgresql://db:5432/berth";

  @TempDir Path folder;

  private static Optional<DatabaseAddress> of(Map<String, String> settings) {
    return DatabaseAddress.of(name -> Optional.ofNullable(settings.get(name)));
  }

  @Test
  void withoutAnyItIsTheFile() {
    assertThat(of(Map.of())).isEmpty();
    assertThat(DatabaseAddress.inHome(folder).place())
        .isEqualTo("jdbc:h2:file:" + folder + "/berth");
  }

  @Test
  void theUrlGetsLimitsThatItDoesNotSay() {
    assertThat(DatabaseAddress.complete(URL))
        .isEqualTo(
            URL
                + "?ApplicationName=berth&connectTimeout=5"
                + "&options=-c%20statement_timeout=10s%20-c%20idle_in_transaction_session_timeout=15s"
                + "&socketTimeout=15&tcpKeepAlive=true");
    assertThat(DatabaseAddress.complete(URL + "?socketTimeout=60&options=-c%20a=b"))
        .startsWith(URL + "?socketTimeout=60&options=-c%20a=b&ApplicationName=berth")
        .doesNotContain("socketTimeout=15", "statement_timeout");
  }

  @Test
  void thePasswordIsInAFileAndNeverSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "hush\n");
    DatabaseAddress address =
        of(Map.of(DatabaseAddress.URL, URL, DatabaseAddress.PASSWORD_FILE, file.toString()))
            .orElseThrow();

    assertThat(address.password()).isEqualTo("hush");
    assertThat(address.username()).isEqualTo("berth");
    assertThat(address).hasToString(URL);
  }

  @Test
  void anotherSchemaIsAWordOfTheUrl() {
    DatabaseAddress address = new DatabaseAddress(URL + "?currentSchema=one&a=b", "u", "", 2);

    assertThat(address.withSchema("two").url()).isEqualTo(URL + "?a=b&currentSchema=two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "berth.database.url|jdbc:mysql://db/berth|must begin with jdbc:postgresql:",
        "berth.database.url|jdbc:postgresql://db/berth?password=hush|berth.database.password-file",
        "berth.database.url|jdbc:postgresql://me:hush@db/berth|berth.database.password-file",
        "berth.database.password-file|/nowhere|/nowhere cannot be read",
        "berth.database.pool|none|must be a number of connections from 2, was none",
        "berth.database.pool|1|must be a number of connections from 2, was 1"
      })
  void whatCannotBeIsToldWithItsName(String name, String value, String said) {
    Map<String, String> settings =
        name.equals(DatabaseAddress.URL)
            ? Map.of(name, value)
            : Map.of(DatabaseAddress.URL, URL, name, value);

    assertThatThrownBy(() -> of(settings))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining(said)
        .hasMessageNotContaining("hush");
  }
}
