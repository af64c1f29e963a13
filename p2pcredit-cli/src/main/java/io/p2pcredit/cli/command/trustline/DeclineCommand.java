package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.Proposal;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

/** Declines a proposal: the oldest one ({@code n}) or that of a peer ({@code decline}). */
public final class DeclineCommand implements Command {
    private static final Manual OLDEST = Manual.of(
            "n",
            "",
            "declines the oldest proposal",
            "Refused when the proposals have changed since the prompt was drawn: then say decline PEER.",
            "On a pipe it waits for a proposal, up to 30 s.");
    private static final Manual NAMED = Manual.of(
            "decline", "PEER", "declines the proposal of PEER", "On a pipe it waits for the proposal, up to 30 s.");

    private final Desk desk;
    private final Answers answers;
    private final boolean named;

    private DeclineCommand(Desk desk, Answers answers, boolean named) {
        this.desk = desk;
        this.answers = answers;
        this.named = named;
    }

    public static DeclineCommand ofTheOldest(Desk desk, Answers answers) {
        return new DeclineCommand(desk, answers, false);
    }

    public static DeclineCommand ofThePeer(Desk desk, Answers answers) {
        return new DeclineCommand(desk, answers, true);
    }

    @Override
    public Manual manual() {
        return named ? NAMED : OLDEST;
    }

    @Override
    public Next run(Words words) {
        Optional<PeerId> peer = named ? Optional.of(words.peer()) : Optional.empty();
        words.end();
        Proposal proposal = peer.map(answers::of).orElseGet(answers::oldest);
        boolean done = desk.isDone(desk.node().decline(proposal.peer()), proposal.peer(), 0);
        desk.print("You declined " + proposal.peer() + "'s proposal" + (done ? "." : "; that is under way."));
        return Next.COMMAND;
    }
}
