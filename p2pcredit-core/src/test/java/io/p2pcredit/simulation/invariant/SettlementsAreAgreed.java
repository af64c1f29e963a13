package io.p2pcredit.simulation.invariant;

import io.p2pcredit.simulation.world.LedgerFacts;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I4 and I7: money moves at most once for a settlement, from the signed payer to the signed payee, exactly as much as
 * was accepted, and never for one that was withdrawn; without an answer only if the debtor's owner asked for that. And a
 * creditor credits exactly what has moved, once; if the ledger shows no transfers, by its owner's word or its balance.
 *
 * <p>What is on a ledger that was reset since is not counted any more, so that each ledger moves money once. Of a ledger
 * that lies, a creditor believes what it was told of the right key between the right accounts, and nothing else; a debtor
 * that was told a lie about a transfer may withdraw what was moved, or is to be. One that has lost its data may move what
 * a lost life has withdrawn, before its peer can tell it. If both ends have lost their data, what
 * moves may be what a life has agreed of which nobody knows any more; it moves once all the same.
 */
public final class SettlementsAreAgreed implements Invariant {
    private static final String I4 = "I4 SettlementsAreAgreed";
    private static final String I7 = "I7 CreditIsBacked";
    private static final TransactionId BY_HAND = TransactionId.of("confirmed-by-hand");
    private static final Set<TransactionId> UNSEEN = Set.of(BY_HAND, TransactionId.of("seen-in-the-balance"));

    private final Parties parties;
    private final Chains chains;
    private final LedgerFacts ledger;
    private final Map<SettlementKey, Announced> announced = new HashMap<>();
    private final Map<SettlementKey, Recorded> moved = new HashMap<>();
    private final Map<SettlementKey, List<Recorded>> everMoved = new HashMap<>();
    private final Map<PeerId, List<Recorded>> untrue = new HashMap<>();
    private final Set<Writer> unannounced = new HashSet<>();
    private final Set<Writer> forgetful = new HashSet<>();
    private final Set<Writer> restored = new HashSet<>();

    /** On a ledger that can do everything. */
    public SettlementsAreAgreed(Parties parties, Chains chains) {
        this(parties, chains, LedgerFacts.plain());
    }

    /** @param ledger what it is like */
    public SettlementsAreAgreed(Parties parties, Chains chains, LedgerFacts ledger) {
        this.ledger = ledger;
        this.parties = parties;
        this.chains = chains;
    }

    @Override
    public void written(Written written) {
        for (Point point : written.points()) {
            checkOnce(written.writer(), point);
            if (point.entry() instanceof SettlementIntent intent) {
                Announced settlement = new Announced(written.writer(), intent);
                announced.put(settlement.key(), settlement);
            } else if (point.entry() instanceof SettlementCancelled cancelled) {
                checkCancelled(written.writer(), cancelled);
            } else if (point.entry() instanceof SettlementCredit credit) {
                checkCredit(written.writer().peer(), credit);
            }
        }
    }

    @Override
    public void settlesUnannounced(PeerId debtor, PeerId creditor) {
        unannounced.add(parties.writer(debtor, creditor));
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
    public void moved(Recorded recorded) {
        Transfer transfer = recorded.transfer();
        if (moved.put(transfer.key(), recorded) != null) {
            throw new Violation(I4, "moved a second time: " + recorded);
        }
        everMoved.computeIfAbsent(transfer.key(), nothing -> new ArrayList<>()).add(recorded);
        Announced settlement = announced.get(transfer.key());
        if (forgetful.contains(parties.debtor(transfer))) {
            return;
        }
        if (settlement == null) {
            checkUnannounced(recorded);
        } else {
            checkAnnounced(settlement, recorded);
        }
    }

    @Override
    public void ledgerBegunAnew() {
        moved.clear();
    }

    @Override
    public void misled(PeerId at, Recorded transfer) {
        untrue.computeIfAbsent(at, nothing -> new ArrayList<>()).add(transfer);
    }

    /** It may have been asked for, one at a time, and takes the next number. */
    private void checkUnannounced(Recorded recorded) {
        Transfer transfer = recorded.transfer();
        Writer debtor = parties.writer(peer(transfer.payer()), peer(transfer.payee()));
        long next = chains.of(debtor).intents() + 1;
        boolean asked = unannounced.contains(debtor)
                && transfer.key().equals(SettlementKey.of(debtor.line(), debtor.side(), next));
        if (!asked) {
            throw new Violation(I4, "nobody announced " + recorded);
        }
    }

    private void checkAnnounced(Announced settlement, Recorded recorded) {
        Transfer transfer = recorded.transfer();
        long number = settlement.intent().number();
        boolean withdrawn = chains.of(settlement.debtor()).cancellation(number).isPresent();
        boolean isKnown = withdrawn && !restored.contains(settlement.debtor());
        if (isKnown && !ledger.hasLiedAbout(transfer.key())) {
            throw new Violation(I4, "moved after it was withdrawn: " + recorded);
        }
        boolean agreed = settlement.intent().payer().equals(transfer.payer())
                && chains.of(settlement.debtor().peer())
                        .answer(number)
                        .map(point -> (SettlementAnswer) point.entry())
                        .filter(answer -> answer.units() == transfer.amount().units())
                        .filter(answer -> answer.payee().equals(transfer.payee()))
                        .isPresent();
        if (!agreed && !isToldLater(settlement, transfer)) {
            throw new Violation(I4, "moved otherwise than " + settlement + " was answered: " + recorded);
        }
    }

    /**
     * Whether it was asked for without an answer, and told when it was on its way already. One that has lost its data
     * may tell another amount.
     */
    private boolean isToldLater(Announced settlement, Transfer transfer) {
        boolean same = settlement.intent().amount().equals(transfer.amount());
        return unannounced.contains(settlement.debtor()) && (same || restored.contains(settlement.debtor()));
    }

    private static PeerId peer(AccountId account) {
        return PeerId.of(account.text());
    }

    private void checkCancelled(Writer debtor, SettlementCancelled cancelled) {
        Recorded transfer = moved.get(SettlementKey.of(debtor.line(), debtor.side(), cancelled.number()));
        if (transfer != null
                && !forgetful.contains(debtor)
                && !ledger.hasLiedAbout(transfer.transfer().key())) {
            throw new Violation(I4, "withdrawn after it was moved: " + transfer);
        }
    }

    /** Also of what is over. */
    private void checkOnce(Writer writer, Point point) {
        if (chains.of(writer).repeats(point)) {
            throw new Violation(I4, "once more " + point.entry());
        }
    }

    private void checkCredit(Writer debtor, SettlementCredit credit) {
        SettlementKey key = SettlementKey.of(debtor.line(), debtor.side(), credit.number());
        List<Recorded> made = everMoved.getOrDefault(key, List.of());
        boolean backed = made.stream().anyMatch(recorded -> backs(recorded, credit))
                || untrue.getOrDefault(parties.name(debtor.peer()), List.of()).stream()
                        .filter(recorded -> isAbout(recorded.transfer(), key, debtor))
                        .anyMatch(recorded -> backs(recorded, credit));
        if (!backed) {
            throw new Violation(I7, credit + " rests on " + made);
        }
    }

    /**
     * Whoever confirms by hand what was moved on another ledger credits what was accepted, which may be less than what
     * came there without an answer.
     */
    private boolean backs(Recorded recorded, SettlementCredit credit) {
        long moved = recorded.transfer().amount().units();
        boolean byHand = credit.transaction().equals(BY_HAND) && ledger.hasChanged();
        return isNamed(recorded, credit.transaction())
                && (byHand ? credit.amount().units() <= moved : credit.amount().units() == moved);
    }

    private boolean isAbout(Transfer transfer, SettlementKey key, Writer debtor) {
        return transfer.key().equals(key)
                && peer(transfer.payer()).equals(parties.name(debtor))
                && peer(transfer.payee()).equals(parties.name(debtor.peer()));
    }

    /** Where the ledger shows no transfers, or is another one, the creditor need not know its name. */
    private boolean isNamed(Recorded transfer, TransactionId name) {
        boolean known =
                ledger.nature().showsTransfers() && transfer.transaction().equals(name);
        boolean unseen = !ledger.nature().showsTransfers() || ledger.hasChanged();
        return known || (unseen && UNSEEN.contains(name));
    }

    private record Announced(Writer debtor, SettlementIntent intent) {
        SettlementKey key() {
            return SettlementKey.of(debtor.line(), debtor.side(), intent.number());
        }
    }
}
