package io.p2pcredit.contract;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Well-formed values that differ by a number. No signature verifies: an adapter does not look. */
final class Samples {
    static final LineId LINE = new LineId(new Hash(1, 2, 3, 4));
    static final Instant AT = Instant.ofEpochSecond(1_700_000_000, 123_000_000);

    private Samples() {}

    static PublicKey key(long number) {
        return new PublicKey(number, 0, 0, number);
    }

    static LineId line(long number) {
        return new LineId(new Hash(number, 2, 3, 4));
    }

    /** A message of some hundred bytes. */
    static PeerMessage small(int number) {
        Nonce nonce = new Nonce(Bytes.ofWords(number, 0, 0, 0));
        return new Hello(List.of(1), PeerId.of("Alice"), key(7), nonce);
    }

    static List<PeerMessage> small(int from, int count) {
        return java.util.stream.IntStream.range(from, from + count)
                .mapToObj(Samples::small)
                .toList();
    }

    /** A message that comes near the largest one allowed, and is far larger than a stranger may send. */
    static PeerMessage large(int number) {
        long[] units = new long[Amounts.MAX_COUNT];
        Arrays.fill(units, 900_000_000_000_000L - number);
        return new Deliver(update(
                LINE,
                Side.LOW,
                number + 1,
                new Entry.PaymentBatch(new PaymentId(5, number), Amounts.of(units), Memo.NONE)));
    }

    /** One message of each kind, some of them with every optional part and some with none. */
    static List<PeerMessage> ofEveryKind() {
        Update opening = update(
                LINE,
                Side.HIGH,
                1,
                new Entry.Open(Asset.CREDIT, CreditLimit.of(100), CreditLimit.of(Amount.MAX_UNITS)));
        Update paying = update(LINE, Side.HIGH, 3, payment(1), payment(2));
        return List.of(
                new Hello(List.of(1, 65_535), PeerId.of("Bob.-_9"), key(-1), new Nonce(Bytes.ofWords(-1, 0, 1, 2))),
                new Auth(signature(1)),
                new Resume(LINE, Optional.empty(), Optional.empty(), signature(2)),
                new Resume(LINE, Optional.of(opening.signed()), Optional.of(paying.signed()), signature(3)),
                new Propose(CreditLimit.NONE, List.of(opening, paying)),
                new Decline(),
                new Deliver(paying),
                new Deliver(update(LINE, Side.LOW, 9)),
                new Refused(Reason.FROZEN),
                new Bye(CloseCode.GOING_AWAY));
    }

    static Entry payment(int number) {
        return new Entry.Payment(
                paymentId(number), 0, Amount.of(Amount.MAX_UNITS), Amount.of(number), Memo.of("für \"Tee\" \u2615\n"));
    }

    /** What an entry pays, as an end shows it. */
    static Payment payment(int number, Direction direction) {
        return new Payment(
                paymentId(number),
                PeerId.of("Bob"),
                direction,
                Amount.MAX_UNITS,
                number,
                0,
                1,
                Memo.of("für \"Tee\" \u2615\n"),
                direction == Direction.OUTGOING ? PaymentStatus.SENT : PaymentStatus.ACKNOWLEDGED);
    }

    /** One event of each kind, and more of some. */
    static List<TrustlineEvent> eventsOfEveryKind(PeerId peer) {
        Payment payment = new Payment(
                paymentId(4), peer, Direction.OUTGOING, 9, 5, 2, 3, Memo.of("\u2615"), PaymentStatus.PARTIAL);
        Settlement settlement = new Settlement(
                new SettlementKey(8, -8),
                peer,
                Direction.INCOMING,
                3,
                77,
                SettlementStatus.IN_DOUBT,
                Optional.of(TransactionId.of("tx-\u00e9")),
                Optional.of(new SettlementReason(SettlementReason.Code.LEDGER_REFUSED, "no \u00e9")));
        return List.of(
                new TrustlineEvent.Proposed(peer, CreditLimit.of(Amount.MAX_UNITS)),
                new TrustlineEvent.ProposalDeclined(peer),
                new TrustlineEvent.Opened(peer, CreditLimit.NONE, CreditLimit.of(200)),
                new TrustlineEvent.LimitChanged(peer, Direction.OUTGOING, CreditLimit.of(1)),
                new TrustlineEvent.LimitChanged(peer, Direction.INCOMING, CreditLimit.of(2)),
                new TrustlineEvent.Queued(payment.with(PaymentStatus.QUEUED)),
                new TrustlineEvent.GivenUp(payment, RefusalCode.INSOLVENT),
                new TrustlineEvent.Restored(peer, 3, Long.MAX_VALUE),
                new TrustlineEvent.KeyReplaced(peer, key(-2)),
                new TrustlineEvent.Paid(payment.with(PaymentStatus.SENT)),
                new TrustlineEvent.SettlementMoved(settlement),
                new TrustlineEvent.SettlementMoved(new Settlement(
                        settlement.key(),
                        peer,
                        Direction.OUTGOING,
                        1,
                        1,
                        SettlementStatus.ANNOUNCED,
                        Optional.empty(),
                        Optional.empty())),
                new TrustlineEvent.Frozen(peer, "it has signed two contradicting proofs"),
                new TrustlineEvent.Reconciled(peer, true, Balance.of(-17)));
    }

    static PaymentId paymentId(int number) {
        return new PaymentId(3, number);
    }

    /** What a journal group says of a payment of the node that is paid in parts. */
    static PaymentRow paid(int number, long units, PaymentStatus status, long seq) {
        return paid(paymentId(number), units, status, seq);
    }

    static PaymentRow paid(PaymentId id, long units, PaymentStatus status, long seq) {
        Payment payment = new Payment(
                id,
                PeerId.of("Bob"),
                Direction.OUTGOING,
                Amount.MAX_UNITS,
                units,
                0,
                1,
                Memo.of("für \"Tee\" \u2615\n"),
                status);
        return new PaymentRow(payment, LINE, 0, seq);
    }

    /** An event that says just that of a payment. */
    static RecordedEvent told(Cursor cursor, PaymentRow row) {
        Payment payment = row.payment();
        return new RecordedEvent(
                cursor,
                AT,
                row.line(),
                row.numbering(),
                row.seq(),
                switch (payment.status()) {
                    case QUEUED -> new TrustlineEvent.Queued(payment);
                    case SENT, ACKNOWLEDGED -> new TrustlineEvent.Paid(payment);
                    case PARTIAL, IN_DOUBT, REFUSED, CANCELLED ->
                        new TrustlineEvent.GivenUp(payment, RefusalCode.CANCELLED);
                });
    }

    /** An update with that many batches of 10,000 amounts, each of some 80 kB. */
    static Update large(long seq, int batches) {
        long[] units = new long[Amounts.MAX_COUNT];
        Arrays.fill(units, 900_000_000_000_000L - seq);
        Entry batch = new Entry.PaymentBatch(new PaymentId(5, seq), Amounts.of(units), Memo.NONE);
        return update(
                LINE,
                Side.LOW,
                seq,
                Collections.nCopies((int) Math.min(seq, batches), batch).toArray(Entry[]::new));
    }

    static Update update(LineId line, Side writer, long seq, Entry... entries) {
        BalanceProof proof = new BalanceProof(
                line, writer, seq, Long.MAX_VALUE - seq, seq, CreditLimit.of(seq), seq + 1, new Hash(seq, -1, 0, 1));
        return new Update(List.of(entries), new SignedProof(proof, signature(seq)));
    }

    private static Signature signature(long number) {
        return new Signature(Bytes.ofWords(number, 1, 2, 3, 4, 5, 6, 7));
    }
}
