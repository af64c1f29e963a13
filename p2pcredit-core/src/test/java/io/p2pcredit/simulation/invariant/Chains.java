package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All entries of all writers in the order in which they were first seen outside the nodes, which is the order of their
 * numbers: I9, the hash chain is unbroken and the totals are what the entries produce.
 *
 * <p>What a writer has lost and nobody is known to have accepted is set aside: the writer may write it anew. It is taken
 * back as soon as it shows that somebody has it after all. Not thread-safe.
 */
public final class Chains {
    private static final String I9 = "I9 ChainsAreUnbroken";

    private final Map<Writer, Chain> chains = new HashMap<>();
    private final Map<Writer, Long> accepted = new HashMap<>();
    private final Map<Writer, Deque<Update>> lost = new HashMap<>();

    public Chain of(Writer writer) {
        return chains.computeIfAbsent(writer, Chain::new);
    }

    /** The number of the writer's newest entry that its peer is known to hold. */
    public long accepted(Writer writer) {
        return accepted.getOrDefault(writer, 0L);
    }

    /**
     * The writer's peer has shown that it holds the entry.
     *
     * @return what had been set aside and comes back by this
     */
    public List<Update> accept(Writer writer, long seq) {
        accepted.merge(writer, seq, Math::max);
        return takeBack(writer, seq);
    }

    /**
     * The writer itself shows the proof.
     *
     * @return what had been set aside and comes back by this
     */
    public List<Update> shown(BalanceProof proof) {
        Writer writer = Writer.of(proof);
        boolean isLost =
                setAside(writer).stream().anyMatch(update -> update.proof().equals(proof));
        return isLost ? takeBack(writer, proof.seq()) : List.of();
    }

    /** Sets aside what the writer has lost with its data. Returns the number of the last entry that stays. */
    public long forget(Writer writer) {
        long last = Math.min(accepted(writer), of(writer).end());
        lost.put(writer, new ArrayDeque<>(of(writer).cutAfter(last)));
        return last;
    }

    /**
     * Both ends have lost data of the line: what the writer has written after the entry is set aside.
     *
     * @param held the number of the newest entry that its peer still has
     */
    public void forget(Writer writer, long last, long held) {
        accepted.put(writer, held);
        lost.put(writer, new ArrayDeque<>(of(writer).cutAfter(last)));
    }

    /** Takes an update that is seen anywhere. Empty if nothing in it is new. */
    public Optional<Written> take(Update update) {
        Writer writer = Writer.of(update.proof());
        Chain chain = of(writer);
        if (update.firstSeq() > chain.end() + 1) {
            throw new Violation(I9, "after entry " + chain.end() + " comes " + update.proof());
        }
        List<Point> added = new ArrayList<>();
        for (int i = 0; i < update.entries().size(); i++) {
            long seq = update.firstSeq() + i;
            Entry entry = update.entries().get(i);
            if (seq > chain.end()) {
                added.add(appended(writer, entry));
            } else if (!chain.at(seq).entry().equals(entry)) {
                throw new Violation(I9, "entry " + seq + " was " + chain.at(seq).entry() + " and is " + entry);
            }
        }
        checkProof(chain.at(update.proof().seq()), update.proof());
        if (added.isEmpty()) {
            return Optional.empty();
        }
        chain.seal(update);
        replace(setAside(writer), update);
        return Optional.of(new Written(writer, update.proof(), added));
    }

    private Point appended(Writer writer, Entry entry) {
        Point point = of(writer).append(entry);
        if (of(writer).repeats(point) && !isOver(writer, entry)) {
            throw new Violation("I4 SettlementsAreAgreed", "a second time: " + entry);
        }
        return point;
    }

    /** One who means harm may answer or credit once more, at its own cost, what is over. */
    private boolean isOver(Writer creditor, Entry entry) {
        long announced = of(creditor.peer()).intents();
        return (entry instanceof SettlementAnswer answer && answer.number() < announced)
                || (entry instanceof SettlementCredit credit && credit.number() < announced);
    }

    private List<Update> takeBack(Writer writer, long upTo) {
        List<Update> back = new ArrayList<>();
        Deque<Update> aside = setAside(writer);
        while (!aside.isEmpty() && aside.peekFirst().firstSeq() <= upTo) {
            back.add(aside.removeFirst());
        }
        return back;
    }

    /** What was set aside goes if it was written again, and goes for good if something else was written instead. */
    private static void replace(Deque<Update> aside, Update update) {
        Update first = aside.peekFirst();
        if (first == null || first.firstSeq() > update.proof().seq()) {
            return;
        }
        if (first.equals(update)) {
            aside.removeFirst();
        } else {
            aside.clear();
        }
    }

    private Deque<Update> setAside(Writer writer) {
        return lost.computeIfAbsent(writer, nothing -> new ArrayDeque<>());
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
