package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was paid and settled, what still waits, and taking back what does. */
class PastCommandsTest {
    private static final PeerId BOB = PeerId.of("Bob");
    private static final PeerId CAROL = PeerId.of("Carol");

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();

    @Nested
    class TheHistory {
        @Test
        void showsTheNewestLastInTheTimeOfHere() {
            happen();
            assertThat(shown("history"))
                    .containsExactly(
                            "time                 id          peer   what                 amount  state         memo",
                            at(1) + "  00000001-a  Bob    you pay, part of 60      45  acknowledged  \"lunch\"",
                            at(4) + "  0a000000    Bob    you settle              100  credited",
                            at(5) + "  00000001-a  Bob    you pay, part of 60      15  sent          \"lunch\"",
                            at(6) + "  00000002-1  Carol  pays you                  7  received      \"\uFFFD[31mred\"",
                            at(8) + "  00000001-b  Carol  you pay                  30  cancelled");
        }

        @Test
        void showsOnePeerOnly() {
            happen();
            assertThat(shown("history Carol")).hasSize(3).noneMatch(line -> line.contains("Bob"));
        }

        @Test
        void showsOnlyTheNewest() {
            happen();
            assertThat(shown("history -n 2"))
                    .hasSize(3)
                    .anyMatch(line -> line.contains("cancelled"))
                    .anyMatch(line -> line.contains("pays you"));
        }

        @Test
        void readsOnBeyondTheFirstPage() {
            for (int i = 0; i < 1_200; i++) {
                node.emit(new TrustlineEvent.Paid(payment(1, i, BOB, 1, PaymentStatus.ACKNOWLEDGED)));
            }
            assertThat(shown("history -n 1100")).hasSize(1_101);
        }

        @Test
        void saysOfNoPaymentInDoubtThatItIsPaid() {
            Payment rent = new Payment(
                    new PaymentId(1L << 32, 12),
                    BOB,
                    Direction.OUTGOING,
                    90,
                    40,
                    0,
                    1,
                    Memo.NONE,
                    PaymentStatus.IN_DOUBT);
            node.emit(new TrustlineEvent.Paid(rent));
            node.emit(new TrustlineEvent.GivenUp(rent, RefusalCode.PAYMENT_IN_DOUBT));
            assertThat(shown("history"))
                    .extracting(line -> line.replaceAll(" +", " "))
                    .anyMatch(line -> line.endsWith(" you pay, part of 90 40 in doubt"))
                    .anyMatch(line -> line.endsWith(" you pay, at most 40 of it paid 90 in doubt"));
        }

        @Test
        void showsWhatIsQueued() {
            node.line(FakeNode.view("Bob", TrustlineView.State.OPEN, 0, false));
            node.recordPaymentsAs(PaymentStatus.QUEUED);
            node.beSilentAboutPayments();
            node.planAs();
            List<String> out = shown("pay Bob 5", "payments --queued");
            assertThat(out)
                    .containsExactly(
                            "Bob is away: the payment of 5 is queued until Bob is back.",
                            "id          peer  amount  paid  state   memo",
                            "00000000-0  Bob        5     0  queued");
        }

        @Test
        void isAHintWhereThereIsNone() {
            assertThat(shown("history Bob")).containsExactly("Nothing was paid or settled.");
        }

        @Test
        void saysIfItCannotBeRead() {
            node.breakStore("the disk is gone");
            assertThat(ShellRun.failFast(node, chain, "history").err())
                    .containsExactly("The history cannot be read: the disk is gone.");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "history -n | N is missing: history [PEER] [-n N]",
                    "history -n 0 | \"0\" is not a number of rows: expected a whole number from 1 to 100000",
                    "history Bob 5 | \"5\" makes no sense here: history [PEER] [-n N]",
                    "history Bob -n 5 6 | \"6\" is too much: history [PEER] [-n N]",
                    "history .. | \"..\" is not a name: expected 1 to 64 characters out of A-Z a-z 0-9 . _ - that"
                            + " start with a letter or digit",
                    "payments all | \"all\" makes no sense here: payments [--queued]",
                    "cancel | ID is missing: cancel ID",
                    "cancel 00 | \"00\" is the id of no queued payment. See all: payments --queued",
                })
        void refusesWhatMakesNoSense(String line, String message) {
            assertThat(ShellRun.failFast(node, chain, line).err()).containsExactly(message);
        }

        private void happen() {
            Payment lunch = payment(1, 10, BOB, 60, PaymentStatus.ACKNOWLEDGED);
            node.emit(new TrustlineEvent.Paid(lunch.withUnits(45)));
            settle(SettlementStatus.ANNOUNCED);
            settle(SettlementStatus.CONFIRMED);
            settle(SettlementStatus.CREDITED);
            node.emit(new TrustlineEvent.Paid(lunch.withUnits(15).with(PaymentStatus.SENT)));
            node.emit(new TrustlineEvent.Paid(new Payment(
                    new PaymentId(2L << 32, 1),
                    CAROL,
                    Direction.INCOMING,
                    7,
                    7,
                    0,
                    1,
                    Memo.of("\u001b[31mred"),
                    PaymentStatus.SENT)));
            Payment given = new Payment(
                    new PaymentId(1L << 32, 11),
                    CAROL,
                    Direction.OUTGOING,
                    30,
                    0,
                    0,
                    1,
                    Memo.of(""),
                    PaymentStatus.QUEUED);
            node.emit(new TrustlineEvent.Queued(given));
            node.emit(new TrustlineEvent.GivenUp(given.with(PaymentStatus.CANCELLED), RefusalCode.CANCELLED));
        }

        private void settle(SettlementStatus status) {
            node.emit(new TrustlineEvent.SettlementMoved(
                    FakeNode.settlement(new SettlementKey(0x0aL << 56, 1), BOB, Direction.OUTGOING, 100, status)));
        }
    }

    @Nested
    class Payments {
        @Test
        void areThoseThatNobodyHasSignedForYet() {
            node.line(unacknowledged("Bob"));
            node.line(FakeNode.open("Carol", 0));
            node.emit(new TrustlineEvent.Paid(payment(1, 1, BOB, 1, PaymentStatus.SENT))); // cannot be, and is not read
            node.emit(new TrustlineEvent.Paid(payment(1, 2, BOB, 2, PaymentStatus.ACKNOWLEDGED)));
            node.emit(new TrustlineEvent.Paid(payment(1, 3, CAROL, 3, PaymentStatus.SENT)));
            node.emit(new TrustlineEvent.Paid(payment(1, 4, BOB, 4, PaymentStatus.SENT)));
            node.emit(new TrustlineEvent.Paid(payment(1, 5, BOB, 5, PaymentStatus.SENT)));
            assertThat(shown("payments"))
                    .containsExactly(
                            "id          peer  amount  paid  state  memo",
                            "00000001-4  Bob        4     4  sent   \"lunch\"",
                            "00000001-5  Bob        5     5  sent   \"lunch\"");
        }

        @Test
        void areAHintIfThereAreNone() {
            assertThat(shown("payments")).containsExactly("No payment waits.");
        }

        @ParameterizedTest
        @CsvSource({"cancel 00000000-1", "cancel 00000000000000010000000000000001"})
        void areTakenBackByTheirIdWhileTheyAreQueued(String command) {
            twoQueued();
            assertThat(shown("pay Bob 5", "pay Bob 6", command)).contains("The payment of 6 to Bob is taken back.");
            assertThat(node.asked).contains("cancel 00000000000000010000000000000001");
        }

        @Test
        void areNotTakenBackByHalfAnId() {
            twoQueued();
            assertThat(ShellRun.failFast(node, chain, "pay Bob 5", "pay Bob 6", "cancel 0000")
                            .err())
                    .containsExactly("\"0000\" begins several ids: give the whole one. See all: payments --queued");
        }

        private void twoQueued() {
            node.line(FakeNode.view("Bob", TrustlineView.State.OPEN, 0, false));
            node.recordPaymentsAs(PaymentStatus.QUEUED);
            node.beSilentAboutPayments();
        }
    }

    private List<String> shown(String... script) {
        String[] all = new String[script.length + 1];
        System.arraycopy(script, 0, all, 0, script.length);
        all[script.length] = "stop here";
        return ShellRun.failFast(node, chain, all).out();
    }

    private static TrustlineView unacknowledged(String peer) {
        TrustlineView line = FakeNode.open(peer, 0);
        return new TrustlineView(
                line.id(),
                line.peer(),
                line.peerKey(),
                line.state(),
                line.balance(),
                line.granted(),
                line.received(),
                line.payable(),
                line.receivable(),
                1,
                false,
                0,
                false,
                TrustlineView.WaitsFor.PEER);
    }

    private static Payment payment(int start, int number, PeerId peer, long units, PaymentStatus status) {
        return new Payment(
                new PaymentId((long) start << 32, number),
                peer,
                Direction.OUTGOING,
                units,
                units,
                0,
                1,
                Memo.of("lunch"),
                status);
    }

    private static String at(long second) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                .format(Instant.ofEpochSecond(second).atZone(ZoneId.systemDefault()));
    }
}
