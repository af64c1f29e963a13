package io.p2pcredit.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Golden;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RealKey;
import io.p2pcredit.trustline.entry.SignedProof;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedContentTest {
    private static Hello hello(String name) {
        Golden golden = Golden.of("hello-" + name);
        List<Integer> versions = golden.list("versions").map(Integer::valueOf).toList();
        return new Hello(versions, PeerId.of(golden.text("name")), golden.key("key"), new Nonce(golden.hex("nonce")));
    }

    @Nested
    class OfHello {
        @ParameterizedTest
        @ValueSource(strings = {"dialer", "acceptor"})
        void hasTheGoldenBytes(String name) {
            assertThat(SignedContent.hello(hello(name)))
                    .isEqualTo(Golden.of("hello-" + name).bytes());
        }
    }

    @Nested
    class OfAuth {
        @ParameterizedTest
        @CsvSource({"dialer, DIALER, alice", "acceptor, ACCEPTOR, bob"})
        void hasTheGoldenBytesAndSignature(String name, Role role, String signer) throws GeneralSecurityException {
            Golden golden = Golden.of("auth-" + name);
            Bytes content = SignedContent.auth(role, hello("dialer"), hello("acceptor"));
            assertThat(content).isEqualTo(golden.bytes());
            assertThat(golden.number("role")).isEqualTo(role.number());
            assertThat(RealKey.of(signer).sign(content)).isEqualTo(golden.signature());
        }

        @Test
        void changesWithTheRoleAndWithEveryFieldOfBothHellos() {
            Hello dialer = hello("dialer");
            Hello acceptor = hello("acceptor");
            List<Bytes> contents = new ArrayList<>();
            contents.add(SignedContent.auth(Role.DIALER, dialer, acceptor));
            contents.add(SignedContent.auth(Role.ACCEPTOR, dialer, acceptor));
            contents.add(SignedContent.auth(Role.DIALER, acceptor, dialer));
            for (Hello other : others(dialer)) {
                contents.add(SignedContent.auth(Role.DIALER, other, acceptor));
                contents.add(SignedContent.auth(Role.DIALER, dialer, other));
            }
            assertThat(new HashSet<>(contents)).hasSameSizeAs(contents);
        }

        private List<Hello> others(Hello hello) {
            return List.of(
                    new Hello(List.of(1, 2), hello.name(), hello.key(), hello.nonce()),
                    new Hello(List.of(2), hello.name(), hello.key(), hello.nonce()),
                    new Hello(hello.versions(), PeerId.of("Mallory"), hello.key(), hello.nonce()),
                    new Hello(hello.versions(), hello.name(), Golden.of("keys").key("bob.public"), hello.nonce()),
                    new Hello(hello.versions(), hello.name(), hello.key(), new Nonce(Bytes.of(new byte[32]))));
        }
    }

    @Nested
    class OfResume {
        @ParameterizedTest
        @CsvSource({"dialer, alice", "acceptor, bob", "blank, alice"})
        void hasTheGoldenBytesAndSignature(String name, String signer) throws GeneralSecurityException {
            Golden golden = Golden.of("resume-" + name);
            Bytes content = content(golden, golden.proofIn("mine"), golden.proofIn("held"));
            assertThat(content).isEqualTo(golden.bytes());
            assertThat(RealKey.of(signer).sign(content)).isEqualTo(golden.signature());
        }

        @Test
        void changesWithEveryPart() {
            Golden golden = Golden.of("resume-dialer");
            Optional<SignedProof> mine = golden.proofIn("mine");
            Optional<SignedProof> held = golden.proofIn("held");
            Nonce one = new Nonce(golden.hex("dialer"));
            Nonce two = new Nonce(golden.hex("acceptor"));
            LineId line = golden.line();
            List<Bytes> contents = List.of(
                    SignedContent.resume(one, two, line, mine, held),
                    SignedContent.resume(two, one, line, mine, held),
                    SignedContent.resume(one, one, line, mine, held),
                    SignedContent.resume(one, two, new LineId(new Hash(1, 2, 3, 4)), mine, held),
                    SignedContent.resume(one, two, line, held, mine),
                    SignedContent.resume(one, two, line, mine, Optional.empty()),
                    SignedContent.resume(one, two, line, Optional.empty(), mine),
                    SignedContent.resume(one, two, line, Optional.empty(), Optional.empty()));
            assertThat(new HashSet<>(contents)).hasSameSizeAs(contents);
        }

        private Bytes content(Golden golden, Optional<SignedProof> mine, Optional<SignedProof> held) {
            return SignedContent.resume(
                    new Nonce(golden.hex("dialer")), new Nonce(golden.hex("acceptor")), golden.line(), mine, held);
        }
    }

    @Test
    void aSignatureForOnePurposeFitsNoOther() {
        List<String> tags = List.of(
                tag(Golden.of("hello-dialer").bytes()),
                tag(Golden.of("auth-dialer").bytes()),
                tag(Golden.of("resume-dialer").bytes()),
                tag(Golden.of("proof-paid").bytes()));
        assertThat(tags)
                .containsExactly("p2pcredit/hello/1", "p2pcredit/auth/1", "p2pcredit/resume/1", "p2pcredit/proof/1");
    }

    private static String tag(Bytes content) {
        String text = StandardCharsets.ISO_8859_1.decode(content.buffer()).toString();
        return text.substring(0, text.indexOf("/1") + 2);
    }
}
