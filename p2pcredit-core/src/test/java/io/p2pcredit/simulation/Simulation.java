package io.p2pcredit.simulation;

import io.p2pcredit.CreditNode;
import io.p2pcredit.simulation.byzantine.Mallory;
import io.p2pcredit.simulation.invariant.AcceptedProofsVerify;
import io.p2pcredit.simulation.invariant.Chains;
import io.p2pcredit.simulation.invariant.CreditIsBacked;
import io.p2pcredit.simulation.invariant.DebtIsConserved;
import io.p2pcredit.simulation.invariant.DebtWithinLimit;
import io.p2pcredit.simulation.invariant.DurableBeforeSent;
import io.p2pcredit.simulation.invariant.HistoryTellsEverything;
import io.p2pcredit.simulation.invariant.Journals;
import io.p2pcredit.simulation.invariant.LedgerConserves;
import io.p2pcredit.simulation.invariant.LinesAreApart;
import io.p2pcredit.simulation.invariant.NobodyIsAccused;
import io.p2pcredit.simulation.invariant.NobodyQuarrels;
import io.p2pcredit.simulation.invariant.NothingIsLost;
import io.p2pcredit.simulation.invariant.NothingShrinks;
import io.p2pcredit.simulation.invariant.OneOwnerPerStore;
import io.p2pcredit.simulation.invariant.OneProofPerPlace;
import io.p2pcredit.simulation.invariant.OneSessionPerPair;
import io.p2pcredit.simulation.invariant.Parties;
import io.p2pcredit.simulation.invariant.PaymentsAreTold;
import io.p2pcredit.simulation.invariant.PaymentsCountOnce;
import io.p2pcredit.simulation.invariant.QueuesAreBounded;
import io.p2pcredit.simulation.invariant.RefusalsAreNotStored;
import io.p2pcredit.simulation.invariant.SettlementsAreAgreed;
import io.p2pcredit.simulation.invariant.SettlementsEnd;
import io.p2pcredit.simulation.invariant.SignsOnlyWhenReady;
import io.p2pcredit.simulation.invariant.StopsAfterStorageError;
import io.p2pcredit.simulation.invariant.TextsAreClean;
import io.p2pcredit.simulation.invariant.ViewsFollowFromEntries;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.EventQueue;
import io.p2pcredit.simulation.world.SimulatedDirectory;
import io.p2pcredit.simulation.world.SimulatedLedger;
import io.p2pcredit.simulation.world.SimulatedNetwork;
import io.p2pcredit.simulation.world.SimulatedSigner;
import io.p2pcredit.simulation.world.Trace;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.PeerId;
import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run: some peers work while things fail as its seed says, then everything heals and has to recover. The invariants
 * are checked after every event. Single-threaded; a seed gives the same run every time.
 */
public final class Simulation {
    private static final int SHOWN = 50;
    private static final long LONGEST_WAY = 2 * EventQueue.MILLISECOND;
    private static final int MOST_EVENTS = 2_000_000;

    private final Scenario scenario;
    private final Trace trace;
    private final World world;
    private final List<SimulatedPeer> peers;
    private final Recovery recovery;
    private final Optional<Stranger> stranger;
    private final Testimony testimony;
    private int happened;

    private Simulation(Scenario scenario, Trace trace) {
        this.scenario = scenario;
        this.trace = trace;
        Parties parties = new Parties(Asset.CREDIT);
        Chains chains = new Chains();
        Counts counts = new Counts();
        Journals journals = new Journals();
        this.world = world(counts, new Oracle(parties, chains, journals, counts));
        this.peers = world.swarm().topology().peers().stream()
                .map(name -> peer(name, parties))
                .toList();
        this.stranger = stranger(parties);
        this.recovery = recovery();
        this.testimony = new Testimony(parties, chains, peers);
        PaymentsCountOnce payments = new PaymentsCountOnce(parties);
        List.of(
                        new OneOwnerPerStore(journals),
                        new StopsAfterStorageError(world.events()::now, LONGEST_WAY),
                        new DurableBeforeSent(parties, chains, journals),
                        new OneProofPerPlace(),
                        new NothingIsLost(parties, chains),
                        payments,
                        new PaymentsAreTold(payments, this::nodes),
                        new SignsOnlyWhenReady(),
                        new DebtWithinLimit(parties, chains),
                        new NothingShrinks(),
                        new SettlementsAreAgreed(parties, chains, world.ledger()),
                        new CreditIsBacked(parties),
                        new DebtIsConserved(parties, chains, this::nodes, world.ledger()),
                        new QueuesAreBounded(chains),
                        new RefusalsAreNotStored(journals),
                        new TextsAreClean(),
                        new SettlementsEnd(parties, chains, this::nodes),
                        new ViewsFollowFromEntries(parties, chains, this::nodes),
                        new AcceptedProofsVerify(parties, scenario.signatures()),
                        new LedgerConserves(world.ledger()::given, world.ledger()::sum),
                        new NobodyQuarrels(world.swarm().network().isOrderly()),
                        new HistoryTellsEverything(parties, chains, this::nodes),
                        new NobodyIsAccused(parties))
                .forEach(world.oracle()::add);
        if (peers.size() > 2 || stranger.isPresent()) { // else everything is about the only line
            world.oracle()
                    .add(new LinesAreApart(
                            parties, world.events()::now, world.swarm().longestEffect()));
        }
        world.swarm().topology().pairs().forEach(pair -> world.oracle().add(sessionsOf(pair)));
    }

    /**
     * What a run came to.
     *
     * @param trace the hash of everything that has happened
     * @param events how many events that were
     */
    public record Result(long seed, long trace, int events, Counts counts) {}

    /** Runs the seed in an honest world, with signatures that cost nothing. Throws {@link SimulationFailure}. */
    public static Result run(long seed) {
        return run(Scenario.of(seed));
    }

    /** Runs the scenario. Throws {@link SimulationFailure}. */
    public static Result run(Scenario scenario) {
        return new Simulation(scenario, new Trace(SHOWN)).run();
    }

    /** Runs the scenario, and shows every row of its trace at once. Throws {@link SimulationFailure}. */
    public static Result watch(Scenario scenario, Consumer<String> rows) {
        return new Simulation(scenario, new Trace(SHOWN, rows)).run();
    }

    private Result run() {
        try {
            work();
            stranger.ifPresent(Stranger::calmDown);
            recovery.run();
            world.oracle().atRest();
            peers.forEach(SimulatedPeer::checkShadow);
            world.oracle().atRest();
            world.counts().count("fault: directory silent", world.directory().unanswered());
            return new Result(scenario.seed(), trace.hash(), happened, world.counts());
        } catch (RuntimeException | Error e) {
            throw new SimulationFailure(scenario, e, evidence());
        }
    }

    private void work() {
        peers.forEach(SimulatedPeer::start);
        stranger.ifPresent(Stranger::begin);
        world.ledger().set(world.swarm().whims());
        if (world.swarm().calmStart()) {
            world.heal();
            recovery.open();
            world.fail();
        }
        long end = world.events().now() + world.swarm().duration();
        new Calamities(world, peers).planUntil(end);
        recovery.workUntil(end);
    }

    private Evidence evidence() {
        return new Evidence(
                world.actions().deeds(),
                trace.newest(),
                world.swarm().topology().pairs().stream()
                        .flatMap(testimony::about)
                        .toList(),
                world.ledger().transfers().stream().map(Simulation::text).toList());
    }

    private static String text(Ledger.Recorded recorded) {
        Ledger.Transfer transfer = recorded.transfer();
        return recorded.transaction() + "  " + transfer.payer() + " pays " + transfer.amount() + " to "
                + transfer.payee() + ", " + transfer.key();
    }

    private boolean runUntil(BooleanSupplier holds, long time) {
        while (!holds.getAsBoolean()) {
            if (world.events().next() > time) {
                world.events().pass(time);
                return false;
            }
            step();
        }
        return true;
    }

    private void step() {
        world.events().runNext();
        happened++;
        peers.forEach(SimulatedPeer::look);
        world.oracle().afterEvent();
        if (happened > MOST_EVENTS) {
            throw new IllegalStateException("this never ends");
        }
    }

    private OneSessionPerPair sessionsOf(Topology.Pair pair) {
        return new OneSessionPerPair(
                pair.one(), pair.two(), () -> world.network().sessions(pair.one(), pair.two()));
    }

    private List<Optional<CreditNode>> nodes() {
        return peers.stream().map(SimulatedPeer::node).toList();
    }

    private Recovery recovery() {
        Map<PeerId, Owner> owners = new LinkedHashMap<>();
        peers.forEach(peer -> owners.put(peer.name(), new Owner(world, peer)));
        List<Ends> lines = whole().topology().pairs().stream()
                .flatMap(pair ->
                        ends(Optional.ofNullable(owners.get(pair.one())), Optional.ofNullable(owners.get(pair.two()))))
                .toList();
        stranger.ifPresent(somebody -> somebody.meet(owners));
        Runnable farewell = () -> stranger.ifPresent(Stranger::end);
        return new Recovery(this::runUntil, world, List.copyOf(owners.values()), lines, farewell);
    }

    /** The line of two owners, if both are there; else the one who is misses the other. */
    private static Stream<Ends> ends(Optional<Owner> one, Optional<Owner> two) {
        if (one.isPresent() && two.isPresent()) {
            return Stream.of(new Ends(one.get(), two.get()));
        }
        one.ifPresent(Owner::missOne);
        two.ifPresent(Owner::missOne);
        return Stream.empty();
    }

    /** What the run is like if nothing is left out. */
    private Swarm whole() {
        Swarm swarm = Swarm.of(Chance.of(scenario.seed(), "swarm"));
        return Mallory.takesPart(scenario.seed()) ? swarm.onATrueLedger() : swarm; // what she has lost is counted by it
    }

    private World world(Counts counts, Oracle oracle) {
        long seed = scenario.seed();
        Swarm swarm = whole().within(scenario.excerpt());
        EventQueue events = new EventQueue(trace);
        return new World(
                scenario,
                swarm,
                events,
                new SimulatedNetwork(events, oracle, seed, swarm.network()),
                new SimulatedLedger(
                        events, Chance.of(seed, "ledger").at(events::now), swarm.nature(), swarm.ledger(), oracle),
                new SimulatedDirectory(events, Chance.of(seed, "directory").at(events::now), swarm.directorySilence()),
                oracle,
                new Actions(events),
                counts);
    }

    private SimulatedPeer peer(PeerId name, Parties parties) {
        Identity identity = identity(name);
        parties.add(name, identity.signer().publicKey());
        world.ledger().give(name, world.swarm().habits().funds());
        return new SimulatedPeer(world, identity);
    }

    private Identity identity(PeerId name) {
        Provider signatures = scenario.signatures();
        Chance chance = Chance.of(scenario.seed(), "key of " + name);
        return new Identity(name, new SimulatedSigner(signatures, chance), signatures);
    }

    /** In some runs there is somebody who means harm. */
    private Optional<Stranger> stranger(Parties parties) {
        return scenario.excerpt().has(Fault.MALLORY)
                ? Stranger.in(world, peers, parties, scenario.signatures())
                : Optional.empty();
    }
}
