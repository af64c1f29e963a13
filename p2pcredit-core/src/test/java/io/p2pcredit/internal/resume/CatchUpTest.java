package io.p2pcredit.internal.resume;

import static io.p2pcredit.internal.resume.Written.one;
import static io.p2pcredit.trustline.Direction.INCOMING;
import static io.p2pcredit.trustline.Direction.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.doubles.Batches;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.internal.session.Outlet;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final InMemoryHistory history = new InMemoryHistory();
    private final List<Throwable> failures = new ArrayList<>();
    private final Way way = new Way();
    private int finished;

    @Test
    void sendsBothChainsOverSeveralPages() {
        List<Update> story = story(2_500);
        CatchUp catchUp = begin(0, 0, 2_500);
        catchUp.progressed(new Progress(0, 0));
        for (int progress = 0; progress < 2_500; progress += 100) {
            catchUp.progressed(new Progress(progress, progress));
            work();
        }

        assertThat(way.sent).isEqualTo(story);
        assertThat(finished).isEqualTo(1);
    }

    @Test
    void sendsNothingBeforeItBegins() {
        story(10);
        CatchUp catchUp = catchUp(0, 0, 10);
        catchUp.goOn();
        catchUp.progressed(new Progress(0, 0));
        work();

        assertThat(way.sent).isEmpty();
    }

    @Test
    void staysWithinTheWindow() {
        List<Update> story = story(1_000);
        begin(1, 1, 1_000);

        assertThat(way.sent).isEqualTo(story.subList(2, 2 + Window.MAX_UPDATES));
        assertThat(finished).isZero();
    }

    @Test
    void waitsUntilTheConnectionTakesMore() {
        List<Update> story = story(10);
        way.writable = false;
        CatchUp catchUp = begin(1, 1, 10);
        assertThat(way.sent).isEmpty();
        way.writable = true;
        catchUp.goOn();
        work();

        assertThat(way.sent).isEqualTo(story.subList(2, 20));
    }

    @Test
    void stopsWhenTheSessionIsOver() {
        story(1_000);
        CatchUp catchUp = begin(1, 1, 1_000);
        int sent = way.sent.size();
        catchUp.cancel();
        catchUp.progressed(new Progress(1_000, 1_000));
        work();

        assertThat(way.sent).hasSize(sent);
        assertThat(finished).isZero();
    }

    @Test
    void endsTheSessionIfTheHistoryHasAGap() {
        story(10);
        begin(1, 1, 20);

        assertThat(way.closed).contains(CloseCode.OUT_OF_STEP);
        assertThat(failures).isEmpty();
        assertThat(finished).isZero();
    }

    @Test
    void saysThatTheHistoryCannotBeRead() {
        StorageException damage = new StorageException(StorageException.Code.DAMAGED, "told by the test");
        History damaged = new ForwardingHistory(history) {
            @Override
            public List<Update> updates(LineId line, Side writer, long fromSeq) {
                throw damage;
            }
        };
        CausalMerge merge = new CausalMerge(new Strand(1, 10), new Strand(1, 10));
        begin(new CatchUp(Written.LINE, merge, damaged, way, workers::add, failures::add));

        assertThat(failures).containsExactly(damage);
        assertThat(finished).isZero();
    }

    @Test
    void goesOnAfterWhatThePeerHasShownOfItsOwn() {
        List<Update> story = story(10);
        begin(catchUp(new Strand(5, 10), Strand.after(story.get(9).signed(), 10)));

        assertThat(way.sent).isEqualTo(story.subList(10, 20));
        assertThat(finished).isEqualTo(1);
    }

    @Test
    void showsAPeerWithTwoHistoriesWhereTheOtherOneIsAndNothingElse() {
        List<Update> story = story(10);
        BalanceProof proof = story.get(9).proof();
        BalanceProof forked = new BalanceProof(
                proof.line(),
                proof.side(),
                proof.seq(),
                proof.paid() + 1,
                0,
                proof.limit(),
                proof.peerSeq(),
                new Hash(9, 9, 9, 9));
        begin(catchUp(
                new Strand(10, 10),
                Strand.after(new SignedProof(forked, story.get(9).signed().signature()), 10)));

        assertThat(way.sent).containsExactly(story.get(9));
    }

    private void begin(CatchUp catchUp) {
        catchUp.begin(() -> finished++);
        work();
    }

    private CatchUp catchUp(Strand own, Strand theirs) {
        return new CatchUp(Written.LINE, new CausalMerge(own, theirs), history, way, workers::add, failures::add);
    }

    private CatchUp begin(long ownHeld, long theirsHeld, long goal) {
        CatchUp catchUp = catchUp(ownHeld, theirsHeld, goal);
        catchUp.begin(() -> finished++);
        work();
        return catchUp;
    }

    private CatchUp catchUp(long ownHeld, long theirsHeld, long goal) {
        CausalMerge merge = new CausalMerge(new Strand(ownHeld, goal), new Strand(theirsHeld, goal));
        return new CatchUp(Written.LINE, merge, history, way, workers::add, failures::add);
    }

    private void work() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }

    /** Two writers by turns, each of whom has seen everything when it writes. */
    private List<Update> story(int each) {
        List<Update> updates = new ArrayList<>();
        for (int seq = 1; seq <= each; seq++) {
            updates.add(one(OUTGOING, seq, seq - 1));
            updates.add(one(INCOMING, seq, seq));
        }
        history.store(List.of(Batches.of(1, updates)));
        return updates;
    }

    private static final class Way implements Outlet {
        private final List<Update> sent = new ArrayList<>();
        private Optional<CloseCode> closed = Optional.empty();
        private boolean writable = true;

        @Override
        public void send(PeerMessage message) {
            sent.add(((Deliver) message).update());
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void onWritable(Runnable task) {}

        @Override
        public void close(CloseCode code) {
            closed = Optional.of(code);
        }
    }
}
