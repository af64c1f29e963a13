package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run through all users of a chain, page after page. Bounded in time and in pages; a single use. */
final class UserListing {
    private static final int PAGE = 1_000;
    private static final int MAX_PAGES = 101;
    private static final int SECONDS = 15;
    private static final String LIMIT = Integer.toString(PAGE);

    private final Calls calls;
    private final String candidate;
    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    private final List<FakechainUser> users = new ArrayList<>();
    private int pages;

    UserListing(Calls calls, String candidate) {
        this.calls = calls;
        this.candidate = candidate;
    }

    CompletableFuture<FakechainReply<List<FakechainUser>>> start() {
        return ask("candidate", candidate, "limit", LIMIT).completeOnTimeout(unfinished(), SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<FakechainReply<List<FakechainUser>>> ask(String... parameters) {
        return calls.get("/v2/users", parameters)
                .thenCompose(reply -> V2Answers.reply(reply, UserListing::page) instanceof Done<Page> page
                        ? goOn(page.value())
                        : CompletableFuture.completedFuture(V2Answers.failure(reply)));
    }

    private CompletableFuture<FakechainReply<List<FakechainUser>>> goOn(Page page) {
        users.addAll(page.users());
        pages++;
        if (page.next().isEmpty()) {
            return CompletableFuture.completedFuture(new FakechainReply.Done<>(List.copyOf(users)));
        }
        if (pages == MAX_PAGES || System.nanoTime() - end > 0) {
            return CompletableFuture.completedFuture(unfinished());
        }
        return ask("candidate", candidate, "limit", LIMIT, "after", page.next().get());
    }

    private static FakechainReply<List<FakechainUser>> unfinished() {
        return new FakechainReply.Faulty<>("the list of users does not end");
    }

    private static Page page(JsonFields fields) throws MalformedJsonException {
        List<FakechainUser> users = new ArrayList<>();
        for (JsonNode element : fields.elements("users")) {
            users.add(UserCodec.user(JsonFields.of(element)));
        }
        Decoder.check(users.size() <= PAGE);
        return new Page(users, fields.optionalText("next"));
    }

    private record Page(List<FakechainUser> users, Optional<String> next) {}
}
