package dev.berth.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 17: what a Berth made is known again when its database is lost. */
class InstanceNameTest {
  @TempDir Path home;

  /** The table, as a database would keep it. */
  private static final class Table extends SettingRows {
    private final Map<String, SettingEntity> rows = new HashMap<>();

    @Override
    public Optional<SettingEntity> findByIdOptional(String name) {
      return Optional.ofNullable(rows.get(name));
    }

    @Override
    public void persist(SettingEntity row) {
      rows.put(row.name, row);
    }

    @Override
    public boolean deleteById(String name) {
      return rows.remove(name) != null;
    }
  }

  private InstanceName over(Table table) {
    return new InstanceName(table, home);
  }

  @Test
  void isTheSameWithAnotherDatabaseAndTheLossIsKnown() {
    String first = over(new Table()).get();
    Table fresh = new Table();
    InstanceName later = over(fresh);

    assertThat(later.get()).isEqualTo(first);
    assertThat(over(fresh).memoryLost()).isPresent();
    later.settle();
    assertThat(later.memoryLost()).isEmpty();
  }

  @Test
  void aNewHomeHasLostNothing() {
    Table table = new Table();
    String name = over(table).get();

    assertThat(over(table).get()).isEqualTo(name).hasSize(8);
    assertThat(over(table).memoryLost()).isEmpty();
    assertThat(home.resolve("instance")).hasContent(name);
  }

  /** An older Berth had no file, and a backup brings its own name. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0123abcd", "no name at all"})
  void theDatabaseKnowsBetter(String content) throws Exception {
    Files.writeString(home.resolve("instance"), content);
    Table table = new Table();
    SettingEntity row = new SettingEntity();
    row.name = "instance";
    row.content = "89abcdef";
    table.persist(row);

    assertThat(over(table).get()).isEqualTo("89abcdef");
    assertThat(home.resolve("instance")).hasContent("89abcdef");
    assertThat(over(table).memoryLost()).isEmpty();
  }
}
