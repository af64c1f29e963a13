package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.CreditNode;
import io.p2pcredit.Proposal;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.wording.Trustlines;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Optional;

/** Finds the proposal that an answer is about. A script's answer waits for it. */
public final class Answers {
    private final Desk desk;
    private final ProposalsShown shown;

    public Answers(Desk desk, ProposalsShown shown) {
        this.desk = desk;
        this.shown = shown;
    }

    /** The one that a bare {@code y} or {@code n} is about. */
    Proposal oldest() {
        CreditNode node = desk.node();
        desk.waitUntil(() -> !node.proposals().isEmpty(), desk.patience().answer());
        List<Proposal> now = node.proposals();
        if (now.isEmpty()) {
            throw new CommandFailedException("No proposal waits for an answer.");
        }
        return shown.meant(now).orElseThrow(() -> doubtful(now));
    }

    Proposal of(PeerId peer) {
        desk.waitUntil(() -> find(peer).isPresent(), desk.patience().answer());
        return find(peer)
                .orElseThrow(() -> new CommandFailedException(
                        desk.refusals().line(Refusal.because(RefusalCode.NO_PROPOSAL), peer, 0)));
    }

    private Optional<Proposal> find(PeerId peer) {
        return desk.node().proposals().stream()
                .filter(proposal -> proposal.peer().equals(peer))
                .findFirst();
    }

    private CommandFailedException doubtful(List<Proposal> now) {
        now.forEach(proposal -> desk.print(Trustlines.proposed(proposal)));
        return new CommandFailedException(
                "The proposals have changed meanwhile. Say whom you answer: accept PEER, or decline PEER");
    }
}
