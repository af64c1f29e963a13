package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.fakechain.FakechainReply.Faulty;
import io.p2pcredit.fakechain.FakechainReply.Refused;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client of a server that has the original interface only. */
class OverTheOriginalInterfaceTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");
    private static final AccountId ALICES = AccountId.of("Alice");
    private static final AccountId BOBS = AccountId.of("Bob");
    private static final SettlementKey KEY = new SettlementKey(1, 2);
    private static final PublicKey IDENTITY = new PublicKey(1, 2, 3, 4);

    private final List<AutoCloseable> open = new ArrayList<>();

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

    private FakechainClient client(StubServer server, PeerId name, long funds) {
        return opened(FakechainClient.builder()
                .url(server.url())
                .candidate("a group, of <some> & more")
                .name(name)
                .password(("secret of " + name + " & more").toCharArray())
                .startingFunds(funds)
                .build());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Transfer transfer(long units) {
        return new Transfer(KEY, ALICES, BOBS, Amount.of(units));
    }

    private static PeerRecord record(PeerId name) {
        return new PeerRecord(name, Optional.of(URI.create("ws://127.0.0.1:4001")), Optional.of(IDENTITY));
    }

    @Nested
    class OfARealServer {
        private final FakechainServer real =
                opened(FakechainServer.builder().port(0).start());
        private final StubServer shown = opened(new StubServer(StubServer.hidingV2Of(real)));
        private final FakechainClient alice = client(shown, ALICE, 100);
        private final FakechainClient bob = client(shown, BOB, 50);

        private void register() throws Exception {
            assertThat(await(alice.publish(record(ALICE)))).isEqualTo(new PublishOutcome.Published());
            assertThat(await(bob.publish(record(BOB)))).isEqualTo(new PublishOutcome.Published());
        }

        @Test
        void paysAndReadsBalances() throws Exception {
            register();
            assertThat(await(alice.submit(transfer(30))))
                    .isEqualTo(new SubmitOutcome.Confirmed(TransactionId.of("original:" + KEY)));
            assertThat(await(alice.balance(ALICES)).known()).hasValue(70);
            assertThat(await(alice.balance(BOBS)).known()).hasValue(80);
            assertThat(await(alice.balance(AccountId.of("Carol")))).isEqualTo(new BalanceOutcome.NoAccount());
        }

        @Test
        void isToldWhyNothingMoved() throws Exception {
            register();
            assertThat(await(alice.submit(transfer(101))))
                    .isEqualTo(new SubmitOutcome.Rejected("the sender's funds are insufficient"));
            assertThat(await(alice.submit(new Transfer(KEY, ALICES, AccountId.of("Carol"), Amount.of(1)))))
                    .isEqualTo(new SubmitOutcome.Rejected("the receiver is unknown"));
            assertThat(await(alice.balance(ALICES)).known()).hasValue(100);
        }

        @Test
        void paysAgainIfItIsAskedAgain() throws Exception {
            register();
            assertThat(await(alice.submit(transfer(30)))).isEqualTo(await(alice.submit(transfer(30))));
            assertThat(await(alice.balance(ALICES)).known()).hasValue(40);
        }

        @Test
        void sendsNoAmountThatOriginalServersCannotHold() throws Exception {
            register();
            assertThat(await(alice.submit(transfer(4_294_967_296L))))
                    .isEqualTo(new SubmitOutcome.Rejected("the original interface moves at most 4294967295"));
            assertThat(shown.changes()).hasSize(2);
            assertThat(await(alice.submit(transfer(4_294_967_295L))))
                    .isEqualTo(new SubmitOutcome.Rejected("the sender's funds are insufficient"));
        }

        @Test
        void hasNoHistory() throws Exception {
            register();
            assertThat(await(bob.lookUp(ALICES, KEY)))
                    .isEqualTo(new LookUpOutcome.Unknown("the original interface has no history"));
            assertThat(await(bob.incoming(BOBS, 0))).isEmpty();
        }

        @Test
        void publishesWhatBothKindsOfClientsRead() throws Exception {
            register();
            assertThat(new OriginalClient(real.port(), "a group, of <some> & more")
                            .getUsers()
                            .body())
                    .contains("\"Alice\":{\"amount\":100,\"peering_info\":{\"host\":\"127.0.0.1\",\"port\":4001,"
                            + "\"url\":\"ws://127.0.0.1:4001\",\"key\":\"" + IDENTITY + "\",\"protocol\":1}}");
            assertThat(await(alice.find(BOB))).isEqualTo(new FindOutcome.Found(record(BOB)));
            assertThat(await(alice.find(PeerId.of("Carol")))).isEqualTo(new FindOutcome.NotFound());
        }

        @Test
        void listsEverybodyByNameAndPeersApart() throws Exception {
            register();
            OriginalClient original = new OriginalClient(real.port(), "a group, of <some> & more");
            original.addUser("Zoe", "1", "z");
            original.addUser("Ålice Müller", "2", "k");
            assertThat(await(alice.users()))
                    .isEqualTo(new Done<>(List.of(
                            new FakechainUser("Alice", "ws://127.0.0.1:4001", 100, Optional.of(record(ALICE))),
                            new FakechainUser("Bob", "ws://127.0.0.1:4001", 50, Optional.of(record(BOB))),
                            new FakechainUser(
                                    "Zoe",
                                    "127.0.0.1:4001",
                                    1,
                                    Optional.of(new PeerRecord(PeerId.of("Zoe"), Optional.empty(), Optional.empty()))),
                            new FakechainUser("Ålice Müller", "127.0.0.1:4001", 2, Optional.empty()))));
            assertThat(await(alice.list()).orElseThrow())
                    .extracting(PeerRecord::name)
                    .containsExactly(ALICE, BOB, PeerId.of("Zoe"));
        }

        @Test
        void deletesEverybodyAndSaysHowMany() throws Exception {
            register();
            assertThat(await(alice.deleteAllUsers())).isEqualTo(new Done<>(2));
            assertThat(await(alice.users())).isEqualTo(new Done<>(List.of()));
        }

        @Test
        void isToldThatANameIsTaken() throws Exception {
            register();
            FakechainClient thief = opened(FakechainClient.builder()
                    .url(shown.url())
                    .candidate("a group, of <some> & more")
                    .name(ALICE)
                    .password("guessed".toCharArray())
                    .build());
            assertThat(await(thief.publish(record(ALICE))))
                    .isEqualTo(new PublishOutcome.NameTaken("the name is taken by somebody with another private key"));
            assertThat(await(thief.submit(transfer(1))))
                    .isEqualTo(new SubmitOutcome.Rejected("the private key is wrong"));
        }

        @Test
        void actsForNobodyElse() throws Exception {
            register();
            assertThat(await(alice.publish(record(BOB))))
                    .isEqualTo(new PublishOutcome.NameTaken("only Alice can be published here"));
            assertThat(await(alice.submit(new Transfer(KEY, BOBS, ALICES, Amount.of(1)))))
                    .isEqualTo(new SubmitOutcome.NotSent("only Alice can pay here"));
        }
    }

    @Nested
    class OfAnOddServer {
        private StubServer server;

        private FakechainClient clientOf(int status, String answer) {
            server = opened(StubServer.withoutV2((request, socket) -> StubServer.answer(socket, status, answer)));
            return client(server, ALICE, 0);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "200 | \"success\"           | Confirmed",
                    "200 | ' \"success\" '       | Confirmed",
                    "201 | \"success\"           | Unknown",
                    "500 | \"success\"           | Unknown",
                    "302 | \"success\"           | Unknown",
                    "404 | \"success\"           | Unknown",
                    "200 | \"Success\"           | Unknown",
                    "200 | success               | Unknown",
                    "200 | {\"success\":true}    | Unknown",
                    "200 | \"success\"x          | Unknown",
                    "200 | ''                    | Unknown",
                    "200 | null                  | Unknown",
                    "200 | <html>success</html>  | Unknown",
                    "200 | \"error: too little\" | Rejected",
                    "409 | \"error: too little\" | Rejected",
                    "400 | \"error: \"           | Rejected",
                    "500 | \"error: too little\" | Unknown",
                    "503 | \"error: too little\" | Unknown",
                    "409 | \"Error: too little\" | Unknown",
                    "409 | error: too little     | Unknown",
                    "409 | {\"error\":\"x\"}     | Unknown",
                    "400 | <html>error: </html>  | Unknown",
                    "404 | ''                    | Unknown",
                    "501 | Not Implemented       | Unknown"
                })
        void isBelievedOnlyWhatItClearlySays(int status, String answer, String outcome) throws Exception {
            FakechainClient client = clientOf(status, answer);
            SubmitOutcome submitted = await(client.submit(transfer(30)));
            assertThat(submitted.getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(server.changes()).hasSize(1);
            boolean isPublished = await(client.publish(record(ALICE))) instanceof PublishOutcome.Published;
            assertThat(isPublished).isEqualTo(outcome.equals("Confirmed"));
            boolean isDeleted = await(client.deleteAllUsers()) instanceof Done;
            assertThat(isDeleted).isEqualTo(outcome.equals("Confirmed"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "400 | \"error: \\u001b[2Jno\" | the server says: \uFFFD[2Jno",
                    "403 | {}                      | URL answers, but not as a Fakechain does: status 403",
                    "200 | <html>hello</html>      | URL answers, but not as a Fakechain does: status 200, without JSON",
                    "301 | ''                      | URL answers, but not as a Fakechain does: status 301, which is not followed",
                    "500 | \"error: oops\"         | the server says: oops"
                })
        void isSaidToSpeakNonsenseIfItDoes(int status, String answer, String reason) throws Exception {
            FakechainClient client = clientOf(status, answer);
            assertThat(await(client.publish(record(ALICE))))
                    .isEqualTo(new PublishOutcome.Refused(reason.replace("URL", server.url())));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "200 | <html>hello</html>",
                    "200 | []",
                    "200 | \"success\"",
                    "200 | {\"Alice\":{}}",
                    "200 | {\"Alice\":[]}",
                    "200 | {\"Alice\":{\"amount\":\"5\",\"peering_info\":{}}}",
                    "200 | {\"Alice\":{\"amount\":1.5,\"peering_info\":{}}}",
                    "200 | {\"Alice\":{\"amount\":-1,\"peering_info\":{}}}",
                    "200 | {\"Alice\":{\"amount\":9007199254740992,\"peering_info\":{}}}",
                    "200 | {\"Alice\":{\"amount\":5,\"peering_info\":{}},\"Alice\":{\"amount\":6,\"peering_info\":{}}}",
                    "501 | Not Implemented",
                    "302 | {}"
                })
        void isNotBelievedInNumbers(int status, String answer) throws Exception {
            AtomicBoolean isOdd = new AtomicBoolean();
            server = opened(new StubServer((request, socket) -> {
                if (request.target().startsWith("/v2/")) {
                    StubServer.answer(socket, 404, "");
                } else {
                    StubServer.answer(socket, isOdd.get() ? status : 200, isOdd.get() ? answer : "{}");
                }
            }));
            FakechainClient client = client(server, ALICE, 0);
            assertThat(await(client.askInterface())).isEqualTo(new Done<>(FakechainInterface.ORIGINAL));
            isOdd.set(true);
            assertThat(await(client.balance(ALICES)))
                    .isInstanceOfSatisfying(
                            BalanceOutcome.Unknown.class,
                            unknown -> assertThat(unknown.reason())
                                    .startsWith(
                                            server.url() + " answers, but not as a Fakechain does: status " + status));
            assertThat(await(client.list())).isEmpty();
            assertThat(await(client.users())).isInstanceOf(Faulty.class);
            assertThat(await(client.find(BOB))).isInstanceOf(FindOutcome.Unreachable.class);
            assertThat(await(client.deleteAllUsers())).isInstanceOf(Faulty.class);
            assertThat(server.changes()).isEmpty();
        }

        @Test
        void isQuotedWhenItRefusesToShowAnything() throws Exception {
            server = opened(new StubServer((request, socket) ->
                    StubServer.answer(socket, request.target().startsWith("/v2/") ? 404 : 403, "\"error: not you\"")));
            assertThat(await(client(server, ALICE, 0).users())).isEqualTo(new Refused<>("the server says: not you"));
        }
    }
}
