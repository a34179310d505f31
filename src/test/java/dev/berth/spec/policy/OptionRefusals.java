package dev.berth.spec.policy;

import dev.berth.spec.RunOption;
import dev.berth.spec.Setting;
import java.util.List;
import java.util.stream.Stream;

/** The rules of options for tests outside of this room. */
public final class OptionRefusals {
  private OptionRefusals() {}

  /** Why one word of an option is refused where the operator allows nothing. */
  public static List<String> of(String key, String word) {
    RunOption option =
        Stream.of(RunOption.values()).filter(o -> o.key().equals(key)).findFirst().orElseThrow();
    return new OptionRules(HostAccessPolicy.NONE)
        .refusals(option, new Setting.Words(List.of(word)))
        .toList();
  }
}
