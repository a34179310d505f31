package dev.berth.boot.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told of what happens to apps, {@code berth.notices.NAME.*}. */
@ConfigMapping(prefix = "berth.notices")
public interface NoticeSettings {

  /** By name. */
  @WithParentName
  Map<String, Target> targets();

  /** One of them. */
  interface Target {
    /** Where it is: https://…, smtp://… or smtps://…. */
    Optional<String> url();

    /** File with the URL. */
    Optional<Path> urlFile();

    /** What it understands: webhook, slack, matrix, ntfy, email. */
    @WithDefault("webhook")
    String form();

    /** Bearer token. */
    Optional<String> token();

    /** File with it. */
    Optional<Path> tokenFile();

    /** What signs webhooks. */
    Optional<String> secret();

    /** File with it. */
    Optional<Path> secretFile();

    /** The room of Matrix. */
    Optional<String> room();

    /** Sender of e-mail. */
    Optional<String> from();

    /** Receivers of e-mail. */
    Optional<List<String>> to();

    /** Login at the mail server. */
    Optional<String> username();

    /** Its password. */
    Optional<String> password();

    /** File with that. */
    Optional<Path> passwordFile();

    /** What is told; everything where absent. */
    Optional<List<String>> on();

    /** Label selector of the apps; all where absent. */
    Optional<String> apps();

    /** How long is waited for more after something happened. */
    @WithDefault("10s")
    Duration fold();

    /** When nothing is told: 22:00-07:00. */
    Optional<String> quiet();

    /** Of quiet hours and of times in words; the machine's where absent. */
    Optional<String> timeZone();
  }
}
