package io.p2pcredit.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PeerIdentity;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.cli.console.Input;
import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person types into the shell, line by line: whatever it is, the shell goes on or leaves as it should, and shows
 * whole lines of plain text.
 */
class CommandLineFuzzTest extends DecoderFuzz {
    private static final List<String> LINES = List.of(
            "help",
            "help pay",
            "propose Carol 50",
            "accept Carol 30",
            "decline Carol",
            "y Carol",
            "n",
            "proposals",
            "pay Bob 10 \"coffee and cake\"",
            "pay Dave 10",
            "plan Bob 5000",
            "settle Bob 10",
            "settle Bob 10 --force --yes",
            "payments --queued",
            "cancel 0001",
            "history Bob -n 20",
            "settlements",
            "settlement resolve 0000 paid --yes",
            "balance",
            "trustlines",
            "limit Bob 9007199254740991",
            "close Bob",
            "identity Bob",
            "identity Bob accept " + FakeNode.key("Eve").fingerprint(),
            "reconcile Bob mine --yes",
            "users",
            "delete --yes",
            "whoami",
            "backup /nowhere/at all.zip",
            "# nothing",
            "exit --wait 0 --force");

    @Override
    protected List<byte[]> samples() {
        return Stream.concat(LINES.stream(), Stream.of("pay Bob 10\nbalance\nsettle Bob\nexit", "close Bob\ny\ny"))
                .map(line -> line.getBytes(UTF_8))
                .toList();
    }

    @Override
    protected int inputs() {
        return 3_000;
    }

    @Override
    protected void feed(byte[] input) {
        String text = new String(input, UTF_8);
        feed(text.lines().limit(50).toList());
        feed(List.of(text)); // as a terminal may hand over what was pasted
    }

    private static void feed(List<String> lines) {
        ScriptedConsole console = new ScriptedConsole();
        lines.forEach(console::type);
        console.press(new Input.End());
        assertThat(new Shell(ShellRun.desk(node(), new FakeChain(), console), false).run())
                .isNotNull();
        console.shown.forEach(PlainText::check);
    }

    private static FakeNode node() {
        FakeNode node = new FakeNode("Alice");
        node.line(FakeNode.open("Bob", -10));
        node.line(FakeNode.view("Dave", TrustlineView.State.OPEN, 7, false));
        node.proposal("Carol", 20, 30);
        PeerId bob = PeerId.of("Bob");
        node.identity(new PeerIdentity(bob, Optional.of(FakeNode.key("Bob")), Optional.of(FakeNode.key("Eve"))));
        node.planAs(new PlanStep.Settle(10), new PlanStep.Pay(90));
        node.knows(FakeNode.settlement(bob, Direction.OUTGOING, 5, SettlementStatus.SUBMITTED));
        return node;
    }
}
