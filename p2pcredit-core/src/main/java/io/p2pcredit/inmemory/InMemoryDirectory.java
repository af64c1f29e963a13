package io.p2pcredit.inmemory;

import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;

/** One peer's sight of the directory that it shares with the others of its world. Answers at once. Thread-safe. */
final class InMemoryDirectory implements PeerDirectory {
    private final ConcurrentNavigableMap<PeerId, PeerRecord> records;
    private final PeerId self;

    InMemoryDirectory(ConcurrentNavigableMap<PeerId, PeerRecord> records, PeerId self) {
        this.records = records;
        this.self = self;
    }

    @Override
    public CompletionStage<PublishOutcome> publish(PeerRecord own) {
        if (!own.name().equals(self)) {
            return completed(new PublishOutcome.NameTaken("this is the directory of " + self));
        }
        records.put(self, own);
        return completed(new PublishOutcome.Published());
    }

    @Override
    public CompletionStage<FindOutcome> find(PeerId peer) {
        return completed(Optional.ofNullable(records.get(peer))
                .<FindOutcome>map(FindOutcome.Found::new)
                .orElseGet(FindOutcome.NotFound::new));
    }

    @Override
    public CompletionStage<Optional<List<PeerRecord>>> list() {
        return completed(Optional.of(List.copyOf(records.values())));
    }

    private static <T> CompletionStage<T> completed(T answer) {
        return CompletableFuture.completedStage(answer);
    }
}
