package io.p2pcredit.fakechain.internal.key;

import io.p2pcredit.trustline.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes private keys slowly, and recognises those that it has verified before quickly: of a verified key it remembers
 * a keyed hash, whose key is random, lives in this object only, and makes the remembered value useless elsewhere.
 *
 * <p>Thread-safe. Hashing takes tens of milliseconds; nothing is locked meanwhile.
 */
public final class PrivateKeys {
    private static final int ITERATIONS = 100_000;
    private static final int SALT_BYTES = 16;
    private static final int DIGEST_BITS = 256;
    private static final int REMEMBERED = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec tagKey = new SecretKeySpec(randomBytes(32), "HmacSHA256");
    private final Map<KeyHash, Bytes> verified = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyHash, Bytes> eldest) {
            return size() > REMEMBERED;
        }
    };

    public KeyHash hash(PrivateKey key) {
        Bytes salt = Bytes.of(randomBytes(SALT_BYTES));
        return new KeyHash(salt, ITERATIONS, derive(key, salt, ITERATIONS));
    }

    public boolean matches(PrivateKey key, KeyHash hash) {
        Bytes tag = tag(key, hash.salt());
        if (isRemembered(tag, hash)) {
            return true;
        }
        boolean matches = same(derive(key, hash.salt(), hash.iterations()), hash.digest());
        if (matches) {
            remember(tag, hash);
        }
        return matches;
    }

    private boolean isRemembered(Bytes tag, KeyHash hash) {
        synchronized (verified) {
            Bytes remembered = verified.get(hash);
            return remembered != null && same(remembered, tag);
        }
    }

    private void remember(Bytes tag, KeyHash hash) {
        synchronized (verified) {
            verified.put(hash, tag);
        }
    }

    private static boolean same(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.toArray(), other.toArray());
    }

    private static Bytes derive(PrivateKey key, Bytes salt, int iterations) {
        char[] chars = key.chars();
        PBEKeySpec spec = new PBEKeySpec(chars, salt.toArray(), iterations, DIGEST_BITS);
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return Bytes.of(factory.generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(chars, '\0');
        }
    }

    private Bytes tag(PrivateKey key, Bytes salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(tagKey);
            mac.update(salt.toArray());
            return Bytes.of(mac.doFinal(key.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
