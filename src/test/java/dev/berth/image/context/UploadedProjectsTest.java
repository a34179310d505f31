package dev.berth.image.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.port.ProjectUploads;
import dev.berth.state.secret.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Project folders come from anybody as well, and are laid out on disk. */
class UploadedProjectsTest {
  private static final int LIMIT = 1 << 20;

  @TempDir Path folder;
  private UploadedProjects projects;

  @BeforeEach
  void open() {
    projects =
        new UploadedProjects(
            new ContextStore(folder.resolve("contexts")),
            folder.resolve("projects"),
            LIMIT,
            Secrets.none());
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String name, byte type, String target) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
      TarArchiveEntry file = new TarArchiveEntry("compose.yaml", true);
      file.setSize(1);
      tar.putArchiveEntry(file);
      tar.write(' ');
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private ProjectUploads.Upload open(byte[] archive) throws ProjectUploads.Refused {
    return projects.open(new ByteArrayInputStream(archive));
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("projects"))) {
      return all.toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "a/../../out", "/../out"})
  void nothingLeadsOut(String name) throws IOException {
    byte[] archive = zip(name, "x".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> open(archive))
        .isInstanceOf(ProjectUploads.Refused.class)
        .hasMessageContaining("leads out");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(left()).isEmpty();
  }

  @Test
  void bombsAreRefusedAndLeaveNothing() throws IOException {
    byte[] bomb = zip("zeros", new byte[LIMIT + 1]);

    assertThat(bomb.length).isLessThan(LIMIT / 100);
    assertThatThrownBy(() -> open(bomb)).hasMessageContaining("too big");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  void linksAndDevicesAreLeftOut(byte type) throws Exception {
    try (ProjectUploads.Upload upload = open(tar("odd", type, "/etc/passwd"))) {
      assertThat(Files.exists(upload.folder().resolve("odd"), LinkOption.NOFOLLOW_LINKS)).isFalse();
      assertThat(upload.folder().resolve("compose.yaml")).exists();
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    assertThatThrownBy(() -> open("hello".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProjectUploads.Refused.class);
  }
}
