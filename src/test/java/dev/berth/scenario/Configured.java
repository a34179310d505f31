package dev.berth.scenario;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings that single scenarios are about, in one server: each further profile builds and
 * starts one more. A scenario may rely on its own, and feels nothing of the others'.
 */
public final class Configured extends Scenario.Home {

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
    settings.put("berth.audit.entries", String.valueOf(AuditScenario.KEPT));
    settings.put("berth.audit.file-bytes", String.valueOf(AuditScenario.FILE_BYTES));
    settings.put("berth.exec.idle", "3s");
    settings.put("berth.exec.sessions", "1");
    settings.put("berth.policy.exec", "deployer");
    settings.put("berth.stats.sample", "5s");
    settings.put("berth.images.gc-interval", "1s");
    settings.put("berth.images.gc-age", "1s");
    settings.put("berth.images.keep-revisions", "2");
    settings.put("berth.tracing.endpoint", TracingScenario.ENDPOINT);
    settings.putAll(NoticesScenario.settings());
    settings.putAll(DeskIssuerScenario.settings());
    settings.put("berth.policy.bind-roots", "/");
    settings.put("berth.policy.privileged", "true");
    settings.put("berth.policy.host-namespaces", "true");
    settings.put("berth.policy.devices", "true");
    settings.put("berth.policy.other-containers", "true");
    settings.put("berth.policy.capabilities", "ALL");
    settings.put("berth.quota.apps", "5");
    settings.put("berth.quota.replicas", "8");
    settings.put("berth.registries.mirrors", RegistriesScenario.MIRROR);
    settings.put("berth.sources.default.folder", settings.get("berth.home") + "/desired");
    settings.put("berth.sources.default.prune", "true");
    return settings;
  }
}
