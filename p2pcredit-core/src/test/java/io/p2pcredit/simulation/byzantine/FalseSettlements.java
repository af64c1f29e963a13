package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Entry;
import java.util.Optional;

/** Steps of a settlement that a correct peer does not take; each returns whether it could be taken as things stand. */
final class FalseSettlements {
    private static final AccountId NOBODY = AccountId.of("Nobody");
    private static final TransactionId NOTHING = TransactionId.of("tx-none");

    private FalseSettlements() {}

    static boolean announcesTooEarly(Affair affair, FalseSession session) {
        return affair.isOpen()
                && affair.debt() > 0
                && !Honesty.maySettle(affair)
                && tell(affair, session, Honesty.intent(affair, 1, account(affair)));
    }

    static boolean jumpsANumber(Affair affair, FalseSession session) {
        long number = affair.mine().intent().map(Entry.SettlementIntent::number).orElse(0L);
        long jump = affair.chance().oneOf(2L, 3L, 1L << 62);
        return affair.isOpen()
                && tell(affair, session, new Entry.SettlementIntent(number + jump, Amount.of(1), account(affair)));
    }

    static boolean announcesMoreThanItOwes(Affair affair, FalseSession session) {
        boolean possible = affair.isOpen() && Honesty.maySettle(affair);
        if (possible) {
            affair.write(session, Honesty.intent(affair, Amount.MAX_UNITS, account(affair)));
        }
        return possible;
    }

    static boolean announcesFromAnotherAccount(Affair affair, FalseSession session) {
        boolean possible = affair.isOpen() && affair.debt() > 0 && Honesty.maySettle(affair);
        if (possible) {
            affair.write(session, Honesty.intent(affair, 1, affair.chance().hits(0.5) ? NOBODY : victims(affair)));
        }
        return possible;
    }

    static boolean cancelsNothing(Affair affair, FalseSession session) {
        long number = affair.mine().intent().map(Entry.SettlementIntent::number).orElse(0L);
        return affair.isOpen() && tell(affair, session, new Entry.SettlementCancelled(number + 1));
    }

    static boolean cancelsWhatItHasPaid(Affair affair, FalseSession session) {
        Optional<Entry.SettlementAnswer> accepted = affair.honesty().accepted(affair);
        accepted.ifPresent(answer -> {
            affair.purse().pay(affair.ownKey(answer.number()), answer.payee(), answer.units());
            affair.write(session, new Entry.SettlementCancelled(answer.number()));
        });
        return accepted.isPresent();
    }

    static boolean paysAnotherAmount(Affair affair, FalseSession session) {
        Optional<Entry.SettlementAnswer> accepted = affair.honesty().accepted(affair);
        accepted.ifPresent(answer -> affair.purse()
                .pay(
                        affair.ownKey(answer.number()),
                        affair.chance().hits(0.3) ? affair.purse().accomplice() : answer.payee(),
                        affair.chance().between(1, 2 * Math.min(answer.units(), Amount.MAX_UNITS / 2))));
        return accepted.isPresent();
    }

    static boolean paysUnderAnOddKey(Affair affair, FalseSession session) {
        long number = affair.chance().between(1, 9);
        SettlementKey key = affair.chance().hits(0.5)
                ? new SettlementKey(affair.chance().any(), number)
                : affair.chance().hits(0.5) ? affair.theirKey(number) : affair.ownKey(number);
        affair.purse().pay(key, victims(affair), affair.chance().between(1, 50));
        return true;
    }

    static boolean answersMore(Affair affair, FalseSession session) {
        Optional<Entry.SettlementIntent> asked =
                asked(affair).filter(intent -> intent.amount().units() < Amount.MAX_UNITS);
        asked.ifPresent(intent -> tell(
                affair,
                session,
                new Entry.SettlementAnswer(intent.number(), intent.amount().units() + 1, account(affair))));
        return asked.isPresent();
    }

    static boolean answersTwice(Affair affair, FalseSession session) {
        Optional<Entry.SettlementIntent> answered = affair.theirs()
                .intent()
                .filter(intent -> affair.mine().answer(intent.number()).isPresent());
        answered.ifPresent(
                intent -> tell(affair, session, new Entry.SettlementAnswer(intent.number(), 0, account(affair))));
        return answered.isPresent();
    }

    static boolean answersNothing(Affair affair, FalseSession session) {
        long number =
                affair.theirs().intent().map(Entry.SettlementIntent::number).orElse(0L);
        return affair.isOpen() && tell(affair, session, new Entry.SettlementAnswer(number + 1_000, 0, account(affair)));
    }

    static boolean answersForAnotherAccount(Affair affair, FalseSession session) {
        Optional<Entry.SettlementIntent> asked = asked(affair).filter(intent -> affair.debt() < 0);
        asked.ifPresent(intent -> affair.write(
                session,
                new Entry.SettlementAnswer(
                        intent.number(),
                        Math.min(-affair.debt(), intent.amount().units()),
                        affair.purse().accomplice())));
        return asked.isPresent();
    }

    static boolean creditsNothing(Affair affair, FalseSession session) {
        long number =
                affair.theirs().intent().map(Entry.SettlementIntent::number).orElse(0L);
        return affair.isOpen()
                && tell(affair, session, new Entry.SettlementCredit(number + 1_000, Amount.of(1), NOTHING));
    }

    static boolean creditsTooLittle(Affair affair, FalseSession session) {
        Optional<Ledger.Recorded> paid = affair.honesty()
                .paid(affair)
                .filter(recorded -> recorded.transfer().amount().units() > 1);
        paid.ifPresent(recorded -> affair.write(session, Honesty.credit(affair, 1, recorded.transaction())));
        return paid.isPresent();
    }

    static boolean creditsTwice(Affair affair, FalseSession session) {
        Optional<Entry.SettlementIntent> credited =
                affair.theirs().intent().filter(intent -> affair.mine().hasCredited(intent.number()));
        credited.ifPresent(intent -> tell(affair, session, Honesty.credit(affair, 1, NOTHING)));
        return credited.isPresent();
    }

    private static Optional<Entry.SettlementIntent> asked(Affair affair) {
        return affair.theirs()
                .intent()
                .filter(intent -> affair.mine().answer(intent.number()).isEmpty())
                .filter(intent -> !affair.theirs().hasCancelled(intent.number()));
    }

    private static boolean tell(Affair affair, FalseSession session, Entry entry) {
        return Forgeries.lie(affair, session, affair.theirs().seq(), entry);
    }

    private static AccountId account(Affair affair) {
        return affair.purse().account();
    }

    private static AccountId victims(Affair affair) {
        return AccountId.of(affair.victim().name().name());
    }
}
