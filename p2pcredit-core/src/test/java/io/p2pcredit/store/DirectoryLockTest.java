package io.p2pcredit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Within one process; that another process is refused is shown where a folder is used. */
class DirectoryLockTest {
    @TempDir
    private Path folder;

    @Test
    void hasOneHolderAtATimeWhateverTheFolderIsCalled() throws IOException {
        Path alias = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-alias"), folder);
        try {
            DirectoryLock first = DirectoryLock.tryLock(folder).orElseThrow();
            assertThat(DirectoryLock.tryLock(folder)).isEmpty();
            assertThat(DirectoryLock.tryLock(alias)).isEmpty();
            first.close();
            try (DirectoryLock second = DirectoryLock.tryLock(alias).orElseThrow()) {
                first.close();
                assertThat(DirectoryLock.tryLock(folder))
                        .as("held by %s", second)
                        .isEmpty();
            }
        } finally {
            Files.delete(alias);
        }
    }

    @Test
    void saysWhenThereIsNoSuchFolder() {
        assertThatThrownBy(() -> DirectoryLock.tryLock(folder.resolve("absent")))
                .isInstanceOf(IOException.class);
    }
}
