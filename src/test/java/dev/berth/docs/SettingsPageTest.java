package dev.berth.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.boot.settings.ExecSettings;
import dev.berth.boot.settings.HaSettings;
import dev.berth.boot.settings.NoticeSettings;
import dev.berth.boot.settings.OidcSignInSettings;
import dev.berth.boot.settings.Settings;
import dev.berth.boot.settings.StatsSettings;
import dev.berth.boot.settings.StreamSettings;
import dev.berth.boot.settings.TracingSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be set, and what docs/reference/settings.md says can be, are the same. */
class SettingsPageTest {
  private static final String PAGE = "docs/reference/settings.md";

  /** Each setting with its default, which is empty where the code gives none. */
  private static Map<String, String> settings() {
    Map<String, String> found = new TreeMap<>();
    for (Class<?> mapping :
        Set.of(
            Settings.class,
            StreamSettings.class,
            StatsSettings.class,
            HaSettings.class,
            OidcSignInSettings.class,
            NoticeSettings.class,
            TracingSettings.class,
            ExecSettings.class)) {
      collect(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, found);
    }
    return found;
  }

  private static void collect(String prefix, Class<?> type, Map<String, String> found) {
    for (Method method : type.getDeclaredMethods()) {
      boolean isNameless = method.isAnnotationPresent(WithParentName.class);
      WithName called = method.getAnnotation(WithName.class);
      String last = called == null ? StringUtil.skewer(method.getName()) : called.value();
      String name = isNameless ? prefix : prefix + "." + last;
      Class<?> value = method.getReturnType();
      if (value == Map.class) {
        name += ".NAME";
        value = (Class<?>) raw(((ParameterizedType) method.getGenericReturnType()));
      }
      if (Settings.class.getPackage().equals(value.getPackage())) {
        collect(name, value, found);
      } else {
        WithDefault given = method.getAnnotation(WithDefault.class);
        found.put(name, given == null ? "" : given.value());
      }
    }
  }

  private static Object raw(ParameterizedType map) {
    Object value = map.getActualTypeArguments()[1];
    return value instanceof ParameterizedType of ? of.getRawType() : value;
  }

  /** The role and the key of a login stand for any. */
  private static String general(String setting) {
    return setting.replaceFirst(
        "(berth\\.oidc\\.roles|berth\\.sources\\.NAME\\.credentials)\\..*", "$1.NAME");
  }

  private static Set<String> named(String cell) {
    Set<String> names = new TreeSet<>();
    Page.codes(cell).stream()
        .filter(code -> code.startsWith("berth."))
        .map(SettingsPageTest::general)
        .forEach(names::add);
    return names;
  }

  @Test
  void thePageNamesEachSetting() throws IOException {
    Set<String> told = new TreeSet<>();
    Page.of(PAGE).rows().forEach(row -> told.addAll(named(row.get(0))));

    assertThat(told).isEqualTo(settings().keySet());
  }

  @Test
  void thePageHasEachDefault() throws IOException {
    Map<String, String> settings = settings();
    Map<String, String> wrong = new TreeMap<>();
    for (var row : Page.of(PAGE).rows()) {
      for (String name : named(row.get(0))) {
        String value = settings.getOrDefault(name, "");
        if (!value.isEmpty() && !Page.codes(row.get(1)).contains(value)) {
          wrong.put(name, row.get(1) + ", and is " + value);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void theFileOfTheOperatorHasNoOther() throws IOException {
    Pattern line = Pattern.compile("^#?(berth\\.[\\w.-]+)=");
    Set<String> offered = new TreeSet<>();
    for (String name : Page.of("application.properties").found(line)) {
      offered.add(
          general(
              name.replace("berth.sources.default.", "berth.sources.NAME.")
                  .replaceFirst("berth\\.notices\\.(ops|mail)\\.", "berth.notices.NAME.")));
    }

    assertThat(settings().keySet()).containsAll(offered);
    assertThat(offered).hasSizeGreaterThan(30);
  }
}
