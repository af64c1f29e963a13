package io.p2pcredit.internal.recovery;

import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.store.jdbc.Databases;
import io.p2pcredit.store.jdbc.JdbcJournal;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.LineRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A round's group on its way into the journal: written into bytes, and appended. {@code sqlite} is durable, in a file
 * in a new folder under {@code target}, so that the figure is that of this disk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class JournalBenchmark {
    /** A journal begins anew when so much is in it, so that a run needs no more space than that. */
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    /** How many payments one update holds at most, about as the size of an update allows. */
    private static final int UPDATE_PAYMENTS = 1_000;

    /** The payments of one group. */
    @Param({"1", "100", "10000"})
    public int records;

    private Group group = group(1);
    private Bytes bytes = group.bytes();

    /** What one call stores; JMH counts it. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Stored {
        public long payments;
    }

    /** The journal that is appended to. */
    @State(Scope.Thread)
    public static class Target {
        @Param({"sqlite", "memory"})
        public String store = "memory";

        private Path folder = Path.of("target");
        private Journal journal = new InMemoryStorage().open();
        private long written;

        @Setup
        public void open() throws IOException {
            folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "journal");
            begin();
        }

        @TearDown
        public void close() throws IOException {
            journal.close();
            delete();
            Files.delete(folder);
        }

        void append(Bytes group) throws IOException {
            if (written > MOST_BYTES) {
                begin();
            }
            journal.append(group.buffer());
            written += group.size();
        }

        private void begin() throws IOException {
            journal.close();
            delete();
            journal = store.equals("memory")
                    ? new InMemoryStorage().open()
                    : JdbcJournal.open(Databases.sqlite(folder.resolve("journal.db")));
            written = 0;
        }

        private void delete() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Setup
    public void write() {
        group = group(records);
        bytes = group.bytes();
    }

    @Benchmark
    public Bytes bytesOfAGroup(Stored stored) {
        stored.payments += records;
        return group.bytes();
    }

    @Benchmark
    public void append(Target target, Stored stored) throws IOException {
        stored.payments += records;
        target.append(bytes);
    }

    private static Group group(int payments) {
        Hash hash = new Hash(1, 2, 3, 4);
        Signature signature = new Signature(Bytes.of(new byte[Signature.SIZE]));
        List<Group.Item> items = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= payments; i++) {
            entries.add(new Entry.Payment(new PaymentId(7, i), 0, Amount.of(95), Amount.of(95), Memo.NONE));
            if (i % UPDATE_PAYMENTS == 0 || i == payments) {
                BalanceProof proof =
                        new BalanceProof(new LineId(hash), Side.LOW, i, 95L * i, 0, CreditLimit.of(100), 1, hash);
                Update update = new Update(entries, new SignedProof(proof, signature));
                items.add(new Group.Item(proof.line(), new LineRecord.OwnUpdate(update)));
                entries.clear();
            }
        }
        return Group.of(Instant.EPOCH, items);
    }
}
