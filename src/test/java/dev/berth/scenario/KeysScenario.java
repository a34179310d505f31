package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every key of a service must reach the container, and what was made must not drift. */
@QuarkusTest
@TestProfile(Configured.class)
class KeysScenario extends Scenario {
  private static final String APP = "keys-all";

  @AfterEach
  void removeEverything() throws Exception {
    delete(APP);
    docker("network", "prune", "-f", "--filter", "label=keys-outside");
  }

  private static JsonPath inspect(String container) throws Exception {
    return new JsonPath(docker("inspect", container));
  }

  @Test
  void everyKeyReachesTheContainer() throws Exception {
    apply(
        """
        name: keys-all
        services:
          web:
            image: alpine:3
            command: [sleep, "1000"]
            init: true
            stop_grace_period: 1s
            container_name: keys-all-the-one
            networks: {front: {aliases: [w], ipv4_address: 10.241.7.9}, back: {}}
            cap_add: [NET_ADMIN]
            cap_drop: [MKNOD]
            devices: ["/dev/null:/dev/x:r"]
            secrets: [s, {source: s, target: /srv/s, uid: "7", gid: "8", mode: "0400"}]
            configs: [{source: c, target: /etc/c.conf}]
            logging: {driver: json-file, options: {max-size: 10m}}
            sysctls: {net.ipv4.ip_unprivileged_port_start: "0"}
            links: ["db:database"]
            stdin_open: true
            tty: true
            ulimits: {nofile: {soft: 2000, hard: 4000}}
            extra_hosts: ["somewhere=10.0.0.1"]
            shm_size: 32m
            cpu_shares: 73
            cpuset: "0"
            oom_score_adj: 500
            security_opt: ["no-new-privileges:true"]
            tmpfs: ["/scratch:size=1m,mode=755"]
            dns: 10.0.0.53
            dns_search: [a.example]
            runtime: runc
            group_add: ["1000"]
            hostname: h
            domainname: example.org
            mac_address: 02:42:ac:11:65:43
            labels: {tier: front}
            volumes: ["data:/data", "/usr/share:/host:ro"]
            healthcheck: {test: [CMD, "true"], interval: 1s, start_interval: 1s}
            post_start: [{command: [touch, /started], user: root}]
          db:
            image: alpine:3
            command: [sleep, "1000"]
            init: true
            stop_grace_period: 1s
            networks: [front]
            read_only: true
            tmpfs: [/run]
            volumes: [{type: tmpfs, target: /t, tmpfs: {size: 1m}}]
            secrets: [s]
          side:
            image: alpine:3
            command: [sleep, "1000"]
            init: true
            stop_grace_period: 1s
            network_mode: "service:web"
            pid: "service:web"
            volumes_from: ["web:ro"]
        networks:
          front: {ipam: {config: [{subnet: 10.241.7.0/24}]}, internal: true}
          back: {driver_opts: {com.docker.network.bridge.enable_icc: "false"}, labels: {l: m}}
        secrets: {s: {content: hush-hush}}
        configs: {c: {content: "a=b"}}
        volumes: {data: {labels: {x: y}}}
        """);

    JsonPath web = inspect("keys-all-the-one");
    assertThat(web.getList("[0].HostConfig.CapAdd")).hasSize(1);
    assertThat(web.getInt("[0].HostConfig.ShmSize")).isEqualTo(32 << 20);
    assertThat(web.getList("[0].HostConfig.ExtraHosts"))
        .isEqualTo(java.util.List.of("somewhere:10.0.0.1"));
    assertThat(web.getMap("[0].NetworkSettings.Networks"))
        .containsOnlyKeys("keys-all_front", "keys-all_back");
    assertThat(web.getString("[0].NetworkSettings.Networks.'keys-all_front'.IPAddress"))
        .isEqualTo("10.241.7.9");
    assertThat(web.getString("[0].Config.Labels.'com.docker.compose.project'")).isEqualTo(APP);
    assertThat(docker("exec", "keys-all-the-one", "cat", "/run/secrets/s", "/etc/c.conf"))
        .isEqualTo("hush-husha=b");
    assertThat(docker("exec", "keys-all-the-one", "stat", "-c", "%a %u %g", "/srv/s"))
        .isEqualTo("400 7 8");
    eventually(() -> docker("exec", "keys-all-the-one", "ls", "/started"));
    docker("exec", "keys-all-the-one", "ping", "-c1", "-w2", "database");
    assertThat(docker("exec", container(APP, "db").name(), "cat", "/run/secrets/s"))
        .isEqualTo("hush-hush");
    String side = container(APP, "side").name();
    assertThat(docker("exec", side, "ls", "/data", "/proc/1/cmdline")).contains("cmdline");
    assertThat(docker("exec", side, "hostname")).isEqualTo("h");
    assertThat(request().get("/v1/apps/" + APP + "/drift").asString()).isEqualTo("[]");
    assertThat(request().get("/v1/apps/" + APP + "/plan").asString()).contains("\"actions\":[]");
    for (String path : java.util.List.of("", "/events", "/revisions", "/plan")) {
      assertThat(request().get("/v1/apps/" + APP + path).asString()).doesNotContain("hush-hush");
    }
  }

  @Test
  void whatIsMissingOutsideIsNamedAndWaitedFor() throws Exception {
    Response answer =
        request()
            .body(
                """
                name: keys-all
                services:
                  web: {image: "alpine:3", command: [sleep, "1000"], init: true, stop_grace_period: 1s, networks: [out]}
                networks: {out: {external: true, name: keys-outside}}
                """)
            .post("/v1/apps");
    assertThat(answer.statusCode()).isEqualTo(201);
    eventually(() ->
        assertThat(request().get("/v1/apps/" + APP).asString())
            .contains("NetworkNotFound", "docker network create keys-outside"));
    docker("network", "create", "--label", "keys-outside", "keys-outside");
    eventually(() -> awaitReady(APP));

    assertThat(request().get("/v1/apps/" + APP + "/drift").asString()).isEqualTo("[]");
  }

  @Test
  void aNameOfItsOwnSurvivesAnUpdate() throws Exception {
    String manifest =
        """
        name: keys-all
        image: alpine:3
        command: [sleep, "1000"]
        init: true
        stop_grace_period: 1s
        container_name: keys-all-named
        env: {A: "%s"}
        """;
    apply(manifest.formatted("1"));
    Response answer =
        request().body(manifest.formatted("2")).put("/v1/apps/keys-all?wait=ready&timeout=60s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);

    eventually(() -> assertThat(docker("exec", "keys-all-named", "env")).contains("A=2"));
  }
}
