package dev.berth.engine.guard;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.ContainerUsage;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.ExecListener;
import dev.berth.engine.ExecResult;
import dev.berth.engine.ExecSession;
import dev.berth.engine.FileText;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.engine.Login;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import dev.berth.spec.DataLoss;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Network;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOptions;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * An engine that hands every call on to another, for guards to override. A new method of the port
 * does not compile before it is here, and a test asks whether it is guarded.
 */
public abstract class ForwardingEngine implements ContainerEngine {
  private final ContainerEngine engine;

  /** In front of another. */
  protected ForwardingEngine(ContainerEngine engine) {
    this.engine = engine;
  }

  /** The one behind. */
  protected final ContainerEngine engine() {
    return engine;
  }

  @Override
  public void ping() {
    engine.ping();
  }

  @Override
  public EngineInfo info() {
    return engine.info();
  }

  @Override
  public List<ContainerSummary> summaries(Map<String, String> labels) {
    return engine.summaries(labels);
  }

  @Override
  public List<ContainerView> containers(Map<String, String> labels) {
    return engine.containers(labels);
  }

  @Override
  public Optional<ContainerView> container(String id) {
    return engine.container(id);
  }

  @Override
  public List<NetworkView> networks(Map<String, String> labels) {
    return engine.networks(labels);
  }

  @Override
  public List<VolumeView> volumes(Map<String, String> labels) {
    return engine.volumes(labels);
  }

  @Override
  public SortedMap<String, Long> volumeSizes() {
    return engine.volumeSizes();
  }

  @Override
  public Optional<ContainerUsage> usage(String id) {
    return engine.usage(id);
  }

  @Override
  public Optional<NetworkView> network(String name) {
    return engine.network(name);
  }

  @Override
  public Optional<VolumeView> volume(String name) {
    return engine.volume(name);
  }

  @Override
  public String createNetwork(String name, Network network, SortedMap<String, String> labels) {
    return engine.createNetwork(name, network, labels);
  }

  @Override
  public Set<String> attached(String networkId) {
    return engine.attached(networkId);
  }

  @Override
  public void removeNetwork(String id) {
    engine.removeNetwork(id);
  }

  @Override
  public void connect(String containerId, ContainerSettings.Endpoint endpoint) {
    engine.connect(containerId, endpoint);
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    engine.disconnect(networkId, containerId);
  }

  @Override
  public Duration leaveNames(String networkId, String containerId) {
    return engine.leaveNames(networkId, containerId);
  }

  @Override
  public VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> labels) {
    return engine.createVolume(name, driver, options, labels);
  }

  @Override
  public void removeVolume(String name, DataLoss asked) {
    engine.removeVolume(name, asked);
  }

  @Override
  public String createContainer(ContainerSettings settings) {
    return engine.createContainer(settings);
  }

  @Override
  public void start(String id) {
    engine.start(id);
  }

  @Override
  public void stop(String id, Duration grace) {
    engine.stop(id, grace);
  }

  @Override
  public void kill(String id, String signal) {
    engine.kill(id, signal);
  }

  @Override
  public void remove(String id) {
    engine.remove(id);
  }

  @Override
  public void updateRestart(String id, RestartPolicy policy) {
    engine.updateRestart(id, policy);
  }

  @Override
  public void updateLimits(String id, Resources limits, RunOptions options) {
    engine.updateLimits(id, limits, options);
  }

  @Override
  public void rename(String id, String name) {
    engine.rename(id, name);
  }

  @Override
  public ExecResult exec(String id, List<String> command, Duration limit) {
    return engine.exec(id, command, limit);
  }

  @Override
  public ExecSession exec(String id, ExecCommand command, ExecListener listener) {
    return engine.exec(id, command, listener);
  }

  @Override
  public ExecResult exec(String id, LifecycleHook lifecycleHook, Duration limit) {
    return engine.exec(id, lifecycleHook, limit);
  }

  @Override
  public void place(String id, List<FileText> files) {
    engine.place(id, files);
  }

  @Override
  public AutoCloseable logs(String id, LogRequest request, LogListener listener) {
    return engine.logs(id, request, listener);
  }

  @Override
  public AutoCloseable subscribe(EngineEvents listener) {
    return engine.subscribe(listener);
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return engine.image(reference);
  }

  @Override
  public List<ImageView> images() {
    return engine.images();
  }

  @Override
  public void pull(String reference, ProgressListener progress) {
    engine.pull(reference, progress);
  }

  @Override
  public Optional<String> push(String reference, ProgressListener progress) {
    return engine.push(reference, progress);
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    return engine.build(request, context, progress);
  }

  @Override
  public void tag(String image, String reference) {
    engine.tag(image, reference);
  }

  @Override
  public Removal removeImage(String reference, boolean force) {
    return engine.removeImage(reference, force);
  }

  @Override
  public String remoteDigest(String reference) {
    return engine.remoteDigest(reference);
  }

  @Override
  public boolean isInsecure(String registry) {
    return engine.isInsecure(registry);
  }

  @Override
  public List<String> mirrors(String registry) {
    return engine.mirrors(registry);
  }

  @Override
  public void login(String registry, Login login) {
    engine.login(registry, login);
  }
}
