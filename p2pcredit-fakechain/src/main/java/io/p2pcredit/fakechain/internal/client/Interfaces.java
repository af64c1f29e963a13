package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.fakechain.FakechainReply.Failed;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which of the two interfaces the server has. Found out when it is first needed, and then kept: a server that once
 * answered over {@code /v2} is never spoken to over the original interface, whatever it answers later; and transfers
 * that were made without keys are not followed by such with keys.
 *
 * <p>Original is only a server that does not know {@code /v2} <em>and</em> answers over the original interface. While
 * the server cannot be asked, fails, or speaks nonsense, nothing is decided, and the next call asks again.
 *
 * <p>Thread-safe; several calls at once share one question.
 */
public final class Interfaces {
    private final Calls calls;
    private final String candidate;
    private final Access v2;
    private final Access original;
    private final Duration timeout;
    private final AtomicReference<@Nullable CompletableFuture<FakechainReply<Access>>> newest = new AtomicReference<>();

    /** @param timeout for finding out */
    public Interfaces(Calls calls, Identity identity, Access v2, Access original, Duration timeout) {
        this.calls = calls;
        this.candidate = identity.candidate();
        this.v2 = v2;
        this.original = original;
        this.timeout = timeout;
    }

    /** The one to use, or why nobody knows. */
    public CompletableFuture<FakechainReply<Access>> chosen() {
        CompletableFuture<FakechainReply<Access>> known = newest.get();
        if (known != null && (!known.isDone() || known.join() instanceof Done)) {
            return known.copy();
        }
        CompletableFuture<FakechainReply<Access>> asked = new CompletableFuture<>();
        if (!newest.compareAndSet(known, asked)) {
            return chosen();
        }
        FakechainReply<Access> silence = OriginalAnswers.failure(calls.silence());
        var unused = ask().completeOnTimeout(silence, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(asked::complete);
        return asked.copy();
    }

    /** What becomes of publishing when there is no interface to do it over. */
    public static PublishOutcome unpublished(Failed<Access> failed) {
        return Failures.ofPublishing(failed);
    }

    private CompletableFuture<FakechainReply<Access>> ask() {
        return calls.get("/v2/capabilities").thenCompose(reply -> {
            boolean isWithoutV2 = reply instanceof Reply.Answer answer && isWithoutV2(answer);
            return isWithoutV2
                    ? askOverOriginal()
                    : CompletableFuture.completedFuture(
                            V2Ledger.capabilities(reply).map(capabilities -> v2));
        });
    }

    /**
     * Whether nobody there knows {@code /v2}: the path is unknown, or refused in the original way. Who knows it names an
     * error.
     */
    private static boolean isWithoutV2(Reply.Answer answer) {
        boolean isUnknown = answer.status() == 404 || answer.status() == 400 || answer.status() == 405;
        boolean isOriginalText = answer.status() < 500 && answer.body().isTextual();
        return (isUnknown || isOriginalText) && V2Answers.error(answer).isEmpty();
    }

    private CompletableFuture<FakechainReply<Access>> askOverOriginal() {
        return calls.get("/get_users", "candidate", candidate)
                .thenApply(reply -> OriginalAnswers.users(reply).map(users -> original));
    }
}
