package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import java.util.Optional;

/** What answers over {@code /v2} mean. */
final class V2Answers {
    private V2Answers() {}

    /** The name of the error that the server tells of. */
    static Optional<String> error(Reply.Answer answer) {
        return Optional.ofNullable(answer.body().path("error").textValue());
    }

    /** Whether this is an error that a Fakechain calls by this name, with this status. */
    static boolean isError(Reply reply, int status, String code) {
        return reply instanceof Reply.Answer answer
                && answer.status() == status
                && error(answer).equals(Optional.of(code));
    }

    /** What the server says is wrong, safe to show. */
    static Optional<String> complaint(Reply reply) {
        return reply instanceof Reply.Answer answer
                ? error(answer)
                        .map(code -> Shown.text(answer.body().path("message").asText(code)))
                : Optional.empty();
    }

    /** What the answer tells, if it is what was asked for; else why not. */
    static <T> FakechainReply<T> reply(Reply reply, Decoder<T> decoder) {
        return Decoder.ofSuccess(reply, decoder)
                .<FakechainReply<T>>map(FakechainReply.Done::new)
                .orElseGet(() -> failure(reply));
    }

    /** Why the answer is not what was asked for. */
    static <T> FakechainReply.Failed<T> failure(Reply reply) {
        return Failures.of(reply, complaint(reply));
    }
}
