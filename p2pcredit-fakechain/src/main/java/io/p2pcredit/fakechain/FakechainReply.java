package io.p2pcredit.fakechain;

import java.util.function.Function;

/**
 * How a request to a Fakechain ended.
 *
 * @param <T> what was asked for
 */
public sealed interface FakechainReply<T> {
    /** The same end of a request that asks for something made of the value. */
    <R> FakechainReply<R> map(Function<? super T, ? extends R> change);

    /** It was done, and this came of it. */
    record Done<T>(T value) implements FakechainReply<T> {
        @Override
        public <R> FakechainReply<R> map(Function<? super T, ? extends R> change) {
            return new Done<>(change.apply(value));
        }
    }

    /** Nothing came of it. */
    sealed interface Failed<T> extends FakechainReply<T> {
        /** What happened, safe to show. */
        String reason();
    }

    /** The server refused, and nothing has changed. The reason is the server's own text, made safe to show. */
    record Refused<T>(String reason) implements Failed<T> {
        @Override
        public <R> FakechainReply<R> map(Function<? super T, ? extends R> change) {
            return new Refused<>(reason);
        }
    }

    /**
     * Something answers there, but not as a Fakechain does: it says that it has failed, or what it says makes no sense.
     * What should change may or may not have changed.
     */
    record Faulty<T>(String reason) implements Failed<T> {
        @Override
        public <R> FakechainReply<R> map(Function<? super T, ? extends R> change) {
            return new Faulty<>(reason);
        }
    }

    /** Nothing answers there, or it gave no answer: what should change may or may not have changed. */
    record Unreachable<T>(String reason) implements Failed<T> {
        @Override
        public <R> FakechainReply<R> map(Function<? super T, ? extends R> change) {
            return new Unreachable<>(reason);
        }
    }
}
