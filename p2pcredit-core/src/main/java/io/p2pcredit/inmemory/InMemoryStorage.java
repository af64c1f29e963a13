package io.p2pcredit.inmemory;

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
    private @Nullable Owner owner;
    private @Nullable Sealed newest;

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

    private record Sealed(long position, List<Bytes> chunks) implements Journal.Snapshot {
        @Override
        public void read(Journal.ChunkHandler handler) {
            chunks.forEach(chunk -> handler.chunk(chunk.buffer()));
        }
    }

    private final class Owner implements Journal {
        private boolean closed;
        private @Nullable Draft draft;

        @Override
        public long append(ByteBuffer group) {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                groups.add(Bytes.of(group));
                return groups.size();
            }
        }

        @Override
        public long end() {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                return groups.size();
            }
        }

        @Override
        public void replay(long after, GroupHandler handler) {
            List<Bytes> wanted;
            synchronized (InMemoryStorage.this) {
                checkOwner();
                wanted = List.copyOf(groups.subList((int) Math.min(after, groups.size()), groups.size()));
            }
            long position = after;
            for (Bytes group : wanted) {
                handler.group(++position, group.buffer());
            }
        }

        @Override
        public SnapshotWriter beginSnapshot(long position) {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                draft = new Draft(this, position);
                return draft;
            }
        }

        @Override
        public Optional<Snapshot> newestSnapshot() {
            synchronized (InMemoryStorage.this) {
                checkOwner();
                return Optional.ofNullable(newest);
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
        private final List<Bytes> chunks = new ArrayList<>();

        Draft(Owner writer, long position) {
            this.writer = writer;
            this.position = position;
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
                newest = new Sealed(position, List.copyOf(chunks));
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
