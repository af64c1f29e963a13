package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.SnapshotWriter;
import io.p2pcredit.spi.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Another process with a journal. It ends by itself after a while, should nobody end it. */
final class JournalProcess implements AutoCloseable {
    private static final int MOST = 30_000;

    private final Process process;
    private final BufferedReader said;

    private JournalProcess(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** What the process is to do with the journal. */
    enum Task {
        /** Says that it is open, and keeps it until it is told to end. */
        HOLD,
        /** Appends some groups and a snapshot, and is gone without closing it. */
        LEAVE,
        /** Goes on appending, taking snapshots and trimming, and says so each time. */
        WRITE
    }

    static JournalProcess start(Task task, Path file) throws IOException {
        return start(JournalProcess.class, task.name(), file.toString());
    }

    /** A process that runs the program. */
    static JournalProcess start(Class<?> program, String... arguments) throws IOException {
        String classPath = Stream.of(
                        JournalProcess.class,
                        JdbcJournal.class,
                        com.google.common.base.Preconditions.class,
                        LoggerFactory.class,
                        driver())
                .map(JournalProcess::rootOf)
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(
                List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        return new JournalProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The next line that it says; null once it is gone. */
    String said() throws IOException {
        return said.readLine();
    }

    /** Asks it to end, and waits for that. */
    void end() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    /** Ends it at once. What it said before can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private static Class<?> driver() {
        try {
            return Class.forName("org.sqlite.JDBC");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder or the archive that a class was loaded from. */
    private static Path rootOf(Class<?> type) {
        URL found = Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class"));
        String inside = type.getName().replace('.', '/') + ".class";
        String root = found.toString().substring(0, found.toString().length() - inside.length());
        return root.startsWith("jar:")
                ? Path.of(URI.create(root.substring("jar:".length(), root.length() - "!/".length())))
                : Path.of(URI.create(root));
    }

    /** The process itself. */
    public static void main(String... args) throws IOException {
        try {
            run(Task.valueOf(args[0]), JdbcJournal.open(Databases.sqlite(Path.of(args[1]))));
        } catch (StorageException e) {
            System.out.println(e.code());
        }
    }

    private static void run(Task task, Journal journal) throws IOException {
        switch (task) {
            case HOLD -> {
                System.out.println("open");
                while (System.in.read() >= 0) {
                    // until it is closed
                }
                journal.close();
            }
            case LEAVE -> {
                Sample.append(journal, 40);
                Sample.snapshot(journal, Extent.WHOLE);
                Sample.append(journal, 40);
                Runtime.getRuntime().halt(0);
            }
            case WRITE -> write(journal);
        }
    }

    private static void write(Journal journal) {
        for (int snapshots = 0; journal.end() < MOST; snapshots++) {
            append(journal, 20);
            long position = journal.end();
            SnapshotWriter writer = journal.beginSnapshot(position, snapshots % 3 == 0 ? Extent.WHOLE : Extent.CHANGES);
            for (int i = 0; i < Sample.CHUNKS; i++) {
                writer.add(Sample.chunk(position, i).buffer());
                append(journal, 2);
            }
            writer.seal();
            System.out.println("sealed " + position);
            journal.trim(position - 5);
            System.out.println("trimmed " + (position - 5));
        }
    }

    private static void append(Journal journal, int count) {
        for (int i = 0; i < count; i++) {
            System.out.println(
                    "appended " + journal.append(Sample.group(journal.end() + 1).buffer()));
        }
    }

    /** What an interrupted life has said last of something; 0 if nothing. */
    static long last(List<String> said, String what) {
        return said.stream()
                .filter(line -> line.startsWith(what + ' '))
                .mapToLong(line -> Long.parseLong(line.substring(what.length() + 1)))
                .reduce(0, (earlier, later) -> later);
    }
}
