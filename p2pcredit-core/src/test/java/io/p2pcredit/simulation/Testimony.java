package io.p2pcredit.simulation;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.invariant.Point;
import io.p2pcredit.simulation.invariant.Writer;
import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.BalanceProof;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all concerned have to say about one line: the oracle, and both ends. */
final class Testimony {
    private final Parties parties;
    private final Chains chains;
    private final Map<PeerId, SimulatedPeer> peers;

    Testimony(Parties parties, Chains chains, List<SimulatedPeer> peers) {
        this.parties = parties;
        this.chains = chains;
        this.peers = peers.stream().collect(Collectors.toMap(SimulatedPeer::name, peer -> peer));
    }

    Stream<String> about(Topology.Pair pair) {
        return Stream.of(
                        Stream.of(written(pair.one(), pair.two()), written(pair.two(), pair.one())),
                        stored(pair.one(), pair.two()),
                        stored(pair.two(), pair.one()))
                .flatMap(rows -> rows);
    }

    private String written(PeerId name, PeerId other) {
        Writer writer = parties.writer(name, other);
        Point last = chains.of(writer).last();
        return String.format(
                "%s to %s: entry %d, paid %d, credited %d, limit %d; %s is known to hold %d",
                name, other, last.seq(), last.paid(), last.credited(), last.limit(), other, chains.accepted(writer));
    }

    private Stream<String> stored(PeerId name, PeerId other) {
        SimulatedPeer self = peers.get(name);
        Writer own = parties.writer(name, other);
        List<BalanceProof> proofs = self.stored().stream()
                .map(History.Batch::updates)
                .flatMap(List::stream)
                .map(update -> update.proof())
                .toList();
        return Stream.of(
                "  stored by " + name + ": own " + newest(own, proofs) + "; its " + newest(own.peer(), proofs),
                "  seen by " + name + ": "
                        + self.lineWith(peers.get(other)).map(Testimony::text).orElse("nothing"));
    }

    private static String newest(Writer writer, List<BalanceProof> proofs) {
        return proofs.stream()
                .filter(proof -> Writer.of(proof).equals(writer))
                .reduce((before, after) -> after)
                .map(proof -> proof.seq() + "/" + proof.peerSeq() + " paid " + proof.paid() + ", credited "
                        + proof.credited() + ", limit " + proof.limit())
                .orElse("none");
    }

    private static String text(TrustlineView line) {
        return String.format(
                "%s, balance %s, granted %s, received %s, payable %d, receivable %d, unacknowledged %d, queued %d%s, %s",
                line.state(),
                line.balance(),
                line.granted(),
                line.received(),
                line.payable(),
                line.receivable(),
                line.unacknowledged(),
                line.queued(),
                line.held() ? " (held)" : "",
                line.online() ? "online" : "offline");
    }
}
