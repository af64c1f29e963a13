package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What answers over the original interface mean: {@code "success"}, {@code "error: ..."}, or the users. */
final class OriginalAnswers {
    private static final String ERROR = "error: ";

    private OriginalAnswers() {}

    static boolean isSuccess(Reply reply) {
        return reply instanceof Reply.Answer answer
                && answer.isOk()
                && "success".equals(answer.body().textValue());
    }

    /**
     * Why the server has refused, safe to show: then nothing has changed. One that failed while it answered has not
     * refused.
     */
    static Optional<String> refusal(Reply reply) {
        return reply instanceof Reply.Answer answer && answer.status() < 500 ? complaint(answer) : Optional.empty();
    }

    private static Optional<String> complaint(Reply reply) {
        return reply instanceof Reply.Answer answer
                ? Optional.ofNullable(answer.body().textValue())
                        .filter(text -> text.startsWith(ERROR))
                        .map(text -> Shown.text(text.substring(ERROR.length())))
                : Optional.empty();
    }

    /** Why the answer is not what was asked for. */
    static <T> FakechainReply.Failed<T> failure(Reply reply) {
        return Failures.of(reply, complaint(reply));
    }

    /** Everybody, under the names that the server knows them by, in their order. */
    static FakechainReply<NavigableMap<String, FakechainUser>> users(Reply reply) {
        return Decoder.ofSuccess(reply, OriginalAnswers::users)
                .<FakechainReply<NavigableMap<String, FakechainUser>>>map(FakechainReply.Done::new)
                .orElseGet(() -> failure(reply));
    }

    private static NavigableMap<String, FakechainUser> users(JsonFields fields) throws MalformedJsonException {
        NavigableMap<String, FakechainUser> users = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> all = fields.all(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> user = all.next();
            users.put(user.getKey(), UserCodec.ofOriginal(user.getKey(), JsonFields.of(user.getValue())));
        }
        return users;
    }
}
