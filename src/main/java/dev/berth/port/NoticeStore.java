package dev.berth.port;

import java.util.Optional;

/** The port to what is remembered of each target of notices over restarts, as one text. */
public interface NoticeStore {

  Optional<String> find(String target);

  void save(String target, String text);
}
