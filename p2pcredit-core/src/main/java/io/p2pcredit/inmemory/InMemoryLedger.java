package io.p2pcredit.inmemory;

import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One peer's access to the accounts of its world: reads them all, pays out of its own. Answers at once, unless it was
 * told to behave otherwise. Thread-safe.
 */
final class InMemoryLedger implements Ledger {
    private static final String SILENCE = "no answer";

    private final InMemoryAccounts accounts;
    private final Function<AccountId, Optional<PublicKey>> owners;
    private final AccountId own;
    private final LedgerBehaviour behaviour;

    /** @param owners the identity keys that accounts belong to */
    InMemoryLedger(
            InMemoryAccounts accounts,
            Function<AccountId, Optional<PublicKey>> owners,
            PeerId owner,
            LedgerBehaviour behaviour) {
        this.accounts = accounts;
        this.owners = owners;
        this.own = accountNamed(owner);
        this.behaviour = behaviour;
    }

    static AccountId accountNamed(PeerId peer) {
        return AccountId.of(peer.name());
    }

    @Override
    public CompletionStage<Optional<Set<Capability>>> capabilities() {
        return completed(behaviour.isSilent() ? Optional.empty() : Optional.of(behaviour.capabilities()));
    }

    @Override
    public AccountId accountOf(PeerId peer) {
        return accountNamed(peer);
    }

    @Override
    public CompletionStage<InstanceOutcome> instance() {
        return completed(
                behaviour.isSilent()
                        ? new InstanceOutcome.Unknown(SILENCE)
                        : new InstanceOutcome.Named(accounts.instance()));
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        return completed(behaviour.answers(Capability.BALANCE) ? funds(account) : new BalanceOutcome.Unknown(SILENCE));
    }

    private BalanceOutcome funds(AccountId account) {
        OptionalLong units = accounts.balance(account);
        return units.isPresent()
                ? new BalanceOutcome.Funds(units.getAsLong(), owners.apply(account))
                : new BalanceOutcome.NoAccount();
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        return transfer.payer().equals(own)
                ? submit(transfer, behaviour.nextFate())
                : completed(new SubmitOutcome.Rejected("the payer's account is not this node's own"));
    }

    private CompletionStage<SubmitOutcome> submit(Transfer transfer, Fate fate) {
        return switch (fate) {
            case CARRIED_OUT -> completed(carryOut(transfer));
            case REPEATED -> repeated(transfer);
            case REFUSED -> completed(accounts.refuse(transfer));
            case NOT_SENT -> completed(new SubmitOutcome.NotSent("nobody was there"));
            case REQUEST_LOST -> completed(new SubmitOutcome.Unknown("the request was lost"));
            case ANSWER_LOST -> unheard(transfer);
            case HELD -> held(transfer);
            case LATE -> late(transfer);
        };
    }

    private SubmitOutcome carryOut(Transfer transfer) {
        return behaviour.capabilities().contains(Capability.IDEMPOTENT_SUBMIT)
                ? accounts.submit(transfer)
                : accounts.submitAnew(transfer);
    }

    private CompletionStage<SubmitOutcome> repeated(Transfer transfer) {
        carryOut(transfer);
        return completed(carryOut(transfer));
    }

    private CompletionStage<SubmitOutcome> unheard(Transfer transfer) {
        carryOut(transfer);
        return completed(new SubmitOutcome.Unknown("the answer was lost"));
    }

    private CompletionStage<SubmitOutcome> held(Transfer transfer) {
        CompletableFuture<SubmitOutcome> answer = new CompletableFuture<>();
        behaviour.keep(() -> answer.complete(carryOut(transfer)));
        return answer;
    }

    private CompletionStage<SubmitOutcome> late(Transfer transfer) {
        behaviour.keep(() -> carryOut(transfer));
        return completed(new SubmitOutcome.Unknown("the request is on its way"));
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return completed(
                behaviour.answers(Capability.LOOK_UP)
                        ? accounts.lookUp(payer, key)
                        : new LookUpOutcome.Unknown(SILENCE));
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return completed(
                behaviour.answers(Capability.INCOMING)
                        ? Optional.of(accounts.incoming(payee, after))
                        : Optional.empty());
    }

    private static <T> CompletionStage<T> completed(T answer) {
        return CompletableFuture.completedStage(answer);
    }
}
