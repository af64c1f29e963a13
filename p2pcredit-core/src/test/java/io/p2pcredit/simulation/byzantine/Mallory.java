package io.p2pcredit.simulation.byzantine;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;
import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.message.Role;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.Life;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A participant with a valid key and an account, who has lines with honest peers and keeps to the protocol most of the
 * time, until it deviates in one respect. Which tricks it knows in a run, and how often it plays them, its seed says.
 * Not thread-safe.
 */
public final class Mallory {
    public static final PeerId NAME = PeerId.of("Mallory");

    /** Has an account, and nothing else to do with anybody. */
    public static final PeerId ACCOMPLICE = PeerId.of("Mortimer");

    private static final double PRESENCE = 0.2;
    private static final double TAMPERING = 0.3;
    private static final long UNHURRIED = 3 * SECOND;
    private static final long LONGEST_IMPUNITY = 60 * SECOND;
    private static final int MOST_SESSIONS = 4;

    private final Scene scene;
    private final Signer signer;
    private final Chance chance;
    private final Life life = new Life(NAME, 1);
    private final Transport transport;
    private final PeerDirectory directory;
    private final Purse purse;
    private final Map<PeerId, Affair> affairs = new LinkedHashMap<>();
    private final Repertoire repertoire;
    private long pause;

    public Mallory(Scene scene, Signer signer, List<Victim> victims) {
        this.scene = scene;
        this.signer = signer;
        this.chance = Chance.of(scene.seed(), "Mallory");
        this.transport = scene.network().transportOf(life, address());
        this.directory = scene.directory().accessOf(life);
        this.purse = new Purse(
                AccountId.of(NAME.name()),
                AccountId.of(ACCOMPLICE.name()),
                scene.ledger().accessOf(life));
        this.repertoire = Repertoire.of(scene.seed());
        this.pause = repertoire.pause();
        victims.forEach(this::approach);
    }

    /** Whether Mallory is there in the run with the seed. */
    public static boolean takesPart(long seed) {
        return Chance.of(seed, "presence of Mallory").hits(PRESENCE);
    }

    /** Whether Mallory is a node as all others are in the run with the seed, with its messages tampered with. */
    public static boolean isTamperedWith(long seed) {
        return Chance.of(seed, "nature of Mallory").hits(TAMPERING);
    }

    /** Whether Mallory, all malice, takes part in the run with the seed and knows that trick or manner. */
    public static boolean knows(long seed, String trick) {
        return takesPart(seed) && !isTamperedWith(seed) && Repertoire.of(seed).contains(trick);
    }

    /** The names of everything that it can do wrong. */
    public static List<String> repertoire() {
        return Stream.concat(Stream.of(Trick.values()), Stream.of(Manner.values()))
                .map(Enum::name)
                .filter(name -> !name.equals(Manner.PROPER.name()))
                .toList();
    }

    /** Starts to listen and to act. */
    @SuppressWarnings("FutureReturnValueIgnored") // Mallory acts whatever comes of it
    public void begin() {
        transport.listen(connection -> meet(Role.ACCEPTOR, connection));
        directory.publish(new PeerRecord(NAME, Optional.of(address()), Optional.of(signer.publicKey())));
        affairs.values().forEach(affair -> plan(affair, chance.between(0, SECOND)));
    }

    /** Goes on, but takes its time. */
    public void calmDown() {
        pause = UNHURRIED;
    }

    /** Is gone for good. */
    public void end() {
        life.end();
    }

    private static URI address() {
        return URI.create("sim://" + NAME);
    }

    private void approach(Victim victim) {
        LineId line = LineId.between(signer.publicKey(), victim.key(), Asset.CREDIT);
        Pen pen = new Pen(line, Side.of(signer.publicKey(), victim.key()), signer);
        Chance own = Chance.of(scene.seed(), "Mallory with " + victim.name()).at(scene.events()::now);
        affairs.put(victim.name(), new Affair(victim, pen, own, purse, new Honesty(purse, scene.limit())));
    }

    private void plan(Affair affair, long delay) {
        scene.events().after(delay, life.toString(), "schemes", life.doing(() -> {
            turn(affair);
            plan(affair, affair.chance().between(MILLISECOND, pause));
        }));
    }

    private void turn(Affair affair) {
        if (affair.isWaiting()) {
            return;
        }
        Optional<FalseSession> session = affair.session();
        if (affair.chance().hits(affair.eagerness())) {
            dial(affair);
        }
        session.ifPresent(open -> deal(affair, open));
    }

    private void deal(Affair affair, FalseSession session) {
        if (affair.chance().hits(0.1)) {
            purse.look();
        }
        List<Trick> tricks = repertoire.tricks();
        Trick trick = tricks.get(affair.chance().below(tricks.size()));
        if (!affair.chance().hits(repertoire.malice()) || !play(trick, affair, session)) {
            affair.honesty().act(affair, session);
        }
    }

    private boolean play(Trick trick, Affair affair, FalseSession session) {
        boolean played = affair.play(trick, session);
        if (played) {
            scene.counts().accept("Mallory " + trick);
            scene.events()
                    .note(
                            life.toString(),
                            "plays " + trick + " on " + affair.victim().name());
            if (trick.isGrave() && scene.orderly() && session.isProper()) {
                expectConsequences(trick, affair, session);
            }
        }
        return played;
    }

    /** What no correct peer signs ends the session, if it does not freeze the line. */
    private void expectConsequences(Trick trick, Affair affair, FalseSession session) {
        affair.waitFor(session);
        PeerId victim = affair.victim().name();
        scene.events().after(LONGEST_IMPUNITY, life.toString(), "looks what came of " + trick, life.doing(() -> {
            affair.goOn();
            if (session.hasMet() && !scene.frozen().test(victim)) {
                throw new Violation(
                        "I24 MisbehaviourHasConsequences",
                        victim + " goes on as if Mallory had not done this: " + trick);
            }
        }));
    }

    private void expectEnd(Manner manner, FalseSession session) {
        scene.events().after(LONGEST_IMPUNITY, life.toString(), "looks what came of " + manner, life.doing(() -> {
            if (session.isHopeless() && !session.isOver()) {
                throw new Violation(
                        "I24 MisbehaviourHasConsequences", "a session goes on that began like this: " + manner);
            }
        }));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the acceptor has the connection already
    private void dial(Affair affair) {
        if (affair.sessions().size() < MOST_SESSIONS) {
            directory.find(affair.victim().name()).thenAccept(found -> {
                if (found instanceof FindOutcome.Found known) {
                    known.peer()
                            .address()
                            .ifPresent(address -> transport
                                    .dial(address, connection -> meet(Role.DIALER, connection))
                                    .thenAccept(connection -> {}));
                }
            });
        }
    }

    private ConnectionListener meet(Role role, Connection connection) {
        List<Manner> manners = repertoire.manners();
        Manner manner = chance.hits(repertoire.rudeness()) ? manners.get(chance.below(manners.size())) : Manner.PROPER;
        scene.counts().accept("Mallory " + manner);
        FalseSession session = new FalseSession(
                role, manner, shownAs(manner), signer, Chance.of(chance.any(), "session"), connection, this::affair);
        if (role == Role.DIALER) {
            session.greet();
        }
        if (manner != Manner.PROPER && scene.orderly()) {
            expectEnd(manner, session);
        }
        return session;
    }

    private Optional<Affair> affair(PeerId victim) {
        return Optional.ofNullable(affairs.get(victim));
    }

    private Victim shownAs(Manner manner) {
        List<Affair> all = List.copyOf(affairs.values());
        Victim last = all.get(all.size() - 1).victim();
        return switch (manner) {
            case CALLS_ITSELF_ANOTHER ->
                new Victim(chance.hits(0.5) ? last.name() : PeerId.of("Trent"), signer.publicKey());
            case CALLS_ITSELF_THE_VICTIM -> new Victim(all.get(0).victim().name(), signer.publicKey());
            case SHOWS_ANOTHERS_KEY -> last;
            default -> new Victim(NAME, signer.publicKey());
        };
    }
}
