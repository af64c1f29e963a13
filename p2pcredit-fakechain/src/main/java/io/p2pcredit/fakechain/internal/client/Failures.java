package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainReply.Failed;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.InstanceOutcome;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import java.util.Optional;

/** What to tell the application of a reply that brought no result. */
final class Failures {
    private Failures() {}

    /** @param complaint what the server itself says is wrong, if it says so in its interface's way */
    static <T> Failed<T> of(Reply reply, Optional<String> complaint) {
        if (complaint.isPresent()) {
            String said = "the server says: " + complaint.get();
            boolean isRefusal = reply instanceof Reply.Answer answer && answer.status() < 500;
            return isRefusal ? new FakechainReply.Refused<>(said) : new FakechainReply.Faulty<>(said);
        }
        return reply.isAnswered()
                ? new FakechainReply.Faulty<>(reply.reason())
                : new FakechainReply.Unreachable<>(reply.reason());
    }

    /** The reason of a reply that is a failure. */
    static String reason(FakechainReply<?> failed) {
        return ((Failed<?>) failed).reason();
    }

    static BalanceOutcome balance(FakechainReply<BalanceOutcome> reply) {
        return reply instanceof FakechainReply.Done<BalanceOutcome> done
                ? done.value()
                : new BalanceOutcome.Unknown(reason(reply));
    }

    static InstanceOutcome instance(FakechainReply<InstanceOutcome> reply) {
        return reply instanceof FakechainReply.Done<InstanceOutcome> done
                ? done.value()
                : new InstanceOutcome.Unknown(reason(reply));
    }

    /** Whoever answers nonsense is not out of reach: waiting for it helps nobody. */
    static PublishOutcome ofPublishing(Failed<?> failure) {
        return failure instanceof FakechainReply.Unreachable
                ? new PublishOutcome.Unreachable(failure.reason())
                : new PublishOutcome.Refused(failure.reason());
    }
}
