package io.p2pcredit.cli.bench.peer;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.bench.load.Outcome;
import io.p2pcredit.cli.bench.load.Timing;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The process with the payees, as the one that has started it sees it: this program once more, in the same Java and with
 * the same settings of it. It ends with this one. Every method throws {@link FailedException} if the order cannot be
 * carried out, or the process has ended. For one thread.
 */
public final class SecondProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final Channel channel;
    private final Path errors;
    private volatile Runnable atItsEnd = () -> {};

    private SecondProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.channel = new Channel(process.getInputStream(), process.getOutputStream());
        CompletableFuture<Void> unused = process.onExit().thenRun(() -> atItsEnd.run());
    }

    /** What to do as soon as it has ended, instead of what was to be done before; on any thread. */
    public void atItsEnd(Runnable deed) {
        atItsEnd = deed;
    }

    /** @throws FailedException if it has ended */
    public void checkAlive() {
        if (!process.isAlive()) {
            throw hasEnded();
        }
    }

    /** @param folder where it leaves what it says to nobody; deleted when it ends */
    public static SecondProcess start(Path folder) {
        Path errors = folder.resolve("second-process.txt");
        try {
            Process process = new ProcessBuilder(command(folder))
                    .redirectError(errors.toFile())
                    .start();
            return new SecondProcess(process, errors);
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.UNEXPECTED,
                    "cannot start a second process: " + Texts.printable(String.valueOf(e.getMessage())));
        }
    }

    private static List<String> command(Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(SecondProcess::isSetting)
                .forEach(command::add);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path", ""));
        command.add(PayeesProcess.class.getName());
        command.add(folder.toString());
        return command;
    }

    /** Sizes, collectors and the like; nothing that writes a file of its own. */
    private static boolean isSetting(String argument) {
        return argument.startsWith("-X")
                && !argument.startsWith("-Xrun")
                && !argument.startsWith("-XX:ArchiveClassesAtExit")
                && !argument.startsWith("-XX:StartFlightRecording");
    }

    /** Where it sends back what comes. */
    public URI echo() {
        return URI.create(order(Order.simple(Order.What.ECHO)).texts().get(0));
    }

    /** Makes the payees; any that were there before end. Returns their keys. */
    public List<PublicKey> startPayees(Wanted wanted, URI payerAddress, PublicKey payerKey) {
        Order.Start start = new Order.Start(
                wanted.payees(),
                wanted.many(),
                wanted.store(),
                wanted.folder().toString(),
                wanted.provider(),
                payerAddress.toString(),
                payerKey.bytes().toHex());
        return order(new Order(Order.What.START, start, null)).texts().stream()
                .map(key -> PublicKey.of(Bytes.fromHex(key)))
                .toList();
    }

    /** Opens a trustline between each payee and the payer. */
    public void openLines() {
        order(Order.simple(Order.What.OPEN));
    }

    /** Lets the first payee pay the payer, beginning now. To be followed by {@link #paid}. */
    public void beginToPay(Timing timing, int outstanding) {
        Order.Pay pay =
                new Order.Pay(timing.warmUp().toNanos(), timing.measured().toNanos(), outstanding);
        send(new Order(Order.What.PAY, null, pay));
    }

    /** What the payee has paid, once it is done. */
    public Outcome paid() {
        return Objects.requireNonNull(answer().outcome());
    }

    /** What the payer owes each payee. */
    public List<Long> balances() {
        return order(Order.simple(Order.What.BALANCES)).balances();
    }

    public void stopPayees() {
        order(Order.simple(Order.What.STOP));
    }

    /** How much processor time it has used. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Answer order(Order order) {
        send(order);
        return answer();
    }

    private void send(Order order) {
        try {
            channel.send(order);
        } catch (UncheckedIOException e) {
            throw hasEnded();
        }
    }

    private Answer answer() {
        return channel.receive(Answer.class).orElseThrow(this::hasEnded).orThrow();
    }

    private FailedException hasEnded() {
        end();
        String last = lastWords();
        return new FailedException(
                ExitCode.UNEXPECTED,
                "the second process has ended unexpectedly" + (last.isEmpty() ? "" : ": " + last)
                        + "; try again, with fewer --lines if there were many");
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(errors);
            return lines.stream()
                    .filter(line -> line.contains("Error") || line.contains("Exception"))
                    .findFirst()
                    .map(Texts::printable)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private void end() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** At once, whatever it does. For any thread. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Lets it end, and waits for that. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        end();
    }

    /**
     * Which payees are wanted.
     *
     * @param many whether they share threads, store nothing, and only dial; else there is one, like any other node
     * @param store the name of a store
     * @param folder where their files may be
     * @param provider the name of who signs
     */
    public record Wanted(int payees, boolean many, String store, Path folder, String provider) {}
}
