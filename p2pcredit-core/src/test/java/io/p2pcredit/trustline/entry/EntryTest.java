package io.p2pcredit.trustline.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Golden;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {
    private static final PaymentId ID = new PaymentId(1, 2);

    private static void assertAllowed(boolean allowed, ThrowingCallable making) {
        if (allowed) {
            assertThatCode(making).doesNotThrowAnyException();
        } else {
            assertThatIllegalArgumentException().isThrownBy(making);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 1, false", "0, 1, 1, true", "2147483647, 2, 1, true", "0, 1, 2, false"})
    void aPaymentIsAPartOfItsWhole(int part, long whole, long amount, boolean allowed) {
        assertAllowed(allowed, () -> new Entry.Payment(ID, part, Amount.of(whole), Amount.of(amount), Memo.NONE));
    }

    @ParameterizedTest
    @CsvSource({"-9223372036854775808, false", "0, false", "1, true", "9223372036854775807, true"})
    void settlementsAreNumberedFromOne(long number, boolean allowed) {
        AccountId account = AccountId.of("a");
        assertAllowed(allowed, () -> new Entry.SettlementIntent(number, Amount.of(1), account));
        assertAllowed(allowed, () -> new Entry.SettlementAnswer(number, 0, account));
        assertAllowed(allowed, () -> new Entry.SettlementCancelled(number));
        assertAllowed(allowed, () -> new Entry.SettlementCredit(number, Amount.of(1), TransactionId.of("t")));
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true", "9007199254740991, true", "9007199254740992, false"})
    void anAnswerIsNothingOrAnAmount(long units, boolean allowed) {
        assertAllowed(allowed, () -> new Entry.SettlementAnswer(1, units, AccountId.of("a")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, false",
        "1, 0, 0, 0, true",
        "1, -1, 0, 0, false",
        "1, 0, -1, 0, false",
        "1, 0, 0, -1, false"
    })
    void aProofCoversAnEntryAndStatesNothingNegative(
            long seq, long paid, long credited, long peerSeq, boolean allowed) {
        BalanceProof p = Golden.of("proof-paid").proof();
        assertAllowed(
                allowed,
                () -> new BalanceProof(p.line(), p.side(), seq, paid, credited, p.limit(), peerSeq, p.entriesHash()));
    }

    @ParameterizedTest
    @CsvSource({"0, 3, true", "1, 2, false", "2, 1, false"})
    void anUpdateKnowsItsFirstEntry(int count, long first, boolean acknowledgement) {
        Update update = underTwoEntries(count);
        assertThat(update.firstSeq()).isEqualTo(first);
        assertThat(update.isAcknowledgement()).isEqualTo(acknowledgement);
    }

    @Test
    void anUpdateHasNoMoreEntriesThanItsProofCovers() {
        assertAllowed(true, () -> underTwoEntries(2));
        assertAllowed(false, () -> underTwoEntries(3));
    }

    private static Update underTwoEntries(int count) {
        List<Entry> entries = Collections.nCopies(count, new Entry.LimitChange(CreditLimit.NONE));
        return new Update(entries, Golden.of("proof-paid").signedProof());
    }

    @Test
    void anUpdateKeepsItsEntries() {
        List<Entry> entries = new ArrayList<>(List.of(new Entry.SettlementCancelled(1)));
        Update update = new Update(entries, Golden.of("proof-paid").signedProof());
        entries.clear();
        assertThat(update.entries()).containsExactly(new Entry.SettlementCancelled(1));
    }
}
