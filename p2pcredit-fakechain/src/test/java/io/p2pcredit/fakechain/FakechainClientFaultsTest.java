package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.InstanceOutcome;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against servers that fail, lie, or are none. */
class FakechainClientFaultsTest {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final AccountId ALICES = AccountId.of("Alice");
    private static final AccountId BOBS = AccountId.of("Bob");
    private static final SettlementKey KEY = new SettlementKey(0, 1);
    private static final Transfer TRANSFER = new Transfer(KEY, ALICES, BOBS, Amount.of(30));
    private static final String EXECUTED = "{\"sender\":\"Alice\",\"receiver\":\"Bob\",\"amount\":30,\"key\":\"" + KEY
            + "\",\"outcome\":\"executed\",\"tx\":\"7\"}";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private StubServer stub(StubServer.Behaviour behaviour) {
        return opened(StubServer.withV2(behaviour));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    private FakechainClient client(String url) {
        return client(url, Duration.ofSeconds(10));
    }

    private FakechainClient client(String url, Duration timeout) {
        return opened(FakechainClient.builder()
                .url(url)
                .name(ALICE)
                .password("the secret".toCharArray())
                .startingFunds(100)
                .timeout(timeout)
                .build());
    }

    /** A client of a server that has {@code /v2} and gives this answer to everything. */
    private FakechainClient clientOf(int status, String answer) {
        return client(stub((request, socket) -> StubServer.answer(socket, status, answer))
                .url());
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** Every question that a node asks gets an honest answer, and none of them fails. */
    private static void assertNothingIsKnown(FakechainClient client) {
        assertThat(await(client.submit(TRANSFER)))
                .isInstanceOfAny(SubmitOutcome.Unknown.class, SubmitOutcome.NotSent.class);
        assertThat(await(client.lookUp(ALICES, KEY))).isInstanceOf(LookUpOutcome.Unknown.class);
        assertThat(await(client.incoming(BOBS, 0))).isEmpty();
        assertThat(await(client.balance(BOBS)).known()).isEmpty();
        assertThat(await(client.find(PeerId.of("Bob")))).isInstanceOf(FindOutcome.Unreachable.class);
        assertThat(await(client.list())).isEmpty();
        assertThat(await(client.users())).isNotInstanceOf(FakechainReply.Done.class);
        assertThat(await(client.deleteAllUsers())).isNotInstanceOf(FakechainReply.Done.class);
        assertThat(await(publish(client))).isNotInstanceOf(PublishOutcome.Published.class);
    }

    private static CompletionStage<PublishOutcome> publish(FakechainClient client) {
        return client.publish(new PeerRecord(ALICE, Optional.empty(), Optional.empty()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Nested
    class WithoutAServer {
        @Test
        void saysThatNothingAnswers() throws IOException {
            String url = "http://127.0.0.1:" + freePort();
            FakechainClient client = client(url);
            assertNothingIsKnown(client);
            assertThat(await(client.capabilities())).isEmpty();
            assertThat(await(publish(client))).isEqualTo(new PublishOutcome.Unreachable("nothing answers at " + url));
            assertThat(await(client.users())).isEqualTo(new FakechainReply.Unreachable<>("nothing answers at " + url));
        }

        @Test
        void asksNobodyOnceItIsClosed() throws IOException {
            StubServer stub = stub((request, socket) -> StubServer.answer(socket, 200, EXECUTED));
            FakechainClient client = client(stub.url());
            client.close();
            client.close();
            assertNothingIsKnown(client);
            assertThat(stub.requests()).isEmpty();
        }
    }

    @Nested
    class WithALostAnswer {
        @Test
        void knowsNothingAndIsExecutedOnceWhenItIsSubmittedAgain() throws IOException {
            FakechainServer server = opened(FakechainServer.builder().port(0).start());
            OriginalClient original = new OriginalClient(server.port(), "p2pcredit");
            original.addUser("Alice", "100", "the secret");
            original.addUser("Bob", "0", "b");
            StubServer losing = opened(new StubServer(StubServer.losing(2, StubServer.passingOnTo(server))));
            FakechainClient client = client(losing.url());

            assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(losing.changes())
                    .as("one request for each call, and none behind its back")
                    .hasSize(2);

            assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.Confirmed.class);
            assertThat(await(client.balance(BOBS)).known()).hasValue(30);
        }

        @Test
        void sendsNothingTwiceThatChangesSomething() throws IOException {
            StubServer silent = stub((request, socket) -> {});
            FakechainClient client = client(silent.url());
            assertThat(await(publish(client))).isInstanceOf(PublishOutcome.Unreachable.class);
            assertThat(await(client.deleteAllUsers())).isInstanceOf(FakechainReply.Unreachable.class);
            assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(silent.changes())
                    .extracting(StubServer.Request::target)
                    .containsExactly("/v2/users", "/v2/delete_all_users", "/v2/transfers");
        }
    }

    @Nested
    class WithASilentServer {
        @Test
        void givesUpAfterItsTimeAndHangsUp() throws Exception {
            CountDownLatch hungUp = new CountDownLatch(1);
            StubServer silent = stub((request, socket) -> {
                assertThat(socket.getInputStream().read()).isNegative();
                hungUp.countDown();
            });
            FakechainClient client = client(silent.url(), Duration.ofSeconds(1));
            assertThat(await(client.submit(TRANSFER)))
                    .isEqualTo(new SubmitOutcome.Unknown(silent.url() + " gave no answer within 1.0 s"));
            assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void givesUpOnAnAnswerThatDoesNotEnd() throws Exception {
            CountDownLatch hungUp = new CountDownLatch(1);
            StubServer slow = stub((request, socket) -> {
                socket.getOutputStream().write("HTTP/1.1 200 x\r\nContent-Length: 10\r\n\r\n{".getBytes(US_ASCII));
                assertThat(socket.getInputStream().read()).isNegative();
                hungUp.countDown();
            });
            assertThat(await(client(slow.url(), Duration.ofSeconds(1)).submit(TRANSFER)))
                    .isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Nested
    class WithNonsense {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "200 | <html>hello</html>",
                    "200 | ''",
                    "200 | null",
                    "200 | []",
                    "200 | \"success\"",
                    "200 | {\"users\":[{}],\"transfers\":[{}],\"next\":0,\"name\":\"Bob\",\"amount\":-1}",
                    "200 | {\"users\":{},\"transfers\":7,\"next\":\"x\",\"name\":\"Carol\",\"amount\":1.5}",
                    "200 | {\"users\":[],\"next\":7,\"transfers\":[],\"capabilities\":7}",
                    "200 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                    "500 | {\"error\":\"unexpected\",\"message\":\"oops\"}",
                    "502 | <html>Bad Gateway</html>",
                    "302 | {}",
                    "204 | ''",
                    "400 | {\"error\":\"malformed\",\"message\":\"what?\"}",
                    "404 | <html>Not Found</html>",
                    "409 | {\"error\":\"key_used\",\"message\":\"x\"}",
                    "429 | {\"error\":7,\"message\":{}}"
                })
        void knowsNothing(int status, String answer) {
            String body = answer.equals("''") ? "" : answer;
            FakechainClient client = clientOf(status, body);
            assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.Unknown.class);
            assertThat(await(client.lookUp(ALICES, KEY))).isInstanceOf(LookUpOutcome.Unknown.class);
            assertThat(await(client.balance(BOBS)).known()).isEmpty();
            assertThat(await(client.find(PeerId.of("Bob")))).isInstanceOf(FindOutcome.Unreachable.class);
            assertThat(await(client.users())).isNotInstanceOf(FakechainReply.Done.class);
            assertThat(await(client.incoming(BOBS, 0))
                            .filter(page -> !page.transfers().isEmpty()))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sender\":\"Alice|sender\":\"Carol",
                    "receiver\":\"Bob|receiver\":\"Carol",
                    "amount\":30|amount\":31",
                    "amount\":30|amount\":0",
                    "0001\"|0002\"",
                    "0001\"|xyz\"",
                    "executed|postponed",
                    "\"tx\":\"7\"|\"tx\":\"\"",
                    "\"tx\":\"7\"|\"tx\":7"
                })
        void takesNoAnswerAboutAnotherTransfer(String change) throws IOException {
            String[] fromTo = change.split("\\|", 2);
            assertThat(EXECUTED).contains(fromTo[0]);
            StubServer stub =
                    stub((request, socket) -> StubServer.answer(socket, 200, EXECUTED.replace(fromTo[0], fromTo[1])));
            assertThat(await(client(stub.url()).submit(TRANSFER)))
                    .isEqualTo(
                            new SubmitOutcome.Unknown(stub.url() + " answers, but not as a Fakechain does: status 200,"
                                    + " with something else than was asked for"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "HTTP/1.1 200 OK;;<html>hello</html>                   | status 200, without JSON",
                    "HTTP/1.1 200 OK;;{}                                   | status 200, with something else than was asked for",
                    "HTTP/1.1 200 OK;;{'name':'Bob','amount':'5'}          | status 200, with something else than was asked for",
                    "HTTP/1.1 200 OK;;{'name':'Carol','amount':5}          | status 200, with something else than was asked for",
                    "HTTP/1.1 302 Found;Location: /v2/user;Connection: close;Content-Length: 0;; | status 302, which is not followed",
                    "HTTP/1.1 501 Not Implemented;;nothing                 | status 501, without JSON",
                    "HTTP/1.1 403 Forbidden;;{}                            | status 403",
                    "SSH-2.0-OpenSSH;                                      | no HTTP, or too much of it",
                    "HTTP/1.1 200 OK;Content-Length: x;;{}                 | no HTTP, or too much of it",
                    "HTTP/1.1 200 OK;Transfer-Encoding: chunked;;x;        | no HTTP, or too much of it"
                })
        void saysThatItIsNonsense(String answer, String how) throws IOException {
            StubServer stub =
                    stub(StubServer.writing(answer.replace(";", "\r\n").replace('\'', '"')));
            FakechainClient client = client(stub.url());
            String reason = stub.url() + " answers, but not as a Fakechain does: " + how;
            assertThat(await(client.balance(BOBS))).isEqualTo(new BalanceOutcome.Unknown(reason));
            assertThat(await(client.instance())).isEqualTo(new InstanceOutcome.Unknown(reason));
            assertThat(await(client.users())).isEqualTo(new FakechainReply.Faulty<>(reason));
            assertThat(await(client.find(PeerId.of("Bob")))).isEqualTo(new FindOutcome.Unreachable(reason));
            assertThat(await(client.submit(TRANSFER))).isEqualTo(new SubmitOutcome.Unknown(reason));
        }

        @Test
        void takesTheAnswerThatTheseAreVariantsOf() throws IOException {
            assertThat(await(clientOf(200, EXECUTED).submit(TRANSFER))).isInstanceOf(SubmitOutcome.Confirmed.class);
        }

        @Test
        void takesNoRecordOfAnotherKeyOrOfTheSameTransfer() throws IOException {
            for (String recorded : List.of(EXECUTED, EXECUTED.replace("0001\"", "0002\""))) {
                FakechainClient client =
                        clientOf(409, "{\"error\":\"key_used\",\"message\":\"x\",\"recorded\":" + recorded + "}");
                assertThat(await(client.submit(TRANSFER))).isInstanceOf(SubmitOutcome.Unknown.class);
            }
        }

        @Test
        void takesNoPageThatGoesBackOrStandsStill() throws IOException {
            for (String page : List.of(
                    "{\"transfers\":[],\"next\":4}",
                    "{\"transfers\":[" + EXECUTED + "],\"next\":5}",
                    "{\"transfers\":[" + EXECUTED.replace("Bob", "Carol") + "],\"next\":6}")) {
                assertThat(await(clientOf(200, page).incoming(BOBS, 5))).isEmpty();
            }
        }

        @Test
        void endsAListThatHasNoEnd() throws IOException {
            FakechainClient client =
                    clientOf(200, "{\"users\":[{\"name\":\"Bob\",\"amount\":1,\"peering_info\":{}}],\"next\":\"Bob\"}");
            assertThat(await(client.users())).isEqualTo(new FakechainReply.Faulty<>("the list of users does not end"));
        }

        @Test
        void hangsUpOnAnAnswerWithoutBound() throws Exception {
            AtomicLong written = new AtomicLong();
            CountDownLatch hungUp = new CountDownLatch(1);
            StubServer endless = stub((request, socket) -> {
                socket.getOutputStream().write("HTTP/1.1 200 x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
                byte[] chunk = new byte[64 * 1024];
                try {
                    while (true) {
                        socket.getOutputStream().write(chunk);
                        written.addAndGet(chunk.length);
                    }
                } finally {
                    hungUp.countDown();
                }
            });
            assertThat(await(client(endless.url()).submit(TRANSFER)))
                    .isEqualTo(new SubmitOutcome.Unknown(
                            endless.url() + " answers, but not as a Fakechain does: no HTTP, or too much of it"));
            assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(written).hasValueLessThan(64L * 1024 * 1024);
        }

        @Test
        void showsNoControlCharactersOfTheServer() throws IOException {
            String text = "\\u001b[2J" + "x".repeat(1_000);
            FakechainClient client = clientOf(400, "{\"error\":\"malformed\",\"message\":\"" + text + "\"}");
            assertThat(await(publish(client)))
                    .isInstanceOfSatisfying(
                            PublishOutcome.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .startsWith("the server says: \uFFFD[2Jxxx")
                                    .hasSizeLessThan(250));
        }
    }
}
