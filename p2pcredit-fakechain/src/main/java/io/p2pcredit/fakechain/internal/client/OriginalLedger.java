package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The ledger over the original interface: it pays and reads balances, and that is all. It knows no keys, so each {@link
 * #submit} that gets through pays once more, and a lost answer stays lost.
 */
public final class OriginalLedger implements ChainLedger {
    private static final long MAX_UNITS = 0xFFFF_FFFFL;
    private static final String NO_HISTORY = "the original interface has no history";

    private final Calls calls;
    private final Identity identity;

    public OriginalLedger(Calls calls, Identity identity) {
        this.calls = calls;
        this.identity = identity;
    }

    @Override
    public CompletionStage<FakechainReply<Set<Capability>>> askCapabilities() {
        return CompletableFuture.completedFuture(new FakechainReply.Done<>(Set.of(Capability.BALANCE)));
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        return calls.get("/get_users", "candidate", identity.candidate())
                .thenApply(reply -> Failures.balance(OriginalAnswers.users(reply)
                        .map(users -> Optional.ofNullable(users.get(account.text()))
                                .<BalanceOutcome>map(OriginalLedger::funds)
                                .orElseGet(BalanceOutcome.NoAccount::new))));
    }

    /** The account belongs to whoever last published a key there, having shown its private key. */
    private static BalanceOutcome funds(FakechainUser user) {
        return new BalanceOutcome.Funds(user.balance(), user.peer().flatMap(PeerRecord::key));
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        if (!transfer.payer().equals(accountOf(identity.name()))) {
            return CompletableFuture.completedFuture(identity.cannotPayForOthers());
        }
        if (transfer.amount().units() > MAX_UNITS) {
            return CompletableFuture.completedFuture(
                    new SubmitOutcome.Rejected("the original interface moves at most " + MAX_UNITS));
        }
        return calls.once(
                        "/pay_user",
                        identity.authenticatedQuery(
                                "sender", transfer.payer().text(),
                                "receiver", transfer.payee().text(),
                                "amount", Long.toString(transfer.amount().units())))
                .thenApply(reply -> outcome(transfer.key(), reply));
    }

    /** The id is made up: a payment has none here. */
    private static SubmitOutcome outcome(SettlementKey key, Reply reply) {
        if (reply instanceof Reply.NotSent unsent) {
            return new SubmitOutcome.NotSent(unsent.reason());
        }
        if (OriginalAnswers.isSuccess(reply)) {
            return new SubmitOutcome.Confirmed(TransactionId.of("original:" + key));
        }
        return OriginalAnswers.refusal(reply)
                .<SubmitOutcome>map(SubmitOutcome.Rejected::new)
                .orElseGet(() ->
                        new SubmitOutcome.Unknown(OriginalAnswers.failure(reply).reason()));
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return CompletableFuture.completedFuture(new LookUpOutcome.Unknown(NO_HISTORY));
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
