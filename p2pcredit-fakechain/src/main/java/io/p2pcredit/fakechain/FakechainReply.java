package io.p2pcredit.fakechain;

/**
 * How a request to a Fakechain ended.
 *
 * @param <T> what was asked for
 */
public sealed interface FakechainReply<T> {
    /** It was done, and this came of it. */
    record Done<T>(T value) implements FakechainReply<T> {}

    /** The server refused. The reason is the server's own text, safe to show. */
    record Refused<T>(String reason) implements FakechainReply<T> {}

    /**
     * The server could not be asked, or gave no answer that makes sense: what should change may or may not have
     * changed.
     */
    record Unreachable<T>(String reason) implements FakechainReply<T> {}
}
