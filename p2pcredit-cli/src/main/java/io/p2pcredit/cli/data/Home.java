package io.p2pcredit.cli.data;

import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.cli.peer.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a peer keeps on this machine, if anything. */
public interface Home extends AutoCloseable {
    /** Begins to log, and says where to. */
    String openLog(Optional<String> level);

    /** Where the lines are kept that were typed. */
    Optional<Path> typedLines();

    IdentityKey identity();

    Storage storage();

    /** Whether what happens to the trustlines is known at the next start. */
    boolean isLasting();

    /** Where trustlines and key are kept, in words. */
    String store();

    /** What the copy of a peer needs beside its stores: the file with the identity key. */
    Optional<Path> key();

    /** What there is to say about it when the peer has started. */
    List<String> news();

    @Override
    void close();
}
