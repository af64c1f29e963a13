package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.spi.AdmissionPolicy.Decision;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Arguments that make no sense: they are thrown back at once, and the node goes on. */
@Timeout(60)
@SuppressWarnings("NullAway") // what callers do whose compiler checks no nulls
class MisuseTest {
    private static final Amounts TOO_MUCH_FOR_ONE = Amounts.of(Amount.MAX_UNITS, 1);

    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void leavesTheNodeAtWork() {
        CreditNode alice = town.alice.start();
        CreditNode bob = town.bob.start(admitting(100));
        open(alice, bob, 100);
        CreditLimit limit = CreditLimit.of(1);

        Stream.<Executable>of(
                        () -> alice.pay(null),
                        () -> alice.propose(null, limit),
                        () -> alice.propose(BOB, null),
                        () -> alice.accept(null, limit),
                        () -> alice.accept(BOB, null),
                        () -> alice.decline(null),
                        () -> alice.changeLimit(null, limit),
                        () -> alice.changeLimit(BOB, null),
                        () -> alice.settle(null, SettleOrder.everything()),
                        () -> alice.settle(BOB, null),
                        () -> alice.trustline(null),
                        () -> alice.events(null),
                        () -> alice.onEvent(null),
                        () -> alice.settleAllAndClose(null))
                .forEach(call -> assertThatThrownBy(call::execute).isInstanceOf(NullPointerException.class));

        assertThat(answer(alice.pay(PaymentOrder.to(BOB, 1)).acknowledged()).units())
                .isEqualTo(1);
        assertThat(alice.status()).isEqualTo(NodeStatus.of(NodeStatus.State.READY));
    }

    @TestFactory
    Stream<DynamicTest> knowsNoSuchOrder() {
        PeerId bob = BOB;
        return Stream.<Executable>of(
                        () -> PaymentOrder.to(null, 1),
                        () -> PaymentOrder.batch(bob, null),
                        () -> PaymentOrder.to(bob, 1).withMemo(null),
                        () -> new PaymentOrder(bob, Amounts.of(1), false, null, Optional.empty()),
                        () -> new PaymentOrder(bob, Amounts.of(1), false, Memo.NONE, null),
                        () -> new SettleOrder(null, false),
                        () -> new Decision.Accept(null))
                .map(order -> DynamicTest.dynamicTest(
                        "null", () -> assertThatThrownBy(order::execute).isInstanceOf(NullPointerException.class)));
    }

    @Test
    void knowsNoSinglePaymentOfManyAmounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PaymentOrder(ALICE, TOO_MUCH_FOR_ONE, false, Memo.NONE, Optional.empty()));
        assertThat(new PaymentOrder(ALICE, TOO_MUCH_FOR_ONE, true, Memo.NONE, Optional.empty()))
                .isEqualTo(PaymentOrder.batch(ALICE, TOO_MUCH_FOR_ONE));
        assertThat(new SettleOrder(Optional.empty(), false)).isEqualTo(SettleOrder.everything());
    }
}
