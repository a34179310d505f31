package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.policy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteRolesTest {
  private static final Path PAGE = Path.of("docs", "reference", "roles.md");

  @Test
  void namesEveryRoute() {
    List<Routes.Route> nameless =
        Routes.all().stream().filter(route -> !RouteRoles.names(route.path())).toList();

    assertThat(nameless).as("each route needs a line in RouteRoles").isEmpty();
    assertThat(Routes.all()).hasSizeGreaterThan(30);
  }

  @Test
  void docsShowTheTable() throws IOException {
    String table =
        "| path, and all below | reading | writing |\n|---|---|---|\n"
            + RouteRoles.rules().stream().map(RouteRolesTest::row).collect(Collectors.joining());
    if (Boolean.getBoolean("docs.write")) {
      String page = Files.readString(PAGE);
      Files.writeString(PAGE, page.substring(0, page.indexOf("| path")) + table);
    }

    assertThat(Files.readString(PAGE))
        .as("mvn test -Dtest=RouteRolesTest -DargLine=-Ddocs.write=true writes it")
        .endsWith(table);
  }

  private static String row(RouteRoles.Rule rule) {
    return "| `"
        + rule.path()
        + "` | "
        + rule.read().map(Role::word).orElse("everybody")
        + " | "
        + rule.write().map(Role::word).orElse("everybody")
        + " |\n";
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,/v1/tokens;x=y/ci,ADMIN",
    "GET,/v1/tokens,ADMIN",
    "GET,/v1/tokensofall,ADMIN",
    "DELETE,/v1/apps/shop,DEPLOYER",
    "GET,/v1/apps/shop/logs,VIEWER",
    "POST,/v1/nowhere,ADMIN",
    "PUT,/v1/secrets/db,ADMIN",
    "GET,/v1/secrets/db,VIEWER",
  })
  void needs(String method, String path, Role role) {
    assertThat(RouteRoles.needed(method, path)).contains(role);
  }

  /** A page is shown before anybody has signed in; nothing else is. */
  @ParameterizedTest
  @CsvSource({
    "GET,/,true",
    "GET,/desk/1/desk.js,true",
    "GET,/apps/shop/logs,true",
    "GET,/favicon.ico,true",
    "POST,/,false",
    "PUT,/apps/shop,false",
    "GET,//v1/apps,false",
    "GET,/nowhere,false",
    "POST,/v1/session,true",
    "DELETE,/v1/session,true",
    "GET,/v1/session,false",
    "GET,/v1/session/oidc/callback,true",
    "POST,/v1/session/oidc,false",
  })
  void isOpen(String method, String path, boolean open) {
    assertThat(RouteRoles.needed(method, path).isEmpty()).isEqualTo(open);
  }
}
