package io.p2pcredit.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.util.FileSize;
import io.p2pcredit.cli.Invocation;
import io.p2pcredit.trustline.PeerId;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFileTest {
    @TempDir
    private Path folder;

    @AfterEach
    void beQuietAgain() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        new QuietLog().configure(context);
    }

    @Test
    void holdsWhatIsLoggedFromItsLevelOn() throws Exception {
        Path file = LogFile.open(DataDirectory.open(folder), "WARN");
        LoggerFactory.getLogger("io.p2pcredit.test").info("not this");
        LoggerFactory.getLogger("io.p2pcredit.test").warn("but this");
        assertThat(Files.readAllLines(file)).singleElement().asString().endsWith("WARN  io.p2pcredit.test but this");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isTheOwnersAloneAlsoAfterItHasRolled() throws Exception {
        Path file = LogFile.open(DataDirectory.open(folder.resolve("new")), "INFO", new FileSize(1_000));
        Logger log = LoggerFactory.getLogger("io.p2pcredit.test");
        String line = "x".repeat(100);
        for (int i = 0; i < 100; i++) {
            log.info(line);
        }
        assertThat(files(file.getParent()))
                .filteredOn(each -> each.getFileName().toString().startsWith(LogFile.NAME))
                .hasSize(3);
        for (Path each : files(file.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, XDG_DATA_HOME, /data, /data/p2pcredit/Alice",
        "Linux, XDG_DATA_HOME, not/absolute, /home/a/.local/share/p2pcredit/Alice",
        "Linux, OTHER, /data, /home/a/.local/share/p2pcredit/Alice",
        "Mac OS X, OTHER, /data, /home/a/Library/Application Support/p2pcredit/Alice",
        "Windows 11, LOCALAPPDATA, /data, /data/p2pcredit/Alice",
        "Windows 11, OTHER, /data, /home/a/AppData/Local/p2pcredit/Alice",
    })
    @DisabledOnOs(OS.WINDOWS)
    void liesWhereThePlatformKeepsData(String system, String variable, String value, String expected) {
        Invocation invocation = new Invocation(
                new ByteArrayInputStream(new byte[0]), System.out, System.err, Map.of(variable, value), false);
        assertThat(DataDirectory.defaultFor(PeerId.of("Alice"), invocation, system, Path.of("/home/a")))
                .isEqualTo(Path.of(expected));
    }

    private static List<Path> files(Path in) throws Exception {
        try (Stream<Path> files = Files.list(in)) {
            return files.toList();
        }
    }
}
