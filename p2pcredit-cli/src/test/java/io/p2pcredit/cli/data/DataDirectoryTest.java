package io.p2pcredit.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Nested
    class IsUsedByOneHolder {
        @Test
        void atATime() {
            try (DataDirectory first = DataDirectory.open(folder)) {
                assertThat(first.folder()).isEqualTo(folder);
                assertRefused("is in use by another p2pcredit: leave that one first");
            }
        }

        @Test
        void afterTheOther() {
            DataDirectory.open(folder).close();
            DataDirectory.open(folder).close();
        }

        @Test
        void underAnyOfItsNames() throws IOException {
            Path other = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
            try (DataDirectory first = DataDirectory.open(folder)) {
                assertThat(first.folder()).isEqualTo(folder);
                assertThatThrownBy(() -> DataDirectory.open(other)).isInstanceOf(FailedException.class);
            } finally {
                Files.delete(other);
            }
        }

        @Test
        void butNextToOthers() {
            try (DataDirectory one = DataDirectory.open(folder.resolve("one"));
                    DataDirectory two = DataDirectory.open(folder.resolve("two"))) {
                assertThat(one.folder()).isNotEqualTo(two.folder());
            }
        }
    }

    @Nested
    @DisabledOnOs(OS.WINDOWS)
    class IsPrivate {
        @Test
        void fromTheBeginning() throws IOException {
            Path made = folder.resolve("a").resolve("b");
            DataDirectory.open(made).close();
            assertThat(mode(folder.resolve("a"))).isEqualTo("rwx------");
            assertThat(mode(made)).isEqualTo("rwx------");
            assertThat(mode(made.resolve("lock"))).isEqualTo("rw-------");
        }

        @Test
        void evenIfItWasMadeByHand() throws IOException {
            set("rwxr-xr-x");
            DataDirectory.open(folder).close();
            assertThat(mode(folder)).isEqualTo("rwx------");
        }

        @ParameterizedTest
        @ValueSource(strings = {"rwxr-x---", "rwx--x--x", "rwx-w----", "rwxr-xr-x"})
        void orIsNotUsed(String permissions) throws IOException {
            Files.createFile(folder.resolve("something"));
            set(permissions);
            assertRefused("can be reached by others: make it private with chmod 700");
            assertThat(mode(folder)).isEqualTo(permissions);
            assertThat(folder.resolve("lock")).doesNotExist();
        }

        private void set(String permissions) throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }

        private static String mode(Path path) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        }
    }

    @Test
    void isNoFile() throws IOException {
        folder = Files.createFile(folder.resolve("file"));
        assertRefused("cannot be used: make it writable");
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> DataDirectory.open(folder))
                .isInstanceOfSatisfying(
                        FailedException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.STORAGE))
                .hasMessage("the data directory " + Values.quoted(folder.toString()) + ' ' + why
                        + ", or choose another with --data DIR");
    }
}
