package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainReply;

/** What to tell the application of a reply that brought no result. */
final class Failures {
    private Failures() {}

    static <T> FakechainReply<T> of(Reply reply) {
        boolean isRefusal = reply instanceof Reply.Answer answer && answer.status() >= 400 && answer.status() < 500;
        return isRefusal
                ? new FakechainReply.Refused<>(reply.reason())
                : new FakechainReply.Unreachable<>(reply.reason());
    }
}
