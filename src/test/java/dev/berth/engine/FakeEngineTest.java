package dev.berth.engine;

/** The fake keeps the contract. */
class FakeEngineTest extends EngineContract {

  @Override
  protected ContainerEngine engine() {
    FakeEngine engine = new FakeEngine();
    engine.addImage(image());
    return engine;
  }

  @Override
  protected String image() {
    return "alpine:3";
  }
}
