package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.simulation.invariant.Chain;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.invariant.Point;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.invariant.Writer;
import io.p2pcredit.simulation.invariant.Written;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * I4 and I7 on a line with Mallory. An honest peer credits only what Mallory has moved to it on the ledger for that very
 * settlement, each transfer once. And it moves money to Mallory only for a settlement that it has announced and Mallory
 * has accepted, exactly as much as was accepted, and once: so all that it ever has moved and Mallory has not credited is
 * the amount of one settlement.
 */
final class LossIsBounded {
    private static final String I4 = "I4 SettlementsWithMalloryAreAgreed";
    private static final String I7 = "I7 MalloryIsCreditedWhatItPaid";
    private static final String LOSS = "I26 LossIsOneSettlement";

    private static final Set<TransactionId> UNSEEN =
            Set.of(TransactionId.of("seen-in-the-balance"), TransactionId.of("confirmed-by-hand"));

    private final Parties parties;
    private final Chains accepted;
    private final Map<Slot, List<Recorded>> moved = new HashMap<>();
    private final Set<TransactionId> credited = new HashSet<>();
    private final Set<PeerId> unannounced = new HashSet<>();
    private final Set<PeerId> restored = new HashSet<>();

    LossIsBounded(Parties parties, Chains accepted) {
        this.parties = parties;
        this.accepted = accepted;
    }

    void settlesUnannounced(PeerId debtor) {
        unannounced.add(debtor);
    }

    void dataLost(PeerId at) {
        restored.add(at);
        transfers()
                .filter(transfer -> isBetween(transfer.transfer(), Mallory.NAME, at))
                .forEach(transfer -> credited.remove(transfer.transaction())); // the credit may be lost with the data
    }

    void moved(Recorded transfer) {
        Slot slot = new Slot(transfer.transfer().payer(), transfer.transfer().key());
        boolean isMallorys = slot.payer().equals(AccountId.of(Mallory.NAME.name()));
        List<Recorded> all = moved.computeIfAbsent(slot, nothing -> new ArrayList<>());
        if (!isMallorys && !all.isEmpty()) {
            throw new Violation(I4, "moved a second time: " + transfer);
        }
        all.add(transfer);
        if (!isMallorys && transfer.transfer().payee().equals(AccountId.of(Mallory.ACCOMPLICE.name()))) {
            throw new Violation(I4, "moved to an account that is not Mallory's: " + transfer);
        }
    }

    void written(Written written) {
        PeerId honest = parties.name(written.writer());
        if (honest.equals(Mallory.NAME)) {
            return;
        }
        for (Point point : written.points()) {
            if (point.entry() instanceof SettlementCredit credit) {
                checkCredit(written.writer().peer(), honest, credit);
            } else if (point.entry() instanceof SettlementIntent intent) {
                checkLoss(written.writer(), intent.number());
            }
        }
    }

    void atRest() {
        transfers()
                .filter(recorded -> recorded.transfer().payee().text().equals(Mallory.NAME.name()))
                .forEach(this::checkPaid);
    }

    /** A ledger that does not show transfers shows at most that there was one. */
    private void checkCredit(Writer mallory, PeerId honest, SettlementCredit credit) {
        if (UNSEEN.contains(credit.transaction())) {
            checkSum(mallory, honest);
            return;
        }
        List<Recorded> transfers = of(slot(mallory, credit.number()));
        boolean backed = transfers.stream()
                .filter(transfer -> isBetween(transfer.transfer(), Mallory.NAME, honest))
                .filter(transfer -> transfer.transaction().equals(credit.transaction()))
                .anyMatch(transfer -> transfer.transfer().amount().equals(credit.amount()));
        if (!backed) {
            throw new Violation(I7, honest + " credits " + credit + ", which rests on " + transfers);
        }
        if (!credited.add(credit.transaction())) {
            throw new Violation(I7, honest + " credits a second time " + credit);
        }
    }

    private void checkSum(Writer mallory, PeerId honest) {
        long received = transfers()
                .map(Recorded::transfer)
                .filter(transfer -> transfer.payee().equals(AccountId.of(honest.name())))
                .mapToLong(transfer -> transfer.amount().units())
                .sum();
        if (accepted.of(mallory.peer()).last().credited() > received) {
            throw new Violation(I7, honest + " credits more than the " + received + " that it has got");
        }
    }

    /** When a settlement begins, whatever was moved for those before it is credited. */
    private void checkLoss(Writer honest, long number) {
        long sent = 0;
        for (long before = 1; before < number; before++) {
            sent += of(slot(honest, before)).stream()
                    .map(Recorded::transfer)
                    .filter(transfer -> isBetween(transfer, parties.name(honest), Mallory.NAME))
                    .mapToLong(transfer -> transfer.amount().units())
                    .sum();
        }
        long admitted = accepted.of(honest.peer()).last().credited();
        if (sent > admitted) {
            throw new Violation(
                    LOSS,
                    parties.name(honest) + " begins settlement " + number + ", has moved " + sent + ", and is credited "
                            + admitted);
        }
    }

    private void checkPaid(Recorded recorded) {
        PeerId payer = PeerId.of(recorded.transfer().payer().text());
        Writer debtor = parties.writer(payer, Mallory.NAME);
        Chain own = accepted.of(debtor);
        for (long number = 1; number <= own.intents(); number++) {
            boolean same = slot(debtor, number).key().equals(recorded.transfer().key());
            if (same && isAgreed(own, accepted.of(debtor.peer()), number, recorded.transfer())) {
                return;
            }
        }
        if (!unannounced.contains(payer) && !restored.contains(payer)) {
            throw new Violation(I4, "nobody has agreed to " + recorded);
        }
    }

    private Stream<Recorded> transfers() {
        return moved.values().stream().flatMap(List::stream);
    }

    private List<Recorded> of(Slot slot) {
        return moved.getOrDefault(slot, List.of());
    }

    private Slot slot(Writer debtor, long number) {
        AccountId payer = AccountId.of(parties.name(debtor).name());
        return new Slot(payer, SettlementKey.of(debtor.line(), debtor.side(), number));
    }

    private static boolean isAgreed(Chain debtor, Chain creditor, long number, Transfer transfer) {
        return debtor.cancellation(number).isEmpty()
                && creditor.answer(number)
                        .map(point -> (SettlementAnswer) point.entry())
                        .filter(answer -> answer.units() == transfer.amount().units())
                        .filter(answer -> answer.payee().equals(transfer.payee()))
                        .isPresent();
    }

    private static boolean isBetween(Transfer transfer, PeerId payer, PeerId payee) {
        return transfer.payer().equals(AccountId.of(payer.name()))
                && transfer.payee().equals(AccountId.of(payee.name()));
    }

    private record Slot(AccountId payer, SettlementKey key) {}
}
