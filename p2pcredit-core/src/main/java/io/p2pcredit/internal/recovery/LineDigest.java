package io.p2pcredit.internal.recovery;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.machine.Accord;
import io.p2pcredit.trustline.machine.Chain;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.SettlementSlot;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A digest of everything durable that lines hold, whatever order they come in. */
public final class LineDigest {
    private LineDigest() {}

    public static Hash of(Collection<Line> lines) {
        ByteArrayDataOutput out = ByteStreams.newDataOutput();
        lines.stream()
                .sorted(Comparator.comparing((Line line) -> line.identity().peer())
                        .thenComparing(line -> line.identity().peerKey()))
                .forEach(line -> write(out, line));
        return Hash.sha256(ByteBuffer.wrap(out.toByteArray()));
    }

    private static void write(ByteArrayDataOutput out, Line line) {
        out.write(FactForm.of(new LineRecord.Created(line.identity())).toArray());
        write(out, line.own());
        write(out, line.theirs());
        line.granted().grants().forEach(grant -> {
            out.writeLong(grant.seq());
            out.writeLong(grant.limit().units());
        });
        line.window()
                .updates()
                .forEach(update -> out.write(CanonicalForm.of(update).toArray()));
        out.writeLong(line.window().bytes());
        write(out, line.outgoing());
        write(out, line.incoming());
        out.writeUTF(line.proposal().stage().name());
        out.writeLong(line.proposal().asked().units());
        line.queue()
                .waiting()
                .forEach(waiting ->
                        out.write(FactForm.of(new LineRecord.Queued(waiting)).toArray()));
        out.writeBoolean(line.queue().held());
        out.writeBoolean(line.restoring());
        line.successor()
                .ifPresent(key ->
                        out.write(FactForm.of(new LineRecord.Retired(key)).toArray()));
        write(out, line.accord());
        line.evidence()
                .ifPresent(evidence ->
                        out.write(FactForm.of(new LineRecord.Frozen(evidence)).toArray()));
    }

    private static void write(ByteArrayDataOutput out, Accord accord) {
        for (Accord.Verdict verdict : accord.verdicts()) {
            out.write(FactForm.of(new LineRecord.Frozen(verdict.evidence())).toArray());
            out.writeBoolean(verdict.mine());
        }
        out.writeLong(accord.ownFrom());
        out.writeLong(accord.theirsFrom());
        out.writeLong(accord.outgoing());
        out.writeLong(accord.incoming());
    }

    private static void write(ByteArrayDataOutput out, Chain chain) {
        out.writeLong(chain.seq());
        out.writeLong(chain.paid());
        out.writeLong(chain.credited());
        out.writeLong(chain.limit().units());
        out.write(chain.entriesHash().bytes().toArray());
        chain.newest().ifPresent(newest -> out.write(CanonicalForm.of(newest).toArray()));
    }

    private static void write(ByteArrayDataOutput out, SettlementSlot slot) {
        for (Optional<? extends Entry> entry : List.of(slot.intent(), slot.answer(), slot.credit())) {
            out.writeBoolean(entry.isPresent());
            entry.ifPresent(present -> out.write(CanonicalForm.of(present).toArray()));
        }
        out.writeUTF(slot.announcement().name());
        out.writeBoolean(slot.cancelled());
        LineRecord.LedgerStepped onLedger =
                new LineRecord.LedgerStepped(Direction.OUTGOING, slot.number(), slot.ledger());
        out.write(FactForm.of(onLedger).toArray());
    }
}
