package io.p2pcredit.internal.recovery;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.machine.Evidence;
import io.p2pcredit.trustline.machine.LedgerSeen;
import io.p2pcredit.trustline.machine.LedgerStep;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.Misbehaviour;
import io.p2pcredit.trustline.machine.OnLedger;
import io.p2pcredit.trustline.machine.QueuedPayment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The stored bytes of one fact: the number of its kind, then its contents. */
final class FactForm {
    private static final int CREATED = 1;
    private static final int OWN_UPDATE = 2;
    private static final int PEER_UPDATE = 3;
    private static final int LEDGER_STEPPED = 4;
    private static final int PROPOSED = 5;
    private static final int PROPOSAL_DECLINED = 6;
    private static final int FROZEN = 7;
    private static final int RETURNED = 8;
    private static final int RESTORED = 9;
    private static final int SETTLED_UNANNOUNCED = 10;
    private static final int QUEUED = 11;
    private static final int GIVEN_UP = 12;
    private static final int RELEASED = 13;
    private static final int RETIRED = 14;
    private static final int RECONCILED = 15;

    private static final Writer WRITER = new Writer();

    private FactForm() {}

    static Bytes of(LineRecord fact) {
        return Bytes.of(fact.match(WRITER).toByteArray());
    }

    /** @throws MalformedException if the buffer does not begin with a fact; else its bytes are consumed */
    static LineRecord read(ByteBuffer in) {
        try {
            return fact(in);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new MalformedException("a fact is damaged", e);
        }
    }

    private static LineRecord fact(ByteBuffer in) {
        int kind = in.get();
        return switch (kind) {
            case CREATED -> new LineRecord.Created(identity(in));
            case OWN_UPDATE -> new LineRecord.OwnUpdate(CanonicalForm.readUpdate(in));
            case PEER_UPDATE -> new LineRecord.PeerUpdate(CanonicalForm.readUpdate(in));
            case LEDGER_STEPPED ->
                new LineRecord.LedgerStepped(
                        in.get() == 0 ? Direction.OUTGOING : Direction.INCOMING, in.getLong(), onLedger(in));
            case PROPOSED -> new LineRecord.Proposed(new CreditLimit(in.getLong()));
            case PROPOSAL_DECLINED -> new LineRecord.ProposalDeclined();
            case FROZEN ->
                new LineRecord.Frozen(new Evidence(
                        numbered(Misbehaviour.values(), Misbehaviour::number, in.get()),
                        optionalProof(in),
                        CanonicalForm.readUpdate(in)));
            case RETURNED -> new LineRecord.Returned(CanonicalForm.readUpdate(in));
            case RESTORED -> new LineRecord.Restored();
            case SETTLED_UNANNOUNCED ->
                new LineRecord.SettledUnannounced(in.getLong(), new Amount(in.getLong()), seen(in));
            case QUEUED -> new LineRecord.Queued(queued(in));
            case GIVEN_UP -> new LineRecord.GivenUp(paymentId(in), SlotForm.constant(in, RefusalCode.class));
            case RELEASED -> new LineRecord.Released();
            case RETIRED -> new LineRecord.Retired(key(in));
            case RECONCILED -> new LineRecord.Reconciled(in.get() != 0, new Balance(in.getLong()));
            default -> throw new MalformedException("no fact is of kind " + kind);
        };
    }

    private static LineIdentity identity(ByteBuffer in) {
        Asset asset = new Asset(text(in), in.get());
        PublicKey self = key(in);
        PeerId peer = new PeerId(text(in));
        return LineIdentity.of(asset, self, peer, key(in), new AccountId(text(in)), new AccountId(text(in)));
    }

    private static OnLedger onLedger(ByteBuffer in) {
        return new OnLedger(
                numbered(LedgerStep.values(), LedgerStep::number, in.get()),
                optionalText(in).map(TransactionId::new),
                in.get() == 0 ? Optional.empty() : Optional.of(seen(in)),
                in.get() == 0 ? Optional.empty() : Optional.of(reason(in)));
    }

    private static LedgerSeen seen(ByteBuffer in) {
        return new LedgerSeen(in.get() != 0, optionalText(in).map(LedgerInstance::new));
    }

    private static SettlementReason reason(ByteBuffer in) {
        return new SettlementReason(
                numbered(SettlementReason.Code.values(), SettlementReason.Code::number, in.get()), text(in));
    }

    private static QueuedPayment queued(ByteBuffer in) {
        PaymentId id = paymentId(in);
        boolean isBatch = in.get() != 0;
        boolean settles = in.get() != 0;
        int count = in.getInt();
        if (count < 1 || count > Amounts.MAX_COUNT) {
            throw new MalformedException("a payment of " + count + " amounts");
        }
        long[] units = new long[count];
        for (int i = 0; i < count; i++) {
            units[i] = in.getLong();
        }
        Memo memo = Memo.of(text(in));
        return new QueuedPayment(id, Amounts.of(units), isBatch, memo, settles, in.getLong(), in.getInt(), in.getInt());
    }

    private static PaymentId paymentId(ByteBuffer in) {
        return new PaymentId(in.getLong(), in.getLong());
    }

    private static PublicKey key(ByteBuffer in) {
        return new PublicKey(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static Optional<String> optionalText(ByteBuffer in) {
        String text = text(in);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<SignedProof> optionalProof(ByteBuffer in) {
        return in.get() == 0 ? Optional.empty() : Optional.of(CanonicalForm.readSignedProof(in));
    }

    private static <T> T numbered(T[] values, ToIntFunction<T> number, int wanted) {
        for (T value : values) {
            if (number.applyAsInt(value) == wanted) {
                return value;
            }
        }
        throw new MalformedException("an unknown number: " + wanted);
    }

    private static final class Writer implements LineRecord.Cases<ByteArrayDataOutput> {
        @Override
        public ByteArrayDataOutput created(LineRecord.Created fact) {
            LineIdentity identity = fact.identity();
            ByteArrayDataOutput out = begin(CREATED);
            text(out, identity.asset().code());
            out.writeByte(identity.asset().scale());
            out.write(identity.self().bytes().toArray());
            text(out, identity.peer().name());
            out.write(identity.peerKey().bytes().toArray());
            text(out, identity.ownAccount().text());
            text(out, identity.peerAccount().text());
            return out;
        }

        @Override
        public ByteArrayDataOutput ownUpdate(LineRecord.OwnUpdate fact) {
            ByteArrayDataOutput out = begin(OWN_UPDATE);
            out.write(CanonicalForm.of(fact.update()).toArray());
            return out;
        }

        @Override
        public ByteArrayDataOutput peerUpdate(LineRecord.PeerUpdate fact) {
            ByteArrayDataOutput out = begin(PEER_UPDATE);
            out.write(CanonicalForm.of(fact.update()).toArray());
            return out;
        }

        @Override
        public ByteArrayDataOutput ledgerStepped(LineRecord.LedgerStepped fact) {
            ByteArrayDataOutput out = begin(LEDGER_STEPPED);
            out.writeByte(fact.direction() == Direction.OUTGOING ? 0 : 1);
            out.writeLong(fact.number());
            OnLedger now = fact.now();
            out.writeByte(now.step().number());
            text(out, now.transaction().map(TransactionId::text).orElse(""));
            out.writeByte(now.seen().isPresent() ? 1 : 0);
            now.seen().ifPresent(seen -> seen(out, seen));
            out.writeByte(now.reason().isPresent() ? 1 : 0);
            now.reason().ifPresent(reason -> {
                out.writeByte(reason.code().number());
                text(out, reason.said());
            });
            return out;
        }

        private static void seen(ByteArrayDataOutput out, LedgerSeen seen) {
            out.writeByte(seen.tellsKeysApart() ? 1 : 0);
            text(out, seen.instance().map(LedgerInstance::text).orElse(""));
        }

        @Override
        public ByteArrayDataOutput proposed(LineRecord.Proposed fact) {
            ByteArrayDataOutput out = begin(PROPOSED);
            out.writeLong(fact.asked().units());
            return out;
        }

        @Override
        public ByteArrayDataOutput proposalDeclined(LineRecord.ProposalDeclined fact) {
            return begin(PROPOSAL_DECLINED);
        }

        @Override
        public ByteArrayDataOutput frozen(LineRecord.Frozen fact) {
            ByteArrayDataOutput out = begin(FROZEN);
            Evidence evidence = fact.evidence();
            out.writeByte(evidence.misbehaviour().number());
            out.writeByte(evidence.held().isPresent() ? 1 : 0);
            evidence.held().ifPresent(held -> out.write(CanonicalForm.of(held).toArray()));
            out.write(CanonicalForm.of(evidence.update()).toArray());
            return out;
        }

        @Override
        public ByteArrayDataOutput returned(LineRecord.Returned fact) {
            ByteArrayDataOutput out = begin(RETURNED);
            out.write(CanonicalForm.of(fact.update()).toArray());
            return out;
        }

        @Override
        public ByteArrayDataOutput restored(LineRecord.Restored fact) {
            return begin(RESTORED);
        }

        @Override
        public ByteArrayDataOutput settledUnannounced(LineRecord.SettledUnannounced fact) {
            ByteArrayDataOutput out = begin(SETTLED_UNANNOUNCED);
            out.writeLong(fact.number());
            out.writeLong(fact.amount().units());
            seen(out, fact.handedTo());
            return out;
        }

        @Override
        public ByteArrayDataOutput queued(LineRecord.Queued fact) {
            ByteArrayDataOutput out = begin(QUEUED);
            QueuedPayment payment = fact.payment();
            out.write(payment.id().bytes().toArray());
            out.writeByte(payment.isBatch() ? 1 : 0);
            out.writeByte(payment.settles() ? 1 : 0);
            out.writeInt(payment.amounts().count());
            for (int i = 0; i < payment.amounts().count(); i++) {
                out.writeLong(payment.amounts().at(i));
            }
            text(out, payment.memo().text());
            out.writeLong(payment.paid());
            out.writeInt(payment.parts());
            out.writeInt(payment.rounds());
            return out;
        }

        @Override
        public ByteArrayDataOutput givenUp(LineRecord.GivenUp fact) {
            ByteArrayDataOutput out = begin(GIVEN_UP);
            out.write(fact.id().bytes().toArray());
            text(out, fact.code().name());
            return out;
        }

        @Override
        public ByteArrayDataOutput released(LineRecord.Released fact) {
            return begin(RELEASED);
        }

        @Override
        public ByteArrayDataOutput retired(LineRecord.Retired fact) {
            ByteArrayDataOutput out = begin(RETIRED);
            out.write(fact.successor().bytes().toArray());
            return out;
        }

        @Override
        public ByteArrayDataOutput reconciled(LineRecord.Reconciled fact) {
            ByteArrayDataOutput out = begin(RECONCILED);
            out.writeByte(fact.mine() ? 1 : 0);
            out.writeLong(fact.balance().units());
            return out;
        }

        private static ByteArrayDataOutput begin(int kind) {
            ByteArrayDataOutput out = ByteStreams.newDataOutput();
            out.writeByte(kind);
            return out;
        }

        private static void text(ByteArrayDataOutput out, String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeShort(utf8.length);
            out.write(utf8);
        }
    }
}
