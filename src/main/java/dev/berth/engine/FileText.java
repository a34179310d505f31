package dev.berth.engine;

/**
 * A file to be put into a container.
 *
 * @param path absolute, in the container
 * @param mode permission bits
 * @param isInVolume whether its folder is a volume, which is written even where all else is not
 */
public record FileText(String path, String text, int uid, int gid, int mode, boolean isInVolume) {
  @Override
  public String toString() {
    return "FileText[" + path + "]";
  }
}
