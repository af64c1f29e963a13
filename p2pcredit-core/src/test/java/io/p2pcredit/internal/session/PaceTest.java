package io.p2pcredit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PaceTest {
    private static final Hash HASH = Hash.of(Bytes.ofWords(1, 2, 3, 4));
    private static final LineId LINE = new LineId(HASH);
    private static final Signature SIGNATURE = new Signature(Bytes.ofWords(1, 2, 3, 4, 5, 6, 7, 8));
    private static final Entry LIMIT = new Entry.LimitChange(CreditLimit.of(1));
    private static final Entry PAYMENT =
            new Entry.Payment(new PaymentId(1, 1), 0, Amount.of(1), Amount.of(1), Memo.NONE);
    private static final Entry BATCH = new Entry.PaymentBatch(new PaymentId(1, 2), Amounts.of(1, 2), Memo.NONE);

    private final Pace pace = new Pace(0);

    @ParameterizedTest(name = "{0} things")
    @CsvSource({"0, 0", "100, 0", "101, 100", "150, 5000", "200, 10000", "1000000, 10000"})
    void restsForWhatIsTooMuchAtOnce(int cost, long millis) {
        assertThat(pace.after(cost, 0)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void forgetsTenThingsASecond() {
        pace.after(100, 0);

        assertThat(pace.after(10, Duration.ofSeconds(1).toNanos())).isEqualTo(Duration.ZERO);
        assertThat(pace.after(10, Duration.ofSeconds(1).toNanos())).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.after(100, Duration.ofSeconds(100).toNanos())).isEqualTo(Duration.ZERO);
    }

    static Stream<Arguments> costs() {
        return Stream.of(
                Arguments.of("payments", deliver(PAYMENT, BATCH), 9, 10, 0),
                Arguments.of("an acknowledgement", deliver(), 9, 10, 0),
                Arguments.of("limits among payments", deliver(PAYMENT, LIMIT, LIMIT), 9, 10, 2),
                Arguments.of("what is known already", deliver(PAYMENT, BATCH), 10, 10, 1),
                Arguments.of("a resume of one that has everything", resume(10), 10, 10, 1),
                Arguments.of("a resume of one that has more", resume(10), 9, 9, 1),
                Arguments.of("a resume of one that has lost something", resume(9), 10, 10, 25),
                Arguments.of("a resume of one that has nothing", resume(0), 10, 10, 25),
                Arguments.of("a resume of a stranger", resume(0), 0, 0, 1),
                Arguments.of("a proposal", new Propose(CreditLimit.of(1), List.of()), 9, 9, 1),
                Arguments.of("a hint", new Decline(), 9, 9, 1),
                Arguments.of("progress", new Progress(1, 1), 9, 9, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costs")
    void countsWhatPaysNothing(String what, PeerMessage message, long before, long after, int cost) {
        assertThat(Pace.cost(message, signed(before), signed(after))).isEqualTo(cost);
    }

    private static Resume resume(long seq) {
        return new Resume(LINE, signed(seq), Optional.empty(), SIGNATURE);
    }

    private static Deliver deliver(Entry... entries) {
        return new Deliver(new Update(List.of(entries), signed(10).orElseThrow()));
    }

    private static Optional<SignedProof> signed(long seq) {
        BalanceProof proof = new BalanceProof(LINE, Side.LOW, Math.max(1, seq), 0, 0, CreditLimit.NONE, 0, HASH);
        return seq == 0 ? Optional.empty() : Optional.of(new SignedProof(proof, SIGNATURE));
    }
}
