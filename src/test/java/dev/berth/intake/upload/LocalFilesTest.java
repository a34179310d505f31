package dev.berth.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.compose.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that others wrote sees its own files and no others. */
class LocalFilesTest {
  @TempDir Path folder;

  @Test
  void whatLiesInTheFolderIsSeen() throws IOException {
    Files.writeString(folder.resolve("a.env"), "A=1");

    ProjectFiles files = LocalFiles.within(folder);

    assertThat(files.look(folder.resolve("a.env").toString()))
        .isEqualTo(new ProjectFiles.File("A=1"));
    assertThat(files.look(folder.toString())).isInstanceOf(ProjectFiles.Folder.class);
    assertThat(files.look(folder.resolve("b.env").toString()))
        .isInstanceOf(ProjectFiles.Missing.class);
  }

  @Test
  void linksDoNotLeadOut() throws IOException {
    Path project = Files.createDirectory(folder.resolve("project"));
    Path secret = Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(project.resolve("link"), secret);

    ProjectFiles files = LocalFiles.within(project);

    assertThat(files.look(project.resolve("link").toString()))
        .isInstanceOf(ProjectFiles.Unreadable.class);
    assertThat(files.look(secret.toString())).isInstanceOf(ProjectFiles.Unreadable.class);
    assertThat(files.look(project + "/../secret")).isInstanceOf(ProjectFiles.Unreadable.class);
  }
}
