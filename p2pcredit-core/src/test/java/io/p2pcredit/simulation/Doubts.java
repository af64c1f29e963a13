package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.Resolution;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an owner says of settlements with one peer that the node cannot know about: the truth, whatever
 * ledger it was on, and nothing while a request may still be on its way. Not thread-safe.
 *
 * <p>One thing owners agree on instead of the truth: what was paid without an answer, on a ledger that was reset before
 * the creditor's node heard of it, and what that node has declined since because nothing was owed any more, is as if it
 * had never been paid. The money is gone with that ledger, and nobody can credit what was not accepted.
 */
final class Doubts {
    private static final Set<Code> FOR_A_PERSON = Set.of(
            Code.LEDGER_CANNOT_TELL,
            Code.LIFE_LOST,
            Code.LEDGER_CHANGED,
            Code.PAID_TO_ANOTHER,
            Code.ACCOUNT_MISSING,
            Code.ACCOUNT_CHANGED_HANDS,
            Code.OWN_ACCOUNT_MISSING);

    private final World world;
    private final SimulatedPeer self;
    private final SimulatedPeer other;
    private final Answers answers;

    Doubts(World world, SimulatedPeer self, SimulatedPeer other) {
        this.world = world;
        this.self = self;
        this.other = other;
        this.answers = new Answers(world, self);
    }

    /** Whether there is anything that the owner could say something about now. */
    boolean any() {
        return unknown().stream().anyMatch(settlement -> said(settlement).isPresent());
    }

    /** Says what is known about each. */
    void resolve() {
        world.oracle().concerned(self.name(), other.name());
        for (Settlement settlement : unknown()) {
            said(settlement).ifPresent(word -> {
                CreditNode node = self.node().orElseThrow();
                answers.watch("resolve " + word + " " + settlement, node.resolve(settlement.key(), word));
            });
        }
    }

    private List<Settlement> unknown() {
        return self.node().stream()
                .flatMap(node -> node.settlements().stream())
                .filter(settlement -> settlement.peer().equals(other.name()))
                .filter(settlement -> settlement.direction() == Direction.OUTGOING
                        ? (settlement.status() == SettlementStatus.IN_DOUBT && isForAPerson(settlement))
                                || isToBeTakenBack(settlement)
                        : settlement.status() == SettlementStatus.ANSWERED && isForTheCreditor(settlement))
                .toList();
    }

    /** A doubt about a lost life ends by itself where keys are told apart. */
    private boolean isForAPerson(Settlement settlement) {
        Optional<Code> code = settlement.reason().map(SettlementReason::code);
        boolean goesOn = code.equals(Optional.of(Code.LIFE_LOST))
                && world.ledger().nature().tellsKeysApart();
        return code.filter(FOR_A_PERSON::contains).isPresent() && !goesOn;
    }

    /** The owner has said that it was paid, before the creditor's node heard of it. */
    private boolean isToBeTakenBack(Settlement settlement) {
        return settlement.status() == SettlementStatus.CONFIRMED
                && settlement.transaction().isEmpty()
                && isGoneAndDeclined(settlement.key());
    }

    private boolean isForTheCreditor(Settlement settlement) {
        return !world.ledger().nature().showsTransfers() || !world.ledger().shows(settlement.key());
    }

    private Optional<Resolution> said(Settlement settlement) {
        boolean mine = settlement.direction() == Direction.OUTGOING;
        boolean paid = world.ledger()
                .moved(settlement.key())
                .filter(made -> mine || made.transfer().amount().units() >= settlement.units())
                .isPresent();
        if (paid && !(mine && isGoneAndDeclined(settlement.key()))) {
            return Optional.of(Resolution.PAID);
        }
        return mine && !world.ledger().isUnderWay(settlement.key()) ? Optional.of(Resolution.UNPAID) : Optional.empty();
    }

    private boolean isGoneAndDeclined(SettlementKey key) {
        boolean declined = other.node().stream()
                .flatMap(node -> node.settlements().stream())
                .anyMatch(heard -> heard.key().equals(key)
                        && heard.direction() == Direction.INCOMING
                        && heard.status() == SettlementStatus.DECLINED);
        return declined && !world.ledger().shows(key);
    }
}
