package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All entries of all writers in the order in which they were first seen outside the nodes, which is the order of their
 * numbers: I9, the hash chain is unbroken and the totals are what the entries produce. Not thread-safe.
 */
public final class Chains {
    private static final String I9 = "I9 ChainsAreUnbroken";

    private final Map<Writer, Chain> chains = new HashMap<>();

    public Chain of(Writer writer) {
        return chains.computeIfAbsent(writer, Chain::new);
    }

    /** Takes an update that is seen anywhere. Empty if nothing in it is new. */
    public Optional<Written> take(Update update) {
        Writer writer = Writer.of(update.proof());
        Chain chain = of(writer);
        List<Point> added = new ArrayList<>();
        if (update.firstSeq() > chain.end() + 1) {
            throw new Violation(I9, "after entry " + chain.end() + " comes " + update.proof());
        }
        for (int i = 0; i < update.entries().size(); i++) {
            long seq = update.firstSeq() + i;
            Entry entry = update.entries().get(i);
            if (seq > chain.end()) {
                added.add(chain.append(entry));
            } else if (!chain.at(seq).entry().equals(entry)) {
                throw new Violation(I9, "entry " + seq + " was " + chain.at(seq).entry() + " and is " + entry);
            }
        }
        checkProof(chain.at(update.proof().seq()), update.proof());
        return added.isEmpty() ? Optional.empty() : Optional.of(new Written(writer, update.proof(), added));
    }

    private static void checkProof(Point point, BalanceProof proof) {
        boolean fits = point.paid() == proof.paid()
                && point.credited() == proof.credited()
                && point.limit() == proof.limit().units()
                && point.hash().equals(proof.entriesHash());
        if (!fits) {
            throw new Violation(I9, proof + " does not follow from the entries, which say " + point);
        }
    }
}
