package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.RefusedException;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.Patience;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Confirmed;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server refuses, and a server that is not what it was: both peers are told, and nothing is lost. */
class WhatFakechainRefusesTest {
    private static final FakechainServer SERVER =
            FakechainServer.builder().port(0).start();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransferForWhichThereIsNoMoneyIsWithdrawnWithTheServersWords(boolean hasV2) throws Exception {
        try (Debt debt = new Debt(SERVER, hasV2, LedgerFault.NONE).owed(Debt.OWED)) {
            spendAllBut(10, debt);
            debt.settle();
            assertWithdrawn(debt, "the sender's funds are insufficient");
            assertThat(debt.alice.owes(debt.bob)).isEqualTo(Debt.OWED);
            assertThat(debt.hasPaid()).isFalse();
        }
    }

    private static void spendAllBut(long rest, Debt debt) {
        FakechainClient carol = debt.spoiling("Carol");
        Household.answer(carol.publish(new PeerRecord(PeerId.of("Carol"), Optional.empty(), Optional.empty())));
        Amount most = Amount.of(debt.fundsOf(debt.alice) - rest);
        Transfer transfer = new Transfer(new SettlementKey(1, 1), AccountId.of("Alice"), AccountId.of("Carol"), most);
        assertThat(Household.answer(debt.spoiling("Alice").submit(transfer))).isInstanceOf(Confirmed.class);
    }

    private static void assertWithdrawn(Debt debt, String said) {
        Household.until("it is withdrawn", () -> debt.statusAtAlice() == SettlementStatus.CANCELLED);
        assertThat(debt.atAlice().reason().map(SettlementReason::code)).contains(Code.LEDGER_REFUSED);
        assertThat(debt.atAlice().reason().orElseThrow().said()).contains(said);
        Household.until("both know", () -> debt.atBob().status() == SettlementStatus.CANCELLED);
    }

    /** A node that does not see that it is insolvent can owe so much. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAmountThatItCannotHoldIsWithdrawnWithTheServersWords(boolean hasV2) throws Exception {
        try (Debt debt = new Debt(SERVER, hasV2, LedgerFault.NONE)) {
            debt.alice.over(seeingNoBalances(debt.alice.chain())).restart();
            debt.owed(0x1_0000_0000L);
            debt.settle();
            assertWithdrawn(debt, "4294967295");
            debt.assertMoved(0);
        }
    }

    private static Ledger seeingNoBalances(Ledger chain) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("capabilities")) {
                        Set<Capability> keys = Household.answer(chain.capabilities())
                                        .orElseThrow()
                                        .contains(Capability.LOOK_UP)
                                ? Set.of(Capability.IDEMPOTENT_SUBMIT, Capability.LOOK_UP)
                                : Set.of();
                        return CompletableFuture.completedStage(Optional.of(keys));
                    }
                    try {
                        return method.invoke(chain, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aDeletionOfAllUsersIsSaidAtBothEndsAndNothingIsHandedOverAgain() throws Exception {
        try (Debt debt = new Debt(SERVER, true, LedgerFault.NEVER_ANSWERS).owed(Debt.OWED)) {
            debt.bob.node().close();
            debt.bob.over(blind(debt.bob.chain())).start();
            Household.until("both are in step", () -> debt.alice.isReadyFor(debt.bob));
            debt.settle();
            Household.until("it is expected", () -> debt.statusAtAlice() == SettlementStatus.SUBMITTED);
            Household.answer(debt.spoiling("Carol").deleteAllUsers());
            debt.bob.restart();
            debt.alice.publish();
            Household.until("Alice says so", () -> debt.atAlice().reason().equals(changed()));
            Household.until("Bob says so", () -> debt.atBob().reason().equals(changed()));
            assertThat(debt.statusAtAlice()).isEqualTo(SettlementStatus.IN_DOUBT);
            Household.answer(debt.alice.node().resolve(debt.atAlice().key(), Resolution.UNPAID));
            Household.until("both know", () -> debt.atBob().status() == SettlementStatus.CANCELLED);
            assertThat(debt.transfersSeen()).isEqualTo(1);
        }
    }

    private static Optional<SettlementReason> changed() {
        return Optional.of(SettlementReason.because(Code.LEDGER_CHANGED));
    }

    /** One that has not found anything so far. */
    private static Ledger blind(Ledger chain) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lookUp")) {
                        return CompletableFuture.completedStage(new Ledger.LookUpOutcome.NotFound());
                    }
                    try {
                        return method.invoke(chain, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAccountInOtherHandsIsNotPaid(boolean hasV2) throws Exception {
        try (Debt debt = new Debt(SERVER, hasV2, LedgerFault.NONE).owed(Debt.OWED)) {
            debt.bob.publish(new PublicKey(1, 2, 3, 4));
            assertThat(refusal(debt)).isEqualTo(RefusalCode.ACCOUNT_CHANGED_HANDS);
            debt.bob.publish();
            debt.settle();
            Household.until("it is paid", debt::hasPaid);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAccountThatIsNotThereIsSaid(boolean hasV2) throws Exception {
        try (Debt debt = new Debt(SERVER, hasV2, LedgerFault.NONE).owed(Debt.OWED)) {
            Household.answer(debt.spoiling("Carol").deleteAllUsers());
            assertThat(refusal(debt)).isEqualTo(RefusalCode.OWN_ACCOUNT_MISSING);
            debt.alice.publish();
            assertThat(refusal(debt)).isEqualTo(RefusalCode.ACCOUNT_MISSING);
        }
    }

    private static RefusalCode refusal(Debt debt) {
        Throwable failure = Patience.of(Duration.ofSeconds(30))
                .failure(debt.alice
                        .node()
                        .settle(debt.bob.name, SettleOrder.everything())
                        .recorded());
        return ((RefusedException) failure).code();
    }
}
