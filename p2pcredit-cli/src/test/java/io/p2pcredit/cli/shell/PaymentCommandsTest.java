package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paying past the limit and to peers who are away, plans, and settlements that are under way. */
class PaymentCommandsTest {
    private static final PeerId BOB = PeerId.of("Bob");
    private static final PlanStep[] PAST_THE_LIMIT = {
        new PlanStep.Pay(25), new PlanStep.Settle(100), new PlanStep.Pay(95)
    };

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();
    private final ScriptedConsole console = new ScriptedConsole();

    @Nested
    class APlan {
        @Test
        void isShownStepByStep() {
            node.planAs(PAST_THE_LIMIT);
            assertThat(ShellRun.of(node, chain, "plan Bob 120").out())
                    .startsWith(
                            "Paying Bob 120 takes 3 steps:",
                            "  pay 25",
                            "  settle 100 on Fakechain",
                            "  pay 95",
                            "Settling all trustlines.");
        }

        @Test
        void ofOneStepIsShownToo() {
            node.planAs(new PlanStep.Pay(5));
            assertThat(ShellRun.of(node, chain, "plan Bob 5").out())
                    .startsWith("Paying Bob 5 takes 1 step:", "  pay 5");
        }

        @Test
        void saysThatItWouldWait() {
            node.planAs(new PlanStep.Pay(5));
            node.beSilent();
            assertThat(ShellRun.failFast(node, chain, "plan Bob 5", "nonsense").out())
                    .containsExactly(
                            "Paying Bob 5 takes 1 step:",
                            "  pay 5",
                            "It would wait first, until Bob is online and has what was paid before.");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "NO_TRUSTLINE | There is no trustline with Bob. Propose one: propose Bob",
                    "BEYOND_ANY_PLAN | Paying Bob 120 is too much for this trustline, even with settling in between: you"
                            + " can pay at most 20 now. Pay less, or ask Bob for a higher limit.",
                    "CREDITED_LESS | Bob has credited less than you last paid it on Fakechain: you can pay at most 20 now."
                            + " See: settlements, balance. To settle all the same: settle Bob",
                    "INSOLVENT | Paying Bob 120 is more than you have on Fakechain beside what you owe already: you can"
                            + " pay at most 20 now. See: balance",
                })
        void saysWhyNot(RefusalCode code, String line) {
            node.refuse("plan", Refusal.because(code, 20));
            assertThat(ShellRun.failFast(node, chain, "plan Bob 120"))
                    .isEqualTo(new ShellRun(List.of(), List.of(line), ExitCode.COMMAND_REFUSED));
        }
    }

    @Nested
    class APaymentPastTheLimit {
        @Test
        void saysWhatItDid() {
            node.line(FakeNode.open("Bob", -95));
            node.planAs(PAST_THE_LIMIT);
            assertThat(ShellRun.of(node, chain, "pay Bob 120").out())
                    .startsWith("You paid Bob 120: paid 25, settled 100 on Fakechain, paid 95. Bob: -95");
        }

        @Test
        void saysSoWhenItTakesLongAndShowsItsEnd() {
            node.line(FakeNode.open("Bob", -95));
            node.recordPaymentsAs(PaymentStatus.QUEUED);
            node.beSilent();
            console.type("pay Bob 120").meanwhile(node::endPayments, "proposals");
            run();
            assertThat(console.shown)
                    .containsSubsequence(
                            "The payment of 120 to Bob is under way; its end will be shown here.",
                            "* Your payment of 120 to Bob is through. Bob: -95");
        }

        @Test
        void saysHowMuchWasPaidIfItEndsInTheMiddle() {
            node.line(FakeNode.open("Bob", -25));
            node.refuse("pay", Refusal.because(RefusalCode.PAID_IN_PART, 25));
            assertThat(ShellRun.failFast(node, chain, "pay Bob 120").err())
                    .containsExactly("Only 25 of 120 were paid to Bob: a settlement that the rest needed came to"
                            + " nothing. See: settlements, balance");
        }
    }

    @Nested
    class APaymentToAPeerWhoIsAway {
        @Test
        void isQueuedAndItsEndIsShown() {
            away();
            console.type("pay Bob 10").meanwhile(node::endPayments, "proposals");
            run();
            assertThat(console.shown)
                    .containsSubsequence(
                            "Bob is away: the payment of 10 is queued until Bob is back.",
                            "* Your payment of 10 to Bob is through. Bob: 0");
        }

        @Test
        void isToldWhenItIsRefusedAtLast() {
            away();
            Refusal refusal = Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 5);
            console.type("pay Bob 10").meanwhile(() -> node.refusePayments(refusal), "proposals");
            run();
            assertThat(console.shown)
                    .contains("* Paying Bob 10 is over the limit: you can pay at most 5 now. Settle what you owe first:"
                            + " settle Bob");
        }

        @Test
        void isNotToldOfTheEndOfThisPeer() {
            away();
            console.type("pay Bob 10")
                    .meanwhile(() -> node.refusePayments(Refusal.because(RefusalCode.NODE_CLOSED)), "proposals");
            run();
            assertThat(console.shown).noneMatch(line -> line.startsWith("*"));
        }

        @Test
        void isNamedWhenTheUserLeaves() {
            away();
            assertThat(ShellRun.of(node, chain, "pay Bob 10", "exit").err())
                    .containsExactly("Your payment of 10 to Bob stayed queued: that goes on when you both are back");
        }

        @Test
        void areSummedUpWhenTheUserLeaves() {
            away();
            assertThat(ShellRun.of(node, chain, "pay Bob 10", "pay Bob 5", "exit")
                            .err())
                    .containsExactly(
                            "Your 2 payments of 15 in all to Bob stayed queued: that goes on when you both are back");
        }

        @Test
        void isNoMatterOfWaiting() {
            away();
            String[] script = Collections.nCopies(2_000, "pay Bob 1").toArray(new String[0]);
            long begin = System.nanoTime();
            assertThat(ShellRun.of(node, chain, script).out())
                    .filteredOn("Bob is away: the payment of 1 is queued until Bob is back."::equals)
                    .hasSize(2_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30)); // 15 ms each
        }

        @Test
        void ofOnePaymentBehindAnotherIsToldAtOnce() {
            node.line(queueing("Bob", 2));
            node.recordPaymentsAs(PaymentStatus.QUEUED);
            node.beSilentAboutPayments();
            console.type("pay Bob 10");
            run();
            assertThat(console.shown).contains("The payment of 10 to Bob is queued behind others. See: payments");
        }

        private void away() {
            node.line(FakeNode.view("Bob", TrustlineView.State.OPEN, 0, false));
            node.recordPaymentsAs(PaymentStatus.QUEUED);
            node.beSilentAboutPayments();
        }
    }

    @Nested
    class Settlements {
        @Test
        void areAHintIfThereAreNone() {
            node.knows(FakeNode.settlement(BOB, Direction.OUTGOING, 5, SettlementStatus.CREDITED));
            assertThat(ShellRun.of(node, chain, "settlements").out()).startsWith("No settlement is under way.");
        }

        @Test
        void areATable() {
            twoInDoubt();
            assertThat(ShellRun.of(node, chain, "settlements").out())
                    .startsWith(
                            "key       peer   who pays  amount  state",
                            "00000000  Bob    you           10  in doubt",
                            "0a000000  Carol  Carol          7  answered");
        }

        @Test
        void areResolvedByTheFirstDigitsOfTheKeyAfterAQuestion() {
            twoInDoubt();
            chain.user("Alice", "", 90);
            chain.user("Bob", "", 100);
            chain.user("Eve", "", 3);
            console.type("settlement resolve 0A paid")
                    .type("no")
                    .type("settlement resolve 00 unpaid")
                    .type("y");
            run();
            assertThat(console.shown)
                    .containsSubsequence(
                            "Fakechain: Alice has 90",
                            "Say for good that Carol's transfer of 7 to you was paid? [y/N] ",
                            "Nothing was said.",
                            "Fakechain: Alice has 90, Bob has 100",
                            "Say for good that your transfer of 10 to Bob was unpaid? [y/N] ",
                            "You said that your transfer of 10 to Bob was unpaid. Bob: no trustline");
            assertThat(node.asked).contains("resolve 00000000000000000000000000000001 UNPAID");
        }

        @Test
        void areResolvedWithoutAQuestionIfToldSo() {
            twoInDoubt();
            assertThat(ShellRun.of(node, chain, "settlement resolve 0a paid --yes")
                            .out())
                    .startsWith("You said that Carol's transfer of 7 to you was paid. Carol: no trustline");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                value = {
                    "settlement # resolve is missing: settlement resolve KEY paid|unpaid [--yes]",
                    "settlement show # \"show\" makes no sense here: settlement resolve KEY paid|unpaid [--yes]",
                    "settlement resolve # KEY is missing: settlement resolve KEY paid|unpaid [--yes]",
                    "settlement resolve 00 # paid or unpaid is missing: settlement resolve KEY paid|unpaid [--yes]",
                    "settlement resolve 00 yes # \"yes\" makes no sense here: settlement resolve KEY paid|unpaid [--yes]",
                    "settlement resolve 0 paid # \"0\" begins several keys: give more digits. See all: settlements",
                    "settlement resolve ff paid # \"ff\" is the key of no open settlement. See all: settlements",
                    "settlement resolve 0a paid # This would say for good that Carol's transfer of 7 to you was paid."
                            + " Confirm it: settlement resolve 0a000000 paid --yes",
                })
        void areResolvedOnlyByAWholeCommand(String line, String message) {
            twoInDoubt();
            assertThat(ShellRun.failFast(node, chain, line).err()).containsExactly(message);
            assertThat(node.asked).containsExactly("close");
        }

        private void twoInDoubt() {
            node.knows(FakeNode.settlement(
                    new SettlementKey(0, 1), BOB, Direction.OUTGOING, 10, SettlementStatus.IN_DOUBT));
            node.knows(FakeNode.settlement(
                    new SettlementKey(0x0aL << 56, 1),
                    PeerId.of("Carol"),
                    Direction.INCOMING,
                    7,
                    SettlementStatus.ANSWERED));
        }
    }

    private static TrustlineView queueing(String peer, int payments) {
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
                0,
                true,
                payments,
                false,
                TrustlineView.WaitsFor.NOTHING);
    }

    private void run() {
        new Shell(ShellRun.desk(node, chain, console), false).run();
    }
}
