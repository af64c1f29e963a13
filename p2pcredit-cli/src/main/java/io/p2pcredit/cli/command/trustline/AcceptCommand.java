package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.Proposal;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Trustlines;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Accepts a proposal: the oldest one ({@code y}) or that of a peer ({@code accept}). */
public final class AcceptCommand implements Command {
    private static final Manual OLDEST = Manual.of(
            "y",
            "",
            "accepts the oldest proposal, as it was asked for",
            "Refused when the proposals have changed since the prompt was drawn: then say accept PEER.",
            "On a pipe it waits for a proposal, up to 30 s.");
    private static final Manual NAMED = Manual.of(
            "accept",
            "PEER [LIMIT]",
            "accepts the proposal of PEER",
            "LIMIT is how much you let PEER owe you; without it, as much as PEER asked for.",
            "On a pipe it waits for the proposal, up to 30 s.");

    private final Desk desk;
    private final Answers answers;
    private final boolean named;

    private AcceptCommand(Desk desk, Answers answers, boolean named) {
        this.desk = desk;
        this.answers = answers;
        this.named = named;
    }

    public static AcceptCommand ofTheOldest(Desk desk, Answers answers) {
        return new AcceptCommand(desk, answers, false);
    }

    public static AcceptCommand ofThePeer(Desk desk, Answers answers) {
        return new AcceptCommand(desk, answers, true);
    }

    @Override
    public Manual manual() {
        return named ? NAMED : OLDEST;
    }

    @Override
    public Next run(Words words) {
        if (!named) {
            words.end();
            Proposal oldest = answers.oldest();
            return accept(oldest, oldest.asked());
        }
        PeerId peer = words.peer();
        Optional<CreditLimit> granted = words.optionalLimit();
        words.end();
        Proposal proposal = answers.of(peer);
        return accept(proposal, granted.orElse(proposal.asked()));
    }

    private Next accept(Proposal proposal, CreditLimit granted) {
        PeerId peer = proposal.peer();
        Opening opening = new Opening(desk, peer);
        CompletableFuture<TrustlineView> answer = desk.node().accept(peer, granted);
        Object unused = answer.whenComplete((line, failure) -> opening.ended(failure));
        String outcome = desk.outcome(answer, peer, granted.units())
                .map(line -> Trustlines.opened(peer, line.granted(), line.received()))
                .orElse("The trustline with " + peer + " is being opened.");
        desk.print("You accepted. " + outcome);
        return Next.COMMAND;
    }
}
