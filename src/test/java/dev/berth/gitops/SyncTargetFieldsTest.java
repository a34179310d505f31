package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.secret.PlainVault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncTargetFieldsTest {
  private static List<String> refused(String manifest) {
    ResourceDraft draft =
        ((Validated.Valid<ResourceDraft>)
                ManifestReader.resource("Source", "name: files\n" + manifest))
            .value();
    return SourceReader.read(new SealedValues(new PlainVault()), draft, Optional.empty())
            instanceof Validated.Invalid<?> invalid
        ? invalid.violations().stream().map(Violation::path).toList()
        : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: https://git.example/a.git | commitStatus: {token: t} | commitStatus.provider",
        "url: https://git.example/a.git | commitStatus: {provider: github} | commitStatus.token",
        "url: https://git.example/a.git | commitStatus: {api: 'https://git.example/api'}"
            + " | commitStatus.provider commitStatus.token",
        "url: https://git.example/a.git | commitStatus: {provider: svn, token: t} |"
            + " commitStatus.provider",
        "url: https://git.example/a.git | commitStatus: {provider: gitea, token: t, api: git} |"
            + " commitStatus.api",
        "url: https://git.example/a.git | notify: {secret: s} | notify.url",
        "url: https://git.example/a.git | notify: {url: 'chat example'} | notify.url",
        "url: https://git.example/a.git | notify: {url: 'file:///etc/passwd'} | notify.url",
        "folder: /srv/apps              | commitStatus: {provider: gitea, token: t} | commitStatus",
      })
  void whatWouldBeToldToNobodyIsRefused(String place, String target, String paths) {
    assertThat(refused(place + "\n" + target + "\n"))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(paths.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "commitStatus: {provider: gitea, token: t}",
        "commitStatus: {}",
        "commitStatus: null",
        "notify: {url: 'https://chat.example/a', secret: s}",
        "notify: {}"
      })
  void whatIsToldOrIsNotMeantToIsTaken(String target) {
    assertThat(refused("url: https://git.example/a.git\n" + target + "\n")).isEmpty();
  }

  @Test
  void anEmptyOneIsForAFolderAsWell() {
    assertThat(refused("folder: /srv/apps\ncommitStatus: {}\n")).isEmpty();
  }
}
