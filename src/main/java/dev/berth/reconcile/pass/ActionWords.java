package dev.berth.reconcile.pass;

import dev.berth.plan.Action;
import dev.berth.plan.HolderAction;
import dev.berth.plan.NetworkAction;
import dev.berth.plan.SwarmAction;
import dev.berth.spec.GivenFile;

/** What events call actions that were done. */
public final class ActionWords {
  private ActionWords() {}

  /** One CamelCase word. */
  public static String of(Action action) {
    return switch (action) {
      case NetworkAction.CreateNetwork a -> "NetworkCreated";
      case NetworkAction.RemoveNetwork a -> "NetworkRemoved";
      case NetworkAction.CheckNetwork a -> "NetworkChecked";
      case NetworkAction.Connect a -> "ContainerConnected";
      case Action.PlaceFiles a -> "FilesWritten";
      case Action.CreateVolume a -> "VolumeCreated";
      case Action.KeepVolume a -> "VolumeKept";
      case Action.RemoveVolume a -> "VolumeRemoved";
      case Action.CreateContainer a -> "ContainerCreated";
      case Action.StartContainer a -> "ContainerStarted";
      case Action.StopContainer a -> "ContainerStopping";
      case Action.KillContainer a -> "ContainerKilled";
      case Action.RemoveContainer a -> "ContainerRemoved";
      case Action.UpdateRestart a -> "ContainerUpdated";
      case Action.UpdateLimits a -> "ContainerUpdated";
      case Action.Rename a -> "ContainerRenamed";
      case NetworkAction.Disconnect a -> "ContainerDisconnected";
      case Action.ObtainImage a -> "ImageRequested";
      case SwarmAction a -> of(a);
      case HolderAction.Write a -> "RotationWritten";
      case HolderAction.Rotate a -> "Rotated";
      case HolderAction.Reload a -> "HolderReloaded";
    };
  }

  private static String of(SwarmAction action) {
    return switch (action) {
      case SwarmAction.CreateService a -> "ServiceCreated";
      case SwarmAction.UpdateService a -> "ServiceUpdated";
      case SwarmAction.RemoveService a -> "ServiceRemoved";
      case SwarmAction.CreateOverlay a -> "NetworkCreated";
      case SwarmAction.RemoveOverlay a -> "NetworkRemoved";
      case SwarmAction.CreateFile a ->
          a.kind() == GivenFile.Kind.SECRET ? "SecretCreated" : "ConfigCreated";
      case SwarmAction.RemoveFile a ->
          a.kind() == GivenFile.Kind.SECRET ? "SecretRemoved" : "ConfigRemoved";
    };
  }
}
