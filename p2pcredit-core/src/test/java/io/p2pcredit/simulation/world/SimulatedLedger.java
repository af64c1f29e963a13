package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A ledger that all nodes share, as able as its nature is: one that tells keys apart moves money at most once per payer
 * and key. Answers late, or not at all. An account's name is its peer's. Not thread-safe.
 */
public final class SimulatedLedger implements LedgerFacts {
    static final long PATIENCE = 25 * SECOND;

    private final EventQueue events;
    private final Chance chance;
    private final LedgerWitness witness;
    private final LedgerNature nature;
    private final Set<PeerId> known = new LinkedHashSet<>();
    private final Set<SettlementKey> liedAbout = new HashSet<>();
    private final Set<SettlementKey> refused = new HashSet<>();
    private final Map<SettlementKey, Recorded> everMoved = new HashMap<>();
    private final Map<SettlementKey, Integer> underWay = new HashMap<>();
    private LedgerBooks books;
    private LedgerFaults faults;
    private LedgerWhims whims = LedgerWhims.none();
    private int number = 1;
    private boolean hasMisnamedItself;

    public SimulatedLedger(
            EventQueue events, Chance chance, LedgerNature nature, LedgerFaults faults, LedgerWitness witness) {
        this.events = events;
        this.chance = chance;
        this.nature = nature;
        this.faults = faults;
        this.witness = witness;
        this.books = emptyBooks();
    }

    private LedgerBooks emptyBooks() {
        return new LedgerBooks(nature.tellsKeysApart(), number > 1 ? "tx-" + number + "-" : "tx-", this::moved);
    }

    private void moved(Recorded transfer) {
        everMoved.put(transfer.transfer().key(), transfer);
        witness.moved(transfer);
    }

    /** Gives a peer money that was not there before, and an account if it has none. */
    public void give(PeerId peer, long units) {
        known.add(peer);
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

    /** Changes its whims, from the next question on. */
    public void set(LedgerWhims changed) {
        whims = changed;
    }

    /** Forgets everything: another ledger takes its place, on which every peer has that much. */
    public void reset(long units) {
        number++;
        books = emptyBooks();
        known.forEach(peer -> give(peer, units));
        witness.begunAnew();
    }

    /** Gives itself another name, and forgets nothing. */
    public void rename() {
        number++;
    }

    /** Deletes the account with all that is in it. */
    public void delete(PeerId peer) {
        books.delete(peer.name());
    }

    /** The account belongs to that key from now on; if absent, it does not say whom it belongs to. */
    public void assign(PeerId peer, Optional<PublicKey> owner) {
        books.assign(peer.name(), owner);
    }

    @Override
    public boolean hasLiedAbout(SettlementKey key) {
        return liedAbout.contains(key);
    }

    /** Whether anything untrue was said of any transfer. */
    public boolean hasLied() {
        return !liedAbout.isEmpty();
    }

    @Override
    public boolean hasChanged() {
        return number > 1 || hasMisnamedItself;
    }

    /** Somebody is told another name. */
    void misnamed() {
        hasMisnamedItself = true;
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

    /** What was ever moved under the key, as people remember it, whatever the ledger can tell. */
    public Optional<Recorded> moved(SettlementKey key) {
        return Optional.ofNullable(everMoved.get(key));
    }

    /** Whether the ledger, as it is now, has moved something under the key. */
    public boolean shows(SettlementKey key) {
        return books.transfers().stream()
                .anyMatch(recorded -> recorded.transfer().key().equals(key));
    }

    /** Whether a transfer under the key may still be made, because it is on its way. */
    public boolean isUnderWay(SettlementKey key) {
        return underWay.containsKey(key);
    }

    @Override
    public LedgerNature nature() {
        return nature;
    }

    /**
     * The ledger as one life reaches it: what is asked for is done though the life may end, but then it learns nothing.
     */
    public Ledger accessOf(Life life) {
        return new LyingLedger(this, new LedgerAccess(this, life), life.peer());
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

    LedgerWhims whims() {
        return whims;
    }

    void liedAbout(SettlementKey key) {
        liedAbout.add(key);
    }

    LedgerBooks books() {
        return books;
    }

    LedgerInstance instance() {
        return LedgerInstance.of("ledger " + number);
    }

    /** A request sets out to the ledger of that number. */
    int sent(Transfer transfer) {
        underWay.merge(transfer.key(), 1, Integer::sum);
        return number;
    }

    /**
     * A request arrives, and is carried out: though it set out to a ledger that was reset meanwhile, by the one that took
     * its place. But not if the key was refused for good before: its payer has withdrawn the settlement then, and no node
     * could do anything about a copy that another ledger, which knows of no refusal, still carries out.
     */
    SubmitOutcome arrived(Transfer transfer, int sentTo) {
        underWay.computeIfPresent(transfer.key(), (key, count) -> count == 1 ? null : count - 1);
        if (sentTo != number && refused.contains(transfer.key())) {
            return new SubmitOutcome.Rejected("refused before the ledger was reset");
        }
        SubmitOutcome outcome = books.execute(transfer);
        if (outcome instanceof SubmitOutcome.Rejected) {
            refused.add(transfer.key());
        }
        return outcome;
    }
}
