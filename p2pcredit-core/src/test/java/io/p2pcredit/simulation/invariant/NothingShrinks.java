package io.p2pcredit.simulation.invariant;

import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * I8: numbers and totals never decrease: not from one proof of a writer to the next, not in what a node says of itself
 * from session to session, and not in what its history stores.
 */
public final class NothingShrinks implements Invariant {
    private static final String NAME = "I8 NothingShrinks";
    private static final Comparator<BalanceProof> BY_PLACE =
            Comparator.comparingLong(BalanceProof::seq).thenComparingLong(BalanceProof::peerSeq);

    private final Map<Writer, TreeSet<BalanceProof>> proofs = new HashMap<>();
    private final Map<Holder, BalanceProof> shown = new HashMap<>();
    private final Map<Holder, BalanceProof> stored = new HashMap<>();

    @Override
    public void seen(SignedProof signed) {
        BalanceProof proof = signed.proof();
        TreeSet<BalanceProof> known = proofs.computeIfAbsent(Writer.of(proof), writer -> new TreeSet<>(BY_PLACE));
        if (known.add(proof)) {
            check("a writer's proofs", known.lower(proof), proof);
            check("a writer's proofs", proof, known.higher(proof));
        }
    }

    @Override
    public void resumed(PeerId from, int link, Resume resume) {
        resume.mine().ifPresent(signed -> follow("its own at " + from, shown, from, signed.proof()));
        resume.held().ifPresent(signed -> follow("the peer's at " + from, shown, from, signed.proof()));
    }

    @Override
    public void stored(PeerId at, History.Batch batch) {
        for (Update update : batch.updates()) {
            BalanceProof before = stored.get(new Holder(at, Writer.of(update.proof())));
            if (!update.isAcknowledgement() && update.firstSeq() != (before == null ? 0 : before.seq()) + 1) {
                throw new Violation(NAME, "in the history of " + at + " after " + before + " comes " + update.proof());
            }
            follow("the history of " + at, stored, at, update.proof());
        }
    }

    @Override
    public void historyLost(PeerId at) {
        stored.keySet().removeIf(holder -> holder.node().equals(at));
    }

    @Override
    public void dataLost(PeerId at) {
        shown.keySet().removeIf(holder -> holder.node().equals(at));
        historyLost(at);
    }

    @Override
    public void forgotten(Writer writer, long last) {
        proofs.computeIfPresent(writer, (same, known) -> {
            known.removeIf(proof -> proof.seq() > last);
            return known;
        });
        proofs.computeIfPresent(writer.peer(), (peer, known) -> {
            known.removeIf(proof -> proof.peerSeq() > last);
            return known;
        });
    }

    private static void follow(String where, Map<Holder, BalanceProof> newest, PeerId node, BalanceProof proof) {
        check(where, newest.put(new Holder(node, Writer.of(proof)), proof), proof);
    }

    private static void check(String where, @Nullable BalanceProof before, @Nullable BalanceProof after) {
        if (before == null || after == null) {
            return;
        }
        boolean grows = before.seq() <= after.seq()
                && before.peerSeq() <= after.peerSeq()
                && before.paid() <= after.paid()
                && before.credited() <= after.credited();
        if (!grows) {
            throw new Violation(NAME, where + ": after " + before + " comes " + after);
        }
    }

    private record Holder(PeerId node, Writer writer) {}
}
