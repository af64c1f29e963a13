package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.TransactionId;
import org.junit.jupiter.api.Test;

/** What an end may still have to settle on its line. */
class LineExposureTest {
    private final Pair pair = Pair.open(100);

    @Test
    void isItsDebtAndWhatWaitsLessWhatThePeerOwes() {
        pair.bob.pay(30);
        pair.settleDown().disconnect();
        pair.alice.pay(20);
        isExposed(0, 10);
        pair.alice.pay(50);
        isExposed(40, 0);
        pair.reconnect();
        isExposed(40, 0);
        assertThat(pair.bob.line()).extracting(Line::exposure, Line::unowed).containsExactly(0L, 40L);
    }

    @Test
    void isLessByWhatTheLedgerHasMovedBeforeThePeerCreditsIt() {
        TransactionId transaction = TransactionId.of("tx");
        pair.alice.pay(50);
        pair.settleDown();
        pair.alice.settle(30);
        pair.settleDown();
        isExposed(50, 0);
        pair.alice.take(new Input.TransferConfirmed(1, transaction));
        isExposed(20, 0);
        pair.bob.pay(25);
        pair.settleDown();
        isExposed(0, 5);
        pair.bob.take(new Input.TransferFound(1, Amount.of(30), transaction));
        pair.settleDown();
        isExposed(0, 5);
        assertThat(pair.alice.balance()).isEqualTo(5);
    }

    private void isExposed(long exposure, long unowed) {
        assertThat(pair.alice.line()).extracting(Line::exposure, Line::unowed).containsExactly(exposure, unowed);
    }
}
