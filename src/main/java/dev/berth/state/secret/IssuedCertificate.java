package dev.berth.state.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is kept of a host's certificate that comes by ACME, so that neither a restart nor a crash
 * asks for anything twice.
 *
 * @param bundle certificate, chain and key as PEM, sealed
 * @param validity of that certificate
 * @param order that is not over
 * @param failures in a row, and what the last one was
 * @param unwantedSince no app asks for the host any more
 */
public record IssuedCertificate(
    Optional<String> bundle,
    Optional<Validity> validity,
    Optional<Order> order,
    Failures failures,
    Optional<Instant> unwantedSince) {
  /** The kind under which they are stored, by host. */
  public static final String KIND = "IssuedCertificate";

  /** Nothing yet. */
  public static final IssuedCertificate NONE =
      new IssuedCertificate(
          Optional.empty(), Optional.empty(), Optional.empty(), Failures.NONE, Optional.empty());

  private static final String BUNDLE = "bundle";
  private static final String BEGIN = "notBefore";
  private static final String END = "notAfter";
  private static final String ORDER = "order";
  private static final String KEY = "key";
  private static final String FAILURES = "failures";
  private static final String SAID = "said";
  private static final String NEXT = "nextTry";
  private static final String UNWANTED = "unwantedSince";

  /** From when to when a certificate is good. */
  public record Validity(Instant from, Instant until) {
    private static final int PARTS = 3;

    /** At two thirds of its life, as the makers of ACME advise. */
    public Instant renewal() {
      return from.plus(life().multipliedBy(PARTS - 1L).dividedBy(PARTS));
    }

    /** Half of the time for renewals has been in vain: somebody should look. */
    Instant worrying() {
      return until.minus(life().dividedBy(2 * PARTS));
    }

    private Duration life() {
      return Duration.between(from, until);
    }
  }

  /**
   * An order at the server.
   *
   * @param url where it is
   * @param key of the certificate to be, sealed
   */
  public record Order(String url, String key) {}

  /**
   * What failed.
   *
   * @param said by the server, or by who could not reach it
   */
  public record Failures(int count, String said, Instant nextTry) {
    /** None. */
    public static final Failures NONE = new Failures(0, "", Instant.EPOCH);
  }

  /** When something is to be done for it. */
  public Instant due() {
    return failures.count() > 0
        ? failures.nextTry()
        : validity.map(Validity::renewal).orElse(Instant.EPOCH);
  }

  /** When something of it turns by time alone, after now. */
  public Optional<Instant> turn(Instant now) {
    return Stream.concat(
            Stream.of(due()),
            validity.stream().flatMap(good -> Stream.of(good.worrying(), good.until())))
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  /** With an order, before it is gone on with. */
  public IssuedCertificate ordered(Order placed) {
    return new IssuedCertificate(bundle, validity, Optional.of(placed), failures, unwantedSince);
  }

  /** Without its order. */
  public IssuedCertificate unordered() {
    return new IssuedCertificate(bundle, validity, Optional.empty(), failures, unwantedSince);
  }

  /** With its certificate. */
  public IssuedCertificate issued(String sealed, Validity good) {
    return new IssuedCertificate(
        Optional.of(sealed), Optional.of(good), Optional.empty(), Failures.NONE, unwantedSince);
  }

  /**
   * After one more failure.
   *
   * @param keepsOrder whether the order may still become something
   */
  public IssuedCertificate failed(String said, Instant nextTry, boolean keepsOrder) {
    return new IssuedCertificate(
        bundle,
        validity,
        order.filter(one -> keepsOrder),
        new Failures(failures.count() + 1, said, nextTry),
        unwantedSince);
  }

  /** Wanted again, or since when not. */
  public IssuedCertificate unwanted(Optional<Instant> since) {
    return new IssuedCertificate(bundle, validity, order, failures, since);
  }

  /** What somebody has to know of it. */
  public Optional<IssuedCertificates.Kind> trouble(Instant now) {
    if (validity.filter(good -> !now.isBefore(good.until())).isPresent()) {
      return Optional.of(IssuedCertificates.Kind.EXPIRED);
    }
    boolean isWorrying =
        validity.map(good -> !now.isBefore(good.worrying())).orElse(true) && failures.count() > 0;
    return isWorrying
        ? Optional.of(IssuedCertificates.Kind.FAILED)
        : validity.isEmpty() ? Optional.of(IssuedCertificates.Kind.PENDING) : Optional.empty();
  }

  /** As the spec of a resource. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    bundle.ifPresent(text -> tree.put(BUNDLE, text));
    validity.ifPresent(good -> {
      tree.put(BEGIN, good.from().toString());
      tree.put(END, good.until().toString());
    });
    order.ifPresent(one -> {
      tree.put(ORDER, one.url());
      tree.put(KEY, one.key());
    });
    if (failures.count() > 0) {
      tree.put(FAILURES, (long) failures.count());
      tree.put(SAID, failures.said());
      tree.put(NEXT, failures.nextTry().toString());
    }
    unwantedSince.ifPresent(time -> tree.put(UNWANTED, time.toString()));
    return tree;
  }

  /** What such a spec says. */
  public static IssuedCertificate of(Map<String, Object> tree) {
    return new IssuedCertificate(
        text(tree, BUNDLE),
        text(tree, BEGIN)
            .map(from -> new Validity(Instant.parse(from), time(tree, END).orElseThrow())),
        text(tree, ORDER).map(url -> new Order(url, text(tree, KEY).orElseThrow())),
        tree.get(FAILURES) instanceof Number count
            ? new Failures(
                count.intValue(), text(tree, SAID).orElse(""), time(tree, NEXT).orElseThrow())
            : Failures.NONE,
        time(tree, UNWANTED));
  }

  private static Optional<Instant> time(Map<String, Object> tree, String key) {
    return text(tree, key).map(Instant::parse);
  }

  private static Optional<String> text(Map<String, Object> tree, String key) {
    return Optional.ofNullable(tree.get(key)).map(String::valueOf);
  }
}
