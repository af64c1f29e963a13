package io.p2pcredit.simulation.world;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;

/** A message on its way, in the form in which it is received, and in the words in which a trace shows it. */
record Passage(int link, PeerMessage message) implements Frame {
    private static final Sizes SIZES = new Sizes();
    private static final Words WORDS = new Words();
    private static final Fingerprints FINGERPRINTS = new Fingerprints();

    @Override
    public int size() {
        return message.match(SIZES);
    }

    @Override
    public PeerMessage decode() {
        return message;
    }

    long fingerprint() {
        return message.match(FINGERPRINTS);
    }

    @Override
    public String toString() {
        return "link " + link + ": " + message.match(WORDS);
    }

    /** About as many bytes as a message has on a real wire. */
    private static final class Sizes implements PeerMessage.Cases<Integer> {
        @Override
        public Integer hello(Hello message) {
            return 200;
        }

        @Override
        public Integer auth(Auth message) {
            return 120;
        }

        @Override
        public Integer resume(Resume message) {
            return 1_000;
        }

        @Override
        public Integer progress(Progress message) {
            return 60;
        }

        @Override
        public Integer propose(Propose message) {
            return message.updates().stream().mapToInt(Sizes::of).sum();
        }

        @Override
        public Integer decline(Decline message) {
            return 20;
        }

        @Override
        public Integer deliver(Deliver message) {
            return of(message.update());
        }

        @Override
        public Integer refused(Refused message) {
            return 40;
        }

        @Override
        public Integer bye(Bye message) {
            return 40;
        }

        private static int of(Update update) {
            return 400 + 150 * update.entries().size();
        }
    }

    private static final class Words implements PeerMessage.Cases<String> {
        @Override
        public String hello(Hello message) {
            return "Hello of " + message.name();
        }

        @Override
        public String auth(Auth message) {
            return "Auth";
        }

        @Override
        public String progress(Progress message) {
            return "Progress " + message.mine() + ", " + message.held();
        }

        @Override
        public String resume(Resume message) {
            return "Resume mine " + of(message.mine()) + " held " + of(message.held());
        }

        @Override
        public String propose(Propose message) {
            return "Propose, asks for " + message.asked() + ", "
                    + message.updates().stream().map(Words::of).toList();
        }

        @Override
        public String decline(Decline message) {
            return "Decline";
        }

        @Override
        public String deliver(Deliver message) {
            return "Deliver " + of(message.update());
        }

        @Override
        public String refused(Refused message) {
            return "Refused " + message.reason();
        }

        @Override
        public String bye(Bye message) {
            return "Bye " + message.code();
        }

        private static String of(Optional<SignedProof> signed) {
            return signed.map(SignedProof::proof).map(Words::of).orElse("nothing");
        }

        private static String of(Update update) {
            return of(update.proof()) + " " + update.entries();
        }

        private static String of(BalanceProof proof) {
            return proof.side() + " " + proof.seq() + "/" + proof.peerSeq() + " (paid " + proof.paid() + ", credited "
                    + proof.credited() + ", limit " + proof.limit() + ")";
        }
    }

    /** Numbers that tell two messages apart, without hash codes that differ from run to run. */
    private static final class Fingerprints implements PeerMessage.Cases<Long> {
        @Override
        public Long hello(Hello message) {
            return message.nonce().bytes().word(0);
        }

        @Override
        public Long auth(Auth message) {
            return message.signature().bytes().word(0);
        }

        @Override
        public Long progress(Progress message) {
            return 31 * message.mine() + message.held();
        }

        @Override
        public Long resume(Resume message) {
            return message.signature().bytes().word(0);
        }

        @Override
        public Long propose(Propose message) {
            return 31 * message.asked().units() + of(message.updates());
        }

        @Override
        public Long decline(Decline message) {
            return 1L;
        }

        @Override
        public Long deliver(Deliver message) {
            return of(List.of(message.update()));
        }

        @Override
        public Long refused(Refused message) {
            return 2L + message.reason().name().hashCode();
        }

        @Override
        public Long bye(Bye message) {
            return 100L + message.code().name().hashCode();
        }

        private static long of(List<Update> updates) {
            return updates.stream()
                    .mapToLong(update -> update.signed().signature().bytes().word(0))
                    .reduce(7, (hash, word) -> 31 * hash + word);
        }
    }
}
