package io.p2pcredit.cli.shell;

import io.p2pcredit.CreditNode;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Expectations;
import io.p2pcredit.cli.command.Patience;
import io.p2pcredit.cli.command.Setup;
import io.p2pcredit.cli.console.Console;
import io.p2pcredit.cli.console.TerminalConsole;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.cli.wording.Refusals;
import io.p2pcredit.trustline.CreditLimit;

/** A running peer together with whoever tells it what to do. */
public final class PeerShell {
    private final Console console;
    private final Desk desk;
    private final NoticeBoard board;
    private final boolean failFast;

    /** A shell that has not begun yet. */
    public PeerShell(RunningPeer peer, Console console, Conduct conduct, Setup setup) {
        CreditNode node = peer.node();
        this.console = console;
        this.failFast = conduct.failFast();
        this.desk = new Desk(
                node,
                peer.chain(),
                console,
                Patience.with(console),
                conduct.limit(),
                new Expectations(),
                new Refusals(node.self(), peer.chain().url()),
                setup);
        this.board = new NoticeBoard(desk, peer::onEvent);
    }

    /**
     * How a shell behaves.
     *
     * @param limit what a trustline is proposed with when the user does not say
     * @param failFast whether the first command that fails ends the shell
     */
    public record Conduct(CreditLimit limit, boolean failFast) {}

    /** Carries out commands until the user leaves. */
    public ExitCode run() {
        greet();
        Shell shell = new Shell(desk, board, failFast);
        if (console instanceof TerminalConsole terminal) {
            terminal.complete(shell.commands().suggestions());
            console.print("Type help for the commands, exit to leave.");
        }
        return shell.run();
    }

    /** Reads nothing, and runs until a signal ends the program or the node stops for good. */
    public ExitCode runHeadless() {
        greet();
        board.open();
        board.halted().join();
        board.close();
        board.showHalt();
        return ExitCode.STORAGE;
    }

    private void greet() {
        String address = desk.chain().address().join().map(url -> " at " + url).orElse("; nobody can dial it");
        console.print(desk.node().self() + " is ready" + address + ". Fakechain: "
                + desk.chain().url() + ".");
        desk.setup().news().forEach(console::print);
    }
}
