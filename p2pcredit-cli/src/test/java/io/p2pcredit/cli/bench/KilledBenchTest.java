package io.p2pcredit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.Main;
import io.p2pcredit.contract.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a measurement that is broken off. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(OS.WINDOWS)
class KilledBenchTest {
    private Process bench;

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        bench.descendants().forEach(ProcessHandle::destroyForcibly);
        bench.destroyForcibly();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "KILL, 137"})
    void neitherItsFolderNorItsSecondProcessOutlivesIt(String signal, int code) throws Exception {
        Path stores = Files.createDirectory(folder.resolve("stores"));
        Path errors = folder.resolve("errors");
        bench = start(stores, errors);
        await("something was measured", () -> said(errors).anyMatch(line -> line.contains("serial, run 1 of")));
        List<ProcessHandle> second = bench.descendants().toList();
        assertThat(second).hasSize(1);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(bench.pid()))
                .start()
                .waitFor();
        assertThat(bench.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitValue()).isEqualTo(code);
        await("the second process has ended", () -> second.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(stores).isEmptyDirectory();
        assertThat(said(errors)).allMatch(line -> line.matches("\\[[0-9]+/2000] .*"));
    }

    private static Process start(Path stores, Path errors) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "bench",
                        "--only",
                        "serial",
                        "--seconds",
                        "0.1",
                        "--runs",
                        "1000",
                        "--data",
                        stores.toString())
                .redirectError(errors.toFile())
                .start();
    }

    private static Stream<String> said(Path errors) {
        try {
            return Files.readAllLines(errors, StandardCharsets.UTF_8).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Patience.of(Duration.ofSeconds(60)).until(what, condition);
    }
}
