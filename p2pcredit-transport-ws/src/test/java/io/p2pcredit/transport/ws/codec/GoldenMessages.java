package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The messages that the golden files show, by the files' names. No signature verifies. */
final class GoldenMessages {
    private static final LineId LINE = new LineId(Hash.of(counting(1, Hash.SIZE)));
    private static final PaymentId PAYMENT = PaymentId.of(counting(0xa0, PaymentId.SIZE));
    private static final PaymentId BATCH = PaymentId.of(counting(0xb0, PaymentId.SIZE));

    private GoldenMessages() {}

    static Map<String, PeerMessage> all() {
        Update opening = update(1, 0, new Entry.Open(Asset.CREDIT, CreditLimit.of(100), CreditLimit.of(100)));
        Map<String, PeerMessage> messages = new TreeMap<>();
        messages.put("hello", hello());
        messages.put("auth", new Auth(signature(64)));
        messages.put("resume-empty", new Resume(LINE, Optional.empty(), Optional.empty(), signature(65)));
        messages.put("resume", resume(opening.signed()));
        messages.put("progress", new Progress(9, Long.MAX_VALUE));
        messages.put("propose", new Propose(CreditLimit.of(100), List.of(opening)));
        messages.put("propose-again", new Propose(CreditLimit.of(100), List.of()));
        messages.put("decline", new Decline());
        messages.put("update", new Deliver(everyEntry()));
        messages.put("update-acknowledgement", new Deliver(update(9, 12)));
        messages.put("refused", new Refused(Reason.TOO_MANY_PROPOSALS));
        messages.put("bye", new Bye(CloseCode.GOING_AWAY));
        return messages;
    }

    private static Hello hello() {
        return new Hello(
                List.of(1),
                PeerId.of("Alice"),
                PublicKey.of(counting(0x20, PublicKey.SIZE)),
                new Nonce(counting(0x40, Nonce.SIZE)));
    }

    private static Resume resume(SignedProof held) {
        return new Resume(LINE, Optional.of(update(9, 12).signed()), Optional.of(held), signature(65));
    }

    private static Update everyEntry() {
        return update(
                9,
                11,
                new Entry.Open(new Asset("EUR", 2), CreditLimit.of(100), CreditLimit.NONE),
                new Entry.Payment(PAYMENT, 0, Amount.of(15), Amount.of(5), Memo.of("Zürich \"tea\" \u2615")),
                new Entry.Payment(PAYMENT, 1, Amount.of(15), Amount.of(10), Memo.NONE),
                new Entry.PaymentBatch(BATCH, Amounts.of(1, 2, Amount.MAX_UNITS), Memo.NONE),
                new Entry.LimitChange(CreditLimit.of(250)),
                new Entry.SettlementIntent(1, Amount.of(60), AccountId.of("Alice")),
                new Entry.SettlementAnswer(1, 0, AccountId.of("Alice")),
                new Entry.SettlementCancelled(1),
                new Entry.SettlementCredit(2, Amount.of(40), TransactionId.of("7")));
    }

    private static Update update(long seq, long peerSeq, Entry... entries) {
        BalanceProof proof = new BalanceProof(
                LINE,
                Side.LOW,
                seq,
                seq == 1 ? 0 : Long.MAX_VALUE,
                seq == 1 ? 0 : 40,
                CreditLimit.of(100),
                peerSeq,
                Hash.of(counting(0x80, Hash.SIZE)));
        return new Update(List.of(entries), new SignedProof(proof, signature(66)));
    }

    private static Signature signature(int first) {
        return new Signature(counting(first, Signature.SIZE));
    }

    private static Bytes counting(int first, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int i = 0; i < size; i++) {
            bytes.put((byte) (first + i));
        }
        return Bytes.of(bytes.flip());
    }
}
