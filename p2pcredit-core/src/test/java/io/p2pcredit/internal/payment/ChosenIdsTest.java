package io.p2pcredit.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.doubles.Batches;
import io.p2pcredit.internal.payment.PaymentRecords.LookUp;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChosenIdsTest {
    private static final LineId LINE = new LineId(new Hash(1, 2, 3, 4));
    private static final PaymentId FRESH = new PaymentId(0, 1);

    private final ChosenIds ids = new ChosenIds(FRESH::equals, 3);

    private static PaymentId id(long number) {
        return new PaymentId(7, number);
    }

    private static PaymentRow row(PaymentId id, long units, int part, long seq) {
        Payment payment = new Payment(
                id, PeerId.of("Bob"), Direction.OUTGOING, 10, units, part, 1, Memo.NONE, PaymentStatus.SENT);
        return new PaymentRow(payment, LINE, 0, seq);
    }

    private void commit(long position, PaymentRow... rows) {
        ids.committed(Batches.paid(position, rows));
    }

    private static LookUp nothingAt(long position) {
        return new LookUp(position, Optional.empty());
    }

    @Test
    void addWhatALookUpDoesNotKnow() {
        commit(4, row(id(1), 3, 0, 20));
        commit(5, row(id(1), 4, 1, 21), row(id(2), 10, 0, 22));

        assertThat(ids.known(id(3), nothingAt(3))).isEmpty();
        assertThat(ids.known(id(1), nothingAt(3))).contains(row(id(1), 7, 1, 21));
        assertThat(ids.known(id(1), new LookUp(4, Optional.of(row(id(1), 3, 0, 20)))))
                .contains(row(id(1), 7, 1, 21));
        assertThat(ids.known(id(1), new LookUp(5, Optional.of(row(id(1), 7, 1, 21)))))
                .contains(row(id(1), 7, 1, 21));
    }

    @Test
    void haveNoUseForALookUpThatIsOlderThanTheyAre() {
        commit(4, row(id(1), 10, 0, 20));
        assertThat(ids.isOutdated(nothingAt(3))).isFalse();
        assertThat(ids.known(id(2), nothingAt(4))).isEmpty();
        assertThat(ids.isOutdated(nothingAt(3))).isTrue();
        assertThat(ids.isOutdated(nothingAt(4))).isFalse();
    }

    @Test
    void leaveOutWhatNobodyLooksUp() {
        commit(4, row(FRESH, 10, 0, 20), row(FRESH, 10, 0, 21), row(FRESH, 10, 0, 22));
        assertThat(ids.isFull()).isFalse();
        assertThat(ids.isMissingSomething(nothingAt(3))).isFalse();
    }

    @Test
    void knowWhenTheyAreMissingSomething() {
        commit(4, row(id(1), 10, 0, 20), row(id(2), 10, 0, 21));
        assertThat(ids.isFull()).isFalse();
        commit(5, row(id(3), 10, 0, 22));
        assertThat(ids.isFull()).isTrue();
        assertThat(ids.isMissingSomething(nothingAt(3))).isFalse();
        commit(6, row(id(4), 10, 0, 23));

        assertThat(ids.isMissingSomething(nothingAt(5))).isTrue();
        assertThat(ids.isMissingSomething(nothingAt(6))).isFalse();
        assertThat(ids.known(id(3), nothingAt(4))).contains(row(id(3), 10, 0, 22));
        assertThat(ids.isFull()).isFalse();
    }
}
