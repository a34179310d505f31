package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.client.text.AgeText;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code images}: the images of the engine. */
@Command(name = "images", description = "The images of the engine, and who uses them.")
final class ImagesVerb extends ListVerb {
  private static final int SHORT_ID = 19;

  private static final List<Column> WIDE =
      List.of(new Column("CONTAINERS", image -> list(image, "usedBy")));

  @Option(names = "--built", description = "Only those that Berth built.")
  private boolean built;

  @Option(names = "--used", description = "Only those that containers are made from.")
  private boolean used;

  ImagesVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    ApiPath path = ApiPath.of("v1", "images").flag("built", built).flag("used", used);
    if (!isTable()) {
      raw(path);
      return done();
    }
    print(berth().get(path).items("items"), columns(), WIDE, "no images");
    return done();
  }

  private List<Column> columns() {
    return List.of(
        new Column("IMAGE", image -> list(image, "tags")),
        new Column("ID", ImagesVerb::id),
        new Column("SIZE", image -> AgeText.bytes(image.number("sizeBytes"))),
        new Column(
            "AGE", image -> AgeText.since(image.text("createdAt"), shell().clock().instant())),
        new Column("USED", image -> Integer.toString(image.items("usedBy").size())),
        new Column("BUILT", image -> image.isTrue("built") ? "yes" : ""));
  }

  private static String id(JsonView image) {
    String id = image.text("id");
    return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
  }

  private static String list(JsonView image, String name) {
    return image.items(name).stream().map(JsonView::text).collect(Collectors.joining(", "));
  }
}
