package io.p2pcredit.simulation;

import io.p2pcredit.RefusedException;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.Life;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one node answers its owner, counted and noted: a result or a refusal, and nothing else (I17). */
record Answers(World world, SimulatedPeer self) {
    private static final String I17 = "I17 RefusalsAreValues";

    /** Waits for the answer to something that was just asked for. */
    void watch(String what, CompletableFuture<?> future) {
        Life life = self.life().orElseThrow();
        world.events().note(self.name().name(), "asks: " + what);
        world.actions().does(what);
        world.when(future, life, (answer, problem) -> {
            if (isGood(what.split(" ", 2)[0], problem)) {
                world.events().note(self.name().name(), "has done: " + what);
            }
        });
    }

    /** Waits for a refusal of something that cannot be done. */
    void expectRefusal(String what, CompletableFuture<?> future) {
        Life life = self.life().orElseThrow();
        world.when(future, life, (answer, problem) -> {
            if (isGood(what, problem)) {
                world.oracle().found(new Violation(I17, self.name() + " has done the impossible: " + what));
            }
        });
    }

    /** Whether an answer says that what was asked for is done. */
    boolean isGood(String kind, @Nullable Throwable problem) {
        if (problem == null) {
            world.counts().count(kind);
            return true;
        }
        if (problem instanceof RefusedException refused) {
            world.counts().count(kind + " " + refused.code());
            world.oracle().refusedWith(self.name(), String.valueOf(refused.getMessage()));
            world.events().note(self.name().name(), kind + " is refused: " + refused.refusal());
        } else {
            Violation violation = new Violation(I17, kind + " failed at " + self.name());
            violation.initCause(problem);
            world.oracle().found(violation);
        }
        return false;
    }
}
