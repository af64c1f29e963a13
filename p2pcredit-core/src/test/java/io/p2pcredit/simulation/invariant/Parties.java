package io.p2pcredit.simulation.invariant;

import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who writes what: every line that there can be, with its two peers. Not thread-safe. */
public final class Parties {
    private final Asset asset;
    private final Map<PeerId, PublicKey> keys = new TreeMap<>();
    private final Set<PeerId> strangers = new HashSet<>();
    private final Map<LineId, Map<Side, PeerId>> writers = new HashMap<>();

    public Parties(Asset asset) {
        this.asset = asset;
    }

    /** Makes a peer known, and its lines with all those before it. */
    public void add(PeerId peer, PublicKey key) {
        keys.forEach((other, itsKey) -> {
            Side side = Side.of(key, itsKey);
            writers.put(LineId.between(key, itsKey, asset), Map.of(side, peer, side.other(), other));
        });
        keys.put(peer, key);
    }

    /** Makes somebody known of whom nothing is promised. */
    public void addStranger(PeerId stranger, PublicKey key) {
        add(stranger, key);
        strangers.add(stranger);
    }

    /** Everybody else but strangers. */
    public List<PeerId> peersOf(PeerId self) {
        return keys.keySet().stream()
                .filter(peer -> !peer.equals(self) && !strangers.contains(peer))
                .toList();
    }

    /** What the first peer writes on its line with the second. */
    public Writer writer(PeerId peer, PeerId other) {
        PublicKey own = key(peer);
        PublicKey its = key(other);
        return new Writer(LineId.between(own, its, asset), Side.of(own, its));
    }

    /** What the payer writes on its line with the payee; an account is called as its peer. */
    Writer debtor(Transfer transfer) {
        return writer(
                PeerId.of(transfer.payer().text()), PeerId.of(transfer.payee().text()));
    }

    /** What the peer writes on the line. */
    public Writer writerOn(LineId line, PeerId peer) {
        Side side = name(new Writer(line, Side.LOW)).equals(peer) ? Side.LOW : Side.HIGH;
        return new Writer(line, side);
    }

    public PeerId name(Writer writer) {
        Map<Side, PeerId> both = writers.get(writer.line());
        if (both == null) {
            throw new Violation("I10 LinesAreKnown", "nobody has a line " + writer.line());
        }
        return both.get(writer.side());
    }

    /** Whether nothing is promised of it. */
    public boolean isStranger(PeerId peer) {
        return strangers.contains(peer);
    }

    /** Whether one of the two ends of the line that it writes on is one of whom nothing is promised. */
    public boolean isWithStranger(Writer writer) {
        return isStranger(name(writer)) || isStranger(name(writer.peer()));
    }

    PublicKey key(PeerId peer) {
        PublicKey key = keys.get(peer);
        if (key == null) {
            throw new IllegalArgumentException("nobody is called " + peer);
        }
        return key;
    }
}
