package io.p2pcredit.internal.settlement;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.NodeEnvironment.Timer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger whose adapter may be at fault: what it throws, fails with, leaves out, or has not answered after twice the
 * time that it has, is silence, and decides nothing.
 */
public final class GuardedLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedLedger.class);
    private static final String FAILED = "the ledger's adapter has failed";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final NodeEnvironment environment;
    private final Ledger ledger;

    public GuardedLedger(NodeEnvironment environment, Ledger ledger) {
        this.environment = environment;
        this.ledger = ledger;
    }

    @Override
    public AccountId accountOf(PeerId peer) {
        return ledger.accountOf(peer);
    }

    @Override
    public CompletionStage<Optional<Set<Capability>>> capabilities() {
        return guarded(ledger::capabilities, Optional.empty());
    }

    @Override
    public CompletionStage<InstanceOutcome> instance() {
        return guarded(ledger::instance, new InstanceOutcome.Unknown(FAILED));
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        return guarded(() -> ledger.balance(account), new BalanceOutcome.Unknown(FAILED));
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        return guarded(() -> ledger.submit(transfer), new SubmitOutcome.Unknown(FAILED));
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return guarded(() -> ledger.lookUp(payer, key), new LookUpOutcome.Unknown(FAILED));
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return guarded(() -> ledger.incoming(payee, after), Optional.empty());
    }

    private <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> question, T silence) {
        CompletableFuture<T> guarded = new CompletableFuture<>();
        try {
            Timer limit = environment.schedule(LIMIT, () -> guarded.complete(silent(new TimeoutException(), silence)));
            question.get().whenComplete((answer, failure) -> {
                limit.cancel();
                guarded.complete(answer != null ? answer : silent(failure, silence));
            });
        } catch (RuntimeException e) {
            guarded.complete(silent(e, silence));
        }
        return guarded;
    }

    private static <T> T silent(@Nullable Throwable failure, T silence) {
        LOG.error(FAILED, failure);
        return silence;
    }
}
