package io.p2pcredit.simulation.invariant;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * I12: from its start, and again from the moment it shows on a connection where it stands, a node signs nothing for a
 * line until it has seen there where its peer stands; and what it signs then covers everything that it was shown, of
 * both chains. (While a line is being opened, and the peer holds nothing of the node's yet, the node need not hold all that
 * the peer has written so far: nothing of its own can be among what it lacks.)
 */
public final class SignsOnlyWhenReady implements Invariant {
    private static final String NAME = "I12 SignsOnlyWhenReady";

    private final Map<Place, Sessions> sessions = new HashMap<>();

    @Override
    public void began(PeerId at) {
        sessions.keySet().removeIf(place -> place.node().equals(at));
    }

    @Override
    public void resumed(PeerId from, int link, Resume resume) {
        of(from, resume.line()).show(link);
    }

    @Override
    public void received(PeerId at, int link, PeerMessage message) {
        if (message instanceof Resume resume) {
            of(at, resume.line()).hear(link, resume);
        }
    }

    @Override
    public void signed(PeerId by, BalanceProof proof) {
        Sessions seen = of(by, proof.line());
        if (seen.heard.values().stream().noneMatch(resume -> covers(proof, resume))) {
            throw new Violation(NAME, by + " has signed " + proof + " and had heard " + seen.heard);
        }
    }

    private Sessions of(PeerId node, LineId line) {
        return sessions.computeIfAbsent(new Place(node, line), place -> new Sessions());
    }

    private static boolean covers(BalanceProof proof, Resume resume) {
        return resume.held().isEmpty() || (proof.seq() >= seq(resume.held()) && proof.peerSeq() >= seq(resume.mine()));
    }

    private static long seq(Optional<SignedProof> signed) {
        return signed.map(proof -> proof.proof().seq()).orElse(0L);
    }

    private record Place(PeerId node, LineId line) {}

    /** The connections of one life that have come so far that either side has shown where it stands. */
    private static final class Sessions {
        private final Map<Integer, Resume> heard = new TreeMap<>();
        private final Map<Integer, Boolean> isNewest = new HashMap<>();

        void show(int link) {
            isNewest.replaceAll((other, newest) -> other == link);
            isNewest.put(link, true);
            heard.keySet().removeIf(other -> !isNewest.getOrDefault(other, true));
        }

        void hear(int link, Resume resume) {
            if (isNewest.getOrDefault(link, true)) {
                heard.putIfAbsent(link, resume);
            }
        }
    }
}
