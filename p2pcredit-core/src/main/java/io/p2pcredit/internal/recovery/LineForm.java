package io.p2pcredit.internal.recovery;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Accord;
import io.p2pcredit.trustline.machine.Accord.Verdict;
import io.p2pcredit.trustline.machine.Chain;
import io.p2pcredit.trustline.machine.Evidence;
import io.p2pcredit.trustline.machine.GrantedLimits;
import io.p2pcredit.trustline.machine.GrantedLimits.Grant;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Line.ProposalState;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.PaymentQueue;
import io.p2pcredit.trustline.machine.QueuedPayment;
import io.p2pcredit.trustline.machine.SettlementSlot;
import io.p2pcredit.trustline.machine.Window;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The stored bytes of a whole line. What a fact can hold is written as that fact, so that there is one form of it; the
 * bytes of two lines are the same exactly if the lines are equal.
 */
final class LineForm {
    private static final int MINE = 1;
    private static final int COUNTED_ANEW = 2;

    private final ByteBuffer in;

    private LineForm(ByteBuffer in) {
        this.in = in;
    }

    static Bytes of(Line line) {
        ByteArrayDataOutput out = ByteStreams.newDataOutput(1_024);
        write(out, new LineRecord.Created(line.identity()));
        write(out, line.own());
        write(out, line.theirs());
        write(out, line.granted());
        write(out, line.window());
        SlotForm.write(out, line.outgoing());
        SlotForm.write(out, line.incoming());
        write(out, line.queue());
        out.writeUTF(line.proposal().stage().name());
        out.writeLong(line.proposal().asked().units());
        out.writeBoolean(line.evidence().isPresent());
        line.evidence().ifPresent(evidence -> write(out, new LineRecord.Frozen(evidence)));
        out.writeBoolean(line.successor().isPresent());
        line.successor().ifPresent(key -> write(out, new LineRecord.Retired(key)));
        write(out, line.accord());
        out.writeBoolean(line.restoring());
        return Bytes.of(out.toByteArray());
    }

    /** @throws MalformedException if the buffer does not begin with a line; else its bytes are consumed */
    static Line read(ByteBuffer in) {
        try {
            return new LineForm(in).line();
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("a line is damaged", e);
        }
    }

    private Line line() {
        return new Line(
                identity(),
                chain(),
                chain(),
                granted(),
                window(),
                slot(),
                slot(),
                queue(),
                new ProposalState(SlotForm.constant(in, Stage.class), new CreditLimit(in.getLong())),
                optional(this::evidence),
                optional(this::successor),
                accord(),
                isTrue());
    }

    private static void write(ByteArrayDataOutput out, LineRecord fact) {
        out.write(FactForm.of(fact).toArray());
    }

    private LineIdentity identity() {
        return fact(LineRecord.Created.class).identity();
    }

    private Evidence evidence() {
        return fact(LineRecord.Frozen.class).evidence();
    }

    private PublicKey successor() {
        return fact(LineRecord.Retired.class).successor();
    }

    private <F extends LineRecord> F fact(Class<F> kind) {
        LineRecord fact = FactForm.read(in);
        if (!kind.isInstance(fact)) {
            throw new MalformedException("another fact than expected");
        }
        return kind.cast(fact);
    }

    private static void write(ByteArrayDataOutput out, Chain chain) {
        out.writeLong(chain.seq());
        out.writeLong(chain.paid());
        out.writeLong(chain.credited());
        out.writeLong(chain.limit().units());
        out.write(chain.entriesHash().bytes().toArray());
        out.writeBoolean(chain.newest().isPresent());
        chain.newest().ifPresent(newest -> out.write(CanonicalForm.of(newest).toArray()));
    }

    private Chain chain() {
        return new Chain(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                new CreditLimit(in.getLong()),
                new Hash(in.getLong(), in.getLong(), in.getLong(), in.getLong()),
                optional(this::signedProof));
    }

    private SignedProof signedProof() {
        return CanonicalForm.readSignedProof(in);
    }

    private static void write(ByteArrayDataOutput out, GrantedLimits granted) {
        out.writeInt(granted.grants().size());
        granted.grants().forEach(grant -> {
            out.writeLong(grant.seq());
            out.writeLong(grant.limit().units());
        });
    }

    private GrantedLimits granted() {
        return new GrantedLimits(list(() -> new Grant(in.getLong(), new CreditLimit(in.getLong()))));
    }

    private static void write(ByteArrayDataOutput out, Window window) {
        out.writeInt(window.updates().size());
        window.updates().forEach(update -> out.write(CanonicalForm.of(update).toArray()));
        out.writeLong(window.bytes());
    }

    private Window window() {
        List<Update> updates = list(() -> CanonicalForm.readUpdate(in));
        return new Window(updates, in.getLong());
    }

    private SettlementSlot slot() {
        return SlotForm.read(in);
    }

    private static void write(ByteArrayDataOutput out, PaymentQueue queue) {
        out.writeInt(queue.size());
        queue.waiting().forEach(waiting -> write(out, new LineRecord.Queued(waiting)));
        out.writeBoolean(queue.held());
    }

    private PaymentQueue queue() {
        List<QueuedPayment> waiting = list(() -> fact(LineRecord.Queued.class).payment());
        return PaymentQueue.of(waiting, isTrue());
    }

    private static void write(ByteArrayDataOutput out, Accord accord) {
        out.writeInt(accord.verdicts().size());
        accord.verdicts().forEach(verdict -> {
            write(out, new LineRecord.Frozen(verdict.evidence()));
            out.writeByte((verdict.mine() ? MINE : 0) | (verdict.acknowledged().isPresent() ? COUNTED_ANEW : 0));
            verdict.acknowledged().ifPresent(out::writeLong);
        });
        out.writeLong(accord.ownFrom());
        out.writeLong(accord.theirsFrom());
        out.writeLong(accord.outgoing());
        out.writeLong(accord.incoming());
    }

    private Accord accord() {
        return new Accord(list(this::verdict), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    private Verdict verdict() {
        Evidence evidence = evidence();
        int flags = in.get();
        if ((flags & ~(MINE | COUNTED_ANEW)) != 0) {
            throw new MalformedException("no verdict has the flags " + flags);
        }
        boolean anew = (flags & COUNTED_ANEW) != 0;
        OptionalLong acknowledged = anew ? OptionalLong.of(in.getLong()) : OptionalLong.empty();
        return new Verdict(evidence, (flags & MINE) != 0, acknowledged);
    }

    private <T> List<T> list(Supplier<T> element) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new MalformedException("more elements than bytes");
        }
        List<T> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(element.get());
        }
        return elements;
    }

    private <T> Optional<T> optional(Supplier<T> value) {
        return isTrue() ? Optional.of(value.get()) : Optional.empty();
    }

    private boolean isTrue() {
        return SlotForm.isTrue(in);
    }
}
