package dev.berth.boot.cli;

import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.IVersionProvider;

/** Which Berth this is, as its build says. */
final class BerthVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        ConfigProvider.getConfig()
            .getOptionalValue("quarkus.application.version", String.class)
            .orElse("of an unknown version");
    return new String[] {"berth " + version};
  }
}
