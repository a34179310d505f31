package dev.berth.client.verb;

import dev.berth.client.ClientShell;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** The everyday verbs by name. */
public final class Verbs {
  private static final Map<String, Function<ClientShell, Object>> ALL = all();

  private Verbs() {}

  private static Map<String, Function<ClientShell, Object>> all() {
    Map<String, Function<ClientShell, Object>> all = new LinkedHashMap<>();
    addLooks(all);
    addDeeds(all);
    return all;
  }

  private static void addLooks(Map<String, Function<ClientShell, Object>> all) {
    all.put("ls", LsVerb::new);
    all.put("ps", PsVerb::new);
    all.put("top", TopVerb::new);
    all.put("plan", PlanVerb::new);
    all.put("drift", DriftVerb::new);
    all.put("diff", DiffVerb::new);
    all.put("history", HistoryVerb::new);
    all.put("logs", LogsVerb::new);
    all.put("events", EventsVerb::new);
    all.put("images", ImagesVerb::new);
    all.put("sources", SourcesVerb::new);
    all.put("engines", EnginesVerb::new);
    all.put("open", OpenVerb::new);
  }

  private static void addDeeds(Map<String, Function<ClientShell, Object>> all) {
    all.put("apply", ApplyVerb::new);
    all.put("adopt", AdoptVerb::new);
    all.put("build", BuildVerb::new);
    all.put("rollback", RollbackVerb::new);
    all.put("stop", StopVerb::new);
    all.put("start", StartVerb::new);
    all.put("restart", RestartVerb::new);
    all.put("kill", KillVerb::new);
    all.put("rm", RmVerb::new);
    all.put("repair", RepairVerb::new);
    all.put("sync", SyncVerb::new);
    all.put("up", UpVerb::new);
    all.put("exec", ExecVerb::new);
    all.put("rollout", RolloutVerb::new);
    all.put("login", LoginVerb::new);
  }

  public static Set<String> names() {
    return ALL.keySet();
  }

  /** Adds one alone: each costs milliseconds, and a call needs no other. */
  public static void add(String name, CommandLine berth, ClientShell shell) {
    Function<ClientShell, Object> verb = ALL.get(name);
    if (verb != null) {
      berth.addSubcommand(verb.apply(shell));
    }
  }

  public static void addAll(CommandLine berth, ClientShell shell) {
    ALL.keySet().forEach(name -> add(name, berth, shell));
  }
}
