package dev.berth.gitops;

import dev.berth.spec.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where on Berth's machine sources may lie. A source reads what is there with Berth's rights, so
 * who may write sources is not to read the whole machine.
 *
 * @param roots folders that hold for everybody; where absent, admins are free and others get none
 * @param isAdmin of whoever asks; settings count as an admin's
 */
public record SourceRoots(Optional<List<Path>> roots, BooleanSupplier isAdmin) {
  private static final String FILE = "file:";

  /** Anywhere. */
  public static SourceRoots everywhere() {
    return new SourceRoots(Optional.empty(), () -> true);
  }

  /** Why a source may not lie where it is to lie; the place of a stored one stays good. */
  List<Violation> denials(Map<String, Object> spec, Map<String, Object> stored) {
    for (String key : List.of("folder", "url")) {
      Optional<String> place = place(spec, key);
      if (place.isPresent() && !place.equals(place(stored, key)) && !allows(place.get())) {
        return List.of(new Violation(key, denial(place.get())));
      }
    }
    return List.of();
  }

  /** On this machine; repositories elsewhere are nobody's business here. */
  private static Optional<String> place(Map<String, Object> spec, String key) {
    return Optional.ofNullable(spec.get(key))
        .map(Object::toString)
        .filter(text -> key.equals("folder") || text.startsWith(FILE))
        .map(text -> text.startsWith(FILE) ? text.replaceFirst("^file:(//[^/]*)?", "") : text);
  }

  private boolean allows(String place) {
    if (roots.isEmpty()) {
      return isAdmin.getAsBoolean();
    }
    Path wanted = real(place);
    return roots.get().stream().anyMatch(root -> wanted.startsWith(real(root.toString())));
  }

  /** As the machine sees it: a link below a root leads where it leads. */
  private static Path real(String text) {
    try {
      Path path = Path.of(text).normalize();
      return Files.exists(path) ? path.toRealPath() : path;
    } catch (InvalidPathException | IOException e) {
      return Path.of("/");
    }
  }

  private String denial(String place) {
    return roots
        .map(known ->
            "`"
                + place
                + "` is not below berth.sources.roots ("
                + known
                + "): add its folder there")
        .orElseGet(() ->
            "`"
                + place
                + "` on Berth's machine may be read for an admin only, or below the folders of"
                + " berth.sources.roots (none)");
  }
}
