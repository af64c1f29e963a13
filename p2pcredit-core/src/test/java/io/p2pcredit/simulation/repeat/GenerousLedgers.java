package io.p2pcredit.simulation.repeat;

import io.p2pcredit.simulation.Collaborators;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;

/** A planted bug: every transfer is made a second time, under another key. */
final class GenerousLedgers implements Collaborators {
    @Override
    public Ledger ledger(PeerId owner, Ledger ledger) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> call(ledger, method, arguments));
    }

    private static Object call(Ledger ledger, Method method, Object[] arguments) throws Throwable {
        return method.getName().equals("submit")
                ? submit(ledger, (Transfer) arguments[0])
                : pass(ledger, method, arguments);
    }

    private static CompletionStage<SubmitOutcome> submit(Ledger ledger, Transfer transfer) {
        SettlementKey other =
                new SettlementKey(~transfer.key().first(), transfer.key().second());
        Transfer again = new Transfer(other, transfer.payer(), transfer.payee(), transfer.amount());
        return ledger.submit(transfer).thenCombine(ledger.submit(again), (first, second) -> first);
    }

    private static Object pass(Ledger ledger, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(ledger, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
