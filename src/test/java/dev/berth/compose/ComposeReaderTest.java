package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.UnsetVariable;
import dev.berth.spec.validation.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a project becomes, in the small. */
class ComposeReaderTest {

  private static ComposeResult read(String... namesAndTexts) {
    return read(Map.of(), namesAndTexts);
  }

  /** The first file is the project's, the rest lies beside it. */
  private static ComposeResult read(Map<String, String> variables, String... namesAndTexts) {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put("/shop/" + namesAndTexts[i], namesAndTexts[i + 1]);
    }
    ComposeProject project =
        ComposeProject.of("/shop/" + namesAndTexts[0], ProjectFiles.of(files)).with(variables);
    return ComposeReader.read(project);
  }

  private static Map<String, Object> service(ComposeResult result, String name) {
    assertThat(result.problems()).isEmpty();
    return ComposeTrees.map(
        ComposeTrees.map(ComposeTrees.map(result.model()).orElseThrow(), "services"), name);
  }

  @Test
  void shortFormsBecomeLongOnes() {
    ComposeResult result =
        read(
            "compose.yaml",
            """
            services:
              web:
                image: nginx
                ports: ["127.0.0.1:8080:80/udp"]
                volumes: ["./data:/data:ro"]
                command: sh -c 'a b'
            """);

    assertThat(result.json())
        .isEqualTo(
            """
            {
              "name": "shop",
              "networks": {
                "default": {
                  "name": "shop_default",
                  "ipam": {}
                }
              },
              "services": {
                "web": {
                  "command": [
                    "sh",
                    "-c",
                    "a b"
                  ],
                  "entrypoint": null,
                  "image": "nginx",
                  "networks": {
                    "default": null
                  },
                  "ports": [
                    {
                      "mode": "ingress",
                      "host_ip": "127.0.0.1",
                      "target": 80,
                      "published": "8080",
                      "protocol": "udp"
                    }
                  ],
                  "volumes": [
                    {
                      "type": "bind",
                      "source": "/shop/data",
                      "target": "/data",
                      "read_only": true,
                      "bind": {
                        "create_host_path": true
                      }
                    }
                  ]
                }
              }
            }\
            """);
  }

  @Test
  void theRequestsVariablesWinOverThoseOfTheFolder() {
    ComposeResult result =
        read(
            Map.of("TAG", "2"),
            "compose.yaml",
            "services: {a: {image: \"${NAME}:${TAG}${NOWHERE}\"}}",
            ".env",
            "NAME=nginx\nTAG=1\n");

    assertThat(service(result, "a")).containsEntry("image", "nginx:2");
    assertThat(result.unset()).containsExactly("NOWHERE");
  }

  @Test
  void allProblemsAreToldWithFileLineAndPath() {
    ComposeResult result =
        read(
            "compose.yaml",
            """
            services:
              web:
                image: nginx
                port: [80]
                volumes:
                  - data:/data
                depends_on: [db]
              job:
                tty: 5
            """);

    assertThat(result.violations())
        .containsExactly(
            new Violation(
                "services.web.port", "compose.yaml:4: unknown key; did you mean `ports`?"),
            new Violation(
                "services.web.volumes[0]", "compose.yaml:6: refers to undefined volume `data`"),
            new Violation(
                "services.web.depends_on.db",
                "compose.yaml:7: depends on undefined service `db`, which is not defined"),
            new Violation("services.job", "compose.yaml:8: has neither an `image` nor a `build`"),
            new Violation(
                "services.job.tty",
                "compose.yaml:9: must be true or false or a text, was the number 5"));
  }

  @Test
  void laterFilesAreLaidOverEarlierOnes() {
    Map<String, String> files =
        Map.of(
            "/shop/a.yaml",
            """
            services:
              web: {image: nginx, ports: ["80:80"], environment: {A: 1, B: 2}, command: [x]}
            """,
            "/shop/b.yaml",
            """
            services:
              web: {ports: !override ["81:80"], environment: ["B=3"], command: !reset null}
            """);
    ComposeProject project =
        new ComposeProject(
            "/shop",
            List.of("/shop/a.yaml", "/shop/b.yaml"),
            ProjectFiles.of(files),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    ComposeResult result = ComposeReader.read(project);

    Map<String, Object> web = service(result, "web");
    assertThat(web).containsEntry("environment", Map.of("A", "1", "B", "3"));
    assertThat(web).containsEntry("command", Nothing.NULL);
    assertThat(web.get("ports")).asString().contains("published=81").doesNotContain("published=80");
  }

  @Test
  void servicesComeFromFilesBesideThisOne() {
    ComposeResult result =
        read(
            "compose.yaml",
            """
            include: [more/compose.yaml]
            services:
              web:
                extends: {file: base/base.yaml, service: base}
                depends_on: [db]
            """,
            "base/base.yaml",
            "services: {base: {build: ., env_file: vars.env}}",
            "base/vars.env",
            "A=\"1\n2\" # two lines\n",
            "more/compose.yaml",
            "services: {db: {image: \"db:${TAG}\", volumes: [\"./d:/d\"]}}",
            "more/.env",
            "TAG=9\n");

    Map<String, Object> web = service(result, "web");
    assertThat(ComposeTrees.map(web, "build")).containsEntry("context", "/shop/base");
    assertThat(web).containsEntry("environment", Map.of("A", "1\n2"));
    assertThat(service(result, "db")).containsEntry("image", "db:9");
    assertThat(service(result, "db").get("volumes")).asString().contains("source=/shop/more/d");
  }

  /** Issue 18. */
  @Test
  void readsWhatYamlHasBesides() {
    ComposeResult result =
        read(
            "compose.yaml",
            """
            %YAML 1.2
            ---
            x-more: &more {MORE: "1"}
            services:
              web:
                image: nginx
                environment: {!!merge <<: *more, A: 1e400, C: !!binary aGVsbG8=}
                expose: ["80/udp"]
            """);

    assertThat(result.problems()).isEmpty();
    assertThat(result.draft().app().service("web").environment())
        .containsExactly(Map.entry("A", "1e400"), Map.entry("C", "hello"), Map.entry("MORE", "1"));
    assertThat(result.draft().app().service("web").expose()).hasToString("[80/udp]");
  }

  /** Issue 18: the value was cut, and nobody told. */
  @Test
  void unsetVariablesOfFilesAreToldToo() {
    ComposeResult result =
        read(
            "compose.yaml",
            "services: {web: {image: nginx, env_file: w.env, label_file: l.env, environment: {A:"
                + " $A}}}",
            ".env",
            "PASSWORD=pa$$word$IN_ENV\nB=${PASSWORD}${C:-c}\n",
            "w.env",
            "W=x${IN_FILE}\n",
            "l.env",
            "l=${IN_LABELS}\n");

    assertThat(result.unset()).containsExactly("A", "IN_ENV", "IN_FILE", "IN_LABELS");
  }

  @Test
  void anImageWithoutItsVariableNamesIt() {
    assertThat(read("compose.yaml", "services: {web: {image: \"${IMG}\"}}").violations())
        .extracting(Violation::message)
        .containsExactly(
            "compose.yaml:1: has neither an `image` nor a `build`: no value for IMG; set it in .env"
                + " (over HTTP: X-Berth-Env: IMG=…), or write ${IMG:-default}");
    assertThat(
            read("compose.yaml", "services: {web: {image: \"nginx:$TAG\"}}").draft().violations())
        .extracting(Violation::toString)
        .containsExactly(
            "Violation[path=services.web.image, message=is incomplete: no value for TAG; set it in"
                + " .env (over HTTP: X-Berth-Env: TAG=…), or write ${TAG:-default}]");
    assertThat(read("compose.yaml", "services: {web: {image: \"a$NONE\"}}").draft().violations())
        .isEmpty();
  }

  @Test
  void onlyActiveProfilesRun() {
    String text =
        "services: {a: {image: x}, b: {image: x, profiles: [debug], volumes: [\"no:/a\"]}}";

    assertThat(read("compose.yaml", text).problems()).isEmpty();
    assertThat(read(Map.of("COMPOSE_PROFILES", "debug"), "compose.yaml", text).problems())
        .hasSize(1);
  }

  @Test
  void becomesAnApp() {
    ComposeResult result =
        read(
            "compose.yaml",
            """
            name: my_shop
            services:
              web: {image: nginx, environment: [A=1, UNSET]}
              job: {image: nginx, restart: on-failure, develop: {}}
            """);

    App app = result.draft().app();
    assertThat(app.name()).isEqualTo("my-shop");
    assertThat(app.service("web").environment())
        .containsExactly(Map.entry("A", "1"), Map.entry("UNSET", UnsetVariable.CODE));
    assertThat(app.service("web").restart()).isEqualTo(RestartPolicy.NEVER);
    assertThat(app.service("job").restart()).isNotEqualTo(RestartPolicy.NEVER);
    assertThat(result.ignored()).containsExactly("services.job.develop");
  }

  @Test
  void theRestartPolicyOfDeployCounts() {
    ComposeResult result =
        read(
            "compose.yaml",
            """
            services:
              web:
                image: nginx
                deploy: {restart_policy: {condition: on-failure, max_attempts: 3}}
              job: {image: nginx, restart: "no", deploy: {restart_policy: {condition: always}}}
            """);

    App app = result.draft().app();
    assertThat(app.service("web").restart().maxRetries()).hasValue(3);
    assertThat(app.service("job").restart()).isEqualTo(RestartPolicy.ALWAYS);
  }

  @Test
  void aDockerfileOutsideOfTheContextIsSentAlong() {
    ComposeResult result =
        read(
            "compose.yaml",
            "services: {web: {build: {context: web, dockerfile: ../Dockerfile.web}}}",
            "Dockerfile.web",
            "FROM scratch");

    assertThat(result.draft().app().service("web").image()).asString().contains("FROM scratch");
  }

  @Test
  void namesOfProjectsAreMadeFit() {
    assertThat(ComposeReader.normal("My.Shop_2")).isEqualTo("myshop_2");
    assertThat(read("compose.yaml", "name: ${N:-abc}\nservices: {a: {image: x}}").name())
        .isEqualTo("abc");
  }
}
