package io.p2pcredit.keyfile;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Optional;

/**
 * An identity whose private key lies in a file, encrypted with a password. Thread-safe.
 *
 * <p>The file is made once and never changed. It is text in PEM form that standard tools read: the private key as a
 * PKCS#8 {@code EncryptedPrivateKeyInfo} (PBES2: PBKDF2 with HMAC-SHA-256 and 600,000 rounds, AES-256-CBC), then the
 * public key. The first line names the owner, the last one is a checksum of everything before it, so that damage is
 * told apart from a wrong password. A public key that is not that of the private one is damage, too.
 *
 * <p>The file belongs to its owner alone: mode 0600 in a folder of mode 0700, both made so. One that others can reach
 * is not used. Where there are no such modes the folder has to be private by itself. The file system has to know hard
 * links: of two processes that make the same file at once one wins, and both get its key.
 */
public final class KeyFile implements Signer {
    static final int ROUNDS = 600_000;

    private final InMemorySigner signer;
    private final boolean isNew;

    KeyFile(InMemorySigner signer, boolean isNew) {
        this.signer = signer;
        this.isNew = isNew;
    }

    /**
     * The identity in the file; a new one if there is no such file. Takes some tenths of a second, on purpose. The
     * platform's first provider of Ed25519 signs.
     *
     * @param owner whose identity it is
     * @param password at least one character; stays the caller's, who should wipe it
     * @throws KeyFileException if the file cannot be used
     */
    public static KeyFile openOrCreate(Path file, PeerId owner, char[] password) {
        return openOrCreate(file, owner, password, new Ed25519(Optional.empty()));
    }

    /** The same; the given provider makes the key and signs. */
    public static KeyFile openOrCreate(Path file, PeerId owner, char[] password, Provider provider) {
        return openOrCreate(file, owner, password, new Ed25519(Optional.of(provider)));
    }

    private static KeyFile openOrCreate(Path file, PeerId owner, char[] password, Ed25519 ed25519) {
        return new Opening(new OwnFile(file), owner, new Passphrase(password, ROUNDS), ed25519).openOrCreate();
    }

    /** Whether there was no such file before. */
    public boolean isNew() {
        return isNew;
    }

    @Override
    public PublicKey publicKey() {
        return signer.publicKey();
    }

    @Override
    public Signature sign(Bytes content) {
        return signer.sign(content);
    }

    /** Never shows the private key. */
    @Override
    public String toString() {
        return "KeyFile[" + publicKey() + "]";
    }
}
