package dev.berth.engine;

/** The fake keeps the contract. */
class FakeSwarmTest extends SwarmContract {
  @Override
  protected SwarmEngine swarm() {
    return new FakeSwarm();
  }
}
