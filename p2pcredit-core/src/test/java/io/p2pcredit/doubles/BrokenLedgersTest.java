package io.p2pcredit.doubles;

import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.contract.LedgerContract;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

class BrokenLedgersTest {
    /** The harness itself breaks no promise. */
    @Nested
    class WithoutAFault extends Suite {
        WithoutAFault() {
            super(ForwardingLedger::new, Duration.ofSeconds(20));
        }
    }

    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                LedgerContract.class,
                Stream.of(reading(), paying(), keys(), silence())
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Rejection<LedgerContract>> reading() {
        return List.of(
                is("saysWhatItCanDo", "says nothing", BrokenLedgers::withoutCapabilities),
                is("givesEveryPeerAnAccountOfItsOwn", "has one for all", BrokenLedgers::withOneAccountForAll),
                is("readsBalances", "counts one too many", BrokenLedgers::countingOneTooMany),
                is("saysThatAnAccountIsNotThere", "takes nobody for poor", BrokenLedgers::takingNobodyForPoor),
                is("saysThatAnAccountIsNotThere", "does not know", BrokenLedgers::silentAboutNobody),
                is("isTheSameLedgerWhoeverAsksAndWhateverItHasDone", "is always another", BrokenLedgers::ofManyNames),
                is(
                        "looksUpWhatWasMadeAndNothingElse",
                        "finds nothing",
                        h -> BrokenLedgers.finding(h, BrokenLedgers::never)),
                is("listsWhatHasComeInOnceAndInOrder", "repeats", BrokenLedgers::forgettingTheCursor),
                is(
                        "listsWhatHasComeInOnceAndInOrder",
                        "reverses",
                        h -> BrokenLedgers.listing(h, BrokenLedgers::newestFirst)),
                is(
                        "listsManyTransfersPageByPage",
                        "skips the rest",
                        h -> BrokenLedgers.listing(h, BrokenLedgers::atMostTen)));
    }

    private static List<Rejection<LedgerContract>> paying() {
        return List.of(
                is("movesExactlyTheAmount", "pays twice", BrokenLedgers::payingTwice),
                is("movesExactlyTheAmount", "blocks", BrokenLedgers::blocking),
                is("spendsEverythingAndNoMore", "hides refusals", answering(BrokenLedgers::alwaysConfirmed)),
                is("rejectsATransferToNobody", "hides refusals", answering(BrokenLedgers::alwaysConfirmed)),
                each("paysOutOfItsOwnAccountOnly", "pays with anybody's money", OfAnybody::new));
    }

    private static List<Rejection<LedgerContract>> keys() {
        return List.of(
                is("movesMoneyOncePerKeyHoweverOftenItIsAsked", "makes new keys", BrokenLedgers::withFreshKeys),
                is("givesEveryTransferAnIdOfItsOwn", "has one id", answering(BrokenLedgers::ofOneTransaction)),
                is("standsByARefusal", "asks again under another key", BrokenLedgers::askingAgain),
                is(
                        "tellsWhatAUsedKeyStandsFor",
                        "tells the outcome only",
                        answering(BrokenLedgers::notSayingWhatTheKeyStandsFor)),
                each("keepsTheKeysOfDifferentPayersApart", "keeps them together", OfEverybodysKeys::new));
    }

    private static List<Rejection<LedgerContract>> silence() {
        return List.of(
                is("takesSilenceForNoAnswer", "takes it for a refusal", answering(BrokenLedgers::impatient)),
                is(
                        "takesSilenceForNoAnswer",
                        "takes it for 'none'",
                        h -> BrokenLedgers.finding(h, BrokenLedgers::sureThatThereIsNone)),
                is("takesSilenceForNoAnswer", "misses the account", BrokenLedgers::missingWhatItCannotSee),
                is("takesSilenceForNoAnswer", "has no name then", BrokenLedgers::namelessWhenSilent),
                is("takesSilenceForNoAnswer", "waits for ever", BrokenLedgers::neverAnswering),
                is("takesSilenceForNoAnswer", "fails", BrokenLedgers::failing),
                each("hasDoneNothingThatWasNotSent", "has sent it", SendingAfterAll::new),
                is("isSilentWhereItIsUnable", "finds nothing", BrokenLedgers::blindWithoutSayingSo),
                is("takesALostAnswerForUnknownAndMovesTheMoneyOnce", "refuses", answering(BrokenLedgers::impatient)),
                is("takesALostAnswerForUnknownAndMovesTheMoneyOnce", "pays again", BrokenLedgers::askingAgain));
    }

    private static UnaryOperator<Ledger> answering(UnaryOperator<SubmitOutcome> bend) {
        return honest -> BrokenLedgers.answering(honest, bend);
    }

    private static Rejection<LedgerContract> is(String promise, String fault, UnaryOperator<Ledger> bend) {
        return each(promise, fault, () -> bend);
    }

    /** A fault that all ledgers of one test have together. */
    private static Rejection<LedgerContract> each(String promise, String fault, Supplier<UnaryOperator<Ledger>> bend) {
        return new Rejection<>(promise, fault, () -> new Suite(bend.get(), Duration.ofMillis(300)) {});
    }

    /** The suite over bent ledgers of one world, which can be away and can lose answers. */
    abstract static class Suite extends LedgerContract {
        private final InMemoryWorld world = new InMemoryWorld();
        private final Map<PeerId, Ledger> ledgers = new HashMap<>();
        private final UnaryOperator<Ledger> bend;
        private final Duration patience;

        Suite(UnaryOperator<Ledger> bend, Duration patience) {
            this.bend = bend;
            this.patience = patience;
        }

        @Override
        protected Duration patience() {
            return patience;
        }

        @Override
        protected Ledger opened(PeerId owner, long funds) {
            ledgers.put(owner, world.with(owner, funds).ledger());
            return bend.apply(ledgers.get(owner));
        }

        @Override
        protected Optional<Ledger> outOfReach(PeerId owner) {
            return Optional.of(bend.apply(new Away(world.with(owner, 0).ledger())));
        }

        @Override
        protected Optional<Ledger> losingAnswers(PeerId owner) {
            return Optional.of(bend.apply(BrokenLedgers.answering(
                    ledgers.get(owner), outcome -> new SubmitOutcome.Unknown("the answer was lost"))));
        }

        @Override
        protected Optional<Ledger> unableToSend(PeerId owner) {
            return Optional.of(bend.apply(new Mute(ledgers.get(owner))));
        }
    }

    /** A ledger to which nothing can be sent, and that says so. */
    private static final class Mute extends ForwardingLedger {
        Mute(Ledger honest) {
            super(honest);
        }

        @Override
        public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
            return CompletableFuture.completedStage(new SubmitOutcome.NotSent("away"));
        }
    }

    /** A ledger that cannot be reached, and says so. */
    private static final class Away extends ForwardingLedger {
        Away(Ledger honest) {
            super(honest);
        }

        @Override
        public CompletionStage<Optional<Set<Capability>>> capabilities() {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public CompletionStage<InstanceOutcome> instance() {
            return CompletableFuture.completedStage(new InstanceOutcome.Unknown("away"));
        }

        @Override
        public CompletionStage<BalanceOutcome> balance(AccountId account) {
            return CompletableFuture.completedStage(new BalanceOutcome.Unknown("away"));
        }

        @Override
        public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
            return CompletableFuture.completedStage(new SubmitOutcome.Unknown("away"));
        }

        @Override
        public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
            return CompletableFuture.completedStage(new LookUpOutcome.Unknown("away"));
        }

        @Override
        public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
            return CompletableFuture.completedStage(Optional.empty());
        }
    }

    /** Pays out of whatever account it is told. */
    private static final class OfAnybody implements UnaryOperator<Ledger> {
        private final Set<Ledger> all = new HashSet<>();

        @Override
        public Ledger apply(Ledger honest) {
            all.add(honest);
            return new ForwardingLedger(honest) {
                @Override
                public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                    return all.stream()
                            .map(ledger -> ledger.submit(transfer))
                            .filter(outcome -> outcome.toCompletableFuture().join() instanceof SubmitOutcome.Confirmed)
                            .findFirst()
                            .orElseGet(() -> super.submit(transfer));
                }
            };
        }
    }

    /** Says that nothing was sent, and sends it. */
    private static final class SendingAfterAll implements UnaryOperator<Ledger> {
        private final List<Ledger> all = new ArrayList<>();

        @Override
        public Ledger apply(Ledger honest) {
            all.add(honest);
            return new ForwardingLedger(honest) {
                @Override
                public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                    return super.submit(transfer).thenCompose(outcome -> sent(transfer, outcome));
                }
            };
        }

        private CompletionStage<SubmitOutcome> sent(Ledger.Transfer transfer, SubmitOutcome outcome) {
            CompletionStage<SubmitOutcome> said = CompletableFuture.completedStage(outcome);
            return outcome instanceof SubmitOutcome.NotSent
                    ? all.get(0).submit(transfer).thenCompose(made -> said)
                    : said;
        }
    }

    /** Knows a key by itself, whoever used it. */
    private static final class OfEverybodysKeys implements UnaryOperator<Ledger> {
        private final Map<SettlementKey, Ledger.Transfer> used = new HashMap<>();

        @Override
        public Ledger apply(Ledger honest) {
            return new ForwardingLedger(honest) {
                @Override
                public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
                    Transfer first = used.computeIfAbsent(transfer.key(), key -> transfer);
                    return first.equals(transfer)
                            ? super.submit(transfer)
                            : CompletableFuture.completedStage(
                                    new SubmitOutcome.KeyUsed(first, new SubmitOutcome.Rejected("used")));
                }
            };
        }
    }
}
