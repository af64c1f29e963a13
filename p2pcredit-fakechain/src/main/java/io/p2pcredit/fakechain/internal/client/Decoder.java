package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import java.util.Optional;

/** Makes a value of an answer's fields. */
@FunctionalInterface
interface Decoder<T> {
    /**
     * The value that the fields stand for.
     *
     * @throws MalformedJsonException if they stand for none
     * @throws IllegalArgumentException if one of the values in it refuses what was given
     * @throws ArithmeticException if a number in it is too large
     */
    T decode(JsonFields fields) throws MalformedJsonException;

    /**
     * The value of an answer that is what was asked for; nothing for any other reply, or if the answer makes no sense.
     */
    static <T> Optional<T> ofSuccess(Reply reply, Decoder<T> decoder) {
        return reply instanceof Reply.Answer answer && answer.isOk() ? of(answer, decoder) : Optional.empty();
    }

    /** The value of an answer, whatever its status; nothing for any other reply, or if the answer makes no sense. */
    static <T> Optional<T> of(Reply reply, Decoder<T> decoder) {
        if (!(reply instanceof Reply.Answer answer)) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.decode(JsonFields.of(answer.body())));
        } catch (MalformedJsonException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Refuses an answer that is about something else than the question. */
    static void check(boolean isAsAsked) throws MalformedJsonException {
        if (!isAsAsked) {
            throw new MalformedJsonException("the answer is about something else");
        }
    }
}
