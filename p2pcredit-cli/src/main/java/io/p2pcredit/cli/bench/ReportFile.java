package io.p2pcredit.cli.bench;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** A file that a report goes to, if one is wanted. Whether it can be written is found out before anything is measured. */
record ReportFile(Optional<Path> path) {
    /** @throws FailedException with code 5 if it cannot be written */
    static ReportFile of(Optional<Path> path) {
        path.filter(file -> !isWritable(file)).ifPresent(file -> {
            throw unwritable(file);
        });
        return new ReportFile(path);
    }

    private static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }

    void write(Supplier<String> text) {
        path.ifPresent(file -> write(file, text.get()));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw unwritable(file);
        }
    }

    private static FailedException unwritable(Path file) {
        return new FailedException(
                ExitCode.STORAGE,
                "the report " + Values.quoted(file.toString())
                        + " cannot be written: name a file in a folder that is there and can be written to");
    }
}
