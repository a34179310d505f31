package dev.berth.gitops;

import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Git without the machine's and the user's own settings: a source must mean the same wherever Berth
 * runs, and no program is to be asked where settings are.
 */
final class IsolatedGit extends SystemReader.Delegate {
  private static final IsolatedGit ONLY = new IsolatedGit(SystemReader.getInstance());

  private IsolatedGit(SystemReader system) {
    super(system);
  }

  static void use() {
    if (SystemReader.getInstance() != ONLY) {
      SystemReader.setInstance(ONLY);
    }
  }

  private static FileBasedConfig none(Config parent, FS fs) {
    return new FileBasedConfig(parent, Path.of("/dev/null").toFile(), fs) {
      @Override
      public void load() {}

      @Override
      public void save() {}

      @Override
      public boolean isOutdated() {
        return false;
      }
    };
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return none(parent, fs);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return none(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return none(parent, fs);
  }
}
