package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A ledger that all nodes share: moves money at most once per payer and key, and answers late, or not at all. An
 * account's name is its peer's. Not thread-safe.
 */
public final class SimulatedLedger {
    private static final long PATIENCE = 25 * SECOND;

    private final EventQueue events;
    private final Chance chance;
    private final LedgerWitness witness;
    private final Map<String, Long> funds = new TreeMap<>();
    private final Map<String, Answered> answers = new TreeMap<>();
    private final List<Recorded> transfers = new ArrayList<>();
    private final Map<String, Recorded> byKey = new HashMap<>();
    private LedgerFaults faults;
    private long given;

    public SimulatedLedger(EventQueue events, Chance chance, LedgerFaults faults, LedgerWitness witness) {
        this.events = events;
        this.chance = chance;
        this.faults = faults;
        this.witness = witness;
    }

    /** Gives a peer money that was not there before, and an account if it has none. */
    public void give(PeerId peer, long units) {
        funds.merge(peer.name(), units, Long::sum);
        given += units;
    }

    /** All money that was ever given to anybody. */
    public long given() {
        return given;
    }

    /** Changes how often it goes wrong, from the next question on. */
    public void set(LedgerFaults changed) {
        faults = changed;
    }

    /** All money there is. */
    public long sum() {
        return funds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What an account holds now. */
    public long fundsOf(PeerId peer) {
        return funds.getOrDefault(peer.name(), 0L);
    }

    /**
     * The ledger as one life reaches it: what is asked for is done though the life may end, but then it learns nothing.
     */
    public Ledger accessOf(Life life) {
        return new Access(life);
    }

    private SubmitOutcome execute(Transfer transfer) {
        String key = transfer.payer() + " " + transfer.key();
        Answered before = answers.get(key);
        if (before != null) {
            return before.transfer().equals(transfer)
                    ? before.outcome()
                    : new SubmitOutcome.KeyUsed(before.transfer(), before.outcome());
        }
        SubmitOutcome outcome = refusal(transfer)
                .<SubmitOutcome>map(SubmitOutcome.Rejected::new)
                .orElseGet(() -> move(transfer));
        answers.put(key, new Answered(transfer, outcome));
        return outcome;
    }

    private Optional<String> refusal(Transfer transfer) {
        if (!funds.containsKey(transfer.payee().text()) || transfer.payee().equals(transfer.payer())) {
            return Optional.of("no such payee");
        }
        return funds.get(transfer.payer().text()) < transfer.amount().units()
                ? Optional.of("not enough funds")
                : Optional.empty();
    }

    private SubmitOutcome move(Transfer transfer) {
        long units = transfer.amount().units();
        funds.merge(transfer.payer().text(), -units, Long::sum);
        funds.merge(transfer.payee().text(), units, Long::sum);
        Recorded recorded = new Recorded(transfer, TransactionId.of("tx-" + (transfers.size() + 1)));
        transfers.add(recorded);
        byKey.put(transfer.payer() + " " + transfer.key(), recorded);
        witness.moved(recorded);
        return new SubmitOutcome.Confirmed(recorded.transaction());
    }

    private LookUpOutcome find(AccountId payer, SettlementKey key) {
        Recorded found = byKey.get(payer + " " + key);
        return found == null ? new LookUpOutcome.NotFound() : new LookUpOutcome.Found(found);
    }

    private IncomingPage incomingOf(AccountId payee, long after) {
        List<Recorded> page = new ArrayList<>();
        long next = after;
        for (int i = (int) after; i < transfers.size() && page.size() < 1_000; i++) {
            next = i + 1L;
            if (transfers.get(i).transfer().payee().equals(payee)) {
                page.add(transfers.get(i));
            }
        }
        return new IncomingPage(page, next);
    }

    private record Answered(Transfer transfer, SubmitOutcome outcome) {}

    private final class Access implements Ledger {
        private final Life life;

        Access(Life life) {
            this.life = life;
        }

        @Override
        public CompletionStage<Optional<Set<Capability>>> capabilities() {
            return ask(
                    "capabilities", Optional.empty(), () -> Optional.of(Set.of(Capability.values())), Optional.empty());
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
                    () -> new InstanceOutcome.Named(LedgerInstance.of("the only one")),
                    new InstanceOutcome.Unknown("no answer"));
        }

        @Override
        public CompletionStage<BalanceOutcome> balance(AccountId account) {
            return ask("balance", Optional.empty(), () -> heldBy(account), new BalanceOutcome.Unknown("no answer"));
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
            return ask("lookUp", Optional.of(payer), () -> find(payer, key), new LookUpOutcome.Unknown("no answer"));
        }

        @Override
        public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
            return ask("incoming", Optional.empty(), () -> Optional.of(incomingOf(payee, after)), Optional.empty());
        }

        private BalanceOutcome heldBy(AccountId account) {
            Long held = funds.get(account.text());
            return held == null ? new BalanceOutcome.NoAccount() : new BalanceOutcome.Funds(held, Optional.empty());
        }

        private void begin(Transfer transfer, CompletableFuture<SubmitOutcome> outcome) {
            long travel = delay();
            if (chance.hits(faults.lostRequest())) {
                giveUp(transfer, travel, outcome);
            } else if (chance.hits(faults.late())) {
                giveUp(transfer, travel, outcome);
                events.after(travel + delay() + PATIENCE, "ledger", describe(transfer), () -> execute(transfer));
            } else {
                boolean answered = !chance.hits(faults.lostAnswer());
                events.after(travel, "ledger", describe(transfer), () -> {
                    SubmitOutcome made = execute(transfer);
                    answer(transfer, outcome, answered ? made : new SubmitOutcome.Unknown("no answer"), delay());
                });
            }
        }

        private void giveUp(Transfer transfer, long travel, CompletableFuture<SubmitOutcome> outcome) {
            answer(transfer, outcome, new SubmitOutcome.Unknown("no answer"), Math.min(PATIENCE, travel + delay()));
        }

        private <T> CompletionStage<T> ask(String question, Optional<AccountId> about, Supplier<T> truth, T silence) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            boolean answered = !chance.hits(faults.silence());
            events.after(delay(), life.toString(), "ledger answers " + question, life.doing(() -> {
                witness.answered(life.peer(), about.map(Access::peer));
                answer.complete(answered ? truth.get() : silence);
            }));
            return answer;
        }

        private void answer(
                Transfer transfer, CompletableFuture<SubmitOutcome> future, SubmitOutcome value, long delay) {
            events.after(delay, life.toString(), "ledger answers " + value, life.doing(() -> {
                witness.answered(life.peer(), Optional.of(peer(transfer.payee())));
                future.complete(value);
            }));
        }

        private static PeerId peer(AccountId account) {
            return PeerId.of(account.text());
        }

        private long delay() {
            return chance.between(0, faults.longestDelay());
        }

        private static String describe(Transfer transfer) {
            return transfer.payer() + " transfers " + transfer.amount() + " to " + transfer.payee() + ", "
                    + transfer.key();
        }
    }
}
