package io.p2pcredit.doubles;

import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.contract.JournalContract;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

class BrokenJournalsTest {
    /** The harness itself breaks no promise. */
    @Nested
    class WithoutAFault extends Suite {
        WithoutAFault() {
            super(ForwardingJournal::new);
        }
    }

    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                JournalContract.class,
                Stream.of(groups(), owners(), snapshots(), changes(), trimming())
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Rejection<JournalContract>> groups() {
        return List.of(
                is("beginsEmpty", "ends later", BrokenJournals::endingLater),
                is("numbersItsGroupsFromOne", "counts from zero", BrokenJournals::countingFromZero),
                is("replaysEveryGroupAfterAPositionInOrder", "reverses", BrokenJournals::reversing),
                is("replaysEveryGroupAfterAPositionInOrder", "one too many", BrokenJournals::replayingOneTooMany),
                is("takesWhatIsBetweenPositionAndLimit", "takes more", BrokenJournals::ignoringLimits),
                is("keepsWhatItWasGivenThoughTheBufferIsUsedAgain", "keeps the buffer", BrokenJournals::aliasing),
                is("takesLargeGroups", "cuts them off", BrokenJournals::truncating),
                made("hasEverythingAfterItWasClosedAndOpenedAgain", "forgets", Forgetful::new));
    }

    private static List<Rejection<JournalContract>> owners() {
        return List.of(
                made("hasOneOwner", "lets others in", Open::new),
                is("doesNothingOnceItIsClosed", "answers from memory", BrokenJournals::outlivingItself),
                made("fencesAnOwnerThatWasTakenOver", "shares with it", Sharing::new),
                is("fencesAnOwnerThatWasTakenOver", "answers from memory", BrokenJournals::outlivingItself),
                made("staysWithItsOwnerWhenAFencedOneIsClosed", "unlocks", Unlocking::new));
    }

    private static List<Rejection<JournalContract>> snapshots() {
        return List.of(
                is("showsASnapshotOnceItIsSealed", "shows it before", BrokenJournals::sealingAtOnce),
                is("neverShowsASnapshotThatWasNotSealed", "shows it", BrokenJournals::sealingAtOnce),
                is("showsTheNewestSnapshot", "shows the first", BrokenJournals::showingTheFirstSnapshot),
                is("abandonsASnapshotWhenAnotherOneBegins", "goes on with it", BrokenJournals::sealingAtOnce),
                is("takesNothingIntoASealedSnapshot", "seals it again", BrokenJournals::sealingAtOnce),
                is("replaysWithoutAGapOrSaysThatGroupsAreGone", "says nothing", BrokenJournals::trimmingInSilence));
    }

    private static List<Rejection<JournalContract>> changes() {
        return List.of(
                is("stacksChangesOnTheSnapshotBeforeThem", "drops it", BrokenJournals::takingEverythingForWhole),
                is("stacksChangesOnTheSnapshotBeforeThem", "shows them before", BrokenJournals::sealingAtOnce),
                is("hasNoUseForWhatIsBeforeAWholeSnapshot", "keeps it", BrokenJournals::stackingEverything),
                is("takesASnapshotOfNothing", "hides it", BrokenJournals::hidingEmptySnapshots),
                is("takesChangesOnlyAfterASealedSnapshot", "takes them", BrokenJournals::takingEverythingForWhole));
    }

    private static List<Rejection<JournalContract>> trimming() {
        return List.of(
                is("trimsWhatASnapshotCovers", "does not", BrokenJournals::trimmingNothing),
                is("trimsWhatASnapshotCovers", "says nothing", BrokenJournals::replayingWhatIsLeft),
                is("keepsItsEndWhenEverythingIsTrimmed", "loses it", BrokenJournals::endingWhereNothingIsLeft),
                is("refusesToTrimWhatNoSnapshotCovers", "trims less", BrokenJournals::trimmingWhateverIsCovered),
                is("trimsManyGroupsWhileASnapshotIsWritten", "never ends", BrokenJournals::trimmingForEver));
    }

    private static Rejection<JournalContract> is(String promise, String fault, UnaryOperator<Journal> bend) {
        return made(promise, fault, () -> new Suite(bend) {});
    }

    private static Rejection<JournalContract> made(String promise, String fault, Supplier<JournalContract> suite) {
        return new Rejection<>(promise, fault, suite);
    }

    /** The suite over bent journals of one storage. */
    abstract static class Suite extends JournalContract {
        final InMemoryStorage storage = new InMemoryStorage();
        private final UnaryOperator<Journal> bend;

        Suite(UnaryOperator<Journal> bend) {
            this.bend = bend;
        }

        @Override
        protected Journal open() {
            return bend.apply(storage.open());
        }

        @Override
        protected Optional<Journal> takeOver() {
            return Optional.of(bend.apply(storage.takeOver()));
        }
    }

    /** Begins anew whenever it is opened. */
    private static final class Forgetful extends Suite {
        Forgetful() {
            super(ForwardingJournal::new);
        }

        @Override
        protected Journal open() {
            return new InMemoryStorage().open();
        }
    }

    /** Gives the storage to whoever comes. */
    private static final class Open extends Suite {
        Open() {
            super(ForwardingJournal::new);
        }

        @Override
        protected Journal open() {
            return storage.takeOver();
        }
    }

    /** Lets the earlier owner go on. */
    private static final class Sharing extends Suite {
        private Journal shared = storage.open();

        Sharing() {
            super(ForwardingJournal::new);
        }

        @Override
        protected Journal open() {
            return shared;
        }

        @Override
        protected Optional<Journal> takeOver() {
            return Optional.of(shared);
        }
    }

    /** Takes any close for the owner's. */
    private static final class Unlocking extends Suite {
        private boolean unlocked;

        Unlocking() {
            super(ForwardingJournal::new);
        }

        @Override
        protected Journal open() {
            return unlocked
                    ? storage.takeOver()
                    : new ForwardingJournal(storage.open()) {
                        @Override
                        public void close() {
                            super.close();
                            unlocked = true;
                        }
                    };
        }
    }
}
