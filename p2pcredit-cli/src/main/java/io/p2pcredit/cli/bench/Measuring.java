package io.p2pcredit.cli.bench;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.cli.bench.floor.DurableAppend;
import io.p2pcredit.cli.bench.floor.Floor;
import io.p2pcredit.cli.bench.floor.RoundTrip;
import io.p2pcredit.cli.bench.floor.Sampling;
import io.p2pcredit.cli.bench.floor.SignatureCost;
import io.p2pcredit.cli.bench.floor.StoreCommit;
import io.p2pcredit.cli.bench.load.Latency;
import io.p2pcredit.cli.bench.load.Load;
import io.p2pcredit.cli.bench.load.LoadFailedException;
import io.p2pcredit.cli.bench.load.Outcome;
import io.p2pcredit.cli.bench.load.PipelinedLoad;
import io.p2pcredit.cli.bench.load.RoundLoad;
import io.p2pcredit.cli.bench.load.SerialLoad;
import io.p2pcredit.cli.bench.load.Timing;
import io.p2pcredit.cli.bench.proxy.DelayingProxy;
import io.p2pcredit.cli.bench.report.Sample;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Does each task on a scene of its own, and checks that everything was paid. */
final class Measuring {
    private static final Duration LONGEST_SAMPLE = Duration.ofSeconds(1);

    /** Enough to keep both ends and the disk at work, also with a delay between them. */
    private static final int FEWEST_BATCHES = 64;

    private final Stage stage;
    private final BenchSettings settings;
    private final Timing timing;

    Measuring(Stage stage) {
        this.stage = stage;
        this.settings = stage.settings();
        this.timing = Timing.of(settings.measured());
    }

    Floor floor() {
        Timing sample = sampleTiming();
        SignatureCost signatures = SignatureCost.measure(settings.provider(), sample);
        Latency append = DurableAppend.measure(stage.newFolder(), sample);
        Latency commit = StoreCommit.measure(stage.store(stage.newFolder()), sample);
        return new Floor(
                append,
                commit,
                roundTrip(sample),
                signatures.sign(),
                signatures.verify(),
                settings.store().isDurable(),
                Runtime.getRuntime().availableProcessors());
    }

    private Timing sampleTiming() {
        Duration measured = settings.measured();
        return Timing.of(measured.compareTo(LONGEST_SAMPLE) < 0 ? measured : LONGEST_SAMPLE);
    }

    private Latency roundTrip(Timing sample) {
        URI echo = stage.second().echo();
        Optional<DelayingProxy> proxy = stage.proxyTo(echo.getPort());
        try {
            return RoundTrip.measure(Stage.through(proxy, echo), new Sampling(sample));
        } finally {
            proxy.ifPresent(DelayingProxy::close);
        }
    }

    Sample of(Task task) {
        boolean many = task.mode() == Mode.HUB;
        try (Scene scene = Scene.open(stage, many ? task.size() : 1, many)) {
            return task.mode() == Mode.BOTH ? bothWays(scene) : oneWay(scene, load(task, scene));
        } catch (LoadFailedException e) {
            stage.second().checkAlive();
            throw e;
        }
    }

    private Sample oneWay(Scene scene, Load load) {
        Duration before = stage.second().cpu();
        Outcome outcome = load.run(scene.node(), timing);
        Duration cpu = stage.second().cpu().minus(before);
        scene.check(outcome.units());
        return Sample.oneWay(outcome.figures(), micros(cpu, outcome.units()));
    }

    private Sample bothWays(Scene scene) {
        stage.second().beginToPay(timing, settings.outstanding());
        Outcome there = pipelined(scene.payees().get(0)).run(scene.node(), timing);
        Outcome back = stage.second().paid();
        scene.check(there.units() - back.units());
        return Sample.bothWays(there.figures(), back.figures());
    }

    private Load load(Task task, Scene scene) {
        PeerId payee = scene.payees().get(0);
        return switch (task.mode()) {
            case SERIAL -> new SerialLoad(payee);
            case PIPELINED, BOTH -> pipelined(payee);
            case CHOSEN_IDS -> new PipelinedLoad(withIds(payee), settings.outstanding());
            case BATCHED -> batched(payee, task.size());
            case HUB -> new RoundLoad(scene.payees());
        };
    }

    private Load pipelined(PeerId payee) {
        PaymentOrder one = PaymentOrder.to(payee, 1);
        return new PipelinedLoad(() -> one, settings.outstanding());
    }

    private Load batched(PeerId payee, int size) {
        long[] ones = new long[size];
        Arrays.fill(ones, 1);
        PaymentOrder batch = PaymentOrder.batch(payee, Amounts.of(ones));
        return new PipelinedLoad(() -> batch, Math.max(FEWEST_BATCHES, settings.outstanding() / size));
    }

    private static Supplier<PaymentOrder> withIds(PeerId payee) {
        PaymentOrder one = PaymentOrder.to(payee, 1);
        SplittableRandom random = new SplittableRandom();
        return () -> one.withId(new PaymentId(random.nextLong(), random.nextLong()));
    }

    private static double micros(Duration cpu, long units) {
        return units == 0 ? 0 : cpu.toNanos() / 1e3 / units;
    }
}
