package io.p2pcredit.simulation.world;

import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A ledger that does what it is asked for, and may then say something else to its victim: whatever its answers can carry,
 * of keys, accounts and amounts that nobody has asked about too. Not thread-safe.
 */
final class LyingLedger extends ForwardingLedger {
    private static final AccountId STRANGER = AccountId.of("Mallory");
    private static final PublicKey STRANGERS_KEY = PublicKey.of(Bytes.of(new byte[PublicKey.SIZE]));

    private final SimulatedLedger ledger;
    private final Ledger honest;
    private final PeerId victim;

    LyingLedger(SimulatedLedger ledger, Ledger honest, PeerId victim) {
        super(honest);
        this.ledger = ledger;
        this.honest = honest;
        this.victim = victim;
    }

    @Override
    public CompletionStage<InstanceOutcome> instance() {
        return told(honest.instance(), truth -> {
            ledger.misnamed();
            return new InstanceOutcome.Named(LedgerInstance.of("other " + chance().below(3)));
        });
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        return told(honest.balance(account), truth -> switch (chance().below(3)) {
            case 0 -> new BalanceOutcome.NoAccount();
            case 1 -> new BalanceOutcome.Funds(chance().any(), Optional.empty());
            default -> new BalanceOutcome.Funds(1_000, Optional.of(STRANGERS_KEY));
        });
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        return told(honest.submit(transfer), truth -> {
            ledger.liedAbout(transfer.key());
            return switch (chance().below(6)) {
                case 0 -> new SubmitOutcome.Confirmed(name());
                case 1 -> new SubmitOutcome.Rejected("\u202Ebecause");
                case 2 -> new SubmitOutcome.KeyUsed(to(STRANGER, transfer), new SubmitOutcome.Confirmed(name()));
                case 3 -> new SubmitOutcome.KeyUsed(of(anyAmount(), transfer), new SubmitOutcome.Confirmed(name()));
                case 4 -> new SubmitOutcome.KeyUsed(transfer, new SubmitOutcome.Unknown("perhaps"));
                default -> throw new IllegalStateException("an adapter that is at fault");
            };
        });
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return told(honest.lookUp(payer, key), truth -> {
            Transfer asked = new Transfer(key, payer, AccountId.of(victim.name()), anyAmount());
            return switch (chance().below(5)) {
                case 0 -> new LookUpOutcome.NotFound();
                case 1 -> new LookUpOutcome.Found(recorded(asked));
                case 2 -> new LookUpOutcome.Found(recorded(to(STRANGER, asked)));
                case 3 -> new LookUpOutcome.Found(recorded(under(anyKey(), asked)));
                default ->
                    new LookUpOutcome.Found(recorded(new Transfer(key, STRANGER, asked.payee(), asked.amount())));
            };
        });
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return told(
                honest.incoming(payee, after),
                truth -> truth.map(page -> {
                    List<Recorded> rows = new ArrayList<>(page.transfers());
                    rows.addAll(page.transfers());
                    rows.add(recorded(new Transfer(anyKey(), STRANGER, payee, anyAmount())));
                    Collections.reverse(rows);
                    return new IncomingPage(rows, chance().hits(0.5) ? -1 : after);
                }));
    }

    /** The truth, or now and then a lie; what is told of a transfer is noted. */
    private <T> CompletionStage<T> told(CompletionStage<T> answer, Function<T, T> lie) {
        return answer.thenApply(truth -> {
            boolean lies = ledger.whims().liesTo(victim)
                    && chance().hits(ledger.whims().lies());
            if (lies) {
                ledger.witness().lied(victim);
            }
            return lies ? lie.apply(truth) : truth;
        });
    }

    private Recorded recorded(Transfer transfer) {
        Recorded made = new Recorded(transfer, name());
        ledger.witness().misled(victim, made);
        ledger.liedAbout(transfer.key());
        return made;
    }

    private TransactionId name() {
        return TransactionId.of("tx-" + chance().below(1_000_000));
    }

    private Amount anyAmount() {
        return Amount.of(chance().between(1, 1_000));
    }

    private SettlementKey anyKey() {
        return new SettlementKey(chance().any(), chance().any());
    }

    private Chance chance() {
        return ledger.chance();
    }

    private static Transfer to(AccountId payee, Transfer transfer) {
        return new Transfer(transfer.key(), transfer.payer(), payee, transfer.amount());
    }

    private static Transfer of(Amount amount, Transfer transfer) {
        return new Transfer(transfer.key(), transfer.payer(), transfer.payee(), amount);
    }

    private static Transfer under(SettlementKey key, Transfer transfer) {
        return new Transfer(key, transfer.payer(), transfer.payee(), transfer.amount());
    }
}
