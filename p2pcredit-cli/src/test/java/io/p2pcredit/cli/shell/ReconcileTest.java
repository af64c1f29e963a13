package io.p2pcredit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.Dispute;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.TrustlineView.WaitsFor;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deciding about a line that cannot go on by itself, and saying why it does not. */
class ReconcileTest {
    private static final PeerId BOB = PeerId.of("Bob");

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();
    private final ScriptedConsole console = new ScriptedConsole();

    @Test
    void showsWhatIsInDispute() {
        dispute();
        assertThat(ShellRun.failFast(node, chain, "reconcile Bob", "stop here").out())
                .containsExactly(
                        "The trustline with Bob is frozen: two entries under one number.",
                        "There are two signed states of the record of Bob, and only one can be true.",
                        "  mine    the one that you have is true.  Bob: -10",
                        "  theirs  the one that Bob has shown is true.  Bob: -25",
                        "Only in the one that you have:",
                        "id          who  amount  memo",
                        "00000001-7  Bob      15  \"\uFFFD[31mtea\"");
    }

    @Test
    void asksBeforeItDecides() {
        dispute();
        console.type("reconcile Bob theirs")
                .type("n")
                .type("reconcile Bob mine")
                .type("y");
        run();
        assertThat(console.shown)
                .containsSubsequence(
                        "Take as true, for good, the state that Bob has shown? [y/N] ",
                        "Nothing was decided.",
                        "Take as true, for good, the state that you have? [y/N] ",
                        "The trustline with Bob goes on, once Bob has decided alike. Bob: -10");
        assertThat(node.asked).containsExactly("reconcile Bob MINE", "close");
    }

    @Test
    void asksNobodyWhoHasSaidYes() {
        dispute();
        assertThat(ShellRun.failFast(node, chain, "reconcile Bob theirs --yes", "stop here")
                        .out())
                .containsExactly("The trustline with Bob goes on, once Bob has decided alike. Bob: -10");
        assertThat(node.asked).contains("reconcile Bob THEIRS");
    }

    @Test
    void letsPaymentsGoOnThatWereHeld() {
        node.line(line(State.OPEN, true, WaitsFor.RELEASE));
        assertThat(ShellRun.failFast(node, chain, "reconcile Bob", "reconcile Bob release --yes", "stop here")
                        .out())
                .containsExactly(
                        "2 payments to Bob wait for you: part of the trustline was lost here and came back from Bob,"
                                + " perhaps with payments that you had asked for again. See history Bob and payments,"
                                + " cancel what was paid already, then: reconcile Bob release",
                        "The payments to Bob go on.");
    }

    @Test
    void saysThatThereIsNothingToDecide() {
        node.line(FakeNode.open("Bob", 0));
        node.refuse("reconcile", Refusal.because(RefusalCode.NOT_FROZEN));
        ShellRun run = ShellRun.failFast(node, chain, "reconcile Bob", "reconcile Bob mine --yes");
        assertThat(run)
                .isEqualTo(new ShellRun(
                        List.of("The trustline with Bob needs no decision."),
                        List.of("The trustline with Bob is not frozen: there is nothing to decide."),
                        ExitCode.COMMAND_REFUSED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "reconcile # PEER is missing: reconcile PEER [mine|theirs|release] [--yes]",
                "reconcile Bob both # \"both\" makes no sense here: reconcile PEER [mine|theirs|release] [--yes]",
                "reconcile Bob mine now # \"now\" makes no sense here: reconcile PEER [mine|theirs|release] [--yes]",
                "reconcile Carol # There is no trustline with Carol. Propose one: propose Carol",
            })
    void refusesWhatMakesNoSense(String line, String message) {
        dispute();
        assertThat(ShellRun.failFast(node, chain, line).err()).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PEER | Bob: away. What you pay is queued until it is back.",
                "RESUME | Bob: both sides are getting back in step.",
                "LOST_UPDATES | Bob: part of the line was lost here; Bob has it, and is giving it back.",
                "RELEASE | Bob: queued payments wait for you. See: reconcile Bob",
                "DECISION | Bob: frozen, and waits for you. See: reconcile Bob",
            })
    void trustlinesSayWhyALineWaits(WaitsFor reason, String line) {
        node.line(line(State.OPEN, false, reason));
        assertThat(ShellRun.failFast(node, chain, "trustlines", "stop here").out())
                .hasSize(4)
                .last()
                .isEqualTo(line);
    }

    private void dispute() {
        node.line(line(State.FROZEN, false, WaitsFor.DECISION));
        Payment tea = new Payment(
                new PaymentId(1L << 32, 7),
                BOB,
                Direction.INCOMING,
                15,
                15,
                0,
                1,
                Memo.of("\u001b[31mtea"),
                PaymentStatus.SENT);
        node.dispute(new Dispute(
                BOB,
                "two entries under one number",
                Direction.INCOMING,
                new Dispute.Claim(Optional.empty(), Balance.of(-10)),
                new Dispute.Claim(Optional.empty(), Balance.of(-25)),
                List.of(tea),
                List.of()));
    }

    private static TrustlineView line(State state, boolean held, WaitsFor reason) {
        TrustlineView line = FakeNode.open("Bob", -10);
        return new TrustlineView(
                line.id(),
                line.peer(),
                line.peerKey(),
                state,
                line.balance(),
                line.granted(),
                line.received(),
                line.payable(),
                line.receivable(),
                0,
                true,
                2,
                held,
                reason);
    }

    private void run() {
        new Shell(ShellRun.desk(node, chain, console), false).run();
    }
}
