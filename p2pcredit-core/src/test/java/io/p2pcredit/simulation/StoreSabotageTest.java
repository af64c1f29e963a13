package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.simulation.invariant.Violation;
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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What stands between a node and its journal does not keep what a journal promises, and the invariants notice. */
class StoreSabotageTest {
    private static final long BASE = 7_000;

    @Test
    void noticesANodeThatSendsBeforeItHasStored() {
        Collaborators late = new Collaborators() {
            @Override
            public Journal store(PeerId owner, Journal journal) {
                return new LateJournal(journal);
            }
        };
        assertThat(isCaughtBy("I11 DurableBeforeSent", late, 1)).isTrue();
    }

    @Test
    void noticesANodeThatGoesOnWithoutAStore() {
        Collaborators broken = new Collaborators() {
            @Override
            public Journal journal(PeerId owner, Journal journal) {
                return new FailingJournal(journal);
            }

            @Override
            public Journal store(PeerId owner, Journal journal) {
                return new HushedJournal(journal);
            }
        };
        assertThat(isCaughtBy("I13 StopsAfterStorageError", broken, 1)).isTrue();
    }

    @Test
    void noticesASecondProcessAtTheSameStore() {
        Collaborators shared = new Collaborators() {
            @Override
            public Journal journal(PeerId owner, Journal journal) {
                return new SharedJournal(journal);
            }
        };
        assertThat(isCaughtBy("I14 OneOwnerPerStore", shared, 1)).isTrue();
    }

    @Test
    void noticesAHistoryThatForgetsPayments() {
        Collaborators forgetful = new Collaborators() {
            @Override
            public History history(PeerId owner, History history) {
                return new ForgetfulHistory(history);
            }
        };
        assertThat(isCaughtBy("I2 HistoryTellsEverything", forgetful, 1)).isTrue();
    }

    private static boolean isCaughtBy(String invariant, Collaborators collaborators, int seeds) {
        return LongStream.range(BASE, BASE + seeds)
                .anyMatch(seed -> violated(seed, collaborators).equals(invariant));
    }

    private static String violated(long seed, Collaborators collaborators) {
        try {
            Simulation.run(Scenario.of(seed).among(collaborators));
            return "";
        } catch (SimulationFailure failure) {
            return failure.getCause() instanceof Violation violation ? violation.invariant() : failure.toString();
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
