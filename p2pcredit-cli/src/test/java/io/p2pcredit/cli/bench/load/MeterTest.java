package io.p2pcredit.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.RefusedException;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class MeterTest {
    private final Meter meter = new Meter();

    @Test
    void measuresFromTheFirstAcknowledgementOfTheTimeToTheFirstAfterIt() {
        acknowledge(1);
        meter.begin();
        acknowledge(10);
        acknowledge(100);
        meter.end();
        assertThat(meter.figures()).isEmpty();
        acknowledge(1_000);
        assertThat(meter.figures().orElseThrow().payments()).isEqualTo(110);
        assertThat(meter.figures().orElseThrow().latency().count()).isEqualTo(2);
        assertThat(meter.units()).isEqualTo(1_111);
        assertThat(meter.failure()).isEmpty();
    }

    @Test
    void doesNotEndBeforeItHasBegun() {
        meter.begin();
        meter.end();
        acknowledge(1);
        acknowledge(1);
        assertThat(meter.figures()).isEmpty();
        assertThat(meter.measuredNanos()).isNotNegative();
    }

    @Test
    void countsWhatWasBusyAndGoesOn() {
        boolean paid = meter.done(System.nanoTime(), null, new CompletionException(refused(RefusalCode.BUSY)));
        assertThat(paid).isFalse();
        assertThat(meter.busy()).isEqualTo(1);
        assertThat(meter.failure()).isEmpty();
    }

    @Test
    void failsWithTheFirstRefusal() {
        meter.done(System.nanoTime(), null, refused(RefusalCode.INSOLVENT));
        meter.done(System.nanoTime(), null, refused(RefusalCode.NO_TRUSTLINE));
        assertThat(meter.failure()).contains("a payment was not acknowledged: INSOLVENT");
        assertThat(meter.units()).isZero();
    }

    @Test
    void aPaymentThatIsOnlySentIsAFailure() {
        meter.done(System.nanoTime(), payment(1, PaymentStatus.SENT), null);
        assertThat(meter.failure()).isPresent();
        assertThat(meter.units()).isZero();
    }

    private void acknowledge(int count) {
        assertThat(meter.done(System.nanoTime(), payment(count, PaymentStatus.ACKNOWLEDGED), null))
                .isTrue();
    }

    private static RefusedException refused(RefusalCode code) {
        return new RefusedException(Refusal.because(code));
    }

    private static Payment payment(int count, PaymentStatus status) {
        return new Payment(
                new PaymentId(1, 2), PeerId.of("Bob"), Direction.OUTGOING, count, count, 0, count, Memo.NONE, status);
    }
}
