package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import dev.berth.disk.LocalDisk;
import dev.berth.disk.OwnHome;
import dev.berth.spec.validation.Violation;
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
 * @param home of Berth, which is no part of a folder that holds it
 */
public record SourceRoots(Optional<List<Path>> roots, BooleanSupplier isAdmin, OwnHome home) {
  private static final String FILE = "file:";

  /**
   * A folder as what may be read of it. What was below a root when it was declared and is led
   * elsewhere by a link now is none.
   */
  ConfinedTree tree(String folder) throws SourceException {
    Path place = Path.of(folder).normalize();
    boolean wasBelow =
        roots.filter(known -> known.stream().anyMatch(place::startsWith)).isPresent();
    if (wasBelow && !isBelow(place)) {
      throw new SourceException(SourceException.FOLDER_MISSING, true, denial(folder));
    }
    return home.holds(place) ? ConfinedTree.own(place) : ConfinedTree.of(place, home);
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
    try {
      Path wanted = Path.of(place).normalize();
      return roots.isEmpty()
          ? isAdmin.getAsBoolean()
          : isBelow(wanted) && (isAdmin.getAsBoolean() || !home.holds(wanted));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** As the machine sees it: a link below a root leads where it leads. */
  private boolean isBelow(Path wanted) {
    LocalDisk disk = new LocalDisk(home);
    return disk.real(wanted)
        .filter(real ->
            roots.orElse(List.of()).stream()
                .anyMatch(root -> disk.real(root).filter(real::startsWith).isPresent()))
        .isPresent();
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
