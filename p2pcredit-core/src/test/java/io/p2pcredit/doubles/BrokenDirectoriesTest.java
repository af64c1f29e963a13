package io.p2pcredit.doubles;

import io.p2pcredit.contract.PeerDirectoryContract;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

class BrokenDirectoriesTest {
    /** The harness itself breaks no promise. */
    @Nested
    class WithoutAFault extends Suite {
        WithoutAFault() {
            super(ForwardingDirectory::new, Duration.ofSeconds(20));
        }
    }

    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                PeerDirectoryContract.class,
                List.of(
                        is("findsWhatWasPublished", "finds nobody", Blind::new),
                        is("findsWhatWasPublished", "blocks", Blocking::new),
                        is("findsNobodyWhoHasNotPublished", "makes them up", MakingUp::new),
                        is("movesItsOwnerToAnotherAddress", "keeps the first", KeepingTheFirst::new),
                        is("knowsPeersThatCannotBeDialled", "leaves them out", OnlyDiallable::new),
                        is("tellsNamesApartByEveryLetter", "ignores case", IgnoringCase::new),
                        is("keepsANameForItsOwner", "believes anybody", Believing::new),
                        is("listsEverybodyByName", "in any order", Reversing::new),
                        is("saysSoWhenItCannotBeAsked", "takes silence for 'none'", Sure::new),
                        is("saysSoWhenItCannotBeAsked", "waits for ever", Silent::new)));
    }

    private static Rejection<PeerDirectoryContract> is(
            String promise, String fault, UnaryOperator<PeerDirectory> bend) {
        return new Rejection<>(promise, fault, () -> new Suite(bend, Duration.ofMillis(300)) {});
    }

    /** The suite over bent directories of one world, which can be away. */
    abstract static class Suite extends PeerDirectoryContract {
        private final InMemoryWorld world = new InMemoryWorld();
        private final Map<PeerId, PeerDirectory> directories = new HashMap<>();
        private final UnaryOperator<PeerDirectory> bend;
        private final Duration patience;

        Suite(UnaryOperator<PeerDirectory> bend, Duration patience) {
            this.bend = bend;
            this.patience = patience;
        }

        @Override
        protected Duration patience() {
            return patience;
        }

        @Override
        protected PeerDirectory of(PeerId owner) {
            return directories.computeIfAbsent(
                    owner, name -> bend.apply(world.with(name, 0).directory()));
        }

        @Override
        protected PeerDirectory withoutTheSecretOf(PeerId owner) {
            return of(PeerId.of("Mallory"));
        }

        @Override
        protected Optional<PeerDirectory> outOfReach() {
            return Optional.of(bend.apply(new Away()));
        }
    }

    private static class ForwardingDirectory implements PeerDirectory {
        private final PeerDirectory honest;

        ForwardingDirectory(PeerDirectory honest) {
            this.honest = honest;
        }

        @Override
        public CompletionStage<PublishOutcome> publish(PeerRecord own) {
            return honest.publish(own);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return honest.find(peer);
        }

        @Override
        public CompletionStage<Optional<List<PeerRecord>>> list() {
            return honest.list();
        }
    }

    /** A directory that cannot be reached, and says so. */
    private static final class Away implements PeerDirectory {
        @Override
        public CompletionStage<PublishOutcome> publish(PeerRecord own) {
            return CompletableFuture.completedStage(new PublishOutcome.Unreachable("away"));
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return CompletableFuture.completedStage(new FindOutcome.Unreachable("away"));
        }

        @Override
        public CompletionStage<Optional<List<PeerRecord>>> list() {
            return CompletableFuture.completedStage(Optional.empty());
        }
    }

    private static final class Blind extends ForwardingDirectory {
        Blind(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return CompletableFuture.completedStage(new FindOutcome.NotFound());
        }
    }

    private static final class Blocking extends ForwardingDirectory {
        Blocking(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            Endless.waiting();
            return super.find(peer);
        }
    }

    private static final class MakingUp extends ForwardingDirectory {
        MakingUp(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return CompletableFuture.completedStage(
                    new FindOutcome.Found(new PeerRecord(peer, Optional.empty(), Optional.empty())));
        }
    }

    private static final class KeepingTheFirst extends ForwardingDirectory {
        private boolean published;

        KeepingTheFirst(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<PublishOutcome> publish(PeerRecord own) {
            boolean again = published;
            published = true;
            return again ? CompletableFuture.completedStage(new PublishOutcome.Published()) : super.publish(own);
        }
    }

    private static final class OnlyDiallable extends ForwardingDirectory {
        OnlyDiallable(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return super.find(peer)
                    .thenApply(outcome -> outcome instanceof FindOutcome.Found found
                                    && found.peer().address().isEmpty()
                            ? new FindOutcome.NotFound()
                            : outcome);
        }
    }

    private static final class IgnoringCase extends ForwardingDirectory {
        IgnoringCase(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return super.find(PeerId.of(peer.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Calls a refused publication a success. */
    private static final class Believing extends ForwardingDirectory {
        Believing(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<PublishOutcome> publish(PeerRecord own) {
            return super.publish(own).thenApply(outcome -> new PublishOutcome.Published());
        }
    }

    private static final class Reversing extends ForwardingDirectory {
        Reversing(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<Optional<List<PeerRecord>>> list() {
            return super.list()
                    .thenApply(all -> all.map(records -> {
                        List<PeerRecord> reversed = new ArrayList<>(records);
                        Collections.reverse(reversed);
                        return reversed;
                    }));
        }
    }

    private static final class Sure extends ForwardingDirectory {
        Sure(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return super.find(peer)
                    .thenApply(outcome ->
                            outcome instanceof FindOutcome.Unreachable ? new FindOutcome.NotFound() : outcome);
        }
    }

    private static final class Silent extends ForwardingDirectory {
        Silent(PeerDirectory honest) {
            super(honest);
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return new CompletableFuture<>();
        }
    }
}
