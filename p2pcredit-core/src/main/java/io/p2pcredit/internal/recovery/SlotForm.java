package io.p2pcredit.internal.recovery;

import com.google.common.base.Enums;
import com.google.common.io.ByteArrayDataOutput;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.SettlementSlot;
import io.p2pcredit.trustline.machine.SettlementSlot.Announcement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The stored bytes of one settlement slot of a line; its progress on the ledger is written as the fact that tells it. */
final class SlotForm {
    private SlotForm() {}

    static void write(ByteArrayDataOutput out, SettlementSlot slot) {
        write(out, slot.intent());
        out.writeUTF(slot.announcement().name());
        write(out, slot.answer());
        out.writeBoolean(slot.cancelled());
        write(out, slot.credit());
        LineRecord.LedgerStepped progress =
                new LineRecord.LedgerStepped(Direction.OUTGOING, slot.number(), slot.ledger());
        out.write(FactForm.of(progress).toArray());
    }

    private static void write(ByteArrayDataOutput out, Optional<? extends Entry> entry) {
        out.writeBoolean(entry.isPresent());
        entry.ifPresent(present -> out.write(CanonicalForm.of(present).toArray()));
    }

    static SettlementSlot read(ByteBuffer in) {
        Optional<Entry.SettlementIntent> intent = entry(in, Entry.SettlementIntent.class);
        Announcement announcement = constant(in, Announcement.class);
        Optional<Entry.SettlementAnswer> answer = entry(in, Entry.SettlementAnswer.class);
        boolean cancelled = isTrue(in);
        Optional<Entry.SettlementCredit> credit = entry(in, Entry.SettlementCredit.class);
        if (!(FactForm.read(in) instanceof LineRecord.LedgerStepped progress)) {
            throw new MalformedException("another fact than expected");
        }
        return new SettlementSlot(intent, announcement, answer, cancelled, credit, progress.now());
    }

    private static <E extends Entry> Optional<E> entry(ByteBuffer in, Class<E> kind) {
        if (!isTrue(in)) {
            return Optional.empty();
        }
        Entry entry = CanonicalForm.readEntry(in);
        if (!kind.isInstance(entry)) {
            throw new MalformedException("another entry than expected");
        }
        return Optional.of(kind.cast(entry));
    }

    /** A constant by its name, which comes after its length. */
    static <E extends Enum<E>> E constant(ByteBuffer in, Class<E> type) {
        byte[] ascii = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(ascii);
        return Enums.getIfPresent(type, new String(ascii, StandardCharsets.US_ASCII))
                .toJavaUtil()
                .orElseThrow(() -> new MalformedException("no " + type.getSimpleName() + " has that name"));
    }

    static boolean isTrue(ByteBuffer in) {
        byte value = in.get();
        if (value < 0 || value > 1) {
            throw new MalformedException("neither yes nor no: " + value);
        }
        return value == 1;
    }
}
