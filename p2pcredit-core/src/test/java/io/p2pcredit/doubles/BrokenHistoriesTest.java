package io.p2pcredit.doubles;

import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.contract.HistoryContract;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

class BrokenHistoriesTest {
    /** The harness itself breaks no promise. */
    @Nested
    class WithoutAFault extends Suite {
        WithoutAFault() {
            super(ForwardingHistory::new, UnaryOperator.identity());
        }
    }

    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                HistoryContract.class,
                List.of(
                        is("beginsEmpty", "begins later", BrokenHistories.BeginningLater::new),
                        is("standsWhereTheLastBatchStood", "stands elsewhere", BrokenHistories.BeginningLater::new),
                        is(
                                "refusesABatchThatDoesNotFollowAndKeepsNothingOfIt",
                                "skips it",
                                BrokenHistories.Lenient::new),
                        is(
                                "tellsOfAPaymentWhatAllItsRowsSayTogether",
                                "the newest row only",
                                BrokenHistories.NewestRowOnly::new),
                        is("tellsOfAPaymentWhatAllItsRowsSayTogether", "knows no id", BrokenHistories.KnowingNoId::new),
                        is(
                                "tellsOfAPaymentExactlyWhatWasStoredUpToItsPosition",
                                "too early",
                                BrokenHistories.Hasty::new),
                        is(
                                "givesUpdatesFromANumberOnOldestFirst",
                                "by the first entry",
                                BrokenHistories.ByFirstEntry::new),
                        is("givesUpdatesFromANumberOnOldestFirst", "newest first", BrokenHistories.NewestFirst::new),
                        is(
                                "putsAnUpdateInThePlaceOfThoseThatItContradicts",
                                "keeps both",
                                BrokenHistories.KeepingBoth::new),
                        is("keepsLinesAndWritersApart", "mixes the writers", BrokenHistories.MixingWriters::new),
                        is("givesUpdatesPageByPage", "gives small pages", BrokenHistories.SmallPages::new),
                        is(
                                "givesEventsAfterACursorOldestFirst",
                                "forgets the index",
                                BrokenHistories.ForgettingTheIndex::new),
                        is("givesNoMoreEventsThanAsked", "gives what it likes", BrokenHistories.IgnoringTheMost::new),
                        is("standsWhereTheLastBatchStood", "another mark", BrokenHistories.ForgettingTheMark::new),
                        is("storesSeveralBatchesAtOnce", "the first only", BrokenHistories.StoringTheFirstOnly::new),
                        is(
                                "storesNoneOfSeveralBatchesIfOneDoesNotFollow",
                                "one by one",
                                BrokenHistories.StoringOneByOne::new),
                        is("tellsEveryKindOfEventAsItWas", "rounds the time", bent(BrokenHistoriesTest::rounded)),
                        is("tellsEveryKindOfEventAsItWas", "forgets the entry", bent(event -> seq(event, 0))),
                        is(
                                "tellsEveryKindOfEventAsItWas",
                                "forgets the numbering",
                                bent(BrokenHistoriesTest::inTheFirst)),
                        is(
                                "tellsOfAPaymentInWhichNumberingItsNewestPartIs",
                                "the largest number",
                                BrokenHistories.TellingTheLargestNumber::new),
                        is(
                                "tellsOfPaymentsThatAreEntriesOfTheSameBatch",
                                "tells the entry",
                                bent(BrokenHistoriesTest::asSent)),
                        is("takesNoPaymentOfThePeerForOneOfItsOwn", "takes it", BrokenHistories.TakingThePeers::new),
                        is("findsPaymentsByIdsThatTheNodeHasMade", "finds none", BrokenHistories.FindingNoneMade::new),
                        is(
                                "findsPaymentsByIdsThatTheNodeHasMade",
                                "finds neighbours",
                                BrokenHistories.FindingNeighbours::new),
                        is(
                                "findsPaymentsByIdsWhoeverHadMadeThemWhenTheyWereRecorded",
                                "finds what the maker recorded",
                                BrokenHistories.FindingTheMakersOwn::new),
                        is(
                                "givesUpdatesOfAMegabyteAtMostUnlessTheFirstIsLarger",
                                "more",
                                BrokenHistories.GivingAllUpdates::new),
                        is(
                                "givesUpdatesOfAMegabyteAtMostUnlessTheFirstIsLarger",
                                "never",
                                BrokenHistories.NothingLarge::new),
                        is("givesEventsBeforeACursorNewestFirst", "oldest first", BrokenHistories.OldestFirst::new),
                        is(
                                "givesEventsBeforeACursorNewestFirst",
                                "the cursor's too",
                                BrokenHistories.UpToTheCursor::new),
                        is("givesTheEventsWithOnePeerOnAllTheirLines", "everybody's", BrokenHistories.Everybodys::new),
                        is("givesTheEventsWithOnePeerOnAllTheirLines", "one line's", BrokenHistories.OneLine::new),
                        is(
                                "givesPagesOfEventsEitherWayHoweverManyABatchTells",
                                "skips the rest of a batch",
                                BrokenHistories.ForgettingTheIndex::new),
                        is("goesOnAfterItWasSynced", "ends there", BrokenHistories.EndingWithSync::new),
                        is("showsABatchWholeOrNotAtAll", "shows half", BrokenHistories.Halving::new),
                        new Rejection<>(
                                "hasEverythingAfterItWasClosedAndOpenedAgain",
                                "forgets",
                                () -> new Suite(UnaryOperator.identity(), history -> new InMemoryHistory()) {})));
    }

    private static UnaryOperator<History> bent(UnaryOperator<RecordedEvent> bend) {
        return honest -> new BrokenHistories.BendingEvents(honest, bend);
    }

    private static RecordedEvent seq(RecordedEvent event, long seq) {
        return new RecordedEvent(event.cursor(), event.at(), event.line(), event.numbering(), seq, event.event());
    }

    private static RecordedEvent inTheFirst(RecordedEvent event) {
        return new RecordedEvent(event.cursor(), event.at(), event.line(), 0, event.seq(), event.event());
    }

    private static RecordedEvent rounded(RecordedEvent event) {
        Instant at = event.at().truncatedTo(ChronoUnit.SECONDS);
        return new RecordedEvent(event.cursor(), at, event.line(), event.numbering(), event.seq(), event.event());
    }

    /** What an own payment says when it is signed for. */
    private static RecordedEvent asSent(RecordedEvent event) {
        return event.payment()
                .map(row -> new RecordedEvent(
                        event.cursor(),
                        event.at(),
                        event.line(),
                        event.numbering(),
                        event.seq(),
                        new TrustlineEvent.Paid(row.payment().with(PaymentStatus.SENT))))
                .orElse(event);
    }

    private static Rejection<HistoryContract> is(String promise, String fault, UnaryOperator<History> bend) {
        return new Rejection<>(promise, fault, () -> new Suite(bend, UnaryOperator.identity()) {});
    }

    /** The suite over a bent history. */
    abstract static class Suite extends HistoryContract {
        private final UnaryOperator<History> bend;
        private final UnaryOperator<History> reopen;

        Suite(UnaryOperator<History> bend, UnaryOperator<History> reopen) {
            this.bend = bend;
            this.reopen = reopen;
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(5);
        }

        @Override
        protected History opened() {
            return bend.apply(new InMemoryHistory());
        }

        @Override
        protected Optional<History> reopened(History history) {
            return Optional.of(reopen.apply(history));
        }
    }
}
