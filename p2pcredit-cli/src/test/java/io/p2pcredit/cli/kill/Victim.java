package io.p2pcredit.cli.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.RefusedException;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.cli.data.AliceOnDisk;
import io.p2pcredit.fakechain.FakechainClient;
import io.p2pcredit.keyfile.KeyFile;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.store.jdbc.Databases;
import io.p2pcredit.store.jdbc.JdbcHistory;
import io.p2pcredit.store.jdbc.JdbcJournal;
import io.p2pcredit.transport.ws.WebSocketTransport;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.CompletionException;

/**
 * The process that is killed: Alice, as the command would put her together, with a journal that marks what it does. Takes
 * a command a line: {@code pay NUMBER AMOUNT}, where the number makes the payment's id, {@code settle}, {@code look
 * NUMBER}, {@code state}; and answers with a line when there is an outcome.
 */
final class Victim {
    static final PeerId ALICE = PeerId.of("Alice");
    static final PeerId BOB = PeerId.of("Bob");
    static final long FUNDS = 100_000_000;
    static final long LIMIT = 1_000;

    private final CreditNode node;

    private Victim(CreditNode node) {
        this.node = node;
    }

    /** The id of Alice's payment of that number, in every life. */
    static PaymentId id(long number) {
        return new PaymentId(0xA11CE, number);
    }

    /** @param arguments her data directory, and Fakechain's URL */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Marks marks = Marks.at(folder.resolve("marks"));
        Provider signatures = Security.getProvider("SunEC");
        WebSocketTransport transport =
                WebSocketTransport.builder().bind("127.0.0.1").port(0).build();
        FakechainClient fakechain = FakechainClient.builder()
                .url(arguments[1])
                .candidate("p2pcredit")
                .name(ALICE)
                .password(AliceOnDisk.PASSWORD.toCharArray())
                .startingFunds(FUNDS)
                .build();
        CreditNode node = CreditNode.builder(ALICE)
                .in(new Surroundings(transport, fakechain, fakechain))
                .store(
                        new MarkedJournal(JdbcJournal.open(Databases.sqlite(folder.resolve("journal.db"))), marks),
                        JdbcHistory.open(Databases.sqlite(folder.resolve("history.db"))))
                .signer(KeyFile.openOrCreate(
                        folder.resolve("identity.pem"), ALICE, AliceOnDisk.PASSWORD.toCharArray(), signatures))
                .environment(new MarkedEnvironment(marks))
                .admission(AdmissionPolicy.upTo(LIMIT))
                .start();
        say("ready");
        new Victim(node).work(new BufferedReader(new InputStreamReader(System.in, UTF_8)));
    }

    private void work(BufferedReader commands) throws IOException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "pay" -> pay(Long.parseLong(words[1]), Long.parseLong(words[2]));
                case "settle" -> node.settle(BOB, SettleOrder.everything());
                case "look" -> look(Long.parseLong(words[1]));
                case "state" -> state();
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private void pay(long number, long units) {
        node.pay(PaymentOrder.to(BOB, units).withId(id(number)))
                .acknowledged()
                .thenAccept(payment -> say("paid " + number + " " + payment.units()))
                .exceptionally(failure -> {
                    say("failed " + number + " " + reason(failure));
                    return null;
                });
    }

    private void look(long number) {
        say(node.payment(id(number))
                .map(payment -> "seen " + number + " " + payment.units() + " " + payment.status())
                .orElse("seen " + number + " 0 NOTHING"));
    }

    private void state() {
        say(node.trustline(BOB)
                .map(line -> "state " + line.balance().units() + " " + line.unacknowledged() + " " + line.queued())
                .orElse("state none"));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RefusedException refused
                ? refused.refusal().code().name()
                : String.valueOf(cause);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }
}
