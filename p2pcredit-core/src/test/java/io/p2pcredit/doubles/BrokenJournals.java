package io.p2pcredit.doubles;

import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.GroupHandler;
import io.p2pcredit.spi.Journal.Snapshot;
import io.p2pcredit.spi.Journal.SnapshotWriter;
import io.p2pcredit.trustline.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Journals that break one promise each. */
final class BrokenJournals {
    private BrokenJournals() {}

    static Journal countingFromZero(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public long append(ByteBuffer group) {
                return super.append(group) - 1;
            }
        };
    }

    static Journal endingLater(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public long end() {
                return super.end() + 1;
            }
        };
    }

    static Journal reversing(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public void replay(long after, GroupHandler handler) {
                List<Runnable> calls = new ArrayList<>();
                super.replay(after, (position, group) -> {
                    Bytes kept = Bytes.of(group);
                    calls.add(() -> handler.group(position, kept.buffer()));
                });
                Collections.reverse(calls);
                calls.forEach(Runnable::run);
            }
        };
    }

    static Journal replayingOneTooMany(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public void replay(long after, GroupHandler handler) {
                super.replay(Math.max(0, after - 1), handler);
            }
        };
    }

    /** Looks at what is behind a buffer instead of what is in it. */
    static Journal ignoringLimits(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public long append(ByteBuffer group) {
                return super.append(group.duplicate().clear());
            }
        };
    }

    /** Keeps the caller's buffers instead of copies. */
    static Journal aliasing(Journal honest) {
        return new ForwardingJournal(honest) {
            private final List<ByteBuffer> groups = new ArrayList<>();

            @Override
            public long append(ByteBuffer group) {
                groups.add(group.duplicate());
                return super.append(group);
            }

            @Override
            public void replay(long after, GroupHandler handler) {
                super.replay(after, (position, group) -> handler.group(position, groups.get((int) position - 1)));
            }
        };
    }

    static Journal truncating(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public long append(ByteBuffer group) {
                return super.append(group.duplicate().limit(group.position() + Math.min(group.remaining(), 1 << 20)));
            }
        };
    }

    /** Answers from memory when it is closed or fenced. */
    static Journal outlivingItself(Journal honest) {
        return new ForwardingJournal(honest) {
            private long end;

            @Override
            public long append(ByteBuffer group) {
                end = super.append(group);
                return end;
            }

            @Override
            public long end() {
                return end;
            }
        };
    }

    /** Seals a snapshot after every chunk. */
    static Journal sealingAtOnce(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public SnapshotWriter beginSnapshot(long position, Extent extent) {
                List<Bytes> chunks = new ArrayList<>();
                return new SnapshotWriter() {
                    @Override
                    public void add(ByteBuffer chunk) {
                        chunks.add(Bytes.of(chunk));
                        seal();
                    }

                    @Override
                    public void seal() {
                        SnapshotWriter writer = honest.beginSnapshot(position, extent);
                        chunks.forEach(chunk -> writer.add(chunk.buffer()));
                        writer.seal();
                    }
                };
            }
        };
    }

    static Journal showingTheFirstSnapshot(Journal honest) {
        return new ForwardingJournal(honest) {
            private @Nullable Snapshot first;

            @Override
            public SnapshotWriter beginSnapshot(long position, Extent extent) {
                first = first == null ? super.newestSnapshot().orElse(null) : first;
                return super.beginSnapshot(position, extent);
            }

            @Override
            public Optional<Snapshot> newestSnapshot() {
                return first == null ? super.newestSnapshot() : Optional.of(first);
            }
        };
    }

    /** Leaves out what a snapshot covers, and does not say so. */
    static Journal trimmingInSilence(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public void replay(long after, GroupHandler handler) {
                long covered = super.newestSnapshot().map(Snapshot::position).orElse(0L);
                super.replay(Math.max(after, covered), handler);
            }
        };
    }

    /** Takes a whole snapshot for changes, if there is one before it. */
    static Journal stackingEverything(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public SnapshotWriter beginSnapshot(long position, Extent extent) {
                boolean first = super.newestSnapshot().isEmpty();
                return super.beginSnapshot(position, first ? Extent.WHOLE : Extent.CHANGES);
            }
        };
    }

    /** Takes changes for a whole snapshot. */
    static Journal takingEverythingForWhole(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public SnapshotWriter beginSnapshot(long position, Extent extent) {
                return super.beginSnapshot(position, Extent.WHOLE);
            }
        };
    }

    static Journal hidingEmptySnapshots(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public Optional<Snapshot> newestSnapshot() {
                List<Bytes> found = new ArrayList<>();
                Optional<Snapshot> newest = super.newestSnapshot();
                newest.ifPresent(snapshot -> snapshot.read(chunk -> found.add(Bytes.of(chunk))));
                return newest.filter(snapshot -> !found.isEmpty());
            }
        };
    }

    /** Says that it trimmed, and did not. */
    static Journal trimmingNothing(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public boolean trim(long upTo) {
                return false;
            }
        };
    }

    /** Always asks to be called again. */
    static Journal trimmingForEver(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public boolean trim(long upTo) {
                super.trim(upTo);
                return true;
            }
        };
    }

    /** Goes on as if what was trimmed had never been. */
    static Journal replayingWhatIsLeft(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public void replay(long after, GroupHandler handler) {
                super.replay(Math.max(after, super.trimmed()), handler);
            }
        };
    }

    /** Counts what is left. */
    static Journal endingWhereNothingIsLeft(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public long end() {
                long end = super.end();
                return end == super.trimmed() ? 0 : end;
            }
        };
    }

    /** Trims as far as it can go. */
    static Journal trimmingWhateverIsCovered(Journal honest) {
        return new ForwardingJournal(honest) {
            @Override
            public boolean trim(long upTo) {
                long covered = super.newestSnapshot().map(Snapshot::position).orElse(0L);
                return super.trim(Math.min(upTo, covered));
            }
        };
    }
}
