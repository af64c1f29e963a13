package io.p2pcredit.simulation.byzantine;

import com.google.common.collect.Sets;
import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One way to deviate in a session in which both have shown where they stand. */
enum Trick {
    EQUIVOCATES(true, Forgeries::equivocates),
    REWRITES_WHAT_IS_HELD(true, Forgeries::rewrites),
    PAYS_TOO_MUCH(false, Forgeries::paysTooMuch),
    PAYS_TOO_MUCH_IN_A_BATCH(false, Forgeries::paysTooMuchInABatch),
    PAYS_TOO_MUCH_IN_BETWEEN(false, Forgeries::paysTooMuchAndRaisesTheLimit),
    SPENDS_WHAT_IS_RESERVED(false, Forgeries::spendsWhatIsReserved),
    OVERFLOWS(true, Forgeries::overflows),
    HIDES_A_PAYMENT(true, Forgeries::hidesAPayment),
    CLAIMS_MORE_PAID(true, Forgeries::claimsMorePaid),
    CLAIMS_MORE_CREDITED(true, Forgeries::claimsMoreCredited),
    STATES_ANOTHER_LIMIT(true, Forgeries::statesAnotherLimit),
    STATES_ANOTHER_HASH(true, Forgeries::statesAnotherHash),
    SEES_WHAT_IS_NOT_WRITTEN(true, Forgeries::seesWhatIsNotWritten),
    FORGETS_WHAT_IT_SAW(true, Forgeries::forgetsWhatItSaw),
    TAKES_AN_ACKNOWLEDGEMENT_BACK(true, Forgeries::takesAnAcknowledgementBack),
    LEAVES_A_GAP(true, Forgeries::leavesAGap),
    OPENS_TWICE(true, Forgeries::opensTwice),
    SIGNS_WRONGLY(true, Forgeries::signsWrongly),
    WRITES_ON_ANOTHER_LINE(true, Forgeries::writesOnAnotherLine),
    WRITES_FOR_THE_VICTIM(true, Forgeries::writesForTheVictim),
    REPLAYS(false, Forgeries::replays),
    REFLECTS(false, Forgeries::reflects),
    GIVES_BACK_OTHER_ENTRIES(false, Forgeries::givesBackOtherEntries),
    ANNOUNCES_TOO_EARLY(true, FalseSettlements::announcesTooEarly),
    JUMPS_A_NUMBER(true, FalseSettlements::jumpsANumber),
    ANNOUNCES_MORE_THAN_IT_OWES(false, FalseSettlements::announcesMoreThanItOwes),
    ANNOUNCES_FROM_ANOTHER_ACCOUNT(false, FalseSettlements::announcesFromAnotherAccount),
    CANCELS_NOTHING(true, FalseSettlements::cancelsNothing),
    CANCELS_WHAT_IT_HAS_PAID(false, FalseSettlements::cancelsWhatItHasPaid),
    PAYS_ANOTHER_AMOUNT(false, FalseSettlements::paysAnotherAmount),
    PAYS_UNDER_AN_ODD_KEY(false, FalseSettlements::paysUnderAnOddKey),
    ANSWERS_MORE(true, FalseSettlements::answersMore),
    ANSWERS_TWICE(true, FalseSettlements::answersTwice),
    ANSWERS_NOTHING(true, FalseSettlements::answersNothing),
    ANSWERS_FOR_ANOTHER_ACCOUNT(false, FalseSettlements::answersForAnotherAccount),
    CREDITS_NOTHING(true, FalseSettlements::creditsNothing),
    CREDITS_TOO_LITTLE(false, FalseSettlements::creditsTooLittle),
    CREDITS_TWICE(false, FalseSettlements::creditsTwice),
    FLOODS_WITH_LIMITS(false, (affair, session) -> {
        for (int i = 0; i < 120; i++) {
            affair.write(session, Honesty.limit(i % 7));
        }
        return true;
    }),
    FLOODS_WITH_ACKNOWLEDGEMENTS(false, Forgeries::floodsWithAcknowledgements),
    FLOODS_WITH_HINTS(false, (affair, session) -> {
        for (int i = 0; i < 50; i++) {
            session.send(new Progress(affair.chance().between(0, 1L << 60), Long.MAX_VALUE));
            session.send(new Decline());
            session.send(new Refused(affair.chance().oneOf(Reason.values())));
        }
        return true;
    }),
    FLOODS_WITH_PROPOSALS(false, (affair, session) -> {
        for (int i = 0; i < 20; i++) {
            session.send(new Propose(
                    CreditLimit.of(affair.chance().below(1_000)),
                    affair.chance().hits(0.5)
                            ? List.of()
                            : affair.mine()
                                    .updates()
                                    .subList(
                                            0,
                                            Math.min(1, affair.mine().updates().size()))));
        }
        return true;
    }),
    RESUMES_AGAIN(true, (affair, session) -> {
        session.resume(affair.mine().newest(), Optional.empty());
        return true;
    }),
    SAYS_BYE(false, (affair, session) -> {
        session.send(new Bye(affair.chance().oneOf(CloseCode.values())));
        return true;
    }),
    SPEAKS_IN_AN_OLD_SESSION(false, (affair, session) -> {
        FalseSession oldest = affair.sessions().get(0);
        if (oldest == session || !affair.isOpen()) {
            return false;
        }
        affair.write(oldest, affair.payment(1));
        return true;
    });

    private static final Set<Trick> FLOODS = Sets.immutableEnumSet(
            FLOODS_WITH_LIMITS, FLOODS_WITH_ACKNOWLEDGEMENTS, FLOODS_WITH_HINTS, FLOODS_WITH_PROPOSALS);

    private final boolean grave;
    private final Move move;

    Trick(boolean grave, Move move) {
        this.grave = grave;
        this.move = move;
    }

    /** Whether a victim that is in step may not go on as if nothing had happened. */
    boolean isGrave() {
        return grave;
    }

    /** How often it is played in one run: a victim that reads a flood slowly has to come to rest in the end. */
    int most() {
        return FLOODS.contains(this) ? 3 : 20;
    }

    /** Does it, if it can be done as things stand. */
    boolean play(Affair affair, FalseSession session) {
        return move.play(affair, session);
    }

    /** Something that is done in a session. */
    @Immutable
    @FunctionalInterface
    interface Move {
        /** Returns whether it could be done. */
        boolean play(Affair affair, FalseSession session);
    }
}
