package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;
import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.CreditNode;
import io.p2pcredit.CreditNodeBuilder;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.StartException;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.simulation.byzantine.Mallory;
import io.p2pcredit.simulation.byzantine.Victim;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.JumpingClock;
import io.p2pcredit.simulation.world.LedgerNature;
import io.p2pcredit.simulation.world.Life;
import io.p2pcredit.simulation.world.SimulatedDisk;
import io.p2pcredit.simulation.world.SimulatedDisk.CrashPoint;
import io.p2pcredit.simulation.world.SimulatedEnvironment;
import io.p2pcredit.simulation.world.WitnessedJournal;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One peer through all its lives: what survives a crash, and the node of the present life. Not thread-safe. */
final class SimulatedPeer {
    /** From so many groups on comparisons become rare, because each takes longer. */
    private static final double SHORT_JOURNAL = 100;

    /** How a creditor names what its ledger does not show. */
    private static final Set<String> UNSEEN = Set.of("confirmed-by-hand", "seen-in-the-balance");

    private static final String I22 = "I22 RebuiltStateIsTheSame";

    private final World world;
    private final Identity identity;
    private final Chance chance;
    private final Chance comparisons;
    private final SimulatedDisk disk;
    private int lives;
    private final Set<SimulatedPeer> peers = new LinkedHashSet<>();
    private long looked;
    private @Nullable CreditNode lookedAt;
    private boolean restartPlanned;
    private boolean isOver;
    private @Nullable Life failed;
    private @Nullable CreditNode halted;
    private @Nullable Life life;
    private @Nullable CreditNode node;
    private OptionalDouble backup = OptionalDouble.empty();
    private Optional<Hash> digestAtTheEnd = Optional.empty();

    SimulatedPeer(World world, Identity identity) {
        this.world = world;
        this.identity = identity;
        this.chance = world.chance("life of " + identity.name());
        this.comparisons = world.chance("comparisons of " + identity.name());
        this.disk = new SimulatedDisk(
                journal -> world.collaborators().journal(identity.name(), journal),
                world.chance("disk of " + identity.name()),
                world.swarm().processes().pace());
    }

    PeerId name() {
        return identity.name();
    }

    /** How somebody sees it who means harm. */
    Victim victim() {
        return new Victim(name(), identity.signer().publicKey());
    }

    /** The node, once it has started and until it crashes, and not while its process stands still. */
    Optional<CreditNode> node() {
        return life().filter(Life::isStopped).isPresent() ? Optional.empty() : Optional.ofNullable(node);
    }

    Optional<Life> life() {
        return Optional.ofNullable(life);
    }

    Optional<TrustlineView> lineWith(SimulatedPeer other) {
        return node().flatMap(running -> running.trustline(other.name()));
    }

    /** Starts the process after a while, unless it runs or is going to. */
    void start() {
        if (life == null && !restartPlanned && !isOver) {
            restartPlanned = true;
            long delay = chance.between(0, chance.hits(0.2) ? 10 * SECOND : 500 * MILLISECOND);
            world.events().after(delay, name().name(), "starts", this::begin);
        }
    }

    /** The process dies between two events. */
    void crash() {
        if (life != null) {
            rememberDigest();
            life.end();
        }
    }

    /** The process stands still for so long. */
    void stop(long duration) {
        if (life != null && !life.isStopped()) {
            Life stopped = life;
            stopped.stop();
            world.network().standsStill(stopped);
            world.events().after(duration, name().name(), "goes on", () -> goOn(stopped));
        }
    }

    private void goOn(Life stopped) {
        if (stopped.isAlive() && stopped.isStopped()) {
            peers.forEach(peer -> world.oracle().concerned(name(), peer.name()));
            stopped.goOn();
        }
    }

    /** There is no space for its stores for so long. */
    void fillDisk(long duration) {
        disk.fill(true);
        world.events().after(duration, name().name(), "has space again", () -> disk.fill(false));
    }

    /** One of the next writes of its journal fails. */
    void breakDisk() {
        disk.breakSoon();
    }

    /**
     * The process dies, and the next one begins with that share of the journal, from 0 to 1, and no history. So may that
     * of a peer, but not of Mallory's, who goes on when the others are to recover.
     */
    void crashAndLose(double share) {
        if (life != null) {
            loseWith(share);
            if (bothMayLose() && !name().equals(Mallory.NAME) && chance.hits(0.5)) {
                peers.stream().skip(chance.below(peers.size())).findFirst().ifPresent(peer -> peer.loseWith(share));
            }
        }
    }

    private void loseWith(double share) {
        if (life != null) {
            backup = OptionalDouble.of(share);
            crash();
        }
    }

    /** What its history has, oldest first. */
    List<Batch> stored() {
        return disk.batches();
    }

    /** The process dies, and no other one begins, even if one was about to. */
    void endForGood() {
        isOver = true;
        crash();
    }

    /** Whether its owner sees the line with the peer frozen. */
    boolean hasFrozen(PeerId peer) {
        return node().flatMap(running -> running.trustline(peer))
                .filter(line -> line.state() == TrustlineView.State.FROZEN)
                .isPresent();
    }

    /** Whether everything that it could lose is held elsewhere, or need not be. */
    boolean mayLoseData() {
        return bothMayLose() || (incomplete().isEmpty() && peers.stream().allMatch(peer -> peer.backup.isEmpty()));
    }

    /** Where keys are not told apart, or lies are told, what both have forgotten cannot be told from what never was. */
    private boolean bothMayLose() {
        return world.swarm().processes().bothLose()
                && world.swarm().whims().lies() == 0
                && world.ledger().nature().equals(LedgerNature.full());
    }

    /** Those of its peers that lack something of their line, which they have lost themselves. */
    private List<PeerId> incomplete() {
        return peers.stream()
                .map(SimulatedPeer::name)
                .filter(peer -> world.oracle().lacks(peer, name()))
                .toList();
    }

    void hasLineWith(SimulatedPeer other) {
        peers.add(other);
    }

    /** The process dies at one of its next appends. */
    void crashAtAppend() {
        disk.plan(new CrashPoint((int) chance.between(1, 5), chance.hits(0.5)));
    }

    /** No crash is to come. */
    void heal() {
        disk.heal();
        life().ifPresent(this::goOn);
        start();
    }

    /** I22: a node that is built from what the journal was given has the state of this one. */
    void checkShadow() {
        if (node != null && disk.isCertain()) {
            compare(node.digest(), Shadow.digest(identity, disk.promised()));
        }
    }

    /** Looks at the node if the journal has grown since: nothing else may change what is durable. */
    void look() {
        long end = disk.end();
        lookAtDisk();
        if (node != null && (end != looked || node != lookedAt)) {
            looked = end;
            lookedAt = node;
            world.oracle().changed(node);
            double share = Math.min(1, SHORT_JOURNAL / end);
            if (comparisons.hits(share * share * world.swarm().comparisons())) {
                checkShadow();
            }
        }
    }

    /** Whoever owns a node whose store has failed starts it again after a while. */
    private void lookAtDisk() {
        if (life != null && disk.hasFailed() && life != failed) {
            failed = life;
            world.events().after(chance.between(SECOND / 2, 3 * SECOND), name().name(), "is restarted", this::restart);
        }
        if (node != null && life == failed && node != halted && node.status().state() == NodeStatus.State.HALTED) {
            halted = node;
            world.counts().count("halts");
            world.oracle().storageFailed(name());
            node.trustlines();
        }
    }

    private void restart() {
        if (life == failed) {
            crash();
        }
    }

    private void begin() {
        restartPlanned = false;
        if (!isOver) {
            live();
        }
    }

    private void live() {
        checkDisk();
        loseData();
        Life next = new Life(name(), ++lives);
        life = next;
        next.whenOver(this::end);
        world.oracle().began(name());
        launch(next);
    }

    /** What the crash has cost. */
    private void loseData() {
        if (backup.isPresent()) {
            world.events().note(name().name(), "has lost its data but for " + backup.getAsDouble());
            disk.restoreBackup(backup.getAsDouble());
            world.oracle().dataLost(name(), disk.groups(), incomplete());
            world.counts().count(incomplete().isEmpty() ? "one side lost" : "both sides lost");
            world.counts().count(backup.getAsDouble() > 0 ? "old copy" : "everything lost");
            backup = OptionalDouble.empty();
        } else if (lives > 0 && chance.hits(world.swarm().processes().historyLoss()) && disk.hasAllGroups()) {
            disk.loseHistory();
            world.counts().count("history lost");
            world.oracle().historyLost(name());
        } else {
            disk.loseWhatIsNotDurable();
            world.oracle().historyLost(name());
        }
        disk.batches().forEach(batch -> world.oracle().stored(name(), batch));
    }

    private void checkDisk() {
        digestAtTheEnd.ifPresent(before -> compare(before, Shadow.digest(identity, disk.contents())));
        digestAtTheEnd = Optional.empty();
    }

    private void compare(Hash inMemory, Optional<Hash> rebuilt) {
        world.counts().count(rebuilt.isPresent() ? "rebuilt" : "rebuilt while busy");
        if (rebuilt.isPresent() && !rebuilt.get().equals(inMemory)) {
            world.oracle().found(new Violation(I22, name() + " had " + inMemory + " and is rebuilt as " + rebuilt));
        }
    }

    private void launch(Life next) {
        CreditNodeBuilder builder = CreditNode.builder(name())
                .in(surroundings(next))
                .store(
                        journalOf(next),
                        world.collaborators()
                                .history(
                                        name(),
                                        disk.historyOf(
                                                next, batch -> world.oracle().stored(name(), batch))))
                .signer(new WatchedSigner(
                        world.collaborators().signer(name(), identity.signer()),
                        proof -> world.oracle().signed(name(), proof)))
                .signatureProvider(world.collaborators().signatures(name(), identity.provider()))
                .environment(environment(next))
                .admission(world.swarm().habits().admission())
                .settlement(world.swarm().habits().settlement());
        world.when(builder.launch(), next, (started, problem) -> launched(next, started, problem));
    }

    private Journal journalOf(Life next) {
        long known = disk.end();
        Journal journal = disk.open(next, this::rememberDigest);
        return world.collaborators().store(name(), new WitnessedJournal(name(), lives, journal, known, world.oracle()));
    }

    private SimulatedEnvironment environment(Life next) {
        Chance choices = world.chance("environment of " + name());
        Supplier<Instant> clock = new JumpingClock(world.chance("clock of " + name()));
        return new SimulatedEnvironment(
                next,
                world.events(),
                choices,
                world.swarm().processes().stalls(),
                world.collaborators().timeOfDay(name(), clock));
    }

    private Surroundings surroundings(Life next) {
        URI address = URI.create("sim://" + name() + ":" + (chance.hits(0.5) ? 1 : lives));
        return new Surroundings(
                world.collaborators().transport(name(), world.network().transportOf(next, address)),
                world.directory().accessOf(next),
                world.collaborators().ledger(name(), world.ledger().accessOf(next)));
    }

    private void launched(Life next, @Nullable CreditNode started, @Nullable Throwable problem) {
        if (started != null) {
            node = started;
            started.onEvent(event -> note(next, event));
        } else if (problem instanceof StartException refused
                && (disk.hasFailed() || refused.code() == StartException.Code.LEDGER_UNREACHABLE)) {
            next.end();
        } else {
            world.oracle().found(new Violation(I22, name() + " cannot be started again: " + problem));
        }
    }

    private void countUnseen(Settlement settlement) {
        if (settlement.direction() == Direction.INCOMING && settlement.status() == SettlementStatus.CREDITED) {
            settlement
                    .transaction()
                    .map(TransactionId::text)
                    .filter(UNSEEN::contains)
                    .ifPresent(world.counts()::count);
        }
    }

    private void rememberDigest() {
        digestAtTheEnd =
                Optional.ofNullable(node).filter(running -> disk.isCertain()).map(CreditNode::digest);
    }

    private void end() {
        world.events().note(String.valueOf(life), "is gone");
        world.counts().count("crashes");
        life = null;
        node = null;
        start();
    }

    private void note(Life at, NodeEvent event) {
        world.oracle().told(name(), event);
        if (event instanceof NodeEvent.Recorded recorded) {
            if (recorded.event() instanceof TrustlineEvent.SettlementMoved moved) {
                countUnseen(moved.settlement());
            }
            Cursor cursor = recorded.cursor();
            world.events().note(at.toString(), recorded.event(), 1_000 * cursor.position() + cursor.index());
        } else {
            world.events().note(at.toString(), event.toString());
        }
    }
}
