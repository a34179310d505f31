package dev.berth.scenario;

import dev.berth.engine.CallMeter;
import dev.berth.engine.Logins;
import dev.berth.engine.SwarmContract;
import dev.berth.engine.SwarmEngine;
import dev.berth.engine.docker.DockerSwarm;
import dev.berth.engine.docker.EngineAccess;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real Swarm keeps the contract. */
class DockerSwarmIT extends SwarmContract {
  @BeforeAll
  static void begin() throws Exception {
    SecondEngine manager = SecondEngine.shared();
    manager.load("alpine:3");
    manager.well("swarm init --advertise-addr 127.0.0.1 --listen-addr 127.0.0.1:2377");
  }

  @AfterAll
  static void end() {
    SecondEngine.shared().close();
  }

  @Override
  protected SwarmEngine swarm() {
    return new DockerSwarm(
        EngineAccess.declared(SecondEngine.shared().host(), Optional.empty()),
        Duration.ofSeconds(30),
        CallMeter.NONE,
        Logins.NONE);
  }
}
