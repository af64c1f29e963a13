package io.p2pcredit.simulation.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {
    private static final String HASH = "00000010" + "c".repeat(32);
    private static final String OTHER = "d".repeat(40);
    private static final long WITHOUT_GIT = 20_261_122_000_000L;

    @TempDir
    Path folder;

    @Test
    void isThatOfTheBranch() throws IOException {
        write(".git/HEAD", "ref: refs/heads/some/branch");
        write(".git/refs/heads/some/branch", HASH);
        assertThat(Commit.of(folder)).contains(HASH);
    }

    @Test
    void isFoundFromAFolderBelow() throws IOException {
        write(".git/HEAD", HASH);
        Path below = Files.createDirectories(folder.resolve("module/src"));
        assertThat(Commit.of(below)).contains(HASH);
    }

    @Test
    void isFoundAmongPackedBranches() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled fully-peeled sorted",
                OTHER + " refs/heads/not/refs/heads/main2",
                HASH + " refs/heads/main",
                "^" + OTHER);
        assertThat(Commit.of(folder)).contains(HASH);
    }

    @Test
    void isNotThatOfAnotherBranchWithTheSameEnd() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main");
        write(".git/packed-refs", OTHER + " refs/remotes/refs/heads/main");
        assertThat(Commit.of(folder)).isEmpty();
    }

    @Test
    void isFoundInAWorktree() throws IOException {
        write("main/.git/HEAD", OTHER);
        write("main/.git/refs/heads/topic", HASH);
        write("main/.git/worktrees/topic/HEAD", "ref: refs/heads/topic");
        write("main/.git/worktrees/topic/commondir", "../..");
        write("topic/.git", "gitdir: " + folder.resolve("main/.git/worktrees/topic"));
        assertThat(Commit.of(folder.resolve("topic"))).contains(HASH);
    }

    @Test
    void isFoundInASubmodule() throws IOException {
        write(".git/modules/part/HEAD", HASH);
        write("part/.git", "gitdir: ../.git/modules/part");
        assertThat(Commit.of(folder.resolve("part"))).contains(HASH);
    }

    @Test
    void isUnknownBeforeTheFirstOne() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main");
        assertThat(Commit.of(folder)).isEmpty();
    }

    @Test
    void decidesWhereSeedsBegin() throws IOException {
        assertThat(Freshness.firstSeed(folder)).isEqualTo(WITHOUT_GIT);
        write(".git/HEAD", HASH);
        assertThat(Freshness.firstSeed(folder)).isEqualTo(16_000_000L);
    }

    private void write(String file, String... lines) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, String.join("\n", lines) + "\n");
    }
}
