package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelTest {
    @Test
    void honestEndsStayWithinLimitsAndComeToRestInStep() {
        Seeds.repeat(2_000, random -> {
            ModelRun run = new ModelRun(random);
            run.run(40);
            run.heal();
        });
    }

    @Test
    void restoredEndsAreNeverAccusedAndGetBackWhateverEitherEndStillHas() {
        Seeds.repeat(1_500, random -> {
            ModelRun run = new ModelRun(random);
            run.run(40);
            run.pair.disconnect();
            run.restore(run.pair.alice);
            if (random.nextInt(3) == 0) {
                run.restore(run.pair.bob);
            }
            long known = Math.max(
                    run.pair.alice.line().own().signedSeq(),
                    run.pair.bob.line().theirs().signedSeq());
            run.comeBack(random.nextInt(30));
            assertThat(run.pair.alice.line().own().signedSeq()).isGreaterThanOrEqualTo(known);
            run.run(20);
            run.heal();
        });
    }

    @Test
    void anyOrderAndRepetitionOfTheSameUpdatesLeadsToTheSameState() {
        Seeds.repeat(200, random -> {
            ModelRun run = new ModelRun(random);
            run.run(40);
            End writer = run.pair.alice;
            End reader = run.pair.bob;
            run.pair.connect();
            run.pair.deliver(writer);
            List<Update> updates = End.updatesIn(writer.facts);
            Line inOrder = takeInAll(reader.working(), updates).line();
            List<Update> shuffled = new ArrayList<>(updates);
            shuffled.addAll(updates);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            WorkingLine work = reader.working();
            for (int pass = 0; pass < updates.size(); pass++) {
                work = takeInAll(work, shuffled);
            }
            Line line = work.line();
            assertThat(line.theirs()).isEqualTo(inOrder.theirs());
            assertThat(line.balance()).isEqualTo(inOrder.balance());
            assertThat(line.evidence()).isEmpty();
        });
    }

    private static WorkingLine takeInAll(WorkingLine work, List<Update> updates) {
        WorkingLine next = work;
        for (Update update : updates) {
            if (next.step(new Input.UpdateReceived(update)) instanceof Transition.Moved moved) {
                next = moved.next();
            }
        }
        return next;
    }
}
