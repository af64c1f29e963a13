package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger that all nodes share, as able as its nature is: one that tells keys apart moves money at most once per payer
 * and key. Answers late, or not at all. An account's name is its peer's. Not thread-safe.
 */
public final class SimulatedLedger {
    static final long PATIENCE = 25 * SECOND;

    private final EventQueue events;
    private final Chance chance;
    private final LedgerWitness witness;
    private final LedgerNature nature;
    private final LedgerBooks books;
    private final Map<SettlementKey, Integer> underWay = new HashMap<>();
    private LedgerFaults faults;

    public SimulatedLedger(
            EventQueue events, Chance chance, LedgerNature nature, LedgerFaults faults, LedgerWitness witness) {
        this.events = events;
        this.chance = chance;
        this.nature = nature;
        this.faults = faults;
        this.witness = witness;
        this.books = new LedgerBooks(nature.tellsKeysApart(), witness::moved);
    }

    /** Gives a peer money that was not there before, and an account if it has none. */
    public void give(PeerId peer, long units) {
        books.give(peer.name(), units);
    }

    /** All money that was ever given to anybody. */
    public long given() {
        return books.given();
    }

    /** Changes how often it goes wrong, from the next question on. */
    public void set(LedgerFaults changed) {
        faults = changed;
    }

    /** All money there is. */
    public long sum() {
        return books.sum();
    }

    /** Everything that was moved, oldest first. */
    public List<Recorded> transfers() {
        return books.transfers();
    }

    /** What an account holds now. */
    public long fundsOf(PeerId peer) {
        return books.fundsOf(peer.name()).orElse(0);
    }

    /** What was moved under the payer's key, as one sees it who looks at all rows, whatever the ledger can tell. */
    public Optional<Recorded> find(PeerId payer, SettlementKey key) {
        return books.find(AccountId.of(payer.name()), key);
    }

    /** Whether a transfer under the key may still be made, because it is on its way. */
    public boolean isUnderWay(SettlementKey key) {
        return underWay.containsKey(key);
    }

    public LedgerNature nature() {
        return nature;
    }

    /**
     * The ledger as one life reaches it: what is asked for is done though the life may end, but then it learns nothing.
     */
    public Ledger accessOf(Life life) {
        return new LedgerAccess(this, life);
    }

    EventQueue events() {
        return events;
    }

    Chance chance() {
        return chance;
    }

    LedgerWitness witness() {
        return witness;
    }

    LedgerFaults faults() {
        return faults;
    }

    LedgerBooks books() {
        return books;
    }

    LedgerInstance instance() {
        return LedgerInstance.of("the only one");
    }

    /** A request sets out. */
    void sent(Transfer transfer) {
        underWay.merge(transfer.key(), 1, Integer::sum);
    }

    /** A request arrives, and is carried out. */
    SubmitOutcome arrived(Transfer transfer) {
        underWay.computeIfPresent(transfer.key(), (key, count) -> count == 1 ? null : count - 1);
        return books.execute(transfer);
    }
}
