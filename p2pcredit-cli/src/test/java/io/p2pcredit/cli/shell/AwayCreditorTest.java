package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settling with Bob, who is owed 10 and is away. */
class AwayCreditorTest {
    private static final PeerId BOB = PeerId.of("Bob");
    private static final String RISK =
            "If Bob has paid you meanwhile, you settle more than you owe, and are owed the difference.";
    private static final String QUESTION = "Settle 10 with Bob without its answer? [y/N] ";

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();
    private final ScriptedConsole console = new ScriptedConsole();

    @BeforeEach
    void owe() {
        node.line(FakeNode.view("Bob", TrustlineView.State.OPEN, -10, false));
        node.endSettlementsAs(SettlementStatus.CONFIRMED);
        node.leaveWith(new ClosingReport(List.of(new ClosingReport.Line(BOB, 0, Balance.of(-10), "the peer is away"))));
    }

    @Nested
    class ByForce {
        @Test
        void isDoneOnAPipeIfConfirmed() {
            ShellRun run = ShellRun.failFast(node, chain, "settle Bob --force --yes", "stop here");
            assertThat(run.out())
                    .containsExactly("Fakechain has transferred 10 to Bob, who has not credited it yet. Bob: -10");
            assertThat(node.asked).contains("settle Bob 10 unannounced");
        }

        @Test
        void tellsTheRiskOnAPipe() {
            assertThat(ShellRun.failFast(node, chain, "settle Bob --force").err())
                    .containsExactly(
                            "This would settle 10 with Bob without its answer. Confirm it: settle Bob 10 --force --yes");
            assertThat(node.asked).containsExactly("close");
        }

        @Test
        void asksAPersonWhoMaySayNo() {
            console.type("settle Bob 4 --force").type("n");
            run();
            assertThat(console.shown).contains(RISK, QUESTION.replace("10", "4"), "Nothing was settled.");
            assertThat(node.asked).containsExactly("close");
        }

        @Test
        void saysWhyNot() {
            node.refuse("settle", Refusal.because(RefusalCode.PEER_PRESENT));
            assertThat(ShellRun.failFast(node, chain, "settle Bob --force --yes")
                            .err())
                    .containsExactly("Bob is online. Settle in the usual way: settle Bob");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "settle Carol --force --yes | There is no trustline with Carol. Propose one: propose Carol",
                    "settle Bob --yes | --yes makes no sense without --force: settle PEER [AMOUNT] [--force [--yes]]",
                    "settle Bob --force 5 | \"5\" makes no sense here: settle PEER [AMOUNT] [--force [--yes]]",
                    "settle Bob 5 --now | \"--now\" makes no sense here: settle PEER [AMOUNT] [--force [--yes]]",
                })
        void makesSenseOnlyAsAWhole(String line, String message) {
            assertThat(ShellRun.failFast(node, chain, line).err()).containsExactly(message);
        }
    }

    @Nested
    class WhenTheUserLeaves {
        @Test
        void isLeftAsItIsOnAPipe() {
            assertThat(ShellRun.of(node, chain, "exit"))
                    .isEqualTo(new ShellRun(
                            List.of("Settling all trustlines.", "Goodbye."),
                            List.of("You still owe Bob 10: the peer is away"),
                            ExitCode.DEBTS_LEFT));
            assertThat(node.asked).containsExactly("settleAllAndClose 30");
        }

        @Test
        void isDoneOnAPipeByForce() {
            assertThat(ShellRun.of(node, chain, "exit --force"))
                    .isEqualTo(new ShellRun(
                            List.of(
                                    "Settling all trustlines.",
                                    "You settled 10 with Bob on Fakechain, who credits it when it is back.",
                                    "Goodbye."),
                            List.of(),
                            ExitCode.FINE));
            assertThat(node.asked).containsExactly("settle Bob 10 unannounced", "settleAllAndClose 0");
        }

        @Test
        void isDoneIfAPersonAgrees() {
            console.type("exit").type("y");
            assertThat(run()).isEqualTo(ExitCode.FINE);
            assertThat(console.shown).containsSubsequence(RISK, QUESTION);
        }

        @Test
        void isLeftAsItIsIfAPersonDoesNotAgree() {
            console.type("exit").type("");
            assertThat(run()).isEqualTo(ExitCode.DEBTS_LEFT);
            assertThat(node.asked).containsExactly("settleAllAndClose 30");
        }

        @Test
        void saysWhyItCannotBeDone() {
            node.refuse("settle", Refusal.because(RefusalCode.NOT_RESUMED_YET));
            ShellRun run = ShellRun.of(node, chain, "exit --force");
            assertThat(run.err())
                    .containsExactly(
                            "Settling with Bob while it is away works once, on a trustline that was in step since this"
                                    + " peer started. Wait until Bob is online.",
                            "You still owe Bob 10: the peer is away");
            assertThat(run.code()).isEqualTo(ExitCode.DEBTS_LEFT);
        }

        @Test
        void isNotAskedAgainIfTheMoneyHasMovedBefore() {
            ShellRun run = ShellRun.of(node, chain, "settle Bob --force --yes", "exit --force");
            assertThat(run.code()).isEqualTo(ExitCode.FINE);
            assertThat(node.asked).containsExactly("settle Bob 10 unannounced", "settleAllAndClose 0");
        }
    }

    private ExitCode run() {
        return new Shell(ShellRun.desk(node, chain, console), false).run();
    }
}
