package dev.berth.manifest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Trees as nodes that every reader of YAML, 1.1 or 1.2, takes for the same values: a text stands
 * without quotes only where it can be nothing but a text.
 */
final class YamlNodes extends StandardRepresenter {
  /** Begins with a letter or a slash, so is no number, date, sign, alias or tag. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][\\w./@+=,: -]*+(?<![: ])");

  /** Truth values and nothing, as YAML 1.1 and hasty readers have them. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity");

  /** A line that a block keeps as it is: of what is seen, and nothing that breaks lines. */
  private static final Pattern LINE =
      Pattern.compile("[\\x20-\\x7e\\u00a1-\\u1fff\\u2030-\\ud7ff]*+(?<! )");

  YamlNodes(DumpSettings settings) {
    super(settings);
    representers.put(String.class, text -> text((String) text));
    representers.put(Double.class, number -> decimal((Double) number));
    representers.put(Float.class, number -> decimal(((Float) number).doubleValue()));
    representers.put(BigDecimal.class, number -> decimal((BigDecimal) number));
  }

  private Node text(String text) {
    return representScalar(Tag.STR, text, style(text));
  }

  private static ScalarStyle style(String text) {
    if (isPlain(text)) {
      return ScalarStyle.PLAIN;
    }
    return isBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches()
        && !text.contains(": ")
        && !WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Leading spaces and breaks, and breaks at the end, are where readers of blocks differ. */
  private static boolean isBlock(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    int last = lines.size() - 1;
    return last > 0
        && !lines.getFirst().isEmpty()
        && !lines.getFirst().startsWith(" ")
        && !(lines.get(last).isEmpty() && lines.get(last - 1).isEmpty())
        && lines.stream().allMatch(line -> LINE.matcher(line).matches());
  }

  private Node decimal(Double number) {
    return Double.isFinite(number)
        ? decimal(new BigDecimal(number.toString()))
        : representScalar(Tag.FLOAT, number.isNaN() ? ".nan" : number > 0 ? ".inf" : "-.inf");
  }

  /** With a point and without an exponent: YAML 1.1 takes {@code 1e3} for a text. */
  private Node decimal(BigDecimal number) {
    String text = number.toPlainString();
    return representScalar(Tag.FLOAT, text.contains(".") ? text : text + ".0");
  }
}
