package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What Mallory does between its tricks, so that there is something to betray: everything that a correct peer may do. */
final class Honesty {
    private final Purse purse;
    private final long usual;

    /** @param usual the usual limit */
    Honesty(Purse purse, long usual) {
        this.purse = purse;
        this.usual = usual;
    }

    /** Takes one step. */
    void act(Affair affair, FalseSession session) {
        if (!affair.isOpen()) {
            open(affair, session);
        } else if (!answer(affair, session) && !credit(affair, session) && !payForOwn(affair)) {
            work(affair, session);
        }
    }

    static Entry limit(long units) {
        return new Entry.LimitChange(CreditLimit.of(units));
    }

    private void open(Affair affair, FalseSession session) {
        if (affair.mine().isOpen()) {
            List<Update> updates = affair.mine().updates();
            session.send(new Propose(
                    CreditLimit.of(usual),
                    updates.subList(0, Math.min(updates.size(), ProtocolLimits.MAX_PROPOSAL_UPDATES))));
            return;
        }
        Entry.Open open = new Entry.Open(Asset.CREDIT, CreditLimit.of(usual), CreditLimit.of(usual));
        if (affair.theirs().isOpen()) {
            affair.write(session, open);
        } else {
            Update proposal = affair.open(open);
            session.send(new Propose(CreditLimit.of(usual), List.of(proposal)));
        }
    }

    private boolean answer(Affair affair, FalseSession session) {
        Optional<Entry.SettlementIntent> asked = affair.theirs()
                .intent()
                .filter(intent -> affair.mine().answer(intent.number()).isEmpty())
                .filter(intent -> !affair.theirs().hasCancelled(intent.number()));
        asked.ifPresent(intent -> affair.write(
                session,
                new Entry.SettlementAnswer(
                        intent.number(),
                        Math.min(intent.amount().units(), Math.max(0, -affair.debt())),
                        purse.account())));
        return asked.isPresent();
    }

    private boolean credit(Affair affair, FalseSession session) {
        Optional<Ledger.Recorded> paid = paid(affair);
        paid.ifPresent(recorded -> affair.write(
                session, credit(affair, recorded.transfer().amount().units(), recorded.transaction())));
        return paid.isPresent();
    }

    /** What the victim has paid for its newest settlement, and was not credited. */
    Optional<Ledger.Recorded> paid(Affair affair) {
        return affair.theirs()
                .intent()
                .filter(intent -> !affair.mine().hasCredited(intent.number())
                        && affair.mine().answer(intent.number()).isPresent())
                .flatMap(intent -> purse.received(affair.theirKey(intent.number())));
    }

    static Entry credit(Affair affair, long units, TransactionId transaction) {
        long number = affair.theirs().intent().orElseThrow().number();
        return new Entry.SettlementCredit(number, Amount.of(units), transaction);
    }

    private boolean payForOwn(Affair affair) {
        Optional<Entry.SettlementAnswer> accepted = accepted(affair);
        accepted.ifPresent(answer -> purse.pay(affair.ownKey(answer.number()), answer.payee(), answer.units()));
        return accepted.isPresent();
    }

    /** What the victim has accepted of Mallory's newest settlement, if Mallory has not paid it. */
    Optional<Entry.SettlementAnswer> accepted(Affair affair) {
        return affair.mine()
                .intent()
                .filter(intent ->
                        !affair.mine().hasCancelled(intent.number()) && !purse.hasPaid(affair.ownKey(intent.number())))
                .flatMap(intent -> affair.theirs().answer(intent.number()))
                .filter(answer -> answer.units() > 0);
    }

    private void work(Affair affair, FalseSession session) {
        Chance chance = affair.chance();
        long most = affair.headroom();
        if (chance.hits(0.15)) {
            affair.write(session, limit(chance.between(0, 2 * usual)));
        } else if (chance.hits(0.3) && affair.debt() > 0 && maySettle(affair)) {
            affair.write(session, intent(affair, Math.min(affair.debt(), Amount.MAX_UNITS), purse.account()));
        } else if (chance.hits(0.2)) {
            affair.write(session);
        } else if (most > 8 && chance.hits(0.3)) {
            long[] amounts = LongStream.generate(() -> most / 8)
                    .limit(8)
                    .map(units -> Math.min(units, Amount.MAX_UNITS))
                    .toArray();
            affair.write(
                    session,
                    new Entry.PaymentBatch(new PaymentId(chance.any(), chance.any()), Amounts.of(amounts), Memo.NONE));
        } else if (most > 0) {
            affair.write(session, affair.payment(chance.hits(0.3) ? most : chance.between(1, most)));
        }
    }

    /** Whether Mallory's newest settlement is over. */
    static boolean maySettle(Affair affair) {
        return affair.mine()
                .intent()
                .map(intent -> affair.theirs().hasCredited(intent.number())
                        || affair.mine().hasCancelled(intent.number())
                        || affair.theirs()
                                .answer(intent.number())
                                .filter(answer -> answer.units() == 0)
                                .isPresent())
                .orElse(true);
    }

    static Entry intent(Affair affair, long units, AccountId payer) {
        long number = affair.mine().intent().map(Entry.SettlementIntent::number).orElse(0L) + 1;
        return new Entry.SettlementIntent(number, Amount.of(units), payer);
    }
}
