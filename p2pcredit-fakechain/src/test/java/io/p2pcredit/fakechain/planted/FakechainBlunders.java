package io.p2pcredit.fakechain.planted;

import io.p2pcredit.fakechain.internal.chain.Change;
import io.p2pcredit.fakechain.internal.chain.NotKeptException;
import io.p2pcredit.fakechain.internal.chain.Records;
import io.p2pcredit.fakechain.internal.chain.Transfer;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.trustline.SettlementKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Richer bugs: what is called in place of something of the server or the client. */
public final class FakechainBlunders {
    private static final ThreadLocal<Late> LATE = new ThreadLocal<>();

    private FakechainBlunders() {}

    /** What is to be kept once it is true. */
    private record Late(Records records, List<Change> changes) {}

    public static void keepLater(Records records, List<Change> changes) {
        LATE.set(new Late(records, changes));
    }

    public static void keepAndRelease(List<Object> round, Consumer<Object> release) throws NotKeptException {
        LATE.get().records().keep(LATE.get().changes());
        round.forEach(release);
    }

    /** A refusal is no decision. */
    public static @Nullable Transfer unlessRefused(@Nullable Transfer decided) {
        return decided != null && decided.isExecuted() ? decided : null;
    }

    /** Another key for each attempt. */
    public static String anyKey(SettlementKey key) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new SettlementKey(random.nextLong(), random.nextLong()).toString();
    }

    public static Optional<SubmitOutcome> silenceIsRefusal(Optional<SubmitOutcome> decided) {
        return decided.or(() -> Optional.of(new SubmitOutcome.Rejected("surely not")));
    }
}
