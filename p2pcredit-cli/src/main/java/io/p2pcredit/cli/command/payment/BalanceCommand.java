package io.p2pcredit.cli.command.payment;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.fakechain.FakechainReply;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Shows where everything stands: per peer, in total, and on Fakechain. */
public final class BalanceCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "balance",
            "",
            "shows what you are owed, and have on Fakechain",
            "Positive: the peer owes you. Negative: you owe the peer.");

    private final Desk desk;

    public BalanceCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        words.end();
        desk.awaitLines();
        CompletableFuture<FakechainReply<OptionalLong>> asked = desk.chain().balance();
        List<TrustlineView> lines = desk.node().trustlines().stream()
                .filter(BalanceCommand::isOpened)
                .toList();
        lines.forEach(line -> desk.print(line.peer() + ": " + line.balance()));
        desk.print("Total: "
                + lines.stream().mapToLong(line -> line.balance().units()).sum());
        desk.print("Fakechain: " + onFakechain(asked));
        return Next.COMMAND;
    }

    private long onFakechain(CompletableFuture<FakechainReply<OptionalLong>> asked) {
        return desk.answer(asked)
                .orElseThrow(() -> new CommandFailedException("Fakechain at "
                        + desk.chain().url() + " knows you no more: its users were deleted. See: users"));
    }

    private static boolean isOpened(TrustlineView line) {
        return line.state() != TrustlineView.State.PROPOSED && line.state() != TrustlineView.State.DECLINED;
    }
}
