package io.p2pcredit.fakechain.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {
    private final PrivateKeys keys = new PrivateKeys();

    @Test
    void knowsAKeyByItsHash() {
        KeyHash hash = keys.hash(new PrivateKey("correct horse ä"));
        assertThat(keys.matches(new PrivateKey("correct horse ä"), hash)).isTrue();
        assertThat(keys.matches(new PrivateKey("correct horse a"), hash)).isFalse();
        assertThat(keys.matches(new PrivateKey("correct horse ä "), hash)).isFalse();
    }

    @Test
    void salts() {
        assertThat(keys.hash(new PrivateKey("same"))).isNotEqualTo(keys.hash(new PrivateKey("same")));
    }

    @Test
    void recognisesAVerifiedKeyWithoutHashingItAgain() {
        KeyHash hash = keys.hash(new PrivateKey("secret"));
        keys.matches(new PrivateKey("secret"), hash);
        Instant start = Instant.now();
        for (int i = 0; i < 1_000; i++) {
            assertThat(keys.matches(new PrivateKey("secret"), hash)).isTrue();
        }
        assertThat(Duration.between(start, Instant.now()))
                .as("1,000 slow hashes take more than half a minute")
                .isLessThan(Duration.ofSeconds(10));
        assertThat(keys.matches(new PrivateKey("guessed"), hash)).isFalse();
    }

    @Test
    void recognisesAWrongKeyNeitherTheFirstTimeNorLater() {
        KeyHash hash = keys.hash(new PrivateKey("secret"));
        assertThat(keys.matches(new PrivateKey("guessed"), hash)).isFalse();
        assertThat(keys.matches(new PrivateKey("guessed"), hash)).isFalse();
        assertThat(keys.matches(new PrivateKey("secret"), hash)).isTrue();
    }

    @Test
    void showsNothing() {
        PrivateKey key = new PrivateKey("secret");
        assertThat(key).hasToString("PrivateKey(hidden)");
        assertThat(keys.hash(key)).hasToString("KeyHash(hidden)");
    }
}
