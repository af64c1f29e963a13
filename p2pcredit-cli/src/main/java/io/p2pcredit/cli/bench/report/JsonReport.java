package io.p2pcredit.cli.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.cli.bench.floor.Floor;
import io.p2pcredit.cli.bench.load.Figures;
import io.p2pcredit.cli.bench.load.Latency;
import java.util.List;

/** What was measured, as JSON: every run, and the medians. Times are in microseconds, rates in payments per second. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    public static String text(Report report) {
        ObjectNode root = JSON.createObjectNode();
        root.set("machine", JSON.valueToTree(report.machine()));
        ObjectNode options = root.putObject("options");
        report.options().forEach(option -> options.put(option.getKey(), option.getValue()));
        root.set("conditions", JSON.valueToTree(report.conditions()));
        floors(report.floors(), root.putArray("floor"));
        ArrayNode measurements = root.putArray("measurements");
        report.measurements().forEach(each -> measurement(each, report.floors(), measurements.addObject()));
        try {
            return JSON.writeValueAsString(root) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static void floors(List<Floor> floors, ArrayNode array) {
        for (Floor floor : floors) {
            ObjectNode object = array.addObject();
            object.put("serialMicros", floor.serialMicros());
            object.put("committedMicros", floor.committedMicros());
            object.put("signedPerSecond", floor.signedPerSecond());
            object.set("append", latency(floor.append()));
            object.set("commit", latency(floor.commit()));
            object.set("roundTrip", latency(floor.roundTrip()));
            object.set("sign", latency(floor.sign()));
            object.set("verify", latency(floor.verify()));
        }
    }

    private static void measurement(Measurement measurement, List<Floor> floors, ObjectNode object) {
        object.put("mode", measurement.mode());
        object.put("size", measurement.size());
        object.put("title", measurement.title());
        spread(measurement.perSecond(), object.putObject("perSecond"));
        spread(measurement.p50(), object.putObject("p50Micros"));
        spread(measurement.p99(), object.putObject("p99Micros"));
        spread(measurement.payerCpuMicros(), object.putObject("payerCpuMicros"));
        spread(measurement.payeeCpuMicros(), object.putObject("payeeCpuMicros"));
        spread(measurement.latencyRatio(floors), object.putObject("p50ToLeast"));
        spread(measurement.rateRatio(floors), object.putObject("perSecondToSigned"));
        ArrayNode runs = object.putArray("runs");
        measurement.samples().forEach(sample -> sample(sample, runs.addObject()));
    }

    private static void sample(Sample sample, ObjectNode object) {
        object.put("perSecond", sample.perSecond());
        object.put("payeeCpuMicros", sample.payeeCpuMicros());
        object.set("payer", figures(sample.payer()));
        sample.back().ifPresent(back -> object.set("back", figures(back)));
    }

    private static ObjectNode figures(Figures figures) {
        ObjectNode object = JSON.createObjectNode();
        object.put("payments", figures.payments());
        object.put("seconds", figures.seconds());
        object.put("perSecond", figures.perSecond());
        object.put("cpuMicros", figures.payerCpuMicros());
        object.put("busy", figures.busy());
        object.set("trace", JSON.valueToTree(figures.trace()));
        object.set("latency", latency(figures.latency()));
        return object;
    }

    private static ObjectNode latency(Latency latency) {
        ObjectNode object = JSON.createObjectNode();
        object.put("count", latency.count());
        object.put("p50Micros", latency.p50());
        object.put("p90Micros", latency.p90());
        object.put("p99Micros", latency.p99());
        object.put("p999Micros", latency.p999());
        object.put("maxMicros", latency.max());
        return object;
    }

    private static void spread(Spread spread, ObjectNode object) {
        object.put("median", spread.median());
        object.put("min", spread.min());
        object.put("max", spread.max());
    }
}
