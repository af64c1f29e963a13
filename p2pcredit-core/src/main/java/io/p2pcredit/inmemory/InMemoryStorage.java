package io.p2pcredit.inmemory;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an in-memory journal writes to: it outlives the node that owned it, as a disk would. Thread-safe. */
public final class InMemoryStorage {
    private final List<Bytes> groups = new ArrayList<>();
    private final List<Sealed> snapshots = new ArrayList<>();
    private long trimmed;
    private @Nullable Owner owner;

    /** An empty storage that nobody owns. */
    public InMemoryStorage() {}

    /** @throws StorageException with {@link Code#LOCKED} while somebody else owns it */
    public synchronized Journal open() {
        if (owner != null) {
            throw new StorageException(Code.LOCKED, "another node owns this storage");
        }
        return takeOver();
    }

    /** Becomes the owner whatever the earlier one does; that one is fenced. */
    public synchronized Journal takeOver() {
        owner = new Owner();
        return owner;
    }

    /** A storage of its own with everything that is durable in this one, which nobody owns. */
    public synchronized InMemoryStorage copy() {
        InMemoryStorage copy = new InMemoryStorage();
        copy.groups.addAll(groups);
        copy.snapshots.addAll(snapshots);
        copy.trimmed = trimmed;
        return copy;
    }

    private record Sealed(long position, List<Bytes> chunks) implements Journal.Snapshot {
        static Sealed of(List<Sealed> parts) {
            long newest = parts.get(parts.size() - 1).position();
            return new Sealed(
                    newest,
                    parts.stream().flatMap(part -> part.chunks().stream()).toList());
        }

        @Override
        public void read(Journal.ChunkHandler handler) {
            chunks.forEach(chunk -> handler.chunk(chunk.buffer()));
        }
    }

    private long newestPosition() {
        return trimmed + groups.size();
    }

    private final class Owner implements Journal {
        private boolean closed;
        private @Nullable Draft draft;

        @Override
        public long append(ByteBuffer group) {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                groups.add(Bytes.of(group));
                return newestPosition();
            }
        }

        @Override
        public long end() {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                return newestPosition();
            }
        }

        @Override
        public long trimmed() {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                return trimmed;
            }
        }

        @Override
        public boolean trim(long upTo) {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                checkArgument(
                        newestSnapshot().map(Snapshot::position).orElse(0L) >= upTo,
                        "no snapshot covers the groups up to %s",
                        upTo);
                int count = (int) Math.max(0, upTo - trimmed);
                groups.subList(0, count).clear();
                trimmed += count;
                return false;
            }
        }

        @Override
        public void replay(long after, GroupHandler handler) {
            List<Bytes> wanted;
            synchronized (InMemoryStorage.this) {
                checkOwner();
                if (after < trimmed) {
                    throw new StorageException(Code.DAMAGED, "groups after " + after + " were trimmed");
                }
                wanted = List.copyOf(groups.subList((int) Math.min(after - trimmed, groups.size()), groups.size()));
            }
            long position = after;
            for (Bytes group : wanted) {
                handler.group(++position, group.buffer());
            }
        }

        @Override
        public SnapshotWriter beginSnapshot(long position, Extent extent) {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                checkArgument(extent == Extent.WHOLE || !snapshots.isEmpty(), "changes need a snapshot before them");
                draft = new Draft(this, position, extent);
                return draft;
            }
        }

        @Override
        public Optional<Snapshot> newestSnapshot() {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                return snapshots.isEmpty() ? Optional.empty() : Optional.of(Sealed.of(snapshots));
            }
        }

        @Override
        public void close() {
            synchronized (InMemoryStorage.this) {
                closed = true;
                if (owner == this) {
                    owner = null;
                }
            }
        }

        private void checkOwner() {
            if (closed) {
                throw new StorageException(Code.CLOSED, "this journal was closed");
            }
            if (owner != this) {
                throw new StorageException(Code.FENCED, "another node has taken this storage over");
            }
        }
    }

    private final class Draft implements Journal.SnapshotWriter {
        private final Owner writer;
        private final long position;
        private final Journal.Extent extent;
        private final List<Bytes> chunks = new ArrayList<>();

        Draft(Owner writer, long position, Journal.Extent extent) {
            this.writer = writer;
            this.position = position;
            this.extent = extent;
        }

        @Override
        public void add(ByteBuffer chunk) {
            synchronized (InMemoryStorage.this) {
                checkCurrent();
                chunks.add(Bytes.of(chunk));
            }
        }

        @Override
        public void seal() {
            synchronized (InMemoryStorage.this) {
                checkCurrent();
                if (extent == Journal.Extent.WHOLE) {
                    snapshots.clear();
                }
                snapshots.add(new Sealed(position, List.copyOf(chunks)));
                writer.draft = null;
            }
        }

        private void checkCurrent() {
            writer.checkOwner();
            if (writer.draft != this) {
                throw new IllegalStateException("this snapshot was sealed or abandoned");
            }
        }
    }
}
