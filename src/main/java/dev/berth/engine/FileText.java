package dev.berth.engine;

/**
 * A file to be put into a container.
 *
 * @param path absolute, in the container
 * @param mode permission bits
 */
public record FileText(String path, String text, int uid, int gid, int mode) {
  @Override
  public String toString() {
    return "FileText[" + path + "]";
  }
}
