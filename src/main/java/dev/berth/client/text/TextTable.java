package dev.berth.client.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as what stands in them, two spaces apart. */
public final class TextTable {
  private static final String GAP = "  ";
  private static final String NOTHING = "-";

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<String> head) {
    rows.add(List.copyOf(head));
  }

  /** A cell for each column; what is empty shows as a dash, what has several lines as its first. */
  public void row(List<String> cells) {
    rows.add(cells.stream().map(TextTable::cell).toList());
  }

  private static String cell(String text) {
    String line = Printable.line(text);
    return line.isEmpty() ? NOTHING : line;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  public void print(PrintStream out, Paint paint) {
    int[] widths = widths();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        boolean isLast = i == row.size() - 1;
        String text = row.get(i);
        line.append(paint.word(text));
        if (!isLast) {
          line.append(" ".repeat(widths[i] - width(text))).append(GAP);
        }
      }
      out.println(line);
    }
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return widths;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
