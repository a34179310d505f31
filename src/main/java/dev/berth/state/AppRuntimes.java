package dev.berth.state;

import java.util.Optional;

/** The port to what a Berth that leads remembers of apps for the one that leads after it. */
public interface AppRuntimes {
  /** Of a Berth after which nobody comes. */
  AppRuntimes NONE =
      new AppRuntimes() {
        @Override
        public long epoch() {
          return 1;
        }

        @Override
        public Optional<String> find(String app) {
          return Optional.empty();
        }

        @Override
        public void save(String app, String text) {}
      };

  /** Number of the lead: what was read under another one may have changed. */
  long epoch();

  Optional<String> find(String app);

  /** In place of what was there; an empty text forgets it. */
  void save(String app, String text);
}
