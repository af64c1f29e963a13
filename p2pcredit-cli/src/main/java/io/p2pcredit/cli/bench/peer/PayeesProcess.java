package io.p2pcredit.cli.bench.peer;

import io.p2pcredit.RefusedException;
import io.p2pcredit.StartException;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.SignatureProviders;
import io.p2pcredit.cli.bench.floor.EchoServer;
import io.p2pcredit.cli.bench.load.LoadFailedException;
import io.p2pcredit.cli.bench.node.PassingTree;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The second process. It takes orders on its standard input, answers on its standard output, and ends when there are no
 * more: with the process that has started it, however that one ends.
 */
public final class PayeesProcess implements AutoCloseable {
    private static final long ECHO_SECONDS = 10;

    private final Invocation invocation;
    private final Channel channel;
    private @Nullable Payees payees;
    private @Nullable EchoServer echo;

    private PayeesProcess(Invocation invocation, Channel channel) {
        this.invocation = invocation;
        this.channel = channel;
    }

    /** @param arguments the folder that is to be deleted at the end */
    public static void main(String[] arguments) {
        // A terminal sends it to both processes, and the other one tidies up.
        Object unused = Signals.register("INT", () -> {});
        Invocation invocation = new Invocation(System.in, System.out, System.err, System.getenv(), false);
        Path folder = Path.of(arguments[0]);
        Channel channel = new Channel(invocation.in(), invocation.out());
        Orders orders = Orders.of(channel, () -> PassingTree.delete(folder));
        try (PayeesProcess process = new PayeesProcess(invocation, channel)) {
            process.serve(orders);
        }
        PassingTree.delete(folder);
        System.exit(0);
    }

    private void serve(Orders orders) {
        Optional<Order> order = orders.next();
        while (order.isPresent()) {
            channel.send(answer(order.get()));
            order = orders.next();
        }
    }

    private Answer answer(Order order) {
        try {
            return follow(order);
        } catch (FailedException e) {
            return Answer.failed(e);
        } catch (Exception e) {
            return Answer.failed(failure(e));
        }
    }

    private Answer follow(Order order) throws Exception {
        return switch (order.what()) {
            case ECHO -> Answer.texts(List.of(echo()));
            case START -> Answer.texts(start(required(order.start())).keys());
            case OPEN -> open();
            case PAY -> Answer.paid(required(payees).pay(required(order.pay())));
            case BALANCES -> Answer.balances(required(payees).balances());
            case STOP -> stop();
        };
    }

    private String echo() throws InterruptedException, ExecutionException, TimeoutException {
        if (echo == null) {
            echo = EchoServer.open();
        }
        return echo.address().get(ECHO_SECONDS, TimeUnit.SECONDS).toString();
    }

    private Payees start(Order.Start order) {
        Answer unused = stop();
        Payees started = Payees.start(order, required(SignatureProviders.all().get(order.provider())), invocation);
        payees = started;
        return started;
    }

    private Answer open() throws InterruptedException, TimeoutException {
        required(payees).open();
        return Answer.done();
    }

    private Answer stop() {
        if (payees != null) {
            payees.close();
            payees = null;
        }
        return Answer.done();
    }

    private static FailedException failure(Exception failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String what = "in the second process: " + Texts.printable(String.valueOf(cause.getMessage()));
        if (cause instanceof StorageException) {
            return new FailedException(ExitCode.STORAGE, what);
        }
        if (cause instanceof StartException start) {
            return new FailedException(StartCodes.of(start.code()), what);
        }
        boolean expected = cause instanceof LoadFailedException || cause instanceof RefusedException;
        return new FailedException(ExitCode.UNEXPECTED, expected ? what : "in the second process: " + cause);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the order does not fit");
        }
        return value;
    }

    @Override
    public void close() {
        Answer unused = stop();
        if (echo != null) {
            echo.close();
        }
    }
}
