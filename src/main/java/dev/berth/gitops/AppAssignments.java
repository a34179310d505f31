package dev.berth.gitops;

import dev.berth.state.OwnedApp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which file declares which app, and which apps are gone. An app is gone only if no file declares
 * it and none that cannot be read may hold it: a typo is not a deletion, and neither is a move from
 * one file to another.
 *
 * @param holders the one file of each app
 * @param gone apps that the source has applied before and that it does not declare any more
 * @param kept apps that are not seen in any file, and may be in one that cannot be read
 */
record AppAssignments(Map<String, String> holders, List<OwnedApp> gone, List<OwnedApp> kept) {

  static AppAssignments of(List<ParsedFile> readings, List<OwnedApp> claims) {
    Map<String, String> holders = new HashMap<>();
    Map<String, String> before = new HashMap<>();
    claims.forEach(ownedApp -> before.put(ownedApp.app(), ownedApp.file()));
    for (ParsedFile parsedFile : readings) {
      for (String app : parsedFile.apps()) {
        boolean isItsOldFile = parsedFile.file().path().equals(before.get(app));
        if (isItsOldFile || !holders.containsKey(app)) {
          holders.put(app, parsedFile.file().path());
        }
      }
    }
    List<OwnedApp> gone = new ArrayList<>();
    List<OwnedApp> kept = new ArrayList<>();
    for (OwnedApp ownedApp : claims) {
      if (!holders.containsKey(ownedApp.app())) {
        (mayBeUnread(ownedApp, readings) ? kept : gone).add(ownedApp);
      }
    }
    return new AppAssignments(holders, gone, kept);
  }

  private static boolean mayBeUnread(OwnedApp ownedApp, List<ParsedFile> readings) {
    return readings.stream()
        .filter(parsedFile -> !parsedFile.findings().isEmpty())
        .anyMatch(bad -> bad.file().path().equals(ownedApp.file()) || bad.mentions(ownedApp.app()));
  }

  /** Apps of a file that another file has declared already. */
  List<String> doubles(ParsedFile parsedFile) {
    List<String> doubles = new ArrayList<>();
    Set<String> own = new HashSet<>();
    parsedFile
        .drafts()
        .forEach(draft -> {
          String app = draft.app().name();
          boolean isElsewhere = !parsedFile.file().path().equals(holders.get(app));
          if (!app.isEmpty() && (isElsewhere || !own.add(app))) {
            doubles.add(app);
          }
        });
    return doubles;
  }

  /** Whether so much is gone that it looks like a mistake. */
  boolean losesMuch(int before) {
    return gone.size() * 2 > before;
  }
}
