package dev.berth.spec.codec;

import dev.berth.spec.Rollout;
import dev.berth.spec.Stages;
import dev.berth.spec.Stages.Analysis;
import dev.berth.spec.Stages.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes what an app says of how a new version gets its requests. */
final class StagesReader {
  private static final Set<String> BLUE_GREEN = Set.of("keepOld", "promote");
  private static final Set<String> CANARY = Set.of("steps", "analysis");
  private static final Set<String> STEP = Set.of("weight", "pause");
  private static final Set<String> ANALYSIS = Set.of("maxErrorRate", "minRequests", "maxSlowdown");

  private static final String BY_HAND = "manual";
  private static final int MOST_WEIGHT = 99;
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)%");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Ten times as slow is no measure of anything any more. */
  private static final int MOST_SLOWDOWN = 1000;

  private static final long MOST_REQUESTS = 1_000_000_000;

  private StagesReader() {}

  /** From the map of a rollout. */
  static Stages of(Node rollout, Rollout.Strategy strategy) {
    Node blueGreen = map(rollout.child("blueGreen"), BLUE_GREEN);
    Node canary = map(rollout.child("canary"), CANARY);
    List<Step> steps = steps(canary.child("steps"));
    if (strategy == Rollout.Strategy.CANARY && steps.isEmpty()) {
      canary
          .child("steps")
          .refuse("must have at least one step where the strategy is Canary: {weight: 10}");
    }
    return new Stages(
        rollout.child("paused").flag().orElse(false),
        Quantities.duration(blueGreen.child("keepOld")),
        isByHand(blueGreen.child("promote")),
        steps,
        analysis(canary.child("analysis")));
  }

  private static Node map(Node node, Set<String> keys) {
    Keys.check(node, keys);
    return node;
  }

  private static boolean isByHand(Node promote) {
    String word = promote.text().orElse("auto");
    if (!word.equals("auto") && !word.equals(BY_HAND)) {
      promote.refuse("must be auto or manual, was `" + word + "`");
    }
    return word.equals(BY_HAND);
  }

  private static List<Step> steps(Node node) {
    List<Step> steps = new ArrayList<>();
    int before = 0;
    for (Node item : node.items()) {
      map(item, STEP);
      Node weight = item.child("weight");
      if (item.isMap() && weight.isAbsent()) {
        weight.refuse("is missing: percent of the requests, 1 to 99");
      }
      int percent = weight.number(1, MOST_WEIGHT).map(Long::intValue).orElse(MOST_WEIGHT);
      if (percent < before) {
        weight.refuse("must not be below the step before, which has " + before);
      }
      before = percent;
      steps.add(new Step(percent, pause(item.child("pause"))));
    }
    return steps;
  }

  /** None where nothing is said. */
  private static Optional<Duration> pause(Node node) {
    return node.text().filter(BY_HAND::equals).isPresent()
        ? Optional.empty()
        : Optional.of(Quantities.duration(node).orElse(Duration.ZERO));
  }

  private static Optional<Analysis> analysis(Node node) {
    if (map(node, ANALYSIS).isAbsent()) {
      return Optional.empty();
    }
    Node rate = node.child("maxErrorRate");
    if (node.isMap() && rate.isAbsent()) {
      rate.refuse("is missing: which part of the answers may fail, such as 5%");
    }
    return Optional.of(
        new Analysis(
            percent(rate),
            node.child("minRequests").number(1, MOST_REQUESTS).orElse(Analysis.MIN_REQUESTS),
            slowdown(node.child("maxSlowdown"))));
  }

  private static int percent(Node node) {
    String text = node.text().orElse("0%");
    Matcher matcher = PERCENT.matcher(text);
    BigDecimal percent =
        matcher.matches() ? new BigDecimal(matcher.group(1)) : BigDecimal.TEN.pow(6);
    if (percent.compareTo(HUNDRED) > 0) {
      node.refuse("must be a percentage from 0% to 100%, such as 5% or 0.5%, was `" + text + "`");
      return 0;
    }
    return percent.multiply(HUNDRED).intValueExact();
  }

  private static Optional<Integer> slowdown(Node node) {
    Optional<String> text = node.text();
    Optional<Integer> percent =
        text.map(PERCENT::matcher)
            .filter(Matcher::matches)
            .map(matcher -> new BigDecimal(matcher.group(1)).intValue())
            .filter(some -> some <= MOST_SLOWDOWN);
    if (text.isPresent() && percent.isEmpty()) {
      node.refuse(
          "must be a percentage by which answers may take longer, such as 50%, was `"
              + text.get()
              + "`");
    }
    return percent;
  }

  /** What is not as it would be without a word. */
  static Map<String, Object> tree(Stages stages) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (stages.paused()) {
      tree.put("paused", true);
    }
    Map<String, Object> blueGreen = new LinkedHashMap<>();
    stages.keepOld().ifPresent(time -> blueGreen.put("keepOld", Quantities.text(time)));
    if (stages.promotedByHand()) {
      blueGreen.put("promote", BY_HAND);
    }
    put(tree, "blueGreen", blueGreen);
    Map<String, Object> canary = new LinkedHashMap<>();
    if (!stages.steps().isEmpty()) {
      canary.put("steps", stages.steps().stream().map(StagesReader::tree).toList());
    }
    stages.analysis().ifPresent(analysis -> canary.put("analysis", tree(analysis)));
    put(tree, "canary", canary);
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, Map<String, Object> part) {
    if (!part.isEmpty()) {
      tree.put(key, part);
    }
  }

  private static Map<String, Object> tree(Step step) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("weight", step.weight());
    if (step.pause().isEmpty()) {
      tree.put("pause", BY_HAND);
    } else if (!step.pause().get().isZero()) {
      tree.put("pause", Quantities.text(step.pause().get()));
    }
    return tree;
  }

  private static Map<String, Object> tree(Analysis analysis) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("maxErrorRate", text(analysis.maxErrorRate()));
    if (analysis.minRequests() != Analysis.MIN_REQUESTS) {
      tree.put("minRequests", analysis.minRequests());
    }
    analysis.maxSlowdown().ifPresent(percent -> tree.put("maxSlowdown", percent + "%"));
    return tree;
  }

  /** A rate in hundredths of a percent, as people write it. */
  private static String text(int hundredths) {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + "%";
  }
}
