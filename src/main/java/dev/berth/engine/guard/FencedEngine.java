package dev.berth.engine.guard;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ExecListener;
import dev.berth.engine.ExecResult;
import dev.berth.engine.ExecSession;
import dev.berth.engine.FileText;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ContainerSettings;
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
import java.util.Optional;
import java.util.SortedMap;

/**
 * An engine that changes nothing for a Berth that does not lead. The lease is looked at immediately
 * before each call, for a process may have stood still between its decision and its deed; before
 * data goes for good, the database is asked.
 */
public final class FencedEngine extends ForwardingEngine {
  private final Fence fence;

  /** Over another engine. */
  public FencedEngine(ContainerEngine engine, Fence fence) {
    super(engine);
    this.fence = fence;
  }

  private void require(String call) {
    if (!fence.mayAct()) {
      refuse(call);
    }
  }

  private void requireSurely(String call) {
    if (!fence.mayAct() || !fence.mayActSurely()) {
      refuse(call);
    }
  }

  private void refuse(String call) {
    fence.held(call);
    throw new EngineException(
        EngineException.Kind.UNREACHABLE, call + ": this Berth does not lead any more");
  }

  @Override
  public String createNetwork(String name, Network network, SortedMap<String, String> labels) {
    require("create network " + name);
    return super.createNetwork(name, network, labels);
  }

  @Override
  public void removeNetwork(String id) {
    require("remove network " + id);
    super.removeNetwork(id);
  }

  @Override
  public void connect(String containerId, ContainerSettings.Endpoint endpoint) {
    require("connect " + containerId);
    super.connect(containerId, endpoint);
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    require("disconnect " + containerId);
    super.disconnect(networkId, containerId);
  }

  @Override
  public Duration leaveNames(String networkId, String containerId) {
    require("take names from " + containerId);
    return super.leaveNames(networkId, containerId);
  }

  @Override
  public VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> labels) {
    require("create volume " + name);
    return super.createVolume(name, driver, options, labels);
  }

  @Override
  public void removeVolume(String name, DataLoss asked) {
    requireSurely("remove volume " + name);
    super.removeVolume(name, asked);
  }

  @Override
  public String createContainer(ContainerSettings settings) {
    require("create " + settings.name());
    return super.createContainer(settings);
  }

  @Override
  public void start(String id) {
    require("start " + id);
    super.start(id);
  }

  @Override
  public void stop(String id, Duration grace) {
    require("stop " + id);
    super.stop(id, grace);
  }

  @Override
  public void kill(String id, String signal) {
    require("kill " + id);
    super.kill(id, signal);
  }

  @Override
  public void remove(String id) {
    require("remove " + id);
    super.remove(id);
  }

  @Override
  public void updateRestart(String id, RestartPolicy policy) {
    require("update " + id);
    super.updateRestart(id, policy);
  }

  @Override
  public void updateLimits(String id, Resources limits, RunOptions options) {
    require("update " + id);
    super.updateLimits(id, limits, options);
  }

  @Override
  public void rename(String id, String name) {
    require("rename " + id);
    super.rename(id, name);
  }

  @Override
  public ExecResult exec(String id, List<String> command, Duration limit) {
    require("exec in " + id);
    return super.exec(id, command, limit);
  }

  @Override
  public ExecSession exec(String id, ExecCommand command, ExecListener listener) {
    require("exec in " + id);
    return super.exec(id, command, listener);
  }

  @Override
  public ExecResult exec(String id, LifecycleHook lifecycleHook, Duration limit) {
    require("exec in " + id);
    return super.exec(id, lifecycleHook, limit);
  }

  @Override
  public void place(String id, List<FileText> files) {
    require("write files of " + id);
    super.place(id, files);
  }

  @Override
  public void pull(String reference, ProgressListener progress) {
    require("pull " + reference);
    super.pull(reference, progress);
  }

  @Override
  public Optional<String> push(String reference, ProgressListener progress) {
    require("push " + reference);
    return super.push(reference, progress);
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    require("build");
    return super.build(request, context, progress);
  }

  @Override
  public void tag(String image, String reference) {
    require("tag " + reference);
    super.tag(image, reference);
  }

  @Override
  public Removal removeImage(String reference, boolean force) {
    requireSurely("remove image " + reference);
    return super.removeImage(reference, force);
  }
}
