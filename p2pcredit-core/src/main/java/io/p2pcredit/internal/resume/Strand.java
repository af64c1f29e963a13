package io.p2pcredit.internal.resume;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * One writer's part of what a peer lacks: read page by page, given out in order. Acknowledgements are left out. Not
 * thread-safe.
 */
final class Strand {
    /** A page is not kept whole if it is larger than that, in canonical bytes. */
    static final long MAX_BYTES = 4L * 1024 * 1024;

    private long goal;
    private Optional<SignedProof> toBeFound = Optional.empty();
    private final ArrayDeque<Update> waiting = new ArrayDeque<>();
    private long read;
    private long reached;

    /**
     * A strand of which nothing is read yet.
     *
     * @param held the number of the newest entry that the peer holds
     * @param goal the number of the newest entry that it is to hold in the end
     */
    Strand(long held, long goal) {
        this.goal = Math.max(held, goal);
        this.read = held;
        this.reached = held;
    }

    /**
     * The same for a peer that holds less of its own chain than this end. What it has shown must be found there; if it is
     * not, the peer has signed two histories, and all it is given is the update that it does not know in that place.
     */
    static Strand after(SignedProof shown, long goal) {
        Strand strand = new Strand(shown.proof().seq(), goal);
        strand.toBeFound = Optional.of(shown);
        strand.read--;
        return strand;
    }

    /** Whether a page has to be read before anything else can be given out. */
    boolean isStarved() {
        return waiting.isEmpty() && read < goal;
    }

    /** The number of the entry with which the next page begins. */
    long nextToRead() {
        return read + 1;
    }

    /**
     * Takes the next page, oldest first, or as much of it as may be kept; an empty one is the end.
     *
     * @throws IllegalArgumentException if something before the page, or in it, is missing
     */
    void add(List<Update> page) {
        long bytes = 0;
        for (Update update : page) {
            if (bytes >= MAX_BYTES) {
                return;
            }
            if (toBeFound.isPresent()) {
                find(toBeFound.get(), update);
            }
            if (!update.isAcknowledgement() && update.proof().seq() > read && read < goal) {
                checkArgument(update.firstSeq() == read + 1, "after entry %s comes no %s", read, update.firstSeq());
                waiting.add(update);
                read = update.proof().seq();
                bytes += CanonicalForm.size(update);
            }
        }
        checkArgument(!page.isEmpty(), "the entries after %s are missing", read);
    }

    private void find(SignedProof shown, Update there) {
        toBeFound = Optional.empty();
        read = shown.proof().seq();
        boolean isFound = there.proof().seq() == read
                && there.proof().entriesHash().equals(shown.proof().entriesHash());
        if (!isFound) {
            waiting.add(there);
            goal = read;
        }
    }

    /** The number of the newest entry that the peer holds once everything that was given out has come. */
    long reached() {
        return reached;
    }

    Optional<Update> next() {
        return Optional.ofNullable(waiting.peek());
    }

    Update take() {
        Update update = waiting.remove();
        reached = update.proof().seq();
        return update;
    }
}
