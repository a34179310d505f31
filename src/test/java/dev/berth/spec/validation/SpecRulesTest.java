package dev.berth.spec.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 19.7: each rule of an app refuses, naming the key, and its nearest neighbour is let be. */
class SpecRulesTest {
  private static final Set<String> CATALOG = Set.of("redis");

  private static List<Violation> violations(String yaml) {
    AppDraft draft = ManifestReader.read(yaml).drafts().getFirst();
    return SpecRules.check(draft, CATALOG) instanceof Validated.Invalid<?> invalid
        ? invalid.violations()
        : List.of();
  }

  private static void refuses(String yaml, String path, String words) {
    assertThat(violations(yaml))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.path()).isEqualTo(path);
          assertThat(violation.message()).contains(words);
        });
  }

  /** One service alone: what is wrong, its key, the words, and the same put right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: 'Nginx:1'                        | image          | is no image reference         "
            + " | image: 'nginx:1'",
        "image: 'h:x/nginx'                      | image          | is no image reference         "
            + " | image: 'h:5000/nginx'",
        "image: 'nginx@sha256:0'                 | image          | is no image reference         "
            + " | image: 'nginx:1_a.b-c'",
        "image: a, replicas: 2, ports: ['80:80/udp'] | replicas   | only have ports of TCP        "
            + " | image: a, replicas: 2, ports: ['80:80']",
        "image: a, replicas: 2, ports: [{target: 80, published: 80, mode: host}] | replicas | host"
            + " asks | image: a, replicas: 2, ports: [{target: 80, published: 80}]",
        "image: a, replicas: 2, ports: ['80:80'], network_mode: none | replicas | has no network"
            + " | image: a, ports: ['80:80'], network_mode: none",
        "image: a, replicas: 2, container_name: c | container_name | is one name, and there are 2 "
            + " | image: a, container_name: c",
        "image: a, labels: {dev.berth.app: x}    | labels.dev.berth.app | are Berth's own          "
            + " | image: a, labels: {dev.berther: x}",
        "image: a, mem_limit: 5m                 | mem_limit      | must be at least 6m           "
            + " | image: a, mem_limit: 6m",
        "image: a, volumes: ['v:d']              | volumes        | must be an absolute path      "
            + " | image: a, volumes: ['v:/d']",
        "image: a, volumes: ['v:/d', 'w:/d']     | volumes        | is mounted twice              "
            + " | image: a, volumes: ['v:/d', 'w:/e']",
        "image: a, environment: {'A=B': c}       | environment    | `A=B` is no name of a variable"
            + " | image: a, environment: {A: 'B=c'}",
        "image: a, environment: {'': c}          | environment    | `` is no name of a variable   "
            + " | image: a, environment: {a.b: ''}",
        "build: {context: ., dockerfile: ../D}   | build.dockerfile | must lie inside the context "
            + " | build: {context: ., dockerfile: d/D}",
        "image: a, stop_signal: SIGNONE          | stop_signal    | is no signal                  "
            + " | image: a, stop_signal: sigterm",
        "image: a, stop_signal: '65'             | stop_signal    | is no signal                  "
            + " | image: a, stop_signal: '64'",
        "image: a, working_dir: d                | working_dir    | must be an absolute path      "
            + " | image: a, working_dir: /d",
        "image: a, network_mode: mine            | network_mode   | must be host, none, bridge    "
            + " | image: a, network_mode: bridge",
        "image: a, network_mode: 'container:x', ports: ['80'] | ports | belong to whose network   |"
            + " image: a, network_mode: bridge, ports: ['80']",
        "image: a, update: {image: {policy: semver}} | update.image.policy | none to begin at      "
            + " | image: 'a:1.2', update: {image: {policy: semver}}",
        "build: {dockerfile_inline: FROM x, tags: [A]} | build.tags | is no image reference       "
            + " | build: {dockerfile_inline: FROM x, tags: [a]}",
        "build: {dockerfile_inline: FROM x, push: A} | build.push | is no image reference         "
            + " | build: {dockerfile_inline: FROM x, push: a}",
        "image: A, build: {dockerfile_inline: FROM x} | image     | is no image reference         "
            + " | image: a, build: {dockerfile_inline: FROM x}",
        "build: {files: {Dockerfile: FROM x, ../y: z}} | build.files | must be a path inside      "
            + " | build: {files: {Dockerfile: FROM x, y: z}}",
        "build: {files: {Dockerfile: FROM x, y: z, y/z: z}} | build.files | is a file, and a folder"
            + " | build: {files: {Dockerfile: FROM x, y/y: z, y/z: z}}",
        "image: a, links: [db]                   | links          | neither a service of this app"
            + " nor in the catalog; known: redis, shop | image: a, links: [redis]",
        "image: a, depends_on: [db]              | depends_on     | there is no service `db`      "
            + " | image: a, depends_on: {db: {condition: service_started, required: false}}",
        "image: a, pid: 'service:db'             | pid            | there is no service `db`      "
            + " | image: a, pid: host",
        "image: a, ports: ['80:1', '80:2']       | ports          | host port 80 is published twice"
            + " | image: a, ports: ['80:1', '80:2/udp']",
        "image: a, ports: ['127.0.0.1:80:1', '80:2'] | ports      | is published twice            "
            + " | image: a, ports: ['127.0.0.1:80:1', '127.0.0.2:80:2']",
        "image: a, depends_on: [shop]            | depends_on     | in a circle: shop -> shop     "
            + " | image: a",
      })
  void aServiceAlone(String wrong, String path, String words, String right) {
    refuses("{name: shop, " + wrong + "}", path, words);
    assertThat(violations("{name: shop, " + right + "}")).isEmpty();
  }

  /** An app of several. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services: {a: {image: x, networks: [n]}} | services.a.networks | add it under networks: of"
            + " the app | services: {a: {image: x, networks: [n]}}, networks: {n: {}}",
        "services: {a: {image: x, volumes: ['v:/v']}} | services.a.volumes | add it under volumes:"
            + " of the | services: {a: {image: x, volumes: ['v:/v']}}, volumes: {v: {}}",
        "services: {a: {image: x, secrets: [s]}}  | services.a.secrets  | add it under secrets: |"
            + " services: {a: {image: x, secrets: [s]}}, secrets: {s: {content: y}}",
        "services: {a: {image: x, configs: [c]}}  | services.a.configs  | add it under configs: |"
            + " services: {a: {image: x, configs: [c]}}, configs: {c: {content: y}}",
        "services: {a: {image: x, secrets: [s, {source: t, target: s}]}}, secrets: {s: {content:"
            + " y}, t: {content: y}} | services.a.secrets | is there twice | services: {a: {image:"
            + " x, secrets: [s, t]}}, secrets: {s: {content: y}, t: {content: y}}",
        "services: {a: {image: x}}, secrets: {s: {content: (hidden)}} | secrets.s.content | is"
            + " hidden | services: {a: {image: x}}, secrets: {s: {content: hidden}}",
        "services: {a: {build: {dockerfile_inline: FROM x, secrets: [{source: s, target: a/b}]}}},"
            + " secrets: {s: {content: y}} | services.a.build.secrets | must have letters |"
            + " services: {a: {build: {dockerfile_inline: FROM x, secrets: [{source: s, target:"
            + " a_b}]}}}, secrets: {s: {content: y}}",
        "services: {a: {image: x, links: {b: {auth: true}}}, b: {image: x}} |"
            + " services.a.links.b.auth | is for links to the catalog | services: {a: {image: x,"
            + " links: [b]}, b: {image: x}}",
        "services: {a: {image: x, ports: ['80:1']}, b: {image: x, ports: ['80:2']}} |"
            + " services.b.ports | host port 80 is published twice | services: {a: {image: x,"
            + " ports: ['80:1']}, b: {image: x, ports: ['81:2']}}",
        "services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: [a]}} |"
            + " services.a.depends_on | a -> b -> a | services: {a: {image: x, depends_on: [b]}, b:"
            + " {image: x}}",
        "services: {a: {image: x, links: [b]}, b: {image: x, pid: 'service:c'}, c: {image: x,"
            + " depends_on: [a]}} | services.a.depends_on | a -> b -> c -> a | services: {a:"
            + " {image: x, links: [b]}, b: {image: x, pid: 'service:c'}, c: {image: x}}",
        "services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: [c]}, c: {image: x,"
            + " depends_on: [b]}} | services.a.depends_on | circle: b -> c -> b | services: {a:"
            + " {image: x, depends_on: [b, c]}, b: {image: x, depends_on: [c]}, c: {image: x}}",
        "services: {a: {build: {dockerfile_inline: FROM x, secrets: [s]}}} |"
            + " services.a.build.secrets | is not declared | services: {a: {build:"
            + " {dockerfile_inline: FROM x, secrets: [s]}}}, secrets: {s: {content: y}}",
        "services: {-a: {image: x}} | services.-a | must begin with a letter or digit | services:"
            + " {a-: {image: x}}",
        "services: {a: {image: x}}, volumes: {-v: {}} | volumes.-v | must begin with | services:"
            + " {a: {image: x}}, volumes: {v: {}}",
        "services: {a: {image: x}}, networks: {-n: {}} | networks.-n | must begin with | services:"
            + " {a: {image: x}}, networks: {n: {}}",
        "services: {a: {image: x}}, volumes: {v: {labels: {dev.berth.x: y}}} |"
            + " volumes.v.labels.dev.berth.x | are Berth's own | services: {a: {image: x}},"
            + " volumes: {v: {labels: {dev.x: y}}}",
        "services: {a: {image: x}}, networks: {n: {labels: {dev.berth.x: y}}} |"
            + " networks.n.labels.dev.berth.x | are Berth's own | services: {a: {image: x}},"
            + " networks: {n: {labels: {dev.x: y}}}",
      })
  void anAppOfSeveral(String wrong, String path, String words, String right) {
    refuses("{name: shop, " + wrong + "}", path, words);
    assertThat(violations("{name: shop, " + right + "}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Shop, false", "-shop, false", "shop_1, false", "shop-1, true"})
  void anAppIsADnsLabel(String name, boolean isOne) {
    if (isOne) {
      assertThat(violations("{name: " + name + ", services: {a: {image: x}}}")).isEmpty();
    } else {
      refuses("{name: " + name + ", services: {a: {image: x}}}", "name", "must be a DNS label");
    }
  }

  @Test
  void anAppHasAtMostFiveHundredServices() {
    assertThat(violations(withServices(500))).isEmpty();
    refuses(withServices(501), "services", "must hold at most 500 services, held 501");
  }

  private static String withServices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "s" + i + ": {image: x}")
        .collect(Collectors.joining(", ", "{name: shop, services: {", "}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "SIGTERM, true, true",
    "kill,    true, true",
    "15,      true, true",
    "HUP,     true, false",
    "USR1,    true, false",
    "RTMIN+3, true, false",
    "0,       false, false",
    "SIG,     false, false",
  })
  void signals(String text, boolean isOne, boolean ends) {
    assertThat(SpecRules.isSignal(text)).isEqualTo(isOne);
    assertThat(SpecRules.isEnding(text)).isEqualTo(ends);
  }
}
