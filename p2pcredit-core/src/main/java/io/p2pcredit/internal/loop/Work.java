package io.p2pcredit.internal.loop;

/**
 * Something for the owner to do within a round. It may step lines, and leaves everything outside the node for later.
 */
@FunctionalInterface
public interface Work {
    void run(Round round);
}
