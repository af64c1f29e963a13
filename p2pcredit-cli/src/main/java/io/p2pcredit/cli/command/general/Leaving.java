package io.p2pcredit.cli.command.general;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.Deadline;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Setup;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private Map<PeerId, Long> ahead = Map.of();

    public Leaving(Desk desk) {
        this.desk = desk;
    }

    /**
     * Returns with the node closed. Called once.
     *
     * @param force whether to settle with creditors who are away, too, without asking
     */
    public ExitCode leave(Duration limit, boolean force) {
        desk.print("Settling all trustlines.");
        Deadline deadline = Deadline.in(limit);
        desk.awaitLines();
        ahead = new AwayCreditors(desk).settle(deadline, force);
        boolean onlyAhead = !ahead.isEmpty() && owing().isEmpty();
        Duration rest = onlyAhead ? Duration.ZERO : deadline.remaining();
        CompletableFuture<ClosingReport> closing = desk.node().settleAllAndClose(rest);
        if (!desk.console().await(closing, QUIET)) {
            desk.print("Waiting at most " + limit.toSeconds() + " s for: " + debts()
                    + (desk.console().isInteractive() ? ". Leave at once: Ctrl-C" : ""));
        }
        boolean ended = desk.console().await(closing, rest.plus(GRACE));
        ExitCode code = ended ? report(closing) : leaveNow();
        desk.node().queued().stream()
                .collect(Collectors.groupingBy(Payment::peer, TreeMap::new, Collectors.toList()))
                .forEach(this::showUnpaid);
        desk.print("Goodbye.");
        return code;
    }

    private ExitCode report(CompletableFuture<ClosingReport> closing) {
        try {
            List<ClosingReport.Line> lines = closing.join().lines();
            lines.forEach(this::show);
            return code(lines.stream().allMatch(line -> left(line.peer(), line.balance()) == 0));
        } catch (CompletionException e) {
            desk.console().fail("Settling failed: " + Texts.printable(String.valueOf(e.getCause())));
            desk.node().close();
            return code(owing().isEmpty());
        }
    }

    private void show(ClosingReport.Line line) {
        if (line.settled() > 0) {
            desk.print("You settled " + line.settled() + " with " + line.peer() + " on Fakechain.");
        }
        if (ahead.containsKey(line.peer()) && line.balance().owedByMe() > 0) {
            desk.print("You settled " + ahead.get(line.peer()) + " with " + line.peer()
                    + " on Fakechain, who credits it" + " when it is back.");
        }
        long left = left(line.peer(), line.balance());
        if (left > 0) {
            desk.console().fail("You still owe " + line.peer() + ' ' + left + ": " + Texts.printable(line.reason()));
        }
    }

    private void showLeft(TrustlineView line, String why) {
        desk.console().fail("You still owe " + line.peer() + ' ' + left(line.peer(), line.balance()) + ": " + why);
    }

    private void showUnpaid(PeerId peer, List<Payment> payments) {
        String what = payments.size() == 1
                ? "Your payment of " + payments.get(0).whole()
                : "Your " + payments.size() + " payments of "
                        + payments.stream().mapToLong(Payment::whole).sum() + " in all";
        boolean passing = desk.setup().memory() == Setup.Memory.PASSING;
        desk.console()
                .fail(what + " to " + peer + " stayed queued: "
                        + (passing ? "nothing more was paid" : "that goes on when you both are back"));
    }

    private ExitCode leaveNow() {
        List<TrustlineView> owing = owing();
        owing.forEach(line -> showLeft(line, "you left before it was settled"));
        desk.node().close();
        return code(owing.isEmpty());
    }

    private String debts() {
        String debts = owing().stream()
                .map(line -> line.peer() + " (" + left(line.peer(), line.balance()) + ")")
                .collect(Collectors.joining(", "));
        return debts.isEmpty() ? "the last messages" : debts;
    }

    private List<TrustlineView> owing() {
        return desk.node().trustlines().stream()
                .filter(line -> left(line.peer(), line.balance()) > 0)
                .toList();
    }

    /** What is owed beside what the ledger has moved already. */
    private long left(PeerId peer, Balance balance) {
        return Math.max(0, balance.owedByMe() - ahead.getOrDefault(peer, 0L));
    }

    private static ExitCode code(boolean isDebtFree) {
        return isDebtFree ? ExitCode.FINE : ExitCode.DEBTS_LEFT;
    }
}
