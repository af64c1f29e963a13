package io.p2pcredit.contract;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Answers what another ledger answers. */
public class ForwardingLedger implements Ledger {
    private final Ledger honest;

    public ForwardingLedger(Ledger honest) {
        this.honest = honest;
    }

    @Override
    public CompletionStage<Optional<Set<Capability>>> capabilities() {
        return honest.capabilities();
    }

    @Override
    public AccountId accountOf(PeerId peer) {
        return honest.accountOf(peer);
    }

    @Override
    public CompletionStage<InstanceOutcome> instance() {
        return honest.instance();
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        return honest.balance(account);
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        return honest.submit(transfer);
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return honest.lookUp(payer, key);
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return honest.incoming(payee, after);
    }
}
