package io.p2pcredit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.FakechainServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fakechain --data}: as the program runs it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FakechainCommandTest {
    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            Process unused = process.destroyForcibly();
        }
    }

    @Test
    void survivesKill() throws Exception {
        Path data = folder.resolve("data");
        get(start(data) + "/add_user?candidate=c&public_key=Alice&amount=100&private_key=k&peering_info=%7B%7D");
        assertThat(process.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(get(start(data) + "/get_users?candidate=c"))
                .isEqualTo("{\"Alice\":{\"amount\":100,\"peering_info\":{}}}");
    }

    /** Returns the server's URL. */
    private String start(Path data) throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", // as the runnable jar's manifest says
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "fakechain",
                        "--port",
                        "0",
                        "--data",
                        data.toString()))
                .redirectErrorStream(true)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        assertThat(line).startsWith("Fakechain runs at http://127.0.0.1:").endsWith(". Data: " + data);
        return line.substring("Fakechain runs at ".length(), line.indexOf(". Data: "));
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void refusesADirectoryInUse() {
        try (FakechainServer other =
                FakechainServer.builder().port(0).data(folder).start()) {
            assertThat(ProgramRun.of("fakechain", "--port", "0", "--data", folder.toString()))
                    .isEqualTo(refused(
                            "is in use by another server: end that one first, or choose another with --data DIR"));
            assertThat(other.port()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''           | has a fakechain.db with nothing in it: put a backup in its place, or",
                "Dear diary,  | has a fakechain.db that is no database:"
            })
    void refusesADirectoryThatCannotBeUsed(String content, String line) throws Exception {
        Files.writeString(folder.resolve("fakechain.db"), content);
        assertThat(ProgramRun.of("fakechain", "--port", "0", "--data", folder.toString()))
                .isEqualTo(refused(line + " choose another with --data DIR"));
        assertThat(folder.resolve("fakechain.db")).hasContent(content);
    }

    private ProgramRun refused(String why) {
        return new ProgramRun(
                "",
                "p2pcredit: the data directory " + Values.quoted(folder.toString()) + ' ' + why
                        + System.lineSeparator(),
                ExitCode.STORAGE);
    }

    @Test
    void saysInItsHelpWhatBecomesOfTheData() {
        assertThat(ProgramRun.of("help", "fakechain").out().replaceAll("\\s+", " "))
                .contains("Without --data everything is in memory, and gone when it stops.")
                .contains("--data=DIR keep everything in this directory");
    }
}
