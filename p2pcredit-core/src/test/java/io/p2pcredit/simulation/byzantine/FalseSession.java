package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.message.Role;
import io.p2pcredit.message.SignedContent;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection with a victim, begun in some manner. Not thread-safe. */
final class FalseSession implements ConnectionListener {
    private static final int NONCE_WORDS = Nonce.SIZE / Long.BYTES;

    private final Role role;
    private final Manner manner;
    private final Victim shownAs;
    private final Signer signer;
    private final Chance chance;
    private final Connection connection;
    private final Function<PeerId, Optional<Affair>> affairs;
    private final Hello own;
    private @Nullable Hello theirHello;
    private @Nullable Affair affair;
    private long seenAtFirst;
    private boolean strayed;
    private boolean shown;
    private boolean met;
    private boolean over;

    /**
     * Begins one.
     *
     * @param shownAs the name and the key that Mallory shows
     * @param signer its key
     * @param affairs what it has to do with each victim
     */
    FalseSession(
            Role role,
            Manner manner,
            Victim shownAs,
            Signer signer,
            Chance chance,
            Connection connection,
            Function<PeerId, Optional<Affair>> affairs) {
        this.role = role;
        this.manner = manner;
        this.shownAs = shownAs;
        this.signer = signer;
        this.chance = chance;
        this.connection = connection;
        this.affairs = affairs;
        this.own = hello();
    }

    /** Says the first word, or not. */
    void greet() {
        if (manner != Manner.SAYS_NO_HELLO) {
            send(own);
        }
    }

    /** Whether it was begun as it should be, and goes on. */
    boolean isProper() {
        return manner == Manner.PROPER && hasMet();
    }

    /** Whether the victim may not let it go on. */
    boolean isHopeless() {
        return manner.isHopeless() || strayed;
    }

    boolean isOver() {
        return over;
    }

    /** Whether both have shown where they stand. */
    boolean hasMet() {
        return shown && met && !over;
    }

    /** The number of the newest entry that the victim has shown of its own. */
    long seenAtFirst() {
        return seenAtFirst;
    }

    void send(PeerMessage message) {
        connection.send(message);
    }

    void close(CloseCode code) {
        connection.close(code);
    }

    /** Says once more where Mallory stands, in these words. */
    void resume(Optional<SignedProof> mine, Optional<SignedProof> held) {
        Affair about = of();
        Bytes content = SignedContent.resume(
                dialer().nonce(), acceptor().nonce(), about.pen().line(), mine, held);
        boolean valid = manner != Manner.SIGNS_RESUME_WRONGLY;
        send(new Resume(about.pen().line(), mine, held, signer.sign(valid ? content : Bytes.utf8("something else"))));
    }

    @Override
    public void received(Frame frame) {
        PeerMessage message = frame.decode();
        if (message instanceof Hello hello) {
            hear(hello);
        } else if (message instanceof Auth) {
            authenticated();
        } else if (message instanceof Resume resume && affair != null) {
            hear(resume);
        } else if (message instanceof Deliver deliver && affair != null) {
            affair.hear(deliver.update());
        } else if (message instanceof Bye bye && bye.code() == CloseCode.FROZEN && affair != null) {
            affair.isFound();
        } else if (message instanceof Propose propose && affair != null) {
            propose.updates().forEach(affair::hear);
        }
    }

    @Override
    public void writable() {}

    @Override
    public void closed(CloseCode code) {
        over = true;
        if (affair != null && code == CloseCode.FROZEN) {
            affair.isFound();
        }
        if (affair != null) {
            affair.ends(this);
        }
    }

    private Hello hello() {
        long[] words = new long[NONCE_WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] = chance.any();
        }
        List<Integer> versions = manner == Manner.SPEAKS_OTHER_VERSIONS
                ? List.of(ProtocolLimits.VERSION + 1, ProtocolLimits.VERSION + 2)
                : List.of(ProtocolLimits.VERSION);
        return new Hello(versions, shownAs.name(), shownAs.key(), new Nonce(Bytes.ofWords(words)));
    }

    private void hear(Hello hello) {
        theirHello = hello;
        affair = affairs.apply(hello.name()).orElse(null);
        if (affair == null) {
            connection.close(CloseCode.GOING_AWAY);
            return;
        }
        affair.begins(this);
        if (role == Role.ACCEPTOR) {
            greet();
        } else {
            prove();
        }
    }

    private void authenticated() {
        if (role == Role.ACCEPTOR) {
            prove();
        }
        connection.authenticated();
        if (manner == Manner.SPEAKS_TOO_EARLY && affair != null) {
            affair.say(this, affair.pen().update(affair.mine(), 0, List.of(affair.payment(1))));
        }
        if (manner != Manner.SAYS_NO_RESUME && affair != null) {
            shown = true;
            show(affair);
        }
    }

    private void prove() {
        Bytes content = SignedContent.auth(role, dialer(), acceptor());
        if (manner == Manner.SPEAKS_TOO_EARLY && chance.hits(0.3)) {
            resume(Optional.empty(), Optional.empty());
        }
        if (manner != Manner.SAYS_NO_AUTH) {
            boolean valid = manner != Manner.SIGNS_AUTH_WRONGLY;
            send(new Auth(signer.sign(valid ? content : Bytes.utf8("something else"))));
        }
    }

    private void show(Affair about) {
        Optional<SignedProof> mine = about.mine().newest();
        Optional<SignedProof> held = about.theirs().newest();
        switch (manner) {
            case SHOWS_NOTHING -> resume(Optional.empty(), held);
            case SHOWS_LESS -> resume(earlier(about.mine()), held);
            case SHOWS_MORE -> resume(Optional.of(promised(about)), held);
            case SHOWS_A_CONTRADICTION -> resume(mine.map(proof -> contradicting(about)), held);
            case SHOWS_ANOTHER_LINE -> {
                strayed = mine.isPresent();
                if (strayed) {
                    about.waitFor(this);
                }
                resume(mine.map(proof -> onAnotherLine(about)), held);
            }
            case SHOWS_A_FORGERY -> resume(mine, forged(about));
            case HOLDS_NOTHING -> resume(mine, Optional.empty());
            case HOLDS_LESS -> resume(mine, earlier(about.theirs()));
            case RESUMES_TWICE -> {
                resume(mine, held);
                resume(Optional.empty(), Optional.empty());
            }
            default -> resume(mine, held);
        }
    }

    private Optional<SignedProof> earlier(Stand stand) {
        List<Update> updates = stand.updates();
        return updates.isEmpty()
                ? Optional.empty()
                : Optional.of(updates.get(chance.below(updates.size())).signed());
    }

    private SignedProof promised(Affair about) {
        return about.pen()
                .update(about.mine(), about.theirs().seq(), List.of(about.payment(1)))
                .signed();
    }

    private SignedProof contradicting(Affair about) {
        Stand before = about.mine().beforeLast(about.pen().line());
        return about.pen()
                .update(before, about.mine().peerSeq(), List.of(about.payment(1)))
                .signed();
    }

    private SignedProof onAnotherLine(Affair about) {
        Pen elsewhere =
                new Pen(Lies.anotherLine(about.pen().line()), about.pen().side(), signer);
        return elsewhere.sign(elsewhere.proof(about.mine(), 0));
    }

    /** What the victim has never signed. */
    private Optional<SignedProof> forged(Affair about) {
        Pen reflected = new Pen(about.pen().line(), about.pen().side().other(), signer);
        return Optional.of(reflected.sign(reflected.proof(
                about.theirs().with(List.of(about.payment(1_000))), about.mine().seq())));
    }

    private void hear(Resume resume) {
        if (manner.isUnproven()) {
            throw new Violation("I10 SessionsAreAuthentic", "somebody trusts one who has proved nothing: " + manner);
        }
        Affair about = of();
        met = true;
        seenAtFirst = seq(resume.mine());
        about.shown(resume.held());
        send(new Progress(about.mine().seq(), about.theirs().seq()));
        List<Update> lost = after(about.theirs(), seq(resume.mine()));
        List<Update> missing = after(about.mine(), seq(resume.held()));
        giveInOrder(new ArrayList<>(missing), new ArrayList<>(lost), seq(resume.held()));
    }

    /** Each update after those of the other chain that it covers. */
    private void giveInOrder(List<Update> mine, List<Update> theirs, long myEnd) {
        long given = myEnd;
        while (!mine.isEmpty() || !theirs.isEmpty()) {
            boolean isTheirs = !theirs.isEmpty()
                    && (mine.isEmpty() || theirs.get(0).proof().peerSeq() <= given);
            Update next = isTheirs ? givenBack(theirs.remove(0)) : mine.remove(0);
            given = isTheirs ? given : next.proof().seq();
            of().say(this, next);
        }
    }

    private Update givenBack(Update update) {
        return manner == Manner.GIVES_BACK_OTHER_ENTRIES
                ? new Update(Collections.nCopies(update.entries().size(), Honesty.limit(7)), update.signed())
                : update;
    }

    private static List<Update> after(Stand stand, long seq) {
        return stand.updates().stream()
                .filter(update -> update.proof().seq() > seq)
                .toList();
    }

    private static long seq(Optional<SignedProof> signed) {
        return signed.map(proof -> proof.proof().seq()).orElse(0L);
    }

    private Affair of() {
        if (affair == null) {
            throw new IllegalStateException("nobody has said Hello");
        }
        return affair;
    }

    private Hello dialer() {
        return role == Role.DIALER ? own : theirs();
    }

    private Hello acceptor() {
        return role == Role.ACCEPTOR ? own : theirs();
    }

    private Hello theirs() {
        if (theirHello == null) {
            throw new IllegalStateException("no Hello yet");
        }
        return theirHello;
    }
}
