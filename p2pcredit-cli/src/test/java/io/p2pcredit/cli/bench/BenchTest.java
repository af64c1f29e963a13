package io.p2pcredit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.SignatureProviders;
import io.p2pcredit.cli.bench.load.PipelinedLoad;
import io.p2pcredit.cli.bench.load.Timing;
import io.p2pcredit.cli.bench.node.StoreChoice;
import io.p2pcredit.cli.bench.report.Sample;
import io.p2pcredit.contract.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void everythingIsMeasuredAndReportedAndNothingIsLeft() throws Exception {
        Path stores = Files.createDirectory(folder.resolve("stores"));
        Path json = folder.resolve("report.json");
        Path html = folder.resolve("report.html");
        BenchSettings settings = settings(
                EnumSet.allOf(Mode.class),
                StoreChoice.SQLITE,
                Duration.ZERO,
                stores,
                Optional.of(json),
                Optional.of(html));
        assertThat(new Bench(settings, invocation()).run()).as(this::said).isEqualTo(ExitCode.FINE);
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(titles(report))
                .containsExactly(
                        "serial",
                        "pipelined",
                        "pipelined, chosen ids",
                        "batches of 1",
                        "batches of 10",
                        "batches of 100",
                        "batches of 1,000",
                        "batches of 10,000",
                        "both directions",
                        "hub, 1 line",
                        "hub, 3 lines");
        report.get("measurements").forEach(BenchTest::wasPaid);
        assertThat(report.get("measurements")
                        .get(8)
                        .get("runs")
                        .get(0)
                        .get("back")
                        .get("payments")
                        .asLong())
                .isPositive();
        assertThat(report.get("floor")).hasSize(1);
        assertThat(report.get("floor").get(0).get("append").get("p50Micros").asDouble())
                .isPositive();
        assertThat(report.get("machine").get("processors").asInt()).isPositive();
        assertThat(report.get("options").get("store").asText()).startsWith("SQLite");
        assertThat(Files.readString(html)).contains("<svg", "batches of 10,000", "</html>");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("One at a time", "Many at once", "hub, 3 lines");
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(12);
        assertThat(stores).isEmptyDirectory();
    }

    @Test
    void aDelayIsInTheLatencyAndInTheFloor() throws Exception {
        Path json = folder.resolve("report.json");
        BenchSettings settings = settings(
                Set.of(Mode.SERIAL),
                StoreChoice.EPHEMERAL,
                Duration.ofMillis(40),
                folder,
                Optional.of(json),
                Optional.empty());
        assertThat(new Bench(settings, invocation()).run()).as(this::said).isEqualTo(ExitCode.FINE);
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("floor").get(0).get("roundTrip").get("p50Micros").asDouble())
                .isGreaterThanOrEqualTo(40_000);
        assertThat(report.get("measurements")
                        .get(0)
                        .get("p50Micros")
                        .get("median")
                        .asDouble())
                .isGreaterThanOrEqualTo(40_000);
    }

    @Test
    void aPaymentThatIsMissingMakesAMeasurementVoid() {
        BenchSettings settings = settings(
                Set.of(Mode.PIPELINED),
                StoreChoice.EPHEMERAL,
                Duration.ZERO,
                folder,
                Optional.empty(),
                Optional.empty());
        try (Stage stage = Stage.open(settings, invocation());
                Scene scene = Scene.open(stage, 1, false)) {
            PaymentOrder order = PaymentOrder.to(scene.payees().get(0), 1);
            long paid = new PipelinedLoad(() -> order, 10)
                    .run(scene.node(), Timing.of(Duration.ofMillis(100)))
                    .units();
            scene.check(paid);
            assertThatThrownBy(() -> scene.check(paid + 1)).isInstanceOfSatisfying(FailedException.class, failure -> {
                assertThat(failure.code()).isEqualTo(ExitCode.UNEXPECTED);
                assertThat(failure.line())
                        .isEqualTo("the measurement is void: payments of " + (paid + 1)
                                + " in all were acknowledged, and the balances show " + paid);
            });
        }
    }

    @Test
    void aSecondProcessThatDiesIsToldInOneLine() {
        BenchSettings settings = settings(
                Set.of(Mode.PIPELINED),
                StoreChoice.EPHEMERAL,
                Duration.ZERO,
                folder,
                Optional.empty(),
                Optional.empty());
        try (Stage stage = Stage.open(settings, invocation())) {
            stage.second().kill();
            assertThatThrownBy(() -> stage.second().balances())
                    .isInstanceOfSatisfying(FailedException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ExitCode.UNEXPECTED);
                        assertThat(failure.line())
                                .isEqualTo("the second process has ended unexpectedly; try again, with fewer --lines if"
                                        + " there were many");
                    });
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSecondProcessThatDiesWhileItIsPaidEndsTheMeasurementAtOnce() throws Exception {
        BenchSettings settings = new BenchSettings(
                Set.of(Mode.SERIAL),
                1,
                Duration.ZERO,
                StoreChoice.SQLITE,
                SignatureProviders.fastest(),
                Duration.ofMinutes(10),
                1,
                1,
                folder,
                Optional.empty(),
                Optional.empty());
        try (Stage stage = Stage.open(settings, invocation())) {
            CompletableFuture<Sample> sample =
                    CompletableFuture.supplyAsync(() -> new Measuring(stage).of(new Task(Mode.SERIAL, 1)));
            Patience.of(Duration.ofSeconds(60)).until("there is a payee", this::hasPayee);
            stage.second().kill();
            assertThatThrownBy(() -> sample.get(40, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(FailedException.class)
                    .hasMessageContaining("the second process has ended unexpectedly");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private boolean hasPayee() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.endsWith(Path.of("payee", "history.db")));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static List<String> titles(JsonNode report) {
        return elements(report.get("measurements"))
                .map(measurement -> measurement.get("title").asText())
                .toList();
    }

    private static void wasPaid(JsonNode measurement) {
        assertThat(measurement.get("runs")).hasSize(1);
        JsonNode payer = measurement.get("runs").get(0).get("payer");
        assertThat(payer.get("payments").asLong()).as(measurement.toString()).isPositive();
        assertThat(payer.get("perSecond").asDouble()).isPositive();
        assertThat(payer.get("trace")).isNotEmpty();
        assertThat(payer.get("latency").get("count").asLong()).isPositive();
        assertThat(payer.get("latency").get("p50Micros").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(payer.get("latency").get("maxMicros").asDouble());
        assertThat(measurement.get("perSecondToSigned").get("median").asDouble())
                .isPositive();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private Invocation invocation() {
        return new Invocation(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                false);
    }

    private static BenchSettings settings(
            Set<Mode> modes, StoreChoice store, Duration delay, Path stores, Optional<Path> json, Optional<Path> html) {
        return new BenchSettings(
                modes,
                3,
                delay,
                store,
                SignatureProviders.fastest(),
                Duration.ofMillis(100),
                1,
                1_000,
                stores,
                json,
                html);
    }
}
