package io.p2pcredit.simulation.invariant;

import static io.p2pcredit.simulation.invariant.Script.ALICE;
import static io.p2pcredit.simulation.invariant.Script.BOB;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.Entry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PaymentsCountOnceTest {
    private final Script script = new Script();
    private final PaymentsCountOnce invariant = new PaymentsCountOnce(script.parties);
    private final Order order = order(5);

    PaymentsCountOnceTest() {
        invariant.ordered(order);
    }

    @Test
    void allowsWhatWasOrdered() {
        write(Script.payment(1, 5));
        invariant.recorded(order);
        invariant.acknowledged(order);
    }

    @Test
    void noticesAPaymentThatNobodyOrdered() {
        violates(() -> write(Script.payment(2, 5)));
    }

    @Test
    void noticesAnotherAmount() {
        violates(() -> write(Script.payment(1, 6)));
    }

    @Test
    void noticesABatchInPlaceOfAPayment() {
        violates(() -> write(Script.batch(1, 5)));
    }

    @Test
    void noticesAPaymentThatCountsTwice() {
        write(Script.payment(1, 5));
        violates(() -> write(Script.payment(1, 5)));
    }

    @Test
    void noticesAPaymentThatWasRefused() {
        invariant.refused(order, RefusalCode.INSOLVENT);
        violates(() -> write(Script.payment(1, 5)));
    }

    @Test
    void noticesARefusalOfWhatIsPaid() {
        write(Script.payment(1, 5));
        violates(() -> invariant.refused(order, RefusalCode.INSOLVENT));
    }

    @Test
    void noticesAnAcknowledgementOfNothing() {
        violates(() -> invariant.acknowledged(order));
    }

    @Nested
    class InParts {
        @Test
        void allowsThemInTheirOrder() {
            write(Script.part(1, 0, 5, 3));
            write(Script.part(1, 1, 5, 2));
            invariant.acknowledged(order);
        }

        @Test
        void noticesOneThatIsMissingOrComesTwice() {
            violates(() -> write(Script.part(1, 1, 5, 3)));
            PaymentsCountOnceTest other = new PaymentsCountOnceTest();
            other.write(Script.part(1, 0, 5, 3));
            violates(() -> other.write(Script.part(1, 0, 5, 2)));
        }

        @Test
        void noticesMoreThanTheWhole() {
            write(Script.part(1, 0, 5, 3));
            violates(() -> write(Script.part(1, 1, 5, 3)));
        }

        @Test
        void noticesAnAcknowledgementBeforeTheLast() {
            write(Script.part(1, 0, 5, 3));
            violates(() -> invariant.acknowledged(order));
        }

        @Test
        void allowsAnEndThatIsToldAfterItWasAskedForAgain() {
            invariant.ordered(order);
            write(Script.part(1, 0, 5, 5));
            invariant.failed(order, RefusalCode.BEYOND_ANY_PLAN);
            violates(() -> invariant.failed(order, RefusalCode.BEYOND_ANY_PLAN));
        }

        @Test
        void noticesAnEndThatDoesNotFit() {
            violates(() -> invariant.failed(order, RefusalCode.PAID_IN_PART));
            invariant.failed(order, RefusalCode.INSOLVENT);
            write(Script.part(1, 0, 5, 3));
            invariant.failed(order, RefusalCode.PAID_IN_PART);
            violates(() -> invariant.failed(order, RefusalCode.INSOLVENT));
        }
    }

    @Nested
    class AskedForAgain {
        @Test
        void countsOnce() {
            invariant.ordered(order);
            write(Script.payment(1, 5));
            invariant.recorded(order);
            invariant.recorded(order);
            violates(() -> write(Script.payment(1, 5)));
        }

        @Test
        void mayBePaidIfItWasRefusedOnce() {
            invariant.refused(order, RefusalCode.INSOLVENT);
            invariant.ordered(order);
            write(Script.payment(1, 5));
        }

        @Test
        void noticesOtherContentsUnderTheSameId() {
            write(Script.payment(1, 5));
            invariant.ordered(order(6));
            violates(() -> invariant.recorded(order(6)));
        }
    }

    @Nested
    class TakenBack {
        @Test
        void mustNotBePaid() {
            invariant.cancelled(order);
            violates(() -> write(Script.payment(1, 5)));
        }

        @Test
        void isNotPaidAlready() {
            write(Script.payment(1, 5));
            violates(() -> invariant.cancelled(order));
        }
    }

    @Nested
    class Lost {
        @Test
        void mayBePaidAgainIfNobodyHasIt() {
            script.written(BOB, 0, Script.open(9));
            write(Script.payment(1, 5));
            invariant.dataLost(ALICE);
            invariant.forgotten(script.writer(ALICE), 0);
            invariant.ordered(order);
            invariant.written(new Written(
                    script.writer(ALICE),
                    script.proof(ALICE, script.chains.of(script.writer(ALICE)).last(), 0)
                            .proof(),
                    script.chains.of(script.writer(ALICE)).points()));
        }

        @Test
        void mayBePaidIfThatItWasTakenBackIsLostToo() {
            invariant.recorded(order);
            invariant.dataLost(ALICE);
            invariant.cancelled(order);
            invariant.dataLost(ALICE);
            write(Script.payment(1, 5));
            invariant.acknowledged(order);
        }

        @Test
        void mustNotBePaidIfItIsTakenBackAfterwards() {
            invariant.recorded(order);
            invariant.dataLost(ALICE);
            invariant.cancelled(order);
            violates(() -> write(Script.payment(1, 5)));
        }

        @Test
        void mayBeTakenBackUntilThePayerHasSignedForItAgain() {
            write(Script.payment(1, 5));
            invariant.dataLost(ALICE);
            invariant.ordered(order);
            invariant.failed(order, RefusalCode.CANCELLED);
            invariant.cancelled(order);
            Point last = script.chains.of(script.writer(ALICE)).last();
            invariant.signed(ALICE, script.proof(ALICE, last, 0).proof());
            violates(() -> invariant.failed(order, RefusalCode.CANCELLED));
            violates(() -> invariant.cancelled(order));
        }

        @Test
        void mustNotBePaidIfItWasTakenBackAndThePeerLosesItToo() {
            write(Script.payment(1, 5));
            invariant.dataLost(ALICE);
            invariant.cancelled(order);
            invariant.forgotten(script.writer(ALICE), 0);
            violates(() -> write(Script.payment(1, 5)));
        }

        @Test
        void mustNotBePaidAgainIfThePeerHasIt() {
            write(Script.payment(1, 5));
            invariant.dataLost(ALICE);
            invariant.forgotten(script.writer(ALICE), 1);
            invariant.ordered(order);
            violates(() -> write(Script.payment(1, 5)));
        }
    }

    private static Order order(long units) {
        return new Order(ALICE, BOB, Script.id(1), Amounts.of(units), false);
    }

    private void write(Entry entry) {
        invariant.written(script.written(ALICE, 0, entry));
    }

    private static void violates(ThrowingCallable event) {
        assertThatThrownBy(event).isInstanceOf(Violation.class).hasMessageStartingWith("I2");
    }
}
