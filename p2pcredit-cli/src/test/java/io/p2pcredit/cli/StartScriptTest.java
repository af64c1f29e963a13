package io.p2pcredit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script with a Java that only writes down how it was started. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartScriptTest {
    private static final Path SCRIPT = Path.of("bin", "p2pcredit").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path record;

    @BeforeEach
    void installJava() throws IOException {
        record = folder.resolve("record");
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "17.0.1"' >&2
                    exit
                fi
                echo "$*" >"$RECORD"
                for stream in 0 1 2; do
                    (eval ": 9<&$stream") || echo "$stream is closed" >>"$RECORD"
                done
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void startsJavaWithAllStreamsOpen(String closed) throws Exception {
        run(closed);
        assertThat(record).content().doesNotContain("closed");
    }

    @Test
    void handsTheArgumentsOnAsTheyAre() throws Exception {
        run("");
        assertThat(record).content().endsWith(" -jar " + folder.resolve("a jar") + " one two  three\n");
    }

    private void run(String redirections) throws IOException, InterruptedException {
        Path jar = Files.writeString(folder.resolve("a jar"), "");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "exec \"$0\" one 'two  three' " + redirections, SCRIPT.toString());
        builder.environment().put("JAVA_HOME", folder.toString());
        builder.environment().put("P2PCREDIT_JAR", jar.toString());
        builder.environment().put("RECORD", record.toString());
        Process script = builder.redirectErrorStream(true).start();
        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
    }
}
