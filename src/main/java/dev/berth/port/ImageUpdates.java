package dev.berth.port;

/** The port that gives an app another image because its registry has a newer one. */
public interface ImageUpdates {

  /**
   * Makes a new revision with another image for one service, unless the app has changed since.
   *
   * @param revision the one that was looked at
   * @param reference of the newer image
   * @param why for people: what moved, from where to where
   * @return whether it was made
   */
  boolean move(String app, String service, long revision, String reference, String why);
}
