package io.p2pcredit.cli.bench;

import io.p2pcredit.StartException;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.bench.floor.Floor;
import io.p2pcredit.cli.bench.load.LoadFailedException;
import io.p2pcredit.cli.bench.peer.StartCodes;
import io.p2pcredit.cli.bench.report.HtmlReport;
import io.p2pcredit.cli.bench.report.JsonReport;
import io.p2pcredit.cli.bench.report.Machine;
import io.p2pcredit.cli.bench.report.Measurement;
import io.p2pcredit.cli.bench.report.Report;
import io.p2pcredit.cli.bench.report.Sample;
import io.p2pcredit.cli.bench.report.TextReport;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Texts;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Measures this machine: two nodes in two processes, used as any application uses them, and beside them what the machine
 * itself needs for the parts of a payment.
 */
public final class Bench {
    private static final int WIDTH = 160;
    private static final double OVERHEAD_SECONDS = 0.7;

    private final BenchSettings settings;
    private final Invocation invocation;

    public Bench(BenchSettings settings, Invocation invocation) {
        this.settings = settings;
        this.invocation = invocation;
    }

    /**
     * Measures everything and reports it.
     *
     * @throws FailedException if that cannot be done, or the balances are not what they should be
     */
    public ExitCode run() {
        ReportFile json = ReportFile.of(settings.json());
        ReportFile html = ReportFile.of(settings.html());
        Report report = measure();
        TextReport.lines(report, WIDTH).forEach(invocation.out()::println);
        json.write(() -> JsonReport.text(report));
        html.write(() -> HtmlReport.text(report));
        invocation.out().flush();
        return ExitCode.FINE;
    }

    private Report measure() {
        try (Stage stage = Stage.open(settings, invocation)) {
            try {
                return measure(stage);
            } catch (RuntimeException e) {
                if (stage.isLeaving()) {
                    waitForTheEnd();
                }
                throw failure(e);
            }
        }
    }

    private Report measure(Stage stage) {
        Machine machine = Machine.here(stage.fileSystem());
        Measuring measuring = new Measuring(stage);
        List<Floor> floors = new ArrayList<>();
        Map<Task, List<Sample>> samples = new LinkedHashMap<>();
        try (Progress progress = progress()) {
            for (int run = 1; run <= settings.runs(); run++) {
                floors.add(floor(measuring, progress, run));
                for (Task task : settings.tasks()) {
                    samples.computeIfAbsent(task, any -> new ArrayList<>()).add(sample(task, measuring, progress, run));
                }
            }
        }
        List<Measurement> measurements = samples.entrySet().stream()
                .map(entry -> measurement(entry.getKey(), entry.getValue()))
                .toList();
        return new Report(machine, settings.described(), settings.conditions(stage.fileSystem()), floors, measurements);
    }

    private Floor floor(Measuring measuring, Progress progress, int run) {
        progress.step("the floor, " + ofAll(run));
        Floor floor = measuring.floor();
        progress.result(String.format(Locale.ROOT, "at least %.0f us for one payment", floor.serialMicros()));
        return floor;
    }

    private Sample sample(Task task, Measuring measuring, Progress progress, int run) {
        progress.step(task.title() + ", " + ofAll(run));
        Sample sample = measuring.of(task);
        progress.result(String.format(
                Locale.ROOT,
                "%,.0f payments/s, p50 %,.0f us",
                sample.perSecond(),
                sample.payer().latency().p50()));
        return sample;
    }

    private Progress progress() {
        int steps = settings.runs() * (1 + settings.tasks().size());
        double seconds = settings.measured().toMillis() / 1e3 * 1.25 + OVERHEAD_SECONDS;
        return new Progress(invocation.err(), invocation.isTerminal(), steps, seconds);
    }

    private String ofAll(int run) {
        return "run " + run + " of " + settings.runs();
    }

    private static Measurement measurement(Task task, List<Sample> samples) {
        return new Measurement(task.mode().word(), task.size(), task.title(), samples);
    }

    private static RuntimeException failure(RuntimeException failure) {
        String reason = Texts.printable(String.valueOf(failure.getMessage()));
        if (failure instanceof StartException start) {
            return new FailedException(StartCodes.of(start.code()), "a node cannot be started: " + reason);
        }
        if (failure instanceof StorageException || failure instanceof UncheckedIOException) {
            return new FailedException(ExitCode.STORAGE, "what is measured cannot be stored: " + reason);
        }
        return failure instanceof LoadFailedException
                ? new FailedException(ExitCode.UNEXPECTED, "the measurement is void: " + reason)
                : failure;
    }

    /** The program is being stopped, and whatever failed failed for that. */
    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
