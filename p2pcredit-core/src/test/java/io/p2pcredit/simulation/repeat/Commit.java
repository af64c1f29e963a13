package io.p2pcredit.simulation.repeat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which commit a folder is at, as git's own files say: in a plain clone, a worktree or a submodule, with the branch in a
 * file of its own or packed. Changes that are not committed make no difference.
 */
final class Commit {
    private static final Predicate<String> HASH =
            Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?").asMatchPredicate();
    private static final String LINK = "gitdir: ";
    private static final String BRANCH = "ref: ";

    private Commit() {}

    /** The hash of the commit in hex; empty if the folder is in no repository, or in one of a kind not known here. */
    static Optional<String> of(Path folder) {
        return Stream.iterate(folder.toAbsolutePath(), parent -> parent != null, Path::getParent)
                .map(parent -> parent.resolve(".git"))
                .filter(Files::exists)
                .findFirst()
                .map(Commit::repository)
                .flatMap(Commit::head);
    }

    /** The folder itself, or the one that is named in the file that stands for it. */
    private static Path repository(Path git) {
        return Files.isDirectory(git)
                ? git
                : first(git)
                        .map(line -> git.resolveSibling(line.substring(LINK.length())))
                        .orElse(git);
    }

    private static Optional<String> head(Path repository) {
        return first(repository.resolve("HEAD"))
                .flatMap(line -> line.startsWith(BRANCH)
                        ? branch(repository, line.substring(BRANCH.length()))
                        : Optional.of(line))
                .filter(HASH);
    }

    private static Optional<String> branch(Path repository, String name) {
        Path common = first(repository.resolve("commondir")) // a worktree shares its branches
                .map(repository::resolve)
                .orElse(repository);
        return first(common.resolve(name)).or(() -> packed(common.resolve("packed-refs"), name));
    }

    private static Optional<String> packed(Path file, String name) {
        return lines(file).stream()
                .filter(line -> line.endsWith(" " + name))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }

    private static Optional<String> first(Path file) {
        return lines(file).stream().findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
