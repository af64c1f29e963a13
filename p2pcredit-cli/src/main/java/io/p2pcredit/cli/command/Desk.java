package io.p2pcredit.cli.command;

import io.p2pcredit.CreditNode;
import io.p2pcredit.RefusedException;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.console.Console;
import io.p2pcredit.cli.console.Input;
import io.p2pcredit.cli.peer.Chain;
import io.p2pcredit.cli.peer.Watch;
import io.p2pcredit.cli.wording.Refusals;
import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Texts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the commands of one shell work with.
 *
 * @param limit what a trustline is proposed with when the user does not say
 */
public record Desk(
        CreditNode node,
        Chain chain,
        Console console,
        Patience patience,
        CreditLimit limit,
        Expectations expectations,
        Refusals refusals,
        Setup setup) {

    public void print(String line) {
        console.print(line);
    }

    public void print(Table table) {
        table.lines(console.width()).forEach(console::print);
    }

    /** The result of something that was asked of the node, if it is there in time. */
    public <T> Optional<T> outcome(CompletableFuture<T> future, PeerId peer, long asked) {
        return isDone(future, peer, asked) ? Optional.of(future.join()) : Optional.empty();
    }

    /** Whether something that was asked of the node is done in time. */
    public boolean isDone(CompletableFuture<?> future, PeerId peer, long asked) {
        if (!console.await(future, patience.outcome())) {
            return false;
        }
        try {
            Object unused = future.join();
            return true;
        } catch (CompletionException e) {
            throw new CommandFailedException(reason(e, peer, asked));
        }
    }

    /** What Fakechain answers, if it is there in time and makes sense. */
    public <T> T answer(CompletableFuture<FakechainReply<T>> asked) {
        if (!console.await(asked, patience.outcome())) {
            throw new CommandFailedException(silence());
        }
        FakechainReply<T> reply = asked.join();
        if (reply instanceof FakechainReply.Failed<T> failed) {
            throw new CommandFailedException(failure(failed));
        }
        return ((FakechainReply.Done<T>) reply).value();
    }

    private String failure(FakechainReply.Failed<?> failed) {
        return failed instanceof FakechainReply.Unreachable
                ? silence()
                : "Fakechain did not do that: " + Texts.printable(failed.reason()) + ".";
    }

    private String silence() {
        return "Fakechain at " + chain.url() + " does not answer. Try again once it runs.";
    }

    /** Whether a future of the node's has failed with this refusal. */
    public static boolean isRefusal(Throwable failure, RefusalCode code) {
        return cause(failure) instanceof RefusedException refused && refused.code() == code;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Why a future of the node's has failed, in one line. */
    public String reason(Throwable failure, PeerId peer, long asked) {
        Throwable cause = cause(failure);
        if (cause instanceof RefusedException refused) {
            return refusals.line(refused.refusal(), peer, asked);
        }
        return "That failed unexpectedly: " + Texts.printable(String.valueOf(cause)) + ". The log file knows more.";
    }

    /**
     * Whether the user wants that.
     *
     * @param what would be done: a verb and what follows
     * @param how the command that says so without being asked, for those who cannot be
     */
    public boolean isWished(String what, String how) {
        if (!console.isInteractive()) {
            throw new CommandFailedException("This would " + what + ". Confirm it: " + how);
        }
        String question = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + "? [y/N] ";
        return console.read(question) instanceof Input.Line answer
                && answer.text().strip().equalsIgnoreCase("y");
    }

    /** Something that is read from the store. */
    public <T> T stored(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StorageException e) {
            throw new CommandFailedException(
                    "The history cannot be read: " + Texts.printable(String.valueOf(e.getMessage())) + '.');
        }
    }

    /** Waits until something is true that can only become so by an event of the node; says whether it is. */
    public boolean waitUntil(BooleanSupplier condition, Duration limit) {
        try (Watch watch = new Watch(node, condition)) {
            return console.await(watch.met(), limit);
        }
    }

    /** Soon after the start a peer may just be coming back, and the trustline with it; a script waits for that. */
    public void awaitPeer(PeerId peer) {
        waitUntil(() -> !isComing(peer), patience.arrival().remaining());
    }

    private boolean isComing(PeerId peer) {
        return node.trustline(peer).isPresent() ? isAway(peer) : setup.memory() == Setup.Memory.LOST;
    }

    /** Whether the peer of an open trustline is away. */
    public boolean isAway(PeerId peer) {
        return node.trustline(peer)
                .filter(line -> line.state() == TrustlineView.State.OPEN && !line.online())
                .isPresent();
    }

    /** Trustlines that were lost here may be on their way back; a script waits until there is one. */
    public void awaitLines() {
        if (setup.memory() == Setup.Memory.LOST) {
            waitUntil(() -> !node.trustlines().isEmpty(), patience.arrival().remaining());
        }
    }

    /** How a line stands, for the end of an outcome: {@code  Bob: -10}. */
    public String standing(PeerId peer) {
        return node.trustline(peer)
                .map(TrustlineView::balance)
                .map(balance -> peer + ": " + balance)
                .orElse(peer + ": no trustline");
    }
}
