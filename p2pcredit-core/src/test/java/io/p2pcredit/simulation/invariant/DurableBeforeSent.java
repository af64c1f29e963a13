package io.p2pcredit.simulation.invariant;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * I11: what a node sends is in its journal at that moment, whole: the updates and proofs themselves, whoever has written
 * them, and all entries of the peer that its own proofs say it has processed. (What a peer has only acknowledged need
 * not be there.)
 */
public final class DurableBeforeSent implements Invariant {
    private static final String NAME = "I11 DurableBeforeSent";

    private final Parties parties;
    private final Chains chains;
    private final Journals journals;
    private final Map<PeerId, Map<Signature, Long>> found = new HashMap<>();
    private final Map<Holder, Long> covered = new HashMap<>();

    public DurableBeforeSent(Parties parties, Chains chains, Journals journals) {
        this.parties = parties;
        this.chains = chains;
        this.journals = journals;
    }

    @Override
    public void sent(PeerId from, int link, PeerMessage message) {
        if (message instanceof Deliver deliver) {
            check(from, deliver.update());
        } else if (message instanceof Propose propose) {
            propose.updates().forEach(update -> check(from, update));
        } else if (message instanceof Resume resume) {
            resume.mine().ifPresent(mine -> checkOwn(from, mine));
            resume.held().ifPresent(held -> find(from, held));
        }
    }

    /** The journal may have lost something since, so that everything has to be found again. */
    @Override
    public void opened(PeerId at, int life, long end) {
        found.remove(at);
        covered.keySet().removeIf(holder -> holder.node().equals(at));
    }

    private void check(PeerId from, Update update) {
        if (parties.name(Writer.of(update.proof())).equals(from)) {
            checkOwn(from, update.signed());
        }
        long position = find(from, update.signed());
        if (!update.isAcknowledgement()
                && entriesUnder(from, position, update.signed())
                        != update.entries().size()) {
            throw new Violation(NAME, from + " keeps only the proof of what it sends: " + update);
        }
    }

    private void checkOwn(PeerId from, SignedProof signed) {
        find(from, signed);
        Writer peer = Writer.of(signed.proof()).peer();
        Holder holder = new Holder(from, peer);
        long seq = covered.getOrDefault(holder, 0L);
        long processed = signed.proof().peerSeq();
        if (seq < processed && !parties.isWithStranger(peer)) { // of a stranger nobody knows what is held
            chains.of(peer).updatesAfter(seq, processed).forEach(update -> find(from, update.signed()));
            covered.put(holder, processed);
        }
    }

    /** The position of the group that holds the proof. */
    private long find(PeerId from, SignedProof signed) {
        Map<Signature, Long> known = found.computeIfAbsent(from, node -> new HashMap<>());
        Long position = known.get(signed.signature());
        if (position == null) {
            position = journals.holding(from, signed.signature().bytes());
            if (position == 0) {
                throw new Violation(NAME, from + " sends what it has not stored, or rests on it: " + signed);
            }
            known.put(signed.signature(), position);
        }
        return position;
    }

    /** The number that follows a proof where an update is stored. */
    private int entriesUnder(PeerId from, long position, SignedProof signed) {
        ByteBuffer group = journals.group(from, position);
        int end = Journals.place(group, signed.signature().bytes()) + Signature.SIZE;
        return end + Integer.BYTES <= group.limit() ? group.getInt(end) : 0;
    }

    private record Holder(PeerId node, Writer writer) {}
}
