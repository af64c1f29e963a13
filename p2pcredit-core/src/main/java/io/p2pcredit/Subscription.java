package io.p2pcredit;

/** A listener's place in the list. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Ends it; a call that is under way is not waited for. May be called twice. */
    @Override
    void close();
}
