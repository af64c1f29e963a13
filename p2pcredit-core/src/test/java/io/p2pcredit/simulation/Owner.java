package io.p2pcredit.simulation;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.EventQueue;
import io.p2pcredit.simulation.world.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The owner of one peer, who asks for one thing after the other, on any of its lines. Not thread-safe. */
final class Owner {
    private static final long AFTER_CLOSING = 100 * EventQueue.MILLISECOND;
    private static final int LONGEST_BURST = 8;
    private static final long LONGEST_FAREWELL = 3_000;

    private final World world;
    private final SimulatedPeer self;
    private final Chance pauses;
    private final List<Optional<Workload>> lines = new ArrayList<>();
    private final List<Workload> strange = new ArrayList<>();
    private int actions;
    private Optional<Life> leaving = Optional.empty();

    Owner(World world, SimulatedPeer self) {
        this.world = world;
        this.self = self;
        this.pauses = Chance.of(world.seed(), "pauses of " + self.name());
    }

    Answers answers() {
        return new Answers(world, self);
    }

    SimulatedPeer self() {
        return self;
    }

    /** Works on the line with the other peer too from now on. */
    Workload workOn(SimulatedPeer other) {
        Workload line = new Workload(world, self, other);
        self.hasLineWith(other);
        lines.add(Optional.of(line));
        return line;
    }

    /** Would work on a line with another peer, who is left out. */
    void missOne() {
        lines.add(Optional.empty());
    }

    /** Works on a line with a stranger too, of which nothing is promised. */
    void alsoWorkOn(SimulatedPeer stranger) {
        strange.add(new Workload(world, self, stranger));
    }

    /** Asks for one thing after the other until the time. */
    void workUntil(long end) {
        long next =
                world.events().now() + pauses.between(0, world.swarm().habits().pause());
        if (next < end) {
            world.events().at(next, self.name().name(), "works", () -> {
                work();
                workUntil(end);
            });
        }
    }

    /** Whether the present process is going to end in good order. */
    boolean isLeaving() {
        return leaving.isPresent() && leaving.equals(self.life());
    }

    /** Everything that was asked for in the present life, not just now, has its answer. */
    void checkAnswers() {
        lines().forEach(line -> line.payments().checkAnswers());
    }

    private void work() {
        int most = LONGEST_BURST;
        do {
            act(new ActionId(self.name(), ++actions));
        } while (--most > 0 && pauses.hits(world.swarm().habits().bursts()));
    }

    /** Does one thing, with choices of its own, unless it is left out. */
    private void act(ActionId id) {
        if (world.excerpt().has(id)) {
            world.actions().perform(id, () -> request(Chance.of(world.seed(), "action " + id)));
        }
    }

    private void request(Chance chance) {
        if (chance.hits(world.swarm().processes().crashes())) {
            crash(chance);
        } else if (chance.hits(world.swarm().habits().leaves())) {
            leave(chance);
        } else if (!strange.isEmpty() && chance.hits(0.5)) {
            strange.get(0).request(chance);
        } else {
            lines.get(chance.below(lines.size())).ifPresent(line -> line.request(chance));
        }
    }

    private void crash(Chance chance) {
        if (!world.excerpt().has(Fault.CRASHES)) {
            return;
        }
        ProcessFaults faults = world.swarm().processes();
        if (chance.hits(faults.losses()) && self.mayLoseData()) {
            world.actions().does("loses everything");
            self.crashAndLose(0);
        } else if (chance.hits(faults.rewinds()) && self.mayLoseData()) {
            double share = chance.between(1, 99) / 100.0;
            world.actions().does("falls back to a copy from " + share + " of its time");
            self.crashAndLose(share);
        } else if (chance.hits(0.5)) {
            world.actions().does("crashes");
            self.crash();
        } else {
            world.actions().does("crashes at one of its next writes");
            self.crashAtAppend();
        }
    }

    private void leave(Chance chance) {
        if (self.node().isEmpty() || isLeaving()) {
            return;
        }
        world.actions().does("settles all and leaves");
        leaving = self.life();
        lines().forEach(Workload::touch);
        Life life = leaving.orElseThrow();
        Duration limit = Duration.ofMillis(chance.between(0, LONGEST_FAREWELL));
        world.when(self.node().get().settleAllAndClose(limit), life, (report, problem) -> {
            world.counts().count(problem == null ? "leaves" : "leaves in vain");
            world.events().after(AFTER_CLOSING, life.toString(), "has left", life.doing(() -> {
                checkAnswers();
                self.crash();
            }));
        });
    }

    private Stream<Workload> lines() {
        return lines.stream().flatMap(Optional::stream);
    }
}
