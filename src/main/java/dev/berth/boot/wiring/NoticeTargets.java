package dev.berth.boot.wiring;

import dev.berth.boot.settings.NoticeSettings;
import dev.berth.notice.NoticeKind;
import dev.berth.notice.NoticeRules;
import dev.berth.notice.QuietHours;
import dev.berth.notice.send.Here;
import dev.berth.notice.send.NoticeForm;
import dev.berth.notice.send.NoticeSecret;
import dev.berth.notice.send.NoticeTarget;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A target of notices as it is set, or why it is none: Berth does not start with one that could
 * never be told. No message repeats an address, for many are secrets.
 */
record NoticeTargets(String prefix, NoticeSettings.Target set) {
  private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Duration LONGEST_FOLD = Duration.ofDays(1);

  static NoticeTarget of(String name, NoticeSettings.Target set) {
    NoticeTargets read = new NoticeTargets("berth.notices." + name + ".", set);
    if (!name.matches(NAME)) {
      throw new ConfigurationException(
          "berth.notices." + name + ": a name is made of a-z, 0-9 and -, at most 63 of them");
    }
    return read.target(name);
  }

  private NoticeTarget target(String name) {
    NoticeForm form =
        NoticeForm.of(set.form())
            .orElseThrow(() ->
                refused(
                    "form", "must be webhook, slack, matrix, ntfy or email, was " + set.form()));
    ZoneId zone = zone();
    NoticeTarget target =
        new NoticeTarget(
            name,
            form,
            new NoticeTarget.Address(
                secret("url", set.url(), set.urlFile())
                    .orElseThrow(() -> refused("url", "is missing: where are notices sent to?")),
                form == NoticeForm.EMAIL
                    ? secret("password", set.password(), set.passwordFile())
                    : secret("token", set.token(), set.tokenFile()),
                secret("secret", set.secret(), set.secretFile()),
                set.room(),
                new NoticeTarget.Letters(set.from(), set.to().orElse(List.of()), set.username())),
            new NoticeRules(kinds(), apps(), fold(), quiet(zone)),
            zone);
    check(form, target.address());
    return target;
  }

  private ConfigurationException refused(String key, String why) {
    return new ConfigurationException(prefix + key + " " + why);
  }

  private Optional<NoticeSecret> secret(String key, Optional<String> text, Optional<Path> file) {
    if (text.isPresent() && file.isPresent()) {
      throw refused(key, "and " + prefix + key + "-file are one thing: set only one of them");
    }
    return file.<NoticeSecret>map(NoticeSecret.InFile::new)
        .or(() -> text.map(NoticeSecret.Written::new));
  }

  private void check(NoticeForm form, NoticeTarget.Address address) {
    URI uri = uri(address.url());
    boolean isNetwork = uri.getHost() != null && form.schemes().contains(uri.getScheme());
    if (!isNetwork || uri.getRawUserInfo() != null) {
      throw refused(
          "url",
          "must be "
              + String.join("://HOST… or ", form.schemes())
              + "://HOST…, with no login in it: there are settings for that");
    }
    boolean isPlain = uri.getScheme().equals("http") && !Here.is(uri);
    if (isPlain && address.token().isPresent()) {
      throw refused("url", "must be https://… where a token goes with it beyond this machine");
    }
    if (form == NoticeForm.MATRIX && (address.room().isEmpty() || address.token().isEmpty())) {
      throw refused("room", "and " + prefix + "token are needed for Matrix");
    }
    if (form == NoticeForm.EMAIL
        && (address.letters().to().isEmpty() || address.letters().from().isEmpty())) {
      throw refused("to", "and " + prefix + "from are needed for e-mail");
    }
    readable("token", address.token());
    readable("secret", address.secret());
  }

  private URI uri(NoticeSecret url) {
    try {
      return URI.create(url.read());
    } catch (IOException e) {
      throw refused("url-file", "cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw refused("url", "is no URL");
    }
  }

  private void readable(String key, Optional<NoticeSecret> secret) {
    try {
      if (secret.isPresent() && secret.get().read().isBlank()) {
        throw refused(key, "is empty");
      }
    } catch (IOException e) {
      throw refused(key + "-file", "cannot be read: " + e.getMessage());
    }
  }

  private Set<NoticeKind> kinds() {
    EnumSet<NoticeKind> kinds = EnumSet.noneOf(NoticeKind.class);
    for (String word : set.on().orElse(List.of())) {
      kinds.add(
          NoticeKind.of(word)
              .orElseThrow(() ->
                  refused(
                      "on",
                      "knows no `"
                          + word
                          + "`, only "
                          + Arrays.stream(NoticeKind.values())
                              .map(NoticeKind::text)
                              .collect(Collectors.joining(", ")))));
    }
    return kinds.isEmpty() ? EnumSet.allOf(NoticeKind.class) : kinds;
  }

  private LabelSelector apps() {
    return switch (LabelSelector.parse(set.apps().orElse(""))) {
      case Validated.Valid<LabelSelector> valid -> valid.value();
      case Validated.Invalid<LabelSelector> invalid ->
          throw refused("apps", invalid.violations().getFirst().message());
    };
  }

  private Duration fold() {
    if (set.fold().isNegative() || set.fold().compareTo(LONGEST_FOLD) > 0) {
      throw refused("fold", "must be from 0s to 1d");
    }
    return set.fold();
  }

  private ZoneId zone() {
    try {
      return set.timeZone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException e) {
      throw refused("time-zone", "must be a time zone such as Europe/Berlin: " + e.getMessage());
    }
  }

  private Optional<QuietHours> quiet(ZoneId zone) {
    Optional<QuietHours> quiet = set.quiet().flatMap(text -> QuietHours.of(text, zone));
    if (set.quiet().isPresent() && quiet.isEmpty()) {
      throw refused("quiet", "must be hours such as 22:00-07:00");
    }
    return quiet;
  }
}
