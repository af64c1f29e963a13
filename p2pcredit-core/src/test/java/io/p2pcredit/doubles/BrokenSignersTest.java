package io.p2pcredit.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.p2pcredit.contract.SignerContract;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BrokenSignersTest {
    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                SignerContract.class,
                List.of(
                        is("hasOneKey", "takes a new one", new Bent() {
                            @Override
                            public PublicKey publicKey() {
                                return InMemorySigner.generate().publicKey();
                            }
                        }),
                        is("signsSoThatTheKeyVerifies", "hashes first", new Bent() {
                            @Override
                            public Signature sign(Bytes content) {
                                return super.sign(Hash.sha256(content.buffer()).bytes());
                            }
                        }),
                        is("signsThisContentAndNoOther", "signs always the same", new Bent() {
                            @Override
                            public Signature sign(Bytes content) {
                                return super.sign(Bytes.utf8("b"));
                            }
                        }),
                        is("signsInManyThreadsAtOnce", "mixes them up", new Mixing())));
    }

    private static Rejection<SignerContract> is(String promise, String fault, Signer broken) {
        return new Rejection<>(promise, fault, () -> new SignerContract() {
            @Override
            protected Duration patience() {
                return Duration.ofMillis(300);
            }

            @Override
            protected Signer signer() {
                return broken;
            }
        });
    }

    private static class Bent implements Signer {
        private final Signer honest = InMemorySigner.generate();

        @Override
        public PublicKey publicKey() {
            return honest.publicKey();
        }

        @Override
        public Signature sign(Bytes content) {
            return honest.sign(content);
        }
    }

    /** Keeps what it is about to sign where the next call overwrites it. */
    private static final class Mixing extends Bent {
        private final CountDownLatch calls = new CountDownLatch(2);
        private volatile Bytes content = Bytes.of();

        @Override
        public Signature sign(Bytes wanted) {
            content = wanted;
            calls.countDown();
            assertThat(Uninterruptibles.awaitUninterruptibly(calls, Duration.ofSeconds(10)))
                    .as("another call meanwhile")
                    .isTrue();
            return super.sign(content);
        }
    }
}
