package io.p2pcredit.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.HistoryContract;
import io.p2pcredit.doubles.Batches;
import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryHistoryTest extends HistoryContract {
    private static final LineId LINE = new LineId(new Hash(1, 2, 3, 4));

    @Override
    protected History opened() {
        return new InMemoryHistory();
    }

    @Override
    protected Optional<History> reopened(History history) {
        return Optional.empty();
    }

    @Test
    void forgetsUpdatesInWhosePlaceARecordGoesOnAfterAReconciliation() {
        History history = opened();
        history.store(List.of(Batches.of(1, List.of(update(1, 10), update(2, 20), update(3, 30), update(4, 40)))));
        history.store(List.of(Batches.of(2, List.of(update(3, 50)))));

        assertThat(history.updates(LINE, Side.LOW, 1)).containsExactly(update(1, 10), update(2, 20), update(3, 50));
        assertThat(history.updates(LINE, Side.LOW, 3)).containsExactly(update(3, 50));
    }

    private static Update update(long seq, long limit) {
        CreditLimit granted = CreditLimit.of(limit);
        BalanceProof proof = new BalanceProof(LINE, Side.LOW, seq, 0, 0, granted, 0, new Hash(seq, 0, 0, 0));
        Signature signature = new Signature(Bytes.of(new byte[Signature.SIZE]));
        return new Update(List.of(new Entry.LimitChange(granted)), new SignedProof(proof, signature));
    }
}
