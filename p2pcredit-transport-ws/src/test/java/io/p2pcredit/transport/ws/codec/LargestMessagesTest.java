package io.p2pcredit.transport.ws.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
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
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a correct node may send always fits into one message, however much JSON makes of it. */
class LargestMessagesTest {
    /** The most canonical bytes of entries that a node puts into one update. */
    private static final int MAX_UPDATE_BYTES = 40 * 1024;

    private static final PaymentId ID = new PaymentId(-1, -1);
    private static final Amount MOST = Amount.of(Amount.MAX_UNITS);
    private static final Bytes ONES = Bytes.ofWords(-1, -1, -1, -1);
    private static final Signature SIGNATURE = new Signature(Bytes.ofWords(-1, -1, -1, -1, -1, -1, -1, -1));
    private static final CreditLimit WIDEST = CreditLimit.of(Amount.MAX_UNITS);

    @ParameterizedTest
    @MethodSource("entries")
    void anUpdateFullOfOneKindOfEntryFits(Entry entry) {
        int count = MAX_UPDATE_BYTES / CanonicalForm.of(entry).size();
        assertFits(new Deliver(update(Collections.nCopies(count, entry))), ProtocolLimits.MAX_MESSAGE_BYTES);
    }

    @Test
    void theLargestBatchFits() {
        Entry batch = new Entry.PaymentBatch(ID, mostDigits(), Memo.of(escaped(Memo.MAX_BYTES)));
        assertFits(new Deliver(update(List.of(batch))), ProtocolLimits.MAX_MESSAGE_BYTES);
    }

    @Test
    void theLongestProposalFits() {
        Update update = update(List.of(new Entry.Open(new Asset("A".repeat(12), 9), WIDEST, WIDEST)));
        List<Update> updates = Collections.nCopies(ProtocolLimits.MAX_PROPOSAL_UPDATES, update);
        assertFits(new Propose(WIDEST, updates), ProtocolLimits.MAX_MESSAGE_BYTES);
    }

    @Test
    void whatStrangersSayFits() {
        List<Integer> versions = Collections.nCopies(ProtocolLimits.MAX_VERSIONS, 65_535);
        PeerId name = PeerId.of("n".repeat(PeerId.MAX_LENGTH));
        Hello hello = new Hello(versions, name, PublicKey.of(ONES), new Nonce(ONES));
        assertFits(hello, ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES);
        assertFits(new Auth(SIGNATURE), ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES);
    }

    static Stream<Entry> entries() {
        return IntStream.of(1, 2, 16, 128, 256).boxed().flatMap(LargestMessagesTest::entriesWithText);
    }

    private static Stream<Entry> entriesWithText(int size) {
        String text = escaped(size);
        return Stream.of(
                new Entry.Open(new Asset("A".repeat(12), 9), WIDEST, WIDEST),
                new Entry.Payment(ID, Integer.MAX_VALUE, MOST, MOST, Memo.NONE),
                new Entry.Payment(ID, Integer.MAX_VALUE, MOST, MOST, Memo.of(text)),
                new Entry.PaymentBatch(ID, Amounts.of(Amount.MAX_UNITS), Memo.of(text)),
                new Entry.LimitChange(WIDEST),
                new Entry.SettlementIntent(Long.MAX_VALUE, MOST, AccountId.of(text)),
                new Entry.SettlementAnswer(Long.MAX_VALUE, Amount.MAX_UNITS, AccountId.of(text)),
                new Entry.SettlementCancelled(Long.MAX_VALUE),
                new Entry.SettlementCredit(Long.MAX_VALUE, MOST, TransactionId.of(escaped(Math.min(size, 128)))));
    }

    private static Update update(List<Entry> entries) {
        BalanceProof proof = new BalanceProof(
                new LineId(new Hash(-1, -1, -1, -1)),
                Side.HIGH,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                WIDEST,
                Long.MAX_VALUE,
                new Hash(-1, -1, -1, -1));
        return new Update(entries, new SignedProof(proof, SIGNATURE));
    }

    private static void assertFits(PeerMessage message, int limit) {
        byte[] text = MessageCodec.encode(message);
        assertThat(text.length).isLessThan(limit);
        assertThat(MessageCodec.decode(text)).isEqualTo(message);
    }

    /** Each of these characters takes one byte in canonical form and six in JSON. */
    private static String escaped(int size) {
        return "\u0001".repeat(size);
    }

    /**
     * Ten thousand amounts with the most digits that the limit of their sum allows: 16, and 15 in the last thousand.
     */
    private static Amounts mostDigits() {
        long[] units = new long[Amounts.MAX_COUNT];
        Arrays.fill(units, 0, 9_000, 1_000_000_000_000_000L);
        Arrays.fill(units, 9_000, units.length, 100_000_000_000_000L);
        return Amounts.of(units);
    }
}
