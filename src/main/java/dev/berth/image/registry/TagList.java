package dev.berth.image.registry;

import java.util.List;

/** The tags of a repository, as its registry tells. */
public interface TagList {

  /** All tags; {@code repository} without tag and digest. */
  List<String> of(String repository);
}
