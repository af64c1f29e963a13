package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;

import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A directory that all nodes share. A name belongs to the key that came first. Not thread-safe. */
public final class SimulatedDirectory {
    private final EventQueue events;
    private final Chance chance;
    private final Map<PeerId, PeerRecord> records = new TreeMap<>();
    private double silence;
    private int unanswered;

    /** @param silence how often a question gets no answer, from 0 to 1 */
    public SimulatedDirectory(EventQueue events, Chance chance, double silence) {
        this.events = events;
        this.chance = chance;
        this.silence = silence;
    }

    /** Changes how often it does not answer, from the next question on. */
    public void set(double changed) {
        silence = changed;
    }

    /** How many questions got no answer. */
    public int unanswered() {
        return unanswered;
    }

    /** The directory as one life reaches it. */
    public PeerDirectory accessOf(Life life) {
        return new Access(life);
    }

    private PublishOutcome publish(PeerRecord own) {
        PeerRecord before = records.get(own.name());
        if (before != null && !before.key().equals(own.key())) {
            return new PublishOutcome.NameTaken("another key came first");
        }
        records.put(own.name(), own);
        return new PublishOutcome.Published();
    }

    private FindOutcome find(PeerId peer) {
        PeerRecord found = records.get(peer);
        return found == null ? new FindOutcome.NotFound() : new FindOutcome.Found(found);
    }

    private final class Access implements PeerDirectory {
        private final Life life;

        Access(Life life) {
            this.life = life;
        }

        @Override
        public CompletionStage<PublishOutcome> publish(PeerRecord own) {
            return ask(
                    "publish", () -> SimulatedDirectory.this.publish(own), new PublishOutcome.Unreachable("no answer"));
        }

        @Override
        public CompletionStage<FindOutcome> find(PeerId peer) {
            return ask("find", () -> SimulatedDirectory.this.find(peer), new FindOutcome.Unreachable("no answer"));
        }

        @Override
        public CompletionStage<Optional<List<PeerRecord>>> list() {
            return ask("list", () -> Optional.of(List.copyOf(records.values())), Optional.empty());
        }

        private <T> CompletionStage<T> ask(String question, Supplier<T> truth, T none) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            boolean answered = !chance.hits(silence);
            unanswered += answered ? 0 : 1;
            events.after(
                    chance.between(0, 20 * MILLISECOND),
                    life.toString(),
                    "directory answers " + question,
                    life.doing(() -> answer.complete(answered ? truth.get() : none)));
            return answer;
        }
    }
}
