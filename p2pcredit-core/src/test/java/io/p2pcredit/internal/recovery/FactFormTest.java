package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RandomValues;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.machine.Evidence;
import io.p2pcredit.trustline.machine.LedgerSeen;
import io.p2pcredit.trustline.machine.LedgerStep;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.Misbehaviour;
import io.p2pcredit.trustline.machine.OnLedger;
import io.p2pcredit.trustline.machine.QueuedPayment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactFormTest {
    private static <T> T any(RandomGenerator random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** One of each kind. */
    static List<LineRecord> facts(RandomGenerator random) {
        RandomValues values = new RandomValues(random);
        LineIdentity identity = LineIdentity.of(
                new Asset("EUR", 2),
                values.key(),
                PeerId.of("Bob"),
                values.key(),
                AccountId.of("é"),
                AccountId.of("b"));
        return List.of(
                new LineRecord.Created(identity),
                new LineRecord.OwnUpdate(values.update()),
                new LineRecord.PeerUpdate(values.update()),
                new LineRecord.LedgerStepped(
                        any(random, Direction.values()),
                        values.number(),
                        new OnLedger(
                                any(random, LedgerStep.values()),
                                random.nextBoolean() ? Optional.empty() : Optional.of(TransactionId.of("t")),
                                random.nextBoolean() ? Optional.empty() : Optional.of(seen(random)),
                                random.nextBoolean() ? Optional.empty() : Optional.of(reason(random)))),
                new LineRecord.Returned(values.update()),
                new LineRecord.Restored(),
                new LineRecord.SettledUnannounced(values.number(), values.amount(), seen(random)),
                new LineRecord.Queued(queued(random, values)),
                new LineRecord.GivenUp(values.id(), any(random, RefusalCode.values())),
                new LineRecord.Released(),
                new LineRecord.Retired(values.key()),
                new LineRecord.Proposed(values.limit()),
                new LineRecord.ProposalDeclined(),
                new LineRecord.Reconciled(random.nextBoolean(), Balance.of(random.nextLong())),
                new LineRecord.Frozen(new Evidence(
                        any(random, Misbehaviour.values()),
                        random.nextBoolean() ? Optional.empty() : Optional.of(values.signedProof()),
                        values.update())));
    }

    private static LedgerSeen seen(RandomGenerator random) {
        return new LedgerSeen(
                random.nextBoolean(),
                random.nextBoolean() ? Optional.empty() : Optional.of(LedgerInstance.of("ü" + random.nextInt())));
    }

    private static SettlementReason reason(RandomGenerator random) {
        return SettlementReason.because(
                any(random, SettlementReason.Code.values()), random.nextBoolean() ? "" : "häufig".repeat(40));
    }

    private static QueuedPayment queued(RandomGenerator random, RandomValues values) {
        boolean batch = random.nextBoolean();
        Amounts amounts = batch ? values.amounts() : Amounts.of(values.amount().units());
        long paid = batch ? 0 : random.nextLong(amounts.sum());
        int parts = random.nextInt(Integer.MAX_VALUE);
        return new QueuedPayment(
                values.id(), amounts, batch, values.memo(), random.nextBoolean(), paid, parts, random.nextInt(100));
    }

    @Test
    void everyKindOfFactIsInTheTable() {
        Set<Class<?>> kinds = facts(RandomGenerator.of("SplittableRandom")).stream()
                .map(LineRecord::getClass)
                .collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(LineRecord.class.getPermittedSubclasses());
    }

    @Test
    void everyFactIsReadAsItWasWritten() {
        Seeds.repeat(300, random -> {
            for (LineRecord fact : facts(random)) {
                ByteBuffer in = FactForm.of(fact).buffer();
                assertThat(FactForm.read(in)).isEqualTo(fact);
                assertThat(in.hasRemaining()).as("%s", fact).isFalse();
            }
        });
    }

    @Test
    void everyFactThatEndsTooEarlyIsRefused() {
        Seeds.repeat(3, random -> {
            for (LineRecord fact : facts(random)) {
                Bytes whole = FactForm.of(fact);
                for (int size = 0; size < whole.size(); size++) {
                    ByteBuffer cut = whole.buffer().limit(size);
                    assertThatExceptionOfType(MalformedException.class)
                            .as("%s bytes of %s", size, fact)
                            .isThrownBy(() -> FactForm.read(cut));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 15, 127, -1})
    void aKindThatDoesNotExistIsRefused(byte kind) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> FactForm.read(ByteBuffer.wrap(new byte[] {kind, 0, 0, 0})));
    }
}
