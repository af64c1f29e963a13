package io.p2pcredit.keyfile;

import static com.google.common.base.Preconditions.checkArgument;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A password, and how many rounds it takes to make a key of it for a new file. The password stays the caller's. */
final class Passphrase {
    private static final String DERIVATION = "PBKDF2WithHmacSHA256";
    private static final int KEY_BITS = 256;

    private final char[] password;
    private final int rounds;

    Passphrase(char[] password, int rounds) {
        checkArgument(password.length > 0, "the password is empty");
        this.password = password;
        this.rounds = rounds;
    }

    int rounds() {
        return rounds;
    }

    /**
     * The AES key that this password stands for in some file. Not by the JDK's own PBES2 cipher, which takes ASCII
     * only: here the password counts as its UTF-8 bytes.
     */
    SecretKey key(byte[] salt, int roundsOfTheFile) throws GeneralSecurityException {
        PBEKeySpec work = new PBEKeySpec(password, salt, roundsOfTheFile, KEY_BITS);
        try {
            byte[] key = SecretKeyFactory.getInstance(DERIVATION)
                    .generateSecret(work)
                    .getEncoded();
            SecretKey made = new SecretKeySpec(key, "AES");
            Arrays.fill(key, (byte) 0);
            return made;
        } finally {
            work.clearPassword();
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "Passphrase[***]";
    }
}
