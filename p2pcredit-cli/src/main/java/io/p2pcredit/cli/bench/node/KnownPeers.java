package io.p2pcredit.cli.bench.node;

import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A directory in the memory of one process, told of the peers in the other one. Answers at once. Thread-safe. */
public final class KnownPeers implements PeerDirectory {
    private final Map<PeerId, PeerRecord> records = new ConcurrentHashMap<>();

    public void add(PeerRecord peer) {
        records.put(peer.name(), peer);
    }

    /** What is known of that peer. */
    public Optional<PeerRecord> of(PeerId peer) {
        return Optional.ofNullable(records.get(peer));
    }

    @Override
    public CompletionStage<PublishOutcome> publish(PeerRecord own) {
        add(own);
        return CompletableFuture.completedStage(new PublishOutcome.Published());
    }

    @Override
    public CompletionStage<FindOutcome> find(PeerId peer) {
        return CompletableFuture.completedStage(
                of(peer).<FindOutcome>map(FindOutcome.Found::new).orElseGet(FindOutcome.NotFound::new));
    }

    @Override
    public CompletionStage<Optional<List<PeerRecord>>> list() {
        return CompletableFuture.completedStage(Optional.of(List.copyOf(records.values())));
    }
}
