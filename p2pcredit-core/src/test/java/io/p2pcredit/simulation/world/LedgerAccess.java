package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The simulated ledger as one life reaches it. Not thread-safe. */
final class LedgerAccess implements Ledger {
    private static final double NEVER_LEFT = 0.3;
    private static final String SILENCE = "no answer";

    private final SimulatedLedger ledger;
    private final Life life;

    LedgerAccess(SimulatedLedger ledger, Life life) {
        this.ledger = ledger;
        this.life = life;
    }

    @Override
    public CompletionStage<Optional<Set<Capability>>> capabilities() {
        return ask(
                "capabilities",
                Optional.empty(),
                () -> Optional.of(ledger.nature().can()),
                Optional.empty());
    }

    @Override
    public AccountId accountOf(PeerId peer) {
        return AccountId.of(peer.name());
    }

    @Override
    public CompletionStage<InstanceOutcome> instance() {
        return ask(
                "instance",
                Optional.empty(),
                () -> ledger.nature().isNamed()
                        ? new InstanceOutcome.Named(ledger.instance())
                        : new InstanceOutcome.Nameless(),
                new InstanceOutcome.Unknown(SILENCE));
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        BalanceOutcome silence = new BalanceOutcome.Unknown(SILENCE);
        return ask(
                "balance",
                Optional.empty(),
                () -> ledger.nature().can(Capability.BALANCE) ? heldBy(account) : silence,
                silence);
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        if (!transfer.payer().text().equals(life.peer().name())) {
            throw new IllegalArgumentException("an account pays for itself only: " + transfer);
        }
        CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();
        if (life.isAlive()) {
            begin(transfer, outcome);
        }
        return outcome;
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        LookUpOutcome silence = new LookUpOutcome.Unknown(SILENCE);
        return ask(
                "lookUp",
                Optional.of(payer),
                () -> ledger.nature().can(Capability.LOOK_UP) ? find(payer, key) : silence,
                silence);
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return ask(
                "incoming",
                Optional.empty(),
                () -> Optional.of(after)
                        .filter(cursor -> ledger.nature().can(Capability.INCOMING))
                        .map(cursor -> ledger.books().incomingOf(payee, cursor)),
                Optional.empty());
    }

    private BalanceOutcome heldBy(AccountId account) {
        OptionalLong held = ledger.books().fundsOf(account.text());
        return held.isEmpty()
                ? new BalanceOutcome.NoAccount()
                : new BalanceOutcome.Funds(held.getAsLong(), ledger.books().ownerOf(account.text()));
    }

    private LookUpOutcome find(AccountId payer, SettlementKey key) {
        return ledger.books()
                .find(payer, key)
                .<LookUpOutcome>map(LookUpOutcome.Found::new)
                .orElseGet(LookUpOutcome.NotFound::new);
    }

    private void begin(Transfer transfer, CompletableFuture<SubmitOutcome> outcome) {
        Chance chance = ledger.chance();
        LedgerFaults faults = ledger.faults();
        long travel = delay();
        if (chance.hits(faults.lostRequest())) {
            ledger.witness().noticed("fault: transfer lost");
            giveUp(transfer, travel, outcome, chance.hits(NEVER_LEFT));
            return;
        }
        int sentTo = ledger.sent(transfer);
        if (chance.hits(faults.late())) {
            ledger.witness().noticed("fault: transfer late");
            giveUp(transfer, travel, outcome, false);
            long late = travel + delay() + SimulatedLedger.PATIENCE;
            ledger.events().after(late, "ledger", describe(transfer), () -> ledger.arrived(transfer, sentTo));
        } else {
            boolean answered = !chance.hits(faults.lostAnswer());
            if (!answered) {
                ledger.witness().noticed("fault: transfer not confirmed");
            }
            ledger.events().after(travel, "ledger", describe(transfer), () -> {
                SubmitOutcome made = ledger.arrived(transfer, sentTo);
                answer(transfer, outcome, answered ? made : new SubmitOutcome.Unknown(SILENCE), delay());
            });
        }
    }

    private void giveUp(Transfer transfer, long travel, CompletableFuture<SubmitOutcome> outcome, boolean neverLeft) {
        SubmitOutcome nothing =
                neverLeft ? new SubmitOutcome.NotSent("no connection") : new SubmitOutcome.Unknown(SILENCE);
        answer(transfer, outcome, nothing, Math.min(SimulatedLedger.PATIENCE, travel + delay()));
    }

    private <T> CompletionStage<T> ask(String question, Optional<AccountId> about, Supplier<T> truth, T silence) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean answered = !ledger.chance().hits(ledger.faults().silence());
        boolean hangs = hangs();
        ledger.events().after(delay(), life.toString(), "ledger answers " + question, life.doing(() -> {
            ledger.witness().answered(life.peer(), about.map(LedgerAccess::peer));
            if (!answered || hangs) {
                ledger.witness().noticed("fault: ledger silent");
            }
            if (!hangs) {
                answer.complete(answered ? truth.get() : silence);
            }
        }));
        return answer;
    }

    private void answer(Transfer transfer, CompletableFuture<SubmitOutcome> future, SubmitOutcome value, long delay) {
        boolean hangs = hangs();
        ledger.events().after(delay, life.toString(), "ledger answers " + value, life.doing(() -> {
            ledger.witness().answered(life.peer(), Optional.of(peer(transfer.payee())));
            if (!hangs) {
                future.complete(value);
            }
        }));
    }

    private boolean hangs() {
        boolean hangs = ledger.chance().hits(ledger.whims().hangs());
        if (hangs) {
            ledger.witness().hung(life.peer());
        }
        return hangs;
    }

    private static PeerId peer(AccountId account) {
        return PeerId.of(account.text());
    }

    private long delay() {
        return ledger.chance().between(0, ledger.faults().longestDelay());
    }

    private static String describe(Transfer transfer) {
        return transfer.payer() + " transfers " + transfer.amount() + " to " + transfer.payee() + ", " + transfer.key();
    }
}
