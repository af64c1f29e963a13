package io.p2pcredit.cli.bench.node;

import io.p2pcredit.cli.peer.Storage;

/** The stores of a node that is measured. Closing them takes everything away that is in them. */
public interface PassingStore extends AutoCloseable {
    Storage.Open stores();

    @Override
    void close();
}
