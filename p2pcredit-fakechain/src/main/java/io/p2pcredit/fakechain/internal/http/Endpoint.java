package io.p2pcredit.fakechain.internal.http;

/** Answers requests of one method at one path. Called by many threads at once. */
@FunctionalInterface
interface Endpoint {
    Answer answer(Request request) throws Problem;
}
