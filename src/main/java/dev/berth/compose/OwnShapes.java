package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.Presence;
import dev.berth.spec.OwnKey;
import java.util.Optional;

/**
 * How the keys that Berth itself understands stand in Compose files; a new one does not compile
 * until its form is decided.
 */
final class OwnShapes {
  private static final String PULL_POLICY =
      "always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])++";

  static final Fields HOOK =
      new Table()
          .with("command", Table.COMMAND, Readers::command, Presence.ALWAYS)
          .text("user")
          .flag("privileged")
          .text("working_dir")
          .environment("environment")
          .fields();

  private OwnShapes() {}

  static void add(Table table, OwnKey own) {
    String key = own.key();
    switch (own) {
      case HOSTNAME, IMAGE, NETWORK_MODE, RESTART -> table.text(key);
      case STOP_SIGNAL, USER, WORKING_DIR -> table.text(key);
      case CONTAINER_NAME ->
          table.with(key, Shape.like("[a-zA-Z0-9][a-zA-Z0-9_.-]+"), Readers::text);
      case PULL_POLICY -> table.with(key, Shape.like(PULL_POLICY), Readers::text);
      case READ_ONLY -> table.flag(key);
      case ATTACH, INIT -> table.choice(key);
      case CPUS -> table.with(key, Table.NUMBER_OR_TEXT, Readers::decimal);
      case PIDS_LIMIT -> table.whole(key);
      case SCALE -> table.with(key, Table.WHOLE_OR_TEXT, Readers::whole, Presence.GIVEN);
      case MEM_LIMIT -> table.bytes(key);
      case MEM_RESERVATION -> table.with(key, Table.WHOLE_OR_TEXT, Readers::bytes);
      case STOP_GRACE_PERIOD -> table.duration(key);
      case EXTERNAL_LINKS, LINKS -> table.texts(key);
      case TMPFS -> table.with(key, Table.TEXTS_OR_TEXT, Readers::textOrList);
      case EXPOSE -> table.with(key, OptionShapes.WORDS_OR_NUMBERS, Readers::printed);
      case ENVIRONMENT -> table.environment(key);
      case LABELS -> table.labels(key);
      case BUILD, CONFIGS, COMMAND, DEPENDS_ON, DEPLOY, DEVELOP, ENTRYPOINT -> part(table, own);
      case HEALTHCHECK, NETWORKS, PORTS, POST_START, PRE_STOP, SECRETS, VOLUMES -> part(table, own);
      case ENV, ON_UNHEALTHY, RENEW_ANON_VOLUMES, REPLICAS, UPDATE -> {} // Of Berth alone.
    }
  }

  /** Those of several values. */
  private static void part(Table table, OwnKey own) {
    String key = own.key();
    switch (own) {
      case BUILD -> table.with(key, BuildShape.SHAPE, BuildShape::read, Presence.GIVEN);
      case CONFIGS, SECRETS -> table.with(key, PartShapes.FILES, PartShapes::files);
      case COMMAND, ENTRYPOINT -> table.with(key, Table.COMMAND, Readers::command, Presence.ALWAYS);
      case DEPENDS_ON -> table.with(key, PartShapes.DEPENDS_ON, PartShapes::dependsOn);
      case DEPLOY -> inner(table, key, DeployShape.DEPLOY);
      case DEVELOP -> inner(table, key, PartShapes.DEVELOP);
      case HEALTHCHECK -> table.inner(key, PartShapes.HEALTHCHECK, Presence.GIVEN);
      case NETWORKS -> table.with(key, PartShapes.NETWORKS, PartShapes::networks);
      case PORTS -> each(table, key, PartShapes.PORTS, PartShapes.PORT);
      case POST_START, PRE_STOP -> each(table, key, Shape.listOf(HOOK.requiring("command")), HOOK);
      case VOLUMES -> each(table, key, MountShape.MOUNTS, MountShape.MOUNT);
      default -> throw new IllegalArgumentException(key + " has one value");
    }
  }

  private static void inner(Table table, String key, Fields fields) {
    table.with(
        key, Shape.oneOf(fields, Shape.Plain.NULL), new FieldsReader(fields)::read, Presence.GIVEN);
  }

  private static void each(Table table, String key, Shape list, Fields item) {
    table.with(key, list, Readers.each(new FieldsReader(item)::read));
  }

  /** What makes a number or truth value of a text that a variable was put into. */
  static Optional<Shape.Reader> cast(OwnKey own) {
    return switch (own) {
      case PIDS_LIMIT, SCALE -> Optional.of(Readers::whole);
      case CPUS -> Optional.of(Readers::decimal);
      case INIT, READ_ONLY -> Optional.of(Readers::flag);
      case ATTACH, COMMAND, CONTAINER_NAME, ENTRYPOINT, HOSTNAME, IMAGE -> Optional.empty();
      case MEM_LIMIT, MEM_RESERVATION, NETWORK_MODE, PULL_POLICY, RESTART -> Optional.empty();
      case STOP_GRACE_PERIOD, STOP_SIGNAL, USER, WORKING_DIR -> Optional.empty();
      case EXPOSE, EXTERNAL_LINKS, LABELS, LINKS, ENVIRONMENT, TMPFS -> Optional.empty();
      case BUILD, CONFIGS, DEPENDS_ON, DEPLOY, DEVELOP, HEALTHCHECK -> Optional.empty(); // Below.
      case NETWORKS, PORTS, POST_START, PRE_STOP, SECRETS, VOLUMES -> Optional.empty(); // Below.
      case ENV, ON_UNHEALTHY, RENEW_ANON_VOLUMES, REPLICAS, UPDATE -> Optional.empty(); // Berth's.
    };
  }

  /** How an upper file lies over a lower one, where it is not by what both are. */
  static Overlay overlay(OwnKey own) {
    return switch (own) {
      case ENVIRONMENT, LABELS, TMPFS -> Overlay.APPENDED;
      case COMMAND, ENTRYPOINT -> Overlay.REPLACED;
      case DEPENDS_ON, NETWORKS -> Overlay.NAMED;
      case BUILD -> Overlay.BUILD;
      case ATTACH, CONFIGS, CONTAINER_NAME, CPUS, DEPLOY, DEVELOP, EXPOSE -> Overlay.PLAIN;
      case EXTERNAL_LINKS, HEALTHCHECK, HOSTNAME, IMAGE, INIT, LINKS, MEM_LIMIT -> Overlay.PLAIN;
      case MEM_RESERVATION, NETWORK_MODE, PIDS_LIMIT, PORTS, POST_START, PRE_STOP -> Overlay.PLAIN;
      case PULL_POLICY, READ_ONLY, RESTART, SCALE, SECRETS, STOP_GRACE_PERIOD -> Overlay.PLAIN;
      case STOP_SIGNAL, USER, VOLUMES, WORKING_DIR -> Overlay.PLAIN;
      case ENV, ON_UNHEALTHY, RENEW_ANON_VOLUMES, REPLICAS, UPDATE -> Overlay.PLAIN;
    };
  }

  /** How two values of a key become one. */
  enum Overlay {
    /** Maps by their keys, lists one behind the other, of other things the upper one. */
    PLAIN,
    /** Maps and lists of {@code KEY=value} one behind the other. */
    APPENDED,
    REPLACED,
    /** Lists of names are maps from them. */
    NAMED,
    /** A text is the context. */
    BUILD
  }
}
