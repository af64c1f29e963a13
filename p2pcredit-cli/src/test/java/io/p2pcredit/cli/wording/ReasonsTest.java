package io.p2pcredit.cli.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonsTest {
    @ParameterizedTest
    @EnumSource
    void areOneLineEachThatHoldsWhatTheLedgerSays(Code code) {
        assertThat(Reasons.text(settlement(Optional.of(SettlementReason.because(code)))))
                .isNotEmpty()
                .hasLineCount(1)
                .doesNotEndWith(".")
                .doesNotContain("()");
    }

    @Test
    void sayHowToDecideWhereOnlyAPersonCan() {
        Settlement doubtful = settlement(Optional.of(SettlementReason.because(Code.LEDGER_CANNOT_TELL, "timeout")));
        assertThat(Reasons.text(doubtful))
                .isEqualTo(
                        "Fakechain gave no answer, and cannot tell this transfer from another (it says: timeout). Look"
                                + " at both balances, then say: settlement resolve 0a000000 paid|unpaid");
        assertThat(Settlements.line(doubtful))
                .isEqualTo("The transfer of 10 to Bob is in doubt: " + Reasons.text(doubtful));
    }

    @Test
    void areNothingWhileAllGoesWell() {
        assertThat(Reasons.text(settlement(Optional.empty()))).isEmpty();
    }

    private static Settlement settlement(Optional<SettlementReason> reason) {
        return new Settlement(
                new SettlementKey(0x0aL << 56, 1),
                PeerId.of("Bob"),
                Direction.OUTGOING,
                1,
                10,
                SettlementStatus.IN_DOUBT,
                Optional.empty(),
                reason);
    }
}
