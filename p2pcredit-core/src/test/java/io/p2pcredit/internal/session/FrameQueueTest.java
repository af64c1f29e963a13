package io.p2pcredit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.spi.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameQueueTest {
    private static final int STRANGER = (int) FrameQueue.STRANGER_BYTES;

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<Integer> handled = new ArrayList<>();
    private final List<String> overrun = new ArrayList<>();
    private final FrameBudget budget = new FrameBudget(100_000);

    @ParameterizedTest(name = "{0} and {1} bytes")
    @CsvSource({"64, 65472, true", "32768, 32768, true", "64, 65473, false", "65536, 64, false"})
    void takesSoMuchOfAStranger(int first, int second, boolean taken) {
        FrameQueue queue = queue("a");

        assertThat(queue.offer(new Sized(first))).isTrue();
        assertThat(queue.offer(new Sized(second))).isEqualTo(taken);
    }

    @Test
    void takesMoreOnceTheBoundIsRaised() {
        FrameQueue queue = new FrameQueue(
                workers::add, frame -> {}, new FrameBudget(FrameBudget.MAX_BYTES), () -> overrun.add("a"));
        queue.raiseBound();

        assertThat(queue.offer(new Sized((int) FrameQueue.PEER_BYTES))).isTrue();
        assertThat(queue.offer(new Sized(64))).isFalse();
    }

    @Test
    void countsAFrameUntilTheOwnerHasDealtWithIt() {
        FrameQueue queue = queue("a");
        queue.offer(new Sized(STRANGER));
        work();

        assertThat(handled).containsExactly(STRANGER - FrameQueue.FRAME_BYTES);
        assertThat(queue.offer(new Sized(64))).isFalse();
        queue.release(STRANGER - FrameQueue.FRAME_BYTES);
        assertThat(queue.offer(new Sized(64))).isTrue();
    }

    @Test
    void handlesNothingWhileItPauses() {
        FrameQueue queue = queue("a");
        queue.pause();
        queue.offer(new Sized(65));
        queue.end(() -> handled.add(0));
        work();
        assertThat(handled).isEmpty();
        queue.resume();
        work();

        assertThat(handled).containsExactly(1, 0);
    }

    @Test
    void endsTheFattestIfAllTogetherHoldTooMuch() {
        FrameQueue thin = queue("thin");
        FrameQueue fat = queue("fat");
        thin.offer(new Sized(40_000));
        fat.offer(new Sized(60_000));
        assertThat(overrun).isEmpty();
        thin.offer(new Sized(64));

        assertThat(overrun).containsExactly("fat");
        assertThat(thin.offer(new Sized(20_000))).isTrue();
        FrameQueue third = queue("third");
        assertThat(third.offer(new Sized(30_000))).isTrue();
        assertThat(overrun).containsExactly("fat");
        third.offer(new Sized(10_000));
        assertThat(overrun).containsExactly("fat", "thin");
    }

    @Test
    void forgetsAtOnceWhatTheFattestHolds() {
        FrameQueue fat = queue("fat");
        fat.offer(new Sized(40_000));
        fat.offer(new Sized(20_000));
        queue("thin").offer(new Sized(50_000));
        fat.end(() -> handled.add(0));
        work();

        assertThat(overrun).containsExactly("fat");
        assertThat(handled).containsExactlyInAnyOrder(50_000 - FrameQueue.FRAME_BYTES, 0);
    }

    @Test
    void comesToItsEndThoughItHasToGoMeanwhile() {
        FrameQueue fat = queue("fat");
        fat.pause();
        fat.offer(new Sized(60_000));
        fat.end(() -> handled.add(0));
        queue("thin").offer(new Sized(50_000));
        fat.resume();
        work();

        assertThat(overrun).containsExactly("fat");
        assertThat(handled).contains(0);
    }

    @ParameterizedTest(name = "{0} MiB of memory: {1} MiB")
    @CsvSource({"64, 16", "1023, 255", "1024, 256", "1025, 256", "1000000, 256"})
    void takesNoMoreThanAQuarterOfTheMemory(long memory, long taken) {
        assertThat(FrameBudget.within(memory << 20).max() >> 20).isEqualTo(taken);
    }

    @Test
    void countsNothingOfOneThatHasEnded() {
        FrameQueue first = queue("first");
        first.offer(new Sized(60_000));
        first.end(() -> {});
        work();
        FrameQueue second = queue("second");
        FrameQueue third = queue("third");
        second.offer(new Sized(50_000));
        first.release(60_000 - FrameQueue.FRAME_BYTES);
        third.offer(new Sized(50_000));

        assertThat(overrun).isEmpty();
        third.offer(new Sized(64));
        assertThat(overrun).containsExactly("third");
    }

    private FrameQueue queue(String name) {
        return new FrameQueue(workers::add, frame -> handled.add(frame.size()), budget, () -> overrun.add(name));
    }

    private void work() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }

    @Test
    void takesNoEndlessNumberOfEmptyFrames() {
        FrameQueue queue = queue("a");
        int taken = 0;
        while (taken <= STRANGER && queue.offer(new Sized(FrameQueue.FRAME_BYTES))) {
            taken++;
        }
        assertThat(taken).isEqualTo(STRANGER / FrameQueue.FRAME_BYTES);
    }

    /** A frame that counts for so many bytes. */
    private record Sized(int counted) implements Frame {
        @Override
        public int size() {
            return counted - FrameQueue.FRAME_BYTES;
        }

        @Override
        public PeerMessage decode() {
            return new Decline();
        }
    }
}
