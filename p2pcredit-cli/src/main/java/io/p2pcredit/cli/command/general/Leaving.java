package io.p2pcredit.cli.command.general;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.trustline.Texts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The end of a shell: settles every debt that can be settled, says which could not and why, and closes the node. */
public final class Leaving {
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    /** The node keeps the limit by itself; this is for one that does not. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Desk desk;

    public Leaving(Desk desk) {
        this.desk = desk;
    }

    /** Returns with the node closed. */
    public ExitCode leave(Duration limit) {
        desk.print("Settling all trustlines.");
        CompletableFuture<ClosingReport> closing = desk.node().settleAllAndClose(limit);
        if (!desk.console().await(closing, QUIET)) {
            desk.print("Waiting at most " + limit.toSeconds() + " s for: " + debts()
                    + (desk.console().isInteractive() ? ". Leave at once: Ctrl-C" : ""));
        }
        if (!desk.console().await(closing, limit.plus(GRACE))) {
            return leaveNow();
        }
        ExitCode code = report(closing);
        showUnpaid();
        desk.print("Goodbye.");
        return code;
    }

    private ExitCode report(CompletableFuture<ClosingReport> closing) {
        try {
            ClosingReport report = closing.join();
            report.lines().forEach(this::show);
            return report.isDebtFree() ? ExitCode.FINE : ExitCode.DEBTS_LEFT;
        } catch (CompletionException e) {
            desk.console().fail("Settling failed: " + Texts.printable(String.valueOf(e.getCause())));
            desk.node().close();
            return owing().isEmpty() ? ExitCode.FINE : ExitCode.DEBTS_LEFT;
        }
    }

    private void show(ClosingReport.Line line) {
        if (line.settled() > 0) {
            desk.print("You settled " + line.settled() + " with " + line.peer() + " on Fakechain.");
        }
        long left = line.balance().owedByMe();
        if (left > 0) {
            desk.console().fail("You still owe " + line.peer() + ' ' + left + ": " + Texts.printable(line.reason()));
        }
    }

    /** The queue ends with this peer. */
    private void showUnpaid() {
        desk.node()
                .queued()
                .forEach(payment -> desk.console()
                        .fail("Your payment of " + payment.whole() + " to " + payment.peer() + " was not made: "
                                + payment.peer() + " did not come back in time"));
    }

    private ExitCode leaveNow() {
        List<TrustlineView> owing = owing();
        owing.forEach(line -> desk.console()
                .fail("You still owe " + line.peer() + ' ' + line.balance().owedByMe()
                        + ": you left before it was settled"));
        desk.node().close();
        showUnpaid();
        desk.print("Goodbye.");
        return owing.isEmpty() ? ExitCode.FINE : ExitCode.DEBTS_LEFT;
    }

    private String debts() {
        String debts = owing().stream()
                .map(line -> line.peer() + " (" + line.balance().owedByMe() + ")")
                .collect(Collectors.joining(", "));
        return debts.isEmpty() ? "the last messages" : debts;
    }

    private List<TrustlineView> owing() {
        return desk.node().trustlines().stream()
                .filter(line -> line.balance().owedByMe() > 0)
                .toList();
    }
}
