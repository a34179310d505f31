package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.spec.DataLoss;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * One call of the engine (or, for an image, the start of one job), and why. Containers and networks
 * are meant by name, so that an action can follow the one that makes its object.
 */
public sealed interface Action
    permits HolderAction,
        NetworkAction,
        SwarmAction,
        Action.PlaceFiles,
        Action.CreateVolume,
        Action.KeepVolume,
        Action.RemoveVolume,
        Action.CreateContainer,
        Action.StartContainer,
        Action.StopContainer,
        Action.KillContainer,
        Action.RemoveContainer,
        Action.UpdateRestart,
        Action.UpdateLimits,
        Action.Rename,
        Action.ObtainImage {

  /** Why it is to be done: {@code exited 137}, {@code scaled down to 2}. */
  String cause();

  /** What is to be done, without the cause: {@code start shop-web-1-x7k2}. */
  String what();

  /** Whether its effect cannot be seen afterwards: it is only done for the steps that follow it. */
  default boolean isPreparation() {
    return false;
  }

  /**
   * Writes secrets and configs into a container.
   *
   * @param files with where their text comes from; what it is nobody says here
   * @param folders of theirs that are volumes
   */
  record PlaceFiles(
      String container, Map<GivenFile, FileSource> files, Set<String> folders, String cause)
      implements Action {
    public PlaceFiles {
      files = Map.copyOf(files);
      folders = Set.copyOf(folders);
    }

    @Override
    public String what() {
      return "write "
          + files.keySet().stream().map(GivenFile::path).sorted().toList()
          + " into "
          + container;
    }

    @Override
    public boolean isPreparation() {
      return true;
    }
  }

  record CreateVolume(String name, Volume volume, SortedMap<String, String> labels, String cause)
      implements Action {
    @Override
    public String what() {
      return "create volume " + name;
    }
  }

  /**
   * Has a volume that the engine made for a container, and nobody can label, be known as the app's.
   * Nothing is done on the engine.
   *
   * @param labels that it would bear
   */
  record KeepVolume(String name, SortedMap<String, String> labels, String cause) implements Action {
    @Override
    public String what() {
      return "keep volume " + name;
    }
  }

  /**
   * Deletes a volume with its data.
   *
   * @param asked who gave the data up: there is no such action without
   */
  record RemoveVolume(String name, DataLoss asked, String cause) implements Action {
    @Override
    public String what() {
      return "remove volume " + name;
    }
  }

  record CreateContainer(ContainerSettings settings, String cause) implements Action {
    @Override
    public String what() {
      return "create " + settings.name();
    }
  }

  /**
   * Starts a container.
   *
   * @param service whose it is, for telling who is held up if it fails
   * @param forgone what it would have waited for, and does without since that has failed
   */
  record StartContainer(String container, String service, List<String> forgone, String cause)
      implements Action {
    public StartContainer {
      forgone = List.copyOf(forgone);
    }

    @Override
    public String what() {
      return "start " + container;
    }
  }

  /**
   * Stops a container.
   *
   * @param leaves ids of networks where it gives up its names first, for others have them too
   */
  record StopContainer(ContainerView container, Duration grace, Set<String> leaves, String cause)
      implements Action {
    public StopContainer {
      leaves = Set.copyOf(leaves);
    }

    /** Whose names stay with it to its end. */
    public StopContainer(ContainerView container, Duration grace, String cause) {
      this(container, grace, Set.of(), cause);
    }

    @Override
    public String what() {
      return "stop " + container.name();
    }
  }

  record KillContainer(ContainerView container, String signal, String cause) implements Action {
    @Override
    public String what() {
      return "kill " + container.name() + " with " + signal;
    }
  }

  record RemoveContainer(ContainerView container, String cause) implements Action {
    @Override
    public String what() {
      return "remove " + container.name();
    }
  }

  record UpdateRestart(ContainerView container, RestartPolicy policy, String cause)
      implements Action {
    @Override
    public String what() {
      return "set restart policy of " + container.name() + " to " + policy.mode().text();
    }
  }

  /**
   * Changes limits.
   *
   * @param options those of {@code docker run} that limit, and are to be set
   */
  record UpdateLimits(ContainerView container, Resources limits, RunOptions options, String cause)
      implements Action {
    @Override
    public String what() {
      return "update limits of " + container.name();
    }
  }

  record Rename(ContainerView container, String name, String cause) implements Action {
    @Override
    public String what() {
      return "rename " + container.name() + " to " + name;
    }
  }

  /** Has the image of a service built or pulled. */
  record ObtainImage(String service, String reference, String verb, String cause)
      implements Action {
    @Override
    public String what() {
      return verb + " " + reference;
    }
  }
}
