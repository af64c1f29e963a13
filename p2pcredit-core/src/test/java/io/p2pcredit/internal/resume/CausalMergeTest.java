package io.p2pcredit.internal.resume;

import static io.p2pcredit.internal.resume.Written.one;
import static io.p2pcredit.internal.resume.Written.update;
import static io.p2pcredit.trustline.Direction.INCOMING;
import static io.p2pcredit.trustline.Direction.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CausalMergeTest {
    static Stream<Arguments> orders() {
        Update own1 = one(OUTGOING, 1, 0);
        Update own2 = one(OUTGOING, 2, 1);
        Update own3 = one(OUTGOING, 3, 2);
        Update theirs1 = one(INCOMING, 1, 1);
        Update theirs2 = one(INCOMING, 2, 2);
        Update theirs3 = update(INCOMING, 2, 4, 2);
        return Stream.of(
                Arguments.of("nothing is lacking", List.of(), List.of(), 3, 3, List.of()),
                Arguments.of("own ones alone", List.of(own1, own2), List.of(), 0, 1, List.of(own1, own2)),
                Arguments.of("theirs alone", List.of(), List.of(theirs1, theirs2), 2, 0, List.of(theirs1, theirs2)),
                Arguments.of(
                        "by turns",
                        List.of(own1, own2, own3),
                        List.of(theirs1, theirs2),
                        0,
                        0,
                        List.of(own1, theirs1, own2, theirs2, own3)),
                Arguments.of(
                        "theirs first, because own ones cover them",
                        List.of(own3),
                        List.of(theirs2),
                        2,
                        1,
                        List.of(theirs2, own3)),
                Arguments.of(
                        "own ones first, because theirs cover them",
                        List.of(own2),
                        List.of(theirs2, theirs3),
                        1,
                        1,
                        List.of(own2, theirs2, theirs3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void sendsNothingBeforeWhatItCovers(
            String name, List<Update> own, List<Update> theirs, long ownHeld, long theirsHeld, List<Update> expected) {
        CausalMerge merge = new CausalMerge(strand(ownHeld, own), strand(theirsHeld, theirs));

        assertThat(everything(merge, own, theirs, 1_000)).isEqualTo(expected);
    }

    @Test
    void mergesWhateverTwoWritersHaveSigned() {
        Seeds.repeat(300, random -> {
            Story story = new Story(random);
            int own = random.nextInt(story.own.size() + 1);
            int theirs = random.nextInt(story.theirs.size() + 1);
            while (covered(story.own, own) > seq(story.theirs, theirs)) {
                theirs++; // nobody holds an update without those that it covers
            }
            while (covered(story.theirs, theirs) > seq(story.own, own)) {
                own++;
            }
            merges(story, own, theirs, 1 + random.nextInt(5));
        });
    }

    private static void merges(Story story, int ownHeld, int theirsHeld, int pageSize) {
        long own = seq(story.own, ownHeld);
        long theirs = seq(story.theirs, theirsHeld);
        CausalMerge merge = new CausalMerge(
                new Strand(own, seq(story.own, story.own.size())),
                new Strand(theirs, seq(story.theirs, story.theirs.size())));

        List<Update> sent = everything(merge, story.own, story.theirs, pageSize);

        Written.isInCausalOrder(sent, own, theirs);
        List<Update> lacking = new ArrayList<>(story.own.subList(ownHeld, story.own.size()));
        lacking.addAll(story.theirs.subList(theirsHeld, story.theirs.size()));
        lacking.removeIf(Update::isAcknowledgement);
        assertThat(sent).containsExactlyInAnyOrderElementsOf(lacking);
    }

    @Test
    void findsThatTwoUpdatesCannotHaveSeenEachOther() {
        CausalMerge merge = new CausalMerge(new Strand(0, 1), new Strand(0, 1));
        merge.strand(OUTGOING).add(List.of(one(OUTGOING, 1, 1)));
        merge.strand(INCOMING).add(List.of(one(INCOMING, 1, 1)));

        assertThatThrownBy(merge::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void findsThatAnEntryIsMissing() {
        Strand strand = new Strand(0, 3);

        assertThatThrownBy(() -> strand.add(List.of(one(OUTGOING, 2, 0)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> strand.add(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsOnWhereItHasStoppedForTheSizeOfAPage() {
        List<Update> rows = LongStream.rangeClosed(1, 120)
                .mapToObj(seq -> Written.batch(OUTGOING, seq, 10_000))
                .toList();
        Strand strand = new Strand(0, 120);
        strand.add(rows);

        assertThat(strand.nextToRead()).isEqualTo(1 + (Strand.MAX_BYTES + 80_000) / 80_250);
        CausalMerge merge = new CausalMerge(strand, new Strand(0, 0));
        assertThat(everything(merge, rows, List.of(), 1_000)).isEqualTo(rows);
    }

    private static Strand strand(long held, List<Update> updates) {
        return new Strand(held, updates.isEmpty() ? held : seq(updates, updates.size()));
    }

    /** Everything that the merge gives out, read page by page. */
    private static List<Update> everything(CausalMerge merge, List<Update> own, List<Update> theirs, int pageSize) {
        List<Update> sent = new ArrayList<>();
        while (true) {
            for (Optional<Direction> starved = merge.starved(); starved.isPresent(); starved = merge.starved()) {
                Strand strand = merge.strand(starved.get());
                List<Update> rows = starved.get() == OUTGOING ? own : theirs;
                strand.add(rows.stream()
                        .filter(update -> update.proof().seq() >= strand.nextToRead())
                        .limit(pageSize)
                        .toList());
            }
            Optional<Direction> next = merge.next();
            if (next.isEmpty()) {
                return sent;
            }
            sent.add(merge.strand(next.get()).take());
        }
    }

    private static long seq(List<Update> chain, int length) {
        return length == 0 ? 0 : chain.get(length - 1).proof().seq();
    }

    private static long covered(List<Update> chain, int length) {
        return length == 0 ? 0 : chain.get(length - 1).proof().peerSeq();
    }

    /** Two writers who write, deliver and acknowledge at random. */
    private static final class Story {
        private final List<Update> own = new ArrayList<>();
        private final List<Update> theirs = new ArrayList<>();
        private long ownSeen;
        private long theirsSeen;

        Story(RandomGenerator random) {
            for (int i = 0; i < 30; i++) {
                int entries = random.nextInt(4);
                if (random.nextBoolean()) {
                    ownSeen = random.nextBoolean() ? seq(theirs, theirs.size()) : ownSeen;
                    write(OUTGOING, own, entries, ownSeen);
                } else {
                    theirsSeen = random.nextBoolean() ? seq(own, own.size()) : theirsSeen;
                    write(INCOMING, theirs, entries, theirsSeen);
                }
            }
        }

        private static void write(Direction writer, List<Update> chain, int entries, long seen) {
            long seq = seq(chain, chain.size()) + entries;
            if (seq > 0) {
                chain.add(update(writer, entries, seq, seen));
            }
        }
    }
}
