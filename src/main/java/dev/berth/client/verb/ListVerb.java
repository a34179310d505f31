package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.TextTable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** A verb that shows what Berth answers, as a table or as it came. */
abstract class ListVerb extends Verb {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (the default), wide: more columns, json or yaml: all of it.")
  private OutputForm form = OutputForm.table;

  ListVerb(ClientShell shell) {
    super(shell);
  }

  /** A column: its head, and what stands in it. */
  record Column(String head, Function<JsonView, String> cell) {}

  final boolean isWide() {
    return form == OutputForm.wide;
  }

  final boolean isTable() {
    return form == OutputForm.table || isWide();
  }

  /** Prints an answer as it came. */
  final void raw(ApiPath path) {
    String type = form == OutputForm.yaml ? "application/yaml" : "application/json";
    String body = berth().send(ApiRequest.get(path).accept(type)).body();
    shell().out().print(body.endsWith("\n") ? body : body + "\n");
  }

  /** Prints the rows, or a line that says that there are none. */
  final void print(List<JsonView> rows, List<Column> columns, List<Column> wide, String none) {
    List<Column> all = isWide() ? Stream.concat(columns.stream(), wide.stream()).toList() : columns;
    TextTable table = new TextTable(all.stream().map(Column::head).toList());
    rows.forEach(row -> table.row(all.stream().map(column -> column.cell().apply(row)).toList()));
    if (table.isEmpty()) {
      shell().err().println(none);
    } else {
      table.print(shell().out(), paint());
    }
  }
}
