package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.SettlementKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mallory's account on the ledger. Not thread-safe. */
final class Purse {
    private final AccountId account;
    private final AccountId accomplice;
    private final Ledger ledger;
    private final Map<SettlementKey, Ledger.Recorded> received = new HashMap<>();
    private final Set<SettlementKey> paid = new HashSet<>();
    private long read;

    /** @param accomplice another account that there is */
    Purse(AccountId account, AccountId accomplice, Ledger ledger) {
        this.account = account;
        this.accomplice = accomplice;
        this.ledger = ledger;
    }

    AccountId account() {
        return account;
    }

    AccountId accomplice() {
        return accomplice;
    }

    /** Looks what has come in. */
    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is seen at the next look
    void look() {
        ledger.incoming(account, read)
                .thenAccept(answer -> answer.ifPresent(page -> {
                    page.transfers()
                            .forEach(
                                    recorded -> received.put(recorded.transfer().key(), recorded));
                    read = Math.max(read, page.next());
                }));
    }

    Optional<Ledger.Recorded> received(SettlementKey key) {
        return Optional.ofNullable(received.get(key));
    }

    boolean hasPaid(SettlementKey key) {
        return paid.contains(key);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Mallory does not care
    void pay(SettlementKey key, AccountId payee, long units) {
        paid.add(key);
        ledger.submit(new Ledger.Transfer(key, account, payee, Amount.of(units)));
    }
}
