package io.p2pcredit.trustline.machine;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;

/**
 * A line between two durable points: what it has taken in since the last one, in order, and own entries that are not
 * signed yet. It can be stepped further, but there is nothing in it to store or to send before it is
 * {@link #seal sealed}.
 *
 * @param line the state, own unsigned entries included
 * @param link how it stands with its peer
 */
@Immutable
public record WorkingLine(Line line, Link link, List<Pending> pending, List<Entry> tail, int tailBytes) {
    /**
     * How large the entries of one update may grow, in canonical bytes, before the next entry begins another update. It
     * keeps every update within one message in any encoding; a single batch may be larger.
     */
    public static final int MAX_UPDATE_BYTES = 40 * 1024;

    public WorkingLine {
        pending = List.copyOf(pending);
        tail = List.copyOf(tail);
    }

    /** Something on its way into the journal. */
    @Immutable
    public sealed interface Pending {
        /** A fact that needs no signature of this end. */
        record Fact(LineRecord fact) implements Pending {}

        /** Own entries and the proof over them that is to be signed. */
        record Unsigned(BalanceProof proof, List<Entry> entries, int bytes) implements Pending {}
    }

    /**
     * A line at a durable point, once the facts are stored.
     *
     * @param facts what to store, in order
     */
    @Immutable
    public record Sealed(Line line, Link link, List<LineRecord> facts) {
        public Sealed {
            facts = List.copyOf(facts);
        }
    }

    public static WorkingLine of(Line line, Link link) {
        return new WorkingLine(line, link, List.of(), List.of(), 0);
    }

    /** One step of the state machine. */
    public Transition step(Input input) {
        return input.match(new Stepper(this));
    }

    /** The line with everything signed for that may be, and the proofs to be signed for that. */
    public WorkingLine readyToSeal() {
        return tail.isEmpty() && !owesAcknowledgement() ? this : cut();
    }

    /** The proofs to be signed, in order. */
    public List<BalanceProof> unsigned() {
        return pending.stream()
                .filter(Pending.Unsigned.class::isInstance)
                .map(item -> ((Pending.Unsigned) item).proof())
                .toList();
    }

    /** @throws IllegalArgumentException unless there is one signature for each of the {@link #unsigned} proofs */
    public Sealed seal(List<Signature> signatures) {
        int proofs = unsigned().size();
        checkArgument(tail.isEmpty(), "entries without a proof");
        checkArgument(signatures.size() == proofs, "%s signatures for %s proofs", signatures.size(), proofs);
        List<LineRecord> facts = new ArrayList<>();
        Line next = line;
        int used = 0;
        for (Pending item : pending) {
            if (item instanceof Pending.Unsigned unsigned) {
                SignedProof signed = new SignedProof(unsigned.proof(), signatures.get(used++));
                Update update = new Update(unsigned.entries(), signed);
                next = next.ownSigned(update);
                facts.add(new LineRecord.OwnUpdate(update));
            } else if (item instanceof Pending.Fact stored) {
                facts.add(stored.fact());
            }
        }
        return new Sealed(next, link, facts);
    }

    /** Whether as much is on its way to the peer, or about to be, as may be unacknowledged. */
    boolean isWindowFull() {
        long updates = line.window().updates().size();
        long bytes = line.window().bytes() + tailBytes;
        for (Pending item : pending) {
            if (item instanceof Pending.Unsigned unsigned && !unsigned.entries().isEmpty()) {
                updates++;
                bytes += unsigned.bytes();
            }
        }
        return updates >= Window.MAX_UPDATES || bytes >= Window.MAX_BYTES;
    }

    /** Takes one more own entry in. */
    WorkingLine write(Entry entry) {
        int size = CanonicalForm.of(entry).size();
        boolean fits = tail.isEmpty() || tailBytes + size <= MAX_UPDATE_BYTES;
        WorkingLine room = fits ? this : cut();
        List<Entry> longer =
                ImmutableList.<Entry>builder().addAll(room.tail).add(entry).build();
        return new WorkingLine(room.line.withOwn(entry), link, room.pending, longer, room.tailBytes + size);
    }

    /** Closes the run of own entries: they are signed for with what is known of the peer now. */
    WorkingLine cut() {
        BalanceProof proof = line.own()
                .proof(
                        line.identity().id(),
                        line.identity().side(),
                        line.theirs().seq());
        return new WorkingLine(line, link, with(new Pending.Unsigned(proof, tail, tailBytes)), List.of(), 0);
    }

    /** The same, if there is anything to sign for. */
    WorkingLine cutTail() {
        return tail.isEmpty() ? this : cut();
    }

    /**
     * Takes a fact in that means something else before the own entries of this round than behind them, such as one
     * about the payments that wait.
     */
    WorkingLine recordBehindTail(LineRecord fact) {
        WorkingLine signed = cutTail();
        return signed.record(fact, signed.line().apply(fact));
    }

    /** Takes a fact in that has led to the line as given. */
    WorkingLine record(LineRecord fact, Line next) {
        return new WorkingLine(next, link, with(new Pending.Fact(fact)), tail, tailBytes);
    }

    WorkingLine with(Link next) {
        return new WorkingLine(line, next, pending, tail, tailBytes);
    }

    private boolean owesAcknowledgement() {
        return link.isReady()
                && line.own().isOpen()
                && !line.isFrozen()
                && line.theirs().seq() > knownToPeer();
    }

    private long knownToPeer() {
        for (int i = pending.size() - 1; i >= 0; i--) {
            if (pending.get(i) instanceof Pending.Unsigned unsigned) {
                return unsigned.proof().peerSeq();
            }
        }
        return line.own().signedPeerSeq();
    }

    private List<Pending> with(Pending item) {
        return ImmutableList.<Pending>builder().addAll(pending).add(item).build();
    }
}
