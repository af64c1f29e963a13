package io.p2pcredit.cli.data;

import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.cli.peer.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** That of a peer of which nothing remains. */
public final class PassingHome implements Home {
    private static final String NOWHERE = "nowhere";

    /** A log is for those who ask for it: it would be in the way of the shell. */
    @Override
    public String openLog(Optional<String> level) {
        level.ifPresent(LogFile::toTheErrorStream);
        return level.isPresent() ? "the error stream" : NOWHERE;
    }

    @Override
    public Optional<Path> typedLines() {
        return Optional.empty();
    }

    @Override
    public IdentityKey identity() {
        return IdentityKey.PASSING;
    }

    @Override
    public Storage storage() {
        return Storage.PASSING;
    }

    @Override
    public boolean isLasting() {
        return false;
    }

    @Override
    public String store() {
        return "in memory only; trustlines, queue and key end with this peer";
    }

    @Override
    public Optional<Path> key() {
        return Optional.empty();
    }

    @Override
    public List<String> news() {
        return List.of("Nothing is stored. This name can come back only with another key, after its peers have accepted"
                + " that one.");
    }

    @Override
    public void close() {}
}
