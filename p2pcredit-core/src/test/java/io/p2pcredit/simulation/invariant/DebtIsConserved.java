package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.simulation.world.LedgerFacts;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * I26: at rest, what was paid on credit on a line is what the rows of the ledger say was settled and what is still owed,
 * at either node. A debtor that has lost its data may have forgotten one settlement that nobody was told of; its next one
 * meets that on the ledger. If the ledger was reset, or has lied, all rows that there are and that nobody was told a lie
 * about are credited.
 */
public final class DebtIsConserved implements Invariant {
    private static final String NAME = "I26 DebtIsConserved";

    private final Parties parties;
    private final Chains chains;
    private final LedgerFacts ledger;
    private final Supplier<List<Optional<CreditNode>>> nodes;
    private final Map<SettlementKey, Long> rows = new HashMap<>();
    private final Map<Writer, Long> settled = new HashMap<>();
    private final Set<Writer> forgetful = new HashSet<>();
    private final Set<Writer> restored = new HashSet<>();

    /** Compares with the rows of a ledger that is always the same, and true. */
    public DebtIsConserved(Parties parties, Chains chains, Supplier<List<Optional<CreditNode>>> nodes) {
        this(parties, chains, nodes, LedgerFacts.plain());
    }

    /**
     * Compares with the rows of the ledger.
     *
     * @param nodes those that run
     * @param ledger what it is like
     */
    public DebtIsConserved(
            Parties parties, Chains chains, Supplier<List<Optional<CreditNode>>> nodes, LedgerFacts ledger) {
        this.ledger = ledger;
        this.parties = parties;
        this.chains = chains;
        this.nodes = nodes;
    }

    @Override
    public void moved(Recorded recorded) {
        long units = recorded.transfer().amount().units();
        rows.put(recorded.transfer().key(), units);
        settled.merge(parties.debtor(recorded.transfer()), units, Long::sum);
    }

    @Override
    public void forgotten(Writer writer, long last) {
        restored.add(writer);
    }

    @Override
    public void lostByBoth(Writer writer) {
        forgetful.add(writer);
    }

    @Override
    public void atRest() {
        for (Optional<CreditNode> node : nodes.get()) {
            node.ifPresent(running -> running.trustlines().stream()
                    .filter(line -> !parties.isStranger(line.peer()))
                    .forEach(line -> check(running, line)));
        }
    }

    @Override
    public void ledgerBegunAnew() {
        rows.clear();
    }

    private void check(CreditNode node, TrustlineView line) {
        Writer own = parties.writer(node.self(), line.peer());
        if (ledger.hasChanged()) {
            checkRows(own);
        } else {
            checkBalance(node, line, own);
        }
    }

    /** What is on the ledger and was announced, and nobody was told a lie about, is credited. */
    private void checkRows(Writer debtor) {
        for (long number = 1; number <= chains.of(debtor).intents(); number++) {
            SettlementKey key = SettlementKey.of(debtor.line(), debtor.side(), number);
            long there = rows.getOrDefault(key, 0L);
            long credited = chains.of(debtor.peer())
                    .credit(number)
                    .map(point -> ((SettlementCredit) point.entry()).amount().units())
                    .orElse(0L);
            if (there > 0 && credited != there && !ledger.hasLiedAbout(key)) {
                throw new Violation(NAME, there + " is on the ledger, and credited is " + credited + ": " + key);
            }
        }
    }

    private void checkBalance(CreditNode node, TrustlineView line, Writer own) {
        long paid = chains.of(own).last().paid() - chains.of(own.peer()).last().paid();
        long remains = paid - settled(own) + settled(own.peer());
        if (line.balance().units() != -remains) {
            throw new Violation(
                    NAME,
                    node.self() + " has paid " + line.peer() + " " + paid + " more than it got, has settled "
                            + settled(own) + " and got " + settled(own.peer()) + ", and sees " + line);
        }
    }

    /** What is on the ledger of the settlements that anybody remembers: two ends may have forgotten any number of them. */
    private long remembered(Writer debtor) {
        long sum = 0;
        long announced = chains.of(debtor).intents();
        for (long number = 1;
                number <= announced || chains.of(debtor.peer()).credit(number).isPresent();
                number++) {
            sum += rows.getOrDefault(SettlementKey.of(debtor.line(), debtor.side(), number), 0L);
        }
        return sum;
    }

    /** What the debtor has settled, as far as anybody but the ledger can know. */
    private long settled(Writer debtor) {
        if (forgetful.contains(debtor)) {
            return remembered(debtor);
        }
        long next = chains.of(debtor).intents() + 1;
        boolean maybeForgotten = restored.contains(debtor)
                && chains.of(debtor.peer()).credit(next).isEmpty();
        SettlementKey key = SettlementKey.of(debtor.line(), debtor.side(), next);
        return settled.getOrDefault(debtor, 0L) - (maybeForgotten ? rows.getOrDefault(key, 0L) : 0L);
    }
}
