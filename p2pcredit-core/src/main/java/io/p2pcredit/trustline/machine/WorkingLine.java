package io.p2pcredit.trustline.machine;

import static com.google.common.base.Preconditions.checkArgument;

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
 */
@Immutable
public final class WorkingLine {
    /**
     * How large the entries of one update may grow, in canonical bytes, before the next entry begins another update. It
     * keeps every update within one message in any encoding; a single batch may be larger.
     */
    public static final int MAX_UPDATE_BYTES = 40 * 1024;

    private final Line line;
    private final Link link;
    private final Trail<Pending> pending;
    private final InFlight cut;
    private final Trail<Entry> tail;
    private final int tailBytes;

    private WorkingLine(Line line, Link link, Trail<Pending> pending, InFlight cut, Trail<Entry> tail, int tailBytes) {
        this.line = line;
        this.link = link;
        this.pending = pending;
        this.cut = cut;
        this.tail = tail;
        this.tailBytes = tailBytes;
    }

    /** How many updates with entries are about to be signed, and their size. */
    @Immutable
    private record InFlight(int updates, long bytes) {
        static final InFlight NONE = new InFlight(0, 0);

        InFlight with(int entriesBytes) {
            return entriesBytes == 0 ? this : new InFlight(updates + 1, bytes + entriesBytes);
        }
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
        return new WorkingLine(line, link, Trail.empty(), InFlight.NONE, Trail.empty(), 0);
    }

    /** The state, own unsigned entries included. */
    public Line line() {
        return line;
    }

    /** How it stands with its peer. */
    public Link link() {
        return link;
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
        return pending.toList().stream()
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
        for (Pending item : pending.toList()) {
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

    /** Whether there is nothing to sign for. */
    boolean isSealed() {
        return tail.isEmpty() && unsigned().isEmpty();
    }

    /** Whether as much is on its way to the peer, or about to be, as may be unacknowledged. */
    boolean isWindowFull() {
        return line.window().updates().size() + cut.updates() >= Window.MAX_UPDATES
                || line.window().bytes() + cut.bytes() + tailBytes >= Window.MAX_BYTES;
    }

    /** Takes one more own entry in. */
    WorkingLine write(Entry entry) {
        int size = CanonicalForm.size(entry);
        boolean fits = tail.isEmpty() || tailBytes + size <= MAX_UPDATE_BYTES;
        WorkingLine room = fits ? this : cut();
        return new WorkingLine(
                room.line.withOwn(entry), link, room.pending, room.cut, room.tail.with(entry), room.tailBytes + size);
    }

    /** Closes the run of own entries: they are signed for with what is known of the peer now. */
    WorkingLine cut() {
        BalanceProof proof = line.own()
                .proof(
                        line.identity().id(),
                        line.identity().side(),
                        line.theirs().seq());
        Pending unsigned = new Pending.Unsigned(proof, tail.toList(), tailBytes);
        return new WorkingLine(line, link, pending.with(unsigned), cut.with(tailBytes), Trail.empty(), 0);
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
        return new WorkingLine(next, link, pending.with(new Pending.Fact(fact)), cut, tail, tailBytes);
    }

    WorkingLine with(Link next) {
        return new WorkingLine(line, next, pending, cut, tail, tailBytes);
    }

    private boolean owesAcknowledgement() {
        return link.isReady()
                && line.own().isOpen()
                && !line.isFrozen()
                && line.theirs().seq() > knownToPeer();
    }

    private long knownToPeer() {
        for (Pending newestFirst : pending) {
            if (newestFirst instanceof Pending.Unsigned unsigned) {
                return unsigned.proof().peerSeq();
            }
        }
        return line.own().signedPeerSeq();
    }
}
