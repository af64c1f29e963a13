package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.fakechain.FakechainReply.Faulty;
import io.p2pcredit.fakechain.FakechainReply.Refused;
import io.p2pcredit.fakechain.FakechainReply.Unreachable;
import io.p2pcredit.fakechain.StubServer.Behaviour;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which interface a client uses, and what it does while it does not know. */
class WhichInterfaceTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerRecord RECORD = new PeerRecord(ALICE, Optional.empty(), Optional.empty());
    private static final Transfer TRANSFER =
            new Transfer(new SettlementKey(0, 1), AccountId.of("Alice"), AccountId.of("Bob"), Amount.of(30));
    private static final Behaviour V2 = (request, socket) -> StubServer.answer(
            socket,
            request.target().equals("/v2/capabilities") ? 200 : 500,
            request.target().equals("/v2/capabilities") ? StubServer.CAPABILITIES : "");
    private static final Behaviour ORIGINAL = (request, socket) -> StubServer.answer(
            socket,
            request.target().startsWith("/get_users?") ? 200 : 404,
            request.target().startsWith("/get_users?") ? "{}" : "<html>Not Found</html>");
    private static final Behaviour HANGS_UP = (request, socket) -> {};

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(HANGS_UP);
    private final StubServer server =
            opened(new StubServer((request, socket) -> behaviour.get().serve(request, socket)));
    private final FakechainClient client = opened(FakechainClient.builder()
            .url(server.url())
            .name(ALICE)
            .password("secret".toCharArray())
            .build());

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private FakechainReply<FakechainInterface> asked() throws Exception {
        return await(client.askInterface());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void answer(int capabilities, String toCapabilities, int users, String toUsers) {
        behaviour.set((request, socket) -> {
            boolean isV2 = request.target().startsWith("/v2/");
            StubServer.answer(socket, isV2 ? capabilities : users, isV2 ? toCapabilities : toUsers);
        });
    }

    @Test
    void isV2WhereThereIsOne() throws Exception {
        FakechainServer real = opened(FakechainServer.builder().port(0).start());
        behaviour.set(StubServer.passingOnTo(real));
        assertThat(asked()).isEqualTo(new Done<>(FakechainInterface.V2));
        assertThat(await(client.capabilities())).contains(Set.of(Capability.values()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html>Not Found</html>",
                "404 | ''",
                "404 | {}",
                "404 | \"error: there is nothing at this path\"",
                "400 | Bad Request",
                "405 | <html>Method Not Allowed</html>",
                "403 | \"error: what?\"",
                "200 | \"error: what?\""
            })
    void isTheOriginalOneWhereNobodyKnowsV2(int status, String answer) throws Exception {
        answer(status, answer, 200, "{}");
        assertThat(asked()).isEqualTo(new Done<>(FakechainInterface.ORIGINAL));
        assertThat(await(client.capabilities())).contains(Set.of(Capability.BALANCE));
        assertThat(await(client.askCapabilities())).isEqualTo(new Done<>(Set.of(Capability.BALANCE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | <html>Internal Server Error</html>",
                "502 | <html>Bad Gateway</html>",
                "503 | \"error: what?\"",
                "501 | Not Implemented",
                "429 | slow down",
                "401 | who are you?",
                "302 | ''",
                "200 | <html>hello</html>",
                "200 | {}",
                "200 | {\"capabilities\":[]}",
                "200 | {\"ledger\":\"another\",\"capabilities\":[]}",
                "200 | {\"ledger\":\"fakechain\",\"capabilities\":{}}"
            })
    void isUnknownWhereTheServerFailsOrSpeaksNonsense(int status, String answer) throws Exception {
        answer(status, answer, 200, "{}");
        assertThat(asked())
                .isInstanceOfSatisfying(
                        Faulty.class,
                        faulty -> assertThat(faulty.reason())
                                .startsWith(server.url() + " answers, but not as a Fakechain does: status " + status));
        assertNothingIsSentThatChanges(PublishOutcome.Refused.class);
    }

    @Test
    void isUnknownWhereTheServerSaysSo() throws Exception {
        answer(404, "{\"error\":\"unknown_path\",\"message\":\"nothing here\"}", 200, "{}");
        assertThat(asked()).isEqualTo(new Refused<>("the server says: nothing here"));
        answer(500, "{\"error\":\"unexpected\",\"message\":\"oops\"}", 200, "{}");
        assertThat(asked()).isEqualTo(new Faulty<>("the server says: oops"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html>Not Found</html>",
                "200 | <html>hello</html>",
                "200 | []",
                "200 | {\"Alice\":7}",
                "200 | {\"Alice\":{\"amount\":-1,\"peering_info\":{}}}",
                "500 | {}",
                "302 | {}"
            })
    void isUnknownWhereTheOriginalOneIsNotSpokenEither(int status, String answer) throws Exception {
        answer(404, "<html>Not Found</html>", status, answer);
        assertThat(asked())
                .isInstanceOfSatisfying(
                        Faulty.class,
                        faulty -> assertThat(faulty.reason())
                                .startsWith(server.url() + " answers, but not as a Fakechain does: status " + status));
        assertNothingIsSentThatChanges(PublishOutcome.Refused.class);
    }

    @Test
    void isUnknownWhereNobodyAnswers() throws Exception {
        assertThat(asked()).isEqualTo(new Unreachable<>(server.url() + " hung up before its answer was complete"));
        assertNothingIsSentThatChanges(PublishOutcome.Unreachable.class);
    }

    private void assertNothingIsSentThatChanges(Class<? extends PublishOutcome> unpublished) throws Exception {
        assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.NotSent.class);
        assertThat(await(client.publish(RECORD))).isInstanceOf(unpublished);
        assertThat(await(client.deleteAllUsers())).isNotInstanceOf(Done.class);
        assertThat(await(client.capabilities())).isEmpty();
        assertThat(server.changes()).isEmpty();
    }

    @Test
    void isAskedForAgainUntilItIsKnown() throws Exception {
        assertThat(asked()).isInstanceOf(Unreachable.class);
        behaviour.set(V2);
        assertThat(asked()).isEqualTo(new Done<>(FakechainInterface.V2));
    }

    @Test
    void staysV2WhateverTheServerAnswersLater() throws Exception {
        behaviour.set(V2);
        assertThat(asked()).isEqualTo(new Done<>(FakechainInterface.V2));
        for (Behaviour later : List.of(ORIGINAL, HANGS_UP)) {
            behaviour.set(later);
            assertThat(asked()).isEqualTo(new Done<>(FakechainInterface.V2));
            assertThat(await(client.capabilities())).isEmpty();
            assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(await(client.publish(RECORD))).isNotInstanceOf(PublishOutcome.Published.class);
        }
        assertThat(server.changes()).extracting(StubServer.Request::target).containsOnly("/v2/transfers", "/v2/users");
    }

    /** Else a transfer made without its key could be made again with it. */
    @Test
    void staysTheOriginalOneToo() throws Exception {
        behaviour.set(ORIGINAL);
        assertThat(asked()).isEqualTo(new Done<>(FakechainInterface.ORIGINAL));
        behaviour.set(V2);
        assertThat(asked()).isEqualTo(new Done<>(FakechainInterface.ORIGINAL));
        assertThat(await(client.capabilities())).contains(Set.of(Capability.BALANCE));
    }

    @Test
    void isAskedForOnceByManyCallsAtOnce() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        behaviour.set((request, socket) -> {
            awaitQuietly(goOn);
            V2.serve(request, socket);
        });
        List<CompletionStage<FakechainReply<FakechainInterface>>> calls =
                Stream.generate(client::askInterface).limit(20).toList();
        goOn.countDown();
        for (CompletionStage<FakechainReply<FakechainInterface>> call : calls) {
            assertThat(await(call)).isEqualTo(new Done<>(FakechainInterface.V2));
        }
        assertThat(server.requests()).hasSize(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void isNotWaitedForLongerThanAnyAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        behaviour.set((request, socket) -> {
            if (request.target().startsWith("/v2/")) {
                StubServer.answer(socket, 404, "");
            } else {
                awaitQuietly(never);
            }
        });
        FakechainClient impatient = opened(FakechainClient.builder()
                .url(server.url())
                .name(ALICE)
                .password("secret".toCharArray())
                .timeout(Duration.ofMillis(400))
                .build());
        assertThat(await(impatient.askInterface()))
                .isEqualTo(new Unreachable<>(server.url() + " gave no answer within 0.4 s"));
        never.countDown();
    }
}
