package dev.berth.image.job;

/** Hears what happened to an app's images and is worth remembering. */
@FunctionalInterface
public interface ImageEventListener {

  /**
   * Something has happened.
   *
   * @param reason a word that stays: {@code ImagePushed}, {@code PushFailed}, …
   */
  void onImageEvent(String app, String reason, String message);
}
