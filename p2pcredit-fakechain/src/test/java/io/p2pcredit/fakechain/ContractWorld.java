package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.StubServer.Behaviour;
import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** A real server, and clients of every kind, for the conformance suites of the core. */
final class ContractWorld {
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final FakechainServer server =
            opened(FakechainServer.builder().port(0).start());
    private final Behaviour behaviour;
    private final String url;

    /** @param hasV2 or whether the clients are shown the original interface only */
    ContractWorld(boolean hasV2) {
        behaviour = hasV2 ? StubServer.passingOnTo(server) : StubServer.hidingV2Of(server);
        url = hasV2
                ? server.uri().toString()
                : opened(new StubServer(behaviour)).url();
    }

    FakechainClient client(PeerId owner, long funds) {
        return client(url, owner, "secret of " + owner, AMPLE, funds);
    }

    FakechainClient withAnotherPassword(PeerId owner) {
        return client(url, owner, "guessed", AMPLE, 0);
    }

    /** The owner's client, all of whose changes are carried out without an answer. */
    FakechainClient losingAnswers(PeerId owner) {
        StubServer losing = opened(new StubServer(StubServer.losing(Integer.MAX_VALUE, behaviour)));
        return client(losing.url(), owner, "secret of " + owner, AMPLE, 0);
    }

    /** The owner's client, which knows its server, and finds nobody there any more. */
    FakechainClient unableToSend(PeerId owner) throws Exception {
        try (StubServer gone = new StubServer(behaviour)) {
            FakechainClient client = client(gone.url(), owner, "secret of " + owner, AMPLE, 0);
            FakechainReply<FakechainInterface> known =
                    client.askInterface().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(known).isInstanceOf(FakechainReply.Done.class);
            return client;
        }
    }

    /** A client of a server that never answers. */
    FakechainClient outOfReach(PeerId owner) {
        return client(opened(StubServer.silent()).url(), owner, "secret of " + owner, SHORT, 0);
    }

    private FakechainClient client(String url, PeerId owner, String password, Duration timeout, long funds) {
        return opened(FakechainClient.builder()
                .url(url)
                .name(owner)
                .password(password.toCharArray())
                .startingFunds(funds)
                .timeout(timeout)
                .build());
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    void close() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }
}
