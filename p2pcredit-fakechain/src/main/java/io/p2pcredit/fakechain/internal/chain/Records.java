package io.p2pcredit.fakechain.internal.chain;

import java.util.List;

/**
 * Where a chain's changes are kept, so that they are there again when it is started the next time. Used by one thread at
 * a time; may block for as long as a disk takes.
 */
public interface Records extends AutoCloseable {
    /** Keeps nothing: the chain is in memory only. */
    Records NONE = new Records() {
        @Override
        public void keep(List<Change> changes) {}

        @Override
        public void close() {}
    };

    /**
     * Makes the changes durable, in this order: all of them when it returns, and none when it throws
     * {@link NotKeptException}. Anything else that is thrown means that nobody knows.
     */
    void keep(List<Change> changes) throws NotKeptException;

    /** Lets go of the storage; nothing can be kept any more. May be called twice. */
    @Override
    void close();
}
