package dev.berth.spec.codec;

import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.LifecycleHook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes what {@link FileReader} reads. */
final class FileWriter {
  private FileWriter() {}

  static Map<String, Object> sources(SortedMap<String, FileSource> sources) {
    Map<String, Object> all = new LinkedHashMap<>();
    sources.forEach((name, source) -> all.put(name, source(source)));
    return all;
  }

  private static Map<String, Object> source(FileSource source) {
    return switch (source) {
      case FileSource.OfHost host -> Map.of("file", host.path());
      case FileSource.Inline inline -> Map.of("content", inline.content());
      case FileSource.Kept kept -> {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("external", true);
        tree.put("name", kept.name());
        yield tree;
      }
    };
  }

  static void write(List<GivenFile> files, Map<String, Object> tree) {
    for (GivenFile.Kind kind : GivenFile.Kind.values()) {
      List<Object> all = new ArrayList<>();
      files.stream().filter(f -> f.kind() == kind).forEach(file -> all.add(file(file)));
      if (!all.isEmpty()) {
        tree.put(kind.key(), all);
      }
    }
  }

  private static Map<String, Object> file(GivenFile file) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("source", file.source());
    file.target().ifPresent(target -> tree.put("target", target));
    file.uid().ifPresent(uid -> tree.put("uid", uid.toString()));
    file.gid().ifPresent(gid -> tree.put("gid", gid.toString()));
    file.mode().ifPresent(mode -> tree.put("mode", "0" + Integer.toOctalString(mode)));
    return tree;
  }

  static List<Map<String, Object>> hooks(List<LifecycleHook> hooks) {
    return hooks.stream().map(FileWriter::hook).toList();
  }

  private static Map<String, Object> hook(LifecycleHook lifecycleHook) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("command", lifecycleHook.command());
    lifecycleHook.user().ifPresent(user -> tree.put("user", user));
    if (lifecycleHook.privileged()) {
      tree.put("privileged", true);
    }
    lifecycleHook.workingDir().ifPresent(folder -> tree.put("working_dir", folder));
    if (!lifecycleHook.environment().isEmpty()) {
      tree.put("environment", lifecycleHook.environment());
    }
    return tree;
  }
}
