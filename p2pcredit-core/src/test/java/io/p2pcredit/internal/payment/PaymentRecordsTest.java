package io.p2pcredit.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.doubles.Batches;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.internal.payment.PaymentRecords.LookUp;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaymentRecordsTest {
    private static final PaymentId ID = new PaymentId(7, 1);

    private final InMemoryHistory history = new InMemoryHistory();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Projector projector = new Projector(history, work::add, failure -> {
        throw new AssertionError(failure);
    });
    private final PaymentRecords records = new PaymentRecords(history, projector);

    private static PaymentRow row(long units, int part, long seq) {
        Payment payment = new Payment(
                ID, PeerId.of("Bob"), Direction.OUTGOING, 10, units, part, 1, Memo.NONE, PaymentStatus.SENT);
        return new PaymentRow(payment, new LineId(new Hash(1, 2, 3, 4)), 0, seq);
    }

    @Test
    void addWhatIsOnItsWayIntoTheHistory() {
        projector.project(Batches.paid(1, row(3, 0, 20)), 1);
        assertThat(records.lookUp(ID)).isEqualTo(new LookUp(0, Optional.empty()));
        assertThat(records.find(ID)).isEqualTo(new LookUp(0, Optional.of(row(3, 0, 20))));
        work.remove().run();
        projector.project(Batches.paid(2, row(4, 1, 21)), 1);
        projector.project(Batches.paid(3, row(3, 2, 22)), 1);
        Optional<PaymentRow> everything = Optional.of(row(10, 2, 22));

        assertThat(records.lookUp(ID)).isEqualTo(new LookUp(1, Optional.of(row(3, 0, 20))));
        assertThat(records.find(ID)).isEqualTo(new LookUp(1, everything));
        work.remove().run();
        assertThat(records.lookUp(ID)).isEqualTo(new LookUp(3, everything));
        assertThat(records.find(ID)).isEqualTo(new LookUp(3, everything));
        assertThat(records.find(new PaymentId(7, 2))).isEqualTo(new LookUp(3, Optional.empty()));
    }

    @Test
    void countNothingTwiceThatIsStoredMeanwhile() {
        projector.project(Batches.paid(1, row(3, 0, 20)), 1);
        History busy = new Busy();
        PaymentRecords overtaken = new PaymentRecords(busy, projector);

        assertThat(overtaken.find(ID)).isEqualTo(new LookUp(1, Optional.of(row(3, 0, 20))));
    }

    /** The history, which takes in what waits between being asked for its position and for a payment. */
    private final class Busy extends ForwardingHistory {
        Busy() {
            super(history);
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            work.forEach(Runnable::run);
            work.clear();
            return super.payment(id);
        }
    }
}
