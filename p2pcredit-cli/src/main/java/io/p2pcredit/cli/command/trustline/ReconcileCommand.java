package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.Dispute;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Disputes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.Locale;
import java.util.Optional;

/** Shows why a trustline cannot go on by itself, and takes its owner's decision. */
public final class ReconcileCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "reconcile",
            "PEER [mine|theirs|release] [--yes]",
            "decides about a line that is frozen or held",
            "Without a decision it shows what only one side has, and what each decision means.",
            "mine, theirs: of a frozen line, which of two signed records is true. PEER has to decide alike.",
            "After theirs, payments that only your state had are in doubt, and not paid again by themselves.",
            "release: lets payments go on that were queued when the line came back from PEER.",
            "Asks first, unless you say --yes.");

    private final Desk desk;

    public ReconcileCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        Optional<Reconciliation> decision = words.next().map(word -> decision(words, word));
        boolean confirmed = words.confirmation();
        words.end();
        desk.awaitPeer(peer);
        TrustlineView line = desk.node().trustline(peer).orElseThrow(() -> noTrustline(peer));
        if (decision.isEmpty()) {
            show(line);
        } else if (confirmed || isWished(line, decision.get())) {
            decide(peer, decision.get());
        } else {
            desk.print("Nothing was decided.");
        }
        return Next.COMMAND;
    }

    private void show(TrustlineView line) {
        Optional<Dispute> dispute = desk.node().dispute(line.peer());
        dispute.ifPresent(this::show);
        if (line.held()) {
            desk.print(Disputes.held(line));
        } else if (dispute.isEmpty()) {
            desk.print("The trustline with " + line.peer() + " needs no decision.");
        }
    }

    private void show(Dispute dispute) {
        Disputes.about(dispute).forEach(desk::print);
        if (!dispute.onlyMine().isEmpty()) {
            desk.print("Only in the one that you have:");
            desk.print(Disputes.table(dispute.onlyMine()));
        }
        if (!dispute.onlyTheirs().isEmpty()) {
            desk.print("Only in the one that " + dispute.peer() + " has shown:");
            desk.print(Disputes.table(dispute.onlyTheirs()));
        }
    }

    private boolean isWished(TrustlineView line, Reconciliation decision) {
        show(line);
        PeerId peer = line.peer();
        return desk.isWished(
                Disputes.consequence(peer, decision), "reconcile " + peer + ' ' + word(decision) + " --yes");
    }

    private void decide(PeerId peer, Reconciliation decision) {
        Optional<TrustlineView> end = desk.outcome(desk.node().reconcile(peer, decision), peer, 0);
        if (end.isEmpty()) {
            desk.print("That is under way; see: trustlines");
        } else if (decision == Reconciliation.RELEASE) {
            desk.print("The payments to " + peer + " go on.");
        } else {
            desk.print("The trustline with " + peer + " goes on, once " + peer + " has decided alike. "
                    + desk.standing(peer));
        }
    }

    private CommandFailedException noTrustline(PeerId peer) {
        return new CommandFailedException(desk.refusals().line(Refusal.because(RefusalCode.NO_TRUSTLINE), peer, 0));
    }

    private static Reconciliation decision(Words words, String word) {
        for (Reconciliation decision : Reconciliation.values()) {
            if (word(decision).equals(word)) {
                return decision;
            }
        }
        throw words.misused(Values.quoted(word) + " makes no sense here");
    }

    private static String word(Reconciliation decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }
}
