package io.p2pcredit.keyfile;

import io.p2pcredit.trustline.Bytes;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEParameterSpec;

/** A private key under a password: a PKCS#8 {@code EncryptedPrivateKeyInfo} by one scheme of PBES2. */
final class EncryptedKey {
    private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";
    private static final String CIPHER = "AES/CBC/PKCS5Padding";

    private static final int BLOCK = 16;

    /** More would only be there to keep the reader busy. */
    private static final int MAX_ROUNDS = 10_000_000;

    private final EncryptedPrivateKeyInfo info;
    private final PBEParameterSpec work;

    private EncryptedKey(EncryptedPrivateKeyInfo info, PBEParameterSpec work) {
        this.info = info;
        this.work = work;
    }

    /** Encrypts a key with fresh salt. */
    static EncryptedKey of(PrivateKey key, Passphrase passphrase) {
        byte[] plain = key.getEncoded();
        try {
            byte[] salt = KeyGenerator.getInstance("HmacSHA256").generateKey().getEncoded();
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, passphrase.key(salt, passphrase.rounds()));
            PBEParameterSpec work =
                    new PBEParameterSpec(salt, passphrase.rounds(), new IvParameterSpec(cipher.getIV()));
            return new EncryptedKey(new EncryptedPrivateKeyInfo(parameters(work), cipher.doFinal(plain)), work);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this platform cannot encrypt a key", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** Empty if the bytes are nothing that {@link #encoded} has returned. */
    static Optional<EncryptedKey> parse(Bytes encoded) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded.toArray());
            AlgorithmParameters parameters = info.getAlgParameters();
            if (parameters == null || !SCHEME.equals(parameters.toString())) {
                return Optional.empty();
            }
            PBEParameterSpec work = parameters.getParameterSpec(PBEParameterSpec.class);
            return isUsable(work, info.getEncryptedData().length)
                    ? Optional.of(new EncryptedKey(info, work))
                    : Optional.empty();
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }

    /** How much work it takes to make a key of a password. */
    int rounds() {
        return work.getIterationCount();
    }

    /** Its DER form. */
    Bytes encoded() {
        try {
            return Bytes.of(info.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("this platform cannot write an encrypted key", e);
        }
    }

    /** What comes of it under this password; empty if it is certain to be the wrong one. */
    Optional<PKCS8EncodedKeySpec> open(Passphrase passphrase) {
        try {
            SecretKey key = passphrase.key(work.getSalt(), work.getIterationCount());
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, work.getParameterSpec());
            byte[] plain = cipher.doFinal(info.getEncryptedData());
            try {
                return Optional.of(new PKCS8EncodedKeySpec(plain));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (BadPaddingException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform cannot decrypt a key", e);
        }
    }

    private static boolean isUsable(PBEParameterSpec work, int size) {
        return work.getIterationCount() >= 1
                && work.getIterationCount() <= MAX_ROUNDS
                && work.getSalt().length > 0
                && work.getParameterSpec() instanceof IvParameterSpec first
                && first.getIV().length == BLOCK
                && size > 0
                && size % BLOCK == 0;
    }

    /** Under the name of the family: that of the scheme is not accepted inside of a key. */
    private static AlgorithmParameters parameters(PBEParameterSpec work) throws GeneralSecurityException, IOException {
        AlgorithmParameters scheme = AlgorithmParameters.getInstance(SCHEME);
        scheme.init(work);
        AlgorithmParameters family = AlgorithmParameters.getInstance("PBES2");
        family.init(scheme.getEncoded());
        return family;
    }
}
