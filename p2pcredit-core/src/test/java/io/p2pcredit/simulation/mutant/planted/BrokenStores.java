package io.p2pcredit.simulation.mutant.planted;

import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.simulation.Collaborators;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores that do not keep what a store promises. */
final class BrokenStores {
    private BrokenStores() {}

    /** A crash takes the group with it that was written last. */
    static Collaborators losingTheLastGroup() {
        return journals(ForgetfulJournal::new);
    }

    /** Somebody else writes there too. */
    static Collaborators shared() {
        return journals(SharedJournal::new);
    }

    /** What happens between the node and the bytes is not seen from outside. */
    static Collaborators late() {
        return new Collaborators() {
            @Override
            public Journal store(PeerId owner, Journal journal) {
                return new LateJournal(journal);
            }
        };
    }

    /** Nothing can be written after a while, and the node does not hear of it. */
    static Collaborators failingInSilence() {
        return new Collaborators() {
            @Override
            public Journal journal(PeerId owner, Journal journal) {
                return new FailingJournal(journal);
            }

            @Override
            public Journal store(PeerId owner, Journal journal) {
                return new HushedJournal(journal);
            }
        };
    }

    static Collaborators forgettingPayments() {
        return new Collaborators() {
            @Override
            public History history(PeerId owner, History history) {
                return new ForgetfulHistory(history);
            }
        };
    }

    private static Collaborators journals(UnaryOperator<Journal> broken) {
        return new Collaborators() {
            @Override
            public Journal journal(PeerId owner, Journal journal) {
                return broken.apply(journal);
            }
        };
    }

    /** Says that a group is durable when only the one before is. */
    private static final class ForgetfulJournal extends ForwardingJournal {
        private Optional<Bytes> pending = Optional.empty();

        ForgetfulJournal(Journal journal) {
            super(journal);
        }

        @Override
        public long append(ByteBuffer group) {
            pending.ifPresent(before -> super.append(before.buffer()));
            pending = Optional.of(Bytes.of(group));
            return super.end() + 1;
        }

        @Override
        public long end() {
            return super.end() + (pending.isPresent() ? 1 : 0);
        }
    }

    /** Writes each group only when the next one comes. */
    private static final class LateJournal extends ForwardingJournal {
        private Optional<Bytes> pending = Optional.empty();

        LateJournal(Journal journal) {
            super(journal);
        }

        @Override
        public long append(ByteBuffer group) {
            pending.ifPresent(before -> super.append(before.buffer()));
            pending = Optional.of(Bytes.of(group));
            return end() + 1;
        }
    }

    /** Fails from its fourth group on. */
    private static final class FailingJournal extends ForwardingJournal {
        private static final int LAST = 3;

        FailingJournal(Journal journal) {
            super(journal);
        }

        @Override
        public long append(ByteBuffer group) {
            if (end() >= LAST) {
                throw new StorageException(StorageException.Code.FAILED, "the disk has gone");
            }
            return super.append(group);
        }
    }

    /** Does not say that a group could not be written. */
    private static final class HushedJournal extends ForwardingJournal {
        private long lost;

        HushedJournal(Journal journal) {
            super(journal);
        }

        @Override
        public long append(ByteBuffer group) {
            try {
                return super.append(group);
            } catch (StorageException e) {
                return end() + ++lost;
            }
        }
    }

    /** Somebody else writes there too. */
    private static final class SharedJournal extends ForwardingJournal {
        SharedJournal(Journal journal) {
            super(journal);
        }

        @Override
        public long append(ByteBuffer group) {
            super.append(group.duplicate());
            return super.append(group);
        }
    }

    /** Tells of no payment that the peer has made. */
    private static final class ForgetfulHistory extends ForwardingHistory {
        ForgetfulHistory(History history) {
            super(history);
        }

        @Override
        public List<RecordedEvent> events(Cursor after, int max) {
            return super.events(after, max).stream()
                    .filter(event -> !isIncoming(event.event()))
                    .toList();
        }

        private static boolean isIncoming(TrustlineEvent event) {
            return event instanceof TrustlineEvent.Paid paid && paid.payment().direction() == Direction.INCOMING;
        }
    }
}
