package dev.berth.gitops;

import dev.berth.json.JsonTree;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mark that a sync leaves on its commit, as GitHub ("Create a commit status"), GitLab ("Set the
 * pipeline status of a commit") and Gitea ("Create a commit status") document their calls.
 */
final class CommitStatus {
  /** Where marks can be left. */
  static final Set<String> PROVIDERS = Set.of("github", "gitlab", "gitea");

  /** What GitHub and Gitea take. */
  private static final int LONGEST = 140;

  private static final Pattern URL =
      Pattern.compile(
          "(?:(?<scheme>https?|ssh)://(?:[^@/]+@)?(?<host>[^/:]+)(?<port>:\\d+)?/"
              + "|(?:[^@/]+@)(?<scphost>[^:/]+):)(?<path>.+?)(?:\\.git)?/*");

  private final String provider;
  private final String api;
  private final String project;
  private final String token;

  private CommitStatus(String provider, String api, String project, String token) {
    this.provider = provider;
    this.api = api;
    this.project = project;
    this.token = token;
  }

  /** Empty for a source that wants none, or whose URL no such server can have. */
  static Optional<CommitStatus> of(SourceSpec spec, SealedValues sealedValues) {
    return spec.commitMark().flatMap(mark -> of(mark, spec.url().orElse(""), sealedValues));
  }

  private static Optional<CommitStatus> of(
      SourceSpec.CommitMark mark, String repository, SealedValues sealedValues) {
    Matcher url = URL.matcher(repository);
    Optional<String> token = sealedValues.open(mark.token());
    if (!url.matches() || token.isEmpty()) {
      return Optional.empty();
    }
    String api = mark.api().orElseGet(() -> api(mark.provider(), url)).replaceFirst("/+$", "");
    return Optional.of(new CommitStatus(mark.provider(), api, url.group("path"), token.get()));
  }

  /** Where marks go: what is written, or what follows from the repository's own URL. */
  static Optional<String> api(
      @Nullable Object provider, @Nullable Object written, @Nullable Object repository) {
    if (written != null) {
      return Optional.of(written.toString());
    }
    return Optional.of(URL.matcher(String.valueOf(repository)))
        .filter(Matcher::matches)
        .map(url -> api(String.valueOf(provider), url));
  }

  private static String api(String provider, Matcher url) {
    String host = url.group("host") == null ? url.group("scphost") : url.group("host");
    boolean isWeb = url.group("scheme") != null && url.group("scheme").startsWith("http");
    String port = isWeb && url.group("port") != null ? url.group("port") : "";
    String root = (isWeb ? url.group("scheme") : "https") + "://" + host + port;
    return switch (provider) {
      case "github" -> host.equals("github.com") ? "https://api.github.com" : root + "/api/v3";
      case "gitlab" -> root + "/api/v4";
      default -> root + "/api/v1";
    };
  }

  /**
   * The call that leaves a mark.
   *
   * @param good whether all of the commit is applied
   */
  HttpRequest request(String source, String commit, boolean good, String message) {
    boolean isGitLab = provider.equals("gitlab");
    String said = message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", good ? "success" : isGitLab ? "failed" : "failure");
    body.put(isGitLab ? "name" : "context", "berth/" + source);
    body.put("description", said);
    return HttpRequest.newBuilder(uri(commit))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .header(isGitLab ? "PRIVATE-TOKEN" : "Authorization", login())
        .POST(HttpRequest.BodyPublishers.ofString(JsonTree.write(body)))
        .build();
  }

  private String login() {
    return switch (provider) {
      case "github" -> "Bearer " + token;
      case "gitea" -> "token " + token;
      default -> token;
    };
  }

  private URI uri(String commit) {
    return URI.create(
        provider.equals("gitlab")
            ? api
                + "/projects/"
                + URLEncoder.encode(project, StandardCharsets.UTF_8)
                + "/statuses/"
                + commit
            : api + "/repos/" + project + "/statuses/" + commit);
  }
}
