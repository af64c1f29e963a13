package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a real server. */
class FakechainClientTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");
    private static final PublicKey KEY = new PublicKey(1, 2, 3, 4);
    private static final SettlementKey FIRST = new SettlementKey(0, 1);
    private static final SettlementKey SECOND = new SettlementKey(0, 2);

    private final List<FakechainClient> clients = new ArrayList<>();
    private FakechainServer server;
    private FakechainClient alice;
    private FakechainClient bob;

    @BeforeEach
    void start() {
        server = FakechainServer.builder().port(0).start();
        alice = client(ALICE, "alice's secret", 100);
        bob = client(BOB, "bob's secret", 50);
        assertThat(await(alice.publish(record(ALICE)))).isEqualTo(new PublishOutcome.Published());
        assertThat(await(bob.publish(record(BOB)))).isEqualTo(new PublishOutcome.Published());
    }

    @AfterEach
    void stop() {
        clients.forEach(FakechainClient::close);
        server.close();
    }

    private FakechainClient client(PeerId name, String password, long funds) {
        FakechainClient client = FakechainClient.builder()
                .url(server.uri() + "/")
                .candidate("a group, of <some> & more")
                .name(name)
                .password(password.toCharArray())
                .startingFunds(funds)
                .build();
        clients.add(client);
        return client;
    }

    private static PeerRecord record(PeerId name) {
        return new PeerRecord(name, Optional.of(URI.create("ws://127.0.0.1:4001")), Optional.of(KEY));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static AccountId account(String name) {
        return AccountId.of(name);
    }

    private static Transfer transfer(SettlementKey key, long amount) {
        return new Transfer(key, account("Alice"), account("Bob"), Amount.of(amount));
    }

    private OriginalClient original() {
        return new OriginalClient(server.port(), "a group, of <some> & more");
    }

    @Nested
    class AsALedger {
        @Test
        void canDoEverything() {
            assertThat(await(alice.capabilities())).contains(Set.of(Capability.values()));
            assertThat(await(alice.askCapabilities()))
                    .isEqualTo(new FakechainReply.Done<>(Set.of(Capability.values())));
        }

        @Test
        void readsBalances() {
            assertThat(await(alice.balance(alice.accountOf(BOB))).known()).hasValue(50);
            assertThat(await(alice.balance(account("Carol")))).isEqualTo(new BalanceOutcome.NoAccount());
        }

        @Test
        void movesMoneyOnceForEachKey() {
            SubmitOutcome first = await(alice.submit(transfer(FIRST, 30)));
            assertThat(first)
                    .isInstanceOf(SubmitOutcome.Confirmed.class)
                    .isEqualTo(await(alice.submit(transfer(FIRST, 30))));
            assertThat(await(alice.balance(account("Alice"))).known()).hasValue(70);
        }

        @Test
        void tellsARefusalThatIsFinal() {
            SubmitOutcome refused = new SubmitOutcome.Rejected("the sender's funds are insufficient");
            assertThat(await(alice.submit(transfer(FIRST, 101)))).isEqualTo(refused);
            await(bob.submit(new Transfer(FIRST, account("Bob"), account("Alice"), Amount.of(50))));
            assertThat(await(alice.submit(transfer(FIRST, 101)))).isEqualTo(refused);
            assertThat(await(bob.lookUp(account("Alice"), FIRST))).isEqualTo(new LookUpOutcome.NotFound());
        }

        @Test
        void isToldWhatAUsedKeyStandsFor() {
            SubmitOutcome made = await(alice.submit(transfer(FIRST, 30)));
            assertThat(await(alice.submit(transfer(FIRST, 31))))
                    .isEqualTo(new SubmitOutcome.KeyUsed(transfer(FIRST, 30), made));
            SubmitOutcome refused = await(alice.submit(transfer(SECOND, 1_000)));
            assertThat(await(alice.submit(transfer(SECOND, 1))))
                    .isEqualTo(new SubmitOutcome.KeyUsed(transfer(SECOND, 1_000), refused));
        }

        @Test
        void findsATransferByItsKey() {
            SubmitOutcome.Confirmed made = (SubmitOutcome.Confirmed) await(alice.submit(transfer(FIRST, 30)));
            assertThat(await(bob.lookUp(account("Alice"), FIRST)))
                    .isEqualTo(new LookUpOutcome.Found(new Recorded(transfer(FIRST, 30), made.transaction())));
            assertThat(await(bob.lookUp(account("Alice"), SECOND))).isEqualTo(new LookUpOutcome.NotFound());
            assertThat(await(bob.lookUp(account("Bob"), FIRST))).isEqualTo(new LookUpOutcome.NotFound());
        }

        @Test
        void listsIncomingTransfersThatHaveAKey() throws IOException {
            await(alice.submit(transfer(FIRST, 1)));
            original().payUser("Alice", "Bob", "alice's secret", "7");
            await(alice.submit(transfer(SECOND, 2)));
            original().payUser("Alice", "Bob", "alice's secret", "8");

            IncomingPage page = await(bob.incoming(account("Bob"), 0)).orElseThrow();
            assertThat(page.transfers())
                    .extracting(Recorded::transfer)
                    .containsExactly(transfer(FIRST, 1), transfer(SECOND, 2));
            assertThat(await(bob.incoming(account("Bob"), page.next())))
                    .contains(new IncomingPage(List.of(), page.next()));
        }

        @Test
        void isRefusedForEverWhatNoBalanceCanHold() {
            assertThat(await(alice.submit(transfer(FIRST, Amount.MAX_UNITS))))
                    .isInstanceOf(SubmitOutcome.Rejected.class);
            assertThat(await(alice.submit(
                            new Transfer(SECOND, account("Alice"), account("b".repeat(256)), Amount.of(1)))))
                    .isInstanceOf(SubmitOutcome.Rejected.class);
        }

        @Test
        void doesNotTakeAWrongPasswordForADecision() {
            FakechainClient thief = client(ALICE, "guessed", 0);
            assertThat(await(thief.submit(transfer(FIRST, 30))))
                    .isEqualTo(new SubmitOutcome.Unknown("the server says: the private key is wrong"));
            assertThat(await(alice.submit(transfer(FIRST, 30)))).isInstanceOf(SubmitOutcome.Confirmed.class);
        }

        @Test
        void paysOnlyFromItsOwnAccount() {
            assertThat(await(alice.submit(new Transfer(FIRST, account("Bob"), account("Alice"), Amount.of(1)))))
                    .isEqualTo(new SubmitOutcome.NotSent("only Alice can pay here"));
        }
    }

    @Nested
    class AsADirectory {
        @Test
        void findsWhatWasPublished() {
            assertThat(await(alice.find(BOB))).isEqualTo(new FindOutcome.Found(record(BOB)));
            assertThat(await(alice.find(PeerId.of("Carol")))).isEqualTo(new FindOutcome.NotFound());
            assertThat(await(alice.list())).contains(List.of(record(ALICE), record(BOB)));
        }

        @Test
        void publishesWhatOriginalClientsReadToo() throws IOException {
            assertThat(original().getUsers().body())
                    .contains("\"Alice\":{\"amount\":100,\"peering_info\":{\"host\":\"127.0.0.1\",\"port\":4001,"
                            + "\"url\":\"ws://127.0.0.1:4001\",\"key\":\"" + KEY + "\",\"protocol\":1}}");
        }

        @Test
        void movesAPeerAndLeavesItsBalance() {
            PeerRecord moved =
                    new PeerRecord(ALICE, Optional.of(URI.create("wss://example.org/peer")), Optional.of(KEY));
            await(alice.submit(transfer(FIRST, 30)));
            assertThat(await(alice.publish(moved))).isEqualTo(new PublishOutcome.Published());
            assertThat(await(bob.find(ALICE))).isEqualTo(new FindOutcome.Found(moved));
            assertThat(await(bob.balance(account("Alice"))).known()).hasValue(70);
        }

        @Test
        void knowsPeersThatCannotBeDialled() {
            PeerRecord hidden = new PeerRecord(ALICE, Optional.empty(), Optional.of(KEY));
            await(alice.publish(hidden));
            assertThat(await(bob.find(ALICE))).isEqualTo(new FindOutcome.Found(hidden));
        }

        @Test
        void isToldThatANameIsTaken() {
            assertThat(await(client(ALICE, "another secret", 1).publish(record(ALICE))))
                    .isEqualTo(new PublishOutcome.NameTaken("the name is taken by somebody with another private key"));
        }

        @Test
        void isToldWhyItIsRefused() {
            assertThat(await(client(PeerId.of("Carol"), "", 1).publish(record(PeerId.of("Carol")))))
                    .isEqualTo(new PublishOutcome.Refused("the server says: private_key must have 1 to 1024 bytes"));
        }

        @Test
        void publishesNobodyElse() {
            assertThat(await(alice.publish(record(BOB))))
                    .isEqualTo(new PublishOutcome.NameTaken("only Alice can be published here"));
        }

        @Test
        void believesNoKeyOtherThanTheAccountsOwn() throws IOException {
            String other = new PublicKey(9, 9, 9, 9).toString();
            original().addUser("Bob", "0", "bob's secret", "{\"url\":\"ws://127.0.0.1:1\",\"key\":\"" + other + "\"}");
            assertThat(await(alice.find(BOB)))
                    .isEqualTo(new FindOutcome.Found(
                            new PeerRecord(BOB, Optional.of(URI.create("ws://127.0.0.1:1")), Optional.empty())));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"host\":\"127.0.0.1\",\"port\":4001}",
                    "{\"url\":7,\"key\":[]}",
                    "{\"url\":\"http://127.0.0.1\",\"key\":\"AA\"}",
                    "{\"url\":\"ws://user@127.0.0.1\",\"key\":\"*\"}",
                    "{\"url\":\"ws:\",\"key\":\"\"}",
                    "{\"url\":\"%\",\"key\":null}"
                })
        void findsOriginalClientsButCannotDialThem(String info) throws IOException {
            original().addUser("Carol", "1", "c", info);
            PeerId carol = PeerId.of("Carol");
            assertThat(await(alice.find(carol)))
                    .isEqualTo(new FindOutcome.Found(new PeerRecord(carol, Optional.empty(), Optional.empty())));
        }
    }

    @Nested
    class ForPeople {
        @Test
        void listsEverybody() throws IOException {
            original().addUser("Carol Müller", "7", "c");
            assertThat(await(alice.users()))
                    .isEqualTo(new FakechainReply.Done<>(List.of(
                            new FakechainUser("Alice", "ws://127.0.0.1:4001", 100, Optional.of(record(ALICE))),
                            new FakechainUser("Bob", "ws://127.0.0.1:4001", 50, Optional.of(record(BOB))),
                            new FakechainUser("Carol Müller", "127.0.0.1:4001", 7, Optional.empty()))));
        }

        @Test
        void tellsWhoCanBeDialled() throws IOException {
            original().addUser("Carol", "7", "c");
            original().addUser("Carol Müller", "7", "c", "{\"url\":\"ws://h:1\",\"key\":\"" + KEY + "\"}");
            FakechainReply.Done<List<FakechainUser>> users =
                    (FakechainReply.Done<List<FakechainUser>>) await(alice.users());
            assertThat(users.value()).extracting(FakechainUser::isDiallable).containsExactly(true, true, false, false);
        }

        @Test
        void showsNoControlCharactersOfOthers() throws IOException {
            original().addUser("Carol", "7", "c", "{\"url\":\"\\u001b[2J\\u202e\"}");
            FakechainReply.Done<List<FakechainUser>> users =
                    (FakechainReply.Done<List<FakechainUser>>) await(alice.users());
            assertThat(users.value().get(2).address()).isEqualTo("\uFFFD[2J\uFFFD");
        }

        @Test
        void listsEverybodyHoweverDeepOnesPeeringInfoIs() throws IOException {
            String deepest = "{\"a\":".repeat(16) + "1" + "}".repeat(16);
            assertThat(original().addUser("Carol", "7", "c", deepest).status()).isEqualTo(200);
            assertThat(await(alice.list()).orElseThrow())
                    .contains(new PeerRecord(PeerId.of("Carol"), Optional.empty(), Optional.empty()));
            assertThat(await(alice.balance(account("Carol"))).known()).hasValue(7);
        }

        @Test
        void deletesEverybody() {
            assertThat(await(alice.deleteAllUsers())).isEqualTo(new FakechainReply.Done<>(2));
            assertThat(await(alice.users())).isEqualTo(new FakechainReply.Done<>(List.of()));
        }
    }

    @Nested
    class ABuilder {
        private final FakechainClient.Builder builder = FakechainClient.builder();

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "127.0.0.1:5000",
                    "ftp://127.0.0.1",
                    "ws://127.0.0.1",
                    "http://",
                    "http:///path",
                    "http://user:secret@127.0.0.1",
                    "http://127.0.0.1?secret",
                    "http://127.0.0.1#secret",
                    "http://127.0.0.1:99999",
                    "http://in valid"
                })
        void takesNoOtherUrlThanThatOfAServer(String url) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.url(url))
                    .withMessage("a Fakechain URL looks like http://127.0.0.1:5000: http or https, a host, no user,"
                            + " no query, no fragment")
                    .withNoCause();
        }

        @Test
        void refusesImpossibleSettings() {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.candidate(""));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.candidate("c".repeat(129)));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.candidate("\u001b"));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.startingFunds(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.startingFunds(1L << 32));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ofSeconds(11)));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
        }

        @Test
        void needsANameAndAPassword() {
            assertThatNullPointerException().isThrownBy(() -> builder.build()).withMessageContaining("name");
            assertThatNullPointerException()
                    .isThrownBy(() -> builder.name(ALICE).build())
                    .withMessageContaining("password");
        }
    }
}
