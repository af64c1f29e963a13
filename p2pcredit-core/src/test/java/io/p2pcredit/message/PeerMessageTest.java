package io.p2pcredit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Golden;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerMessageTest {
    private static void assertAllowed(boolean allowed, ThrowingCallable making) {
        if (allowed) {
            assertThatCode(making).doesNotThrowAnyException();
        } else {
            assertThatIllegalArgumentException().isThrownBy(making);
        }
    }

    @Nested
    class AHello {
        @ParameterizedTest
        @CsvSource({"-1, false", "0, false", "1, true", "65535, true", "65536, false"})
        void listsVersionsInTwoBytes(int version, boolean allowed) {
            assertAllowed(allowed, () -> hello(List.of(version)));
        }

        @ParameterizedTest
        @CsvSource({"0, false", "1, true", "16, true", "17, false"})
        void listsAFewVersions(int count, boolean allowed) {
            assertAllowed(allowed, () -> hello(Collections.nCopies(count, 1)));
        }

        @Test
        void keepsItsVersions() {
            List<Integer> versions = new ArrayList<>(List.of(1));
            Hello hello = hello(versions);
            versions.add(2);
            assertThat(hello.versions()).containsExactly(1);
        }

        private Hello hello(List<Integer> versions) {
            Golden golden = Golden.of("hello-dialer");
            return new Hello(versions, PeerId.of("Alice"), golden.key("key"), new Nonce(golden.hex("nonce")));
        }
    }

    @Nested
    class AProposal {
        @ParameterizedTest
        @CsvSource({"0, true", "1, true", "64, true", "65, false"})
        void hasAFewUpdates(int count, boolean allowed) {
            Update update =
                    CanonicalForm.readUpdate(Golden.of("update-open").bytes().buffer());
            assertAllowed(allowed, () -> new Propose(CreditLimit.NONE, Collections.nCopies(count, update)));
        }
    }

    @Test
    void theRolesOfOneConnectionAreEachOthers() {
        assertThat(Role.DIALER.other()).isEqualTo(Role.ACCEPTOR);
        assertThat(Role.ACCEPTOR.other()).isEqualTo(Role.DIALER);
    }
}
