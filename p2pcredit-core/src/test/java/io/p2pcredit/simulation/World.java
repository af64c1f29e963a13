package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.EventQueue;
import io.p2pcredit.simulation.world.LedgerFaults;
import io.p2pcredit.simulation.world.LedgerWhims;
import io.p2pcredit.simulation.world.Life;
import io.p2pcredit.simulation.world.NetworkFaults;
import io.p2pcredit.simulation.world.SimulatedDirectory;
import io.p2pcredit.simulation.world.SimulatedLedger;
import io.p2pcredit.simulation.world.SimulatedNetwork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What all peers of one run share. */
record World(
        Scenario scenario,
        Swarm swarm,
        EventQueue events,
        SimulatedNetwork network,
        SimulatedLedger ledger,
        SimulatedDirectory directory,
        Oracle oracle,
        Actions actions,
        Counts counts) {

    long seed() {
        return scenario.seed();
    }

    Excerpt excerpt() {
        return scenario.excerpt();
    }

    Collaborators collaborators() {
        return scenario.collaborators();
    }

    /** The choices of the named entity, each moment's for itself. */
    Chance chance(String entity) {
        return Chance.of(seed(), entity).at(events::now);
    }

    /** What becomes of a future that the node of a life has returned, if the life lasts until then. */
    @SuppressWarnings("FutureReturnValueIgnored") // what the consumer throws is shown to the oracle
    <T> void when(CompletableFuture<T> future, Life life, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        future.whenComplete((value, problem) -> life.doing(
                        () -> oracle.watch(() -> then.accept(value, unwrapped(problem))))
                .run());
    }

    /** Things fail as often as the swarm says. */
    void fail() {
        network.set(swarm.network());
        ledger.set(swarm.ledger());
        ledger.set(swarm.whims());
        directory.set(swarm.directorySilence());
    }

    /** Nothing fails any more. A ledger that has lied is replaced by one that says who it is, with the same rows. */
    void heal() {
        network.set(NetworkFaults.none());
        ledger.set(LedgerFaults.none());
        ledger.set(LedgerWhims.none());
        if (ledger.hasLied()) {
            ledger.rename();
        }
        directory.set(0);
        network.joinAll();
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable problem) {
        return problem instanceof CompletionException wrapped ? wrapped.getCause() : problem;
    }
}
